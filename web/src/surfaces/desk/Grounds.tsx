import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { GivenAdvice, MatterServices } from '../../api/tables';
import { Chip, Note, type Tone } from '../../design/parts';
import { code, t } from '../../i18n';
import { stamp } from '../../i18n/time';
import { testWords } from './grounds';

const TONES: Record<GivenAdvice['verdict'], Tone> = { met: 'ok', not_met: 'late', person_decides: 'plain', routed: 'plain', found: 'soon' };

/** Why the matter is here and why services were proposed: by which version of which table, as it was written then. */
export default function Grounds({ matter }: { matter: number }) {
  const [given, setGiven] = useState<GivenAdvice[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = (): void => {
    setFailed(false);
    void get<MatterServices>(`/matters/${matter}/services`).then((s) => setGiven(s.given), () => setFailed(true));
  };
  useEffect(load, [matter]);
  if (failed) return <Note tone="late" role="alert"><p>{t('staff.unreachable')}</p><p class="after"><button type="button" onClick={load}>{t('staff.retry')}</button></p></Note>;
  if (!given) return <p role="status">{t('grounds.loading')}</p>;
  if (given.length === 0) return <p>{t('grounds.nothing')}</p>;
  return <ul class="steplist" data-list="grounds">{given.map((g) => <Line key={`${g.step ?? 0}`} g={g} />)}</ul>;
}

function Line({ g }: { g: GivenAdvice }) {
  const now = serverNow();
  return (
    <li>
      <b>{g.service ?? t(g.verdict === 'found' ? 'grounds.whyFound' : 'grounds.whyHere')}</b> <Chip tone={TONES[g.verdict]}>{code('verdict', g.verdict)}</Chip>
      {g.otherwise && <><br />{t('grounds.decided', { why: code('otherwise', g.otherwise) })}</>}
      {g.table && (
        <>
          <br />{g.table.name} {t('grounds.row', { row: g.table.row, version: g.table.version })}
          {g.conditions.length === 0 ? <><br />{t('grounds.lastRow')}<br /></> : <ul class="conditions">{g.conditions.map((c) => <li key={c.input}>{code('tableInput', c.input)}: <bdi>{testWords(c.input, c.test)}</bdi></li>)}</ul>}
          {g.table.source && <small>{g.table.source.address ? <a href={g.table.source.address} target="_blank" rel="noopener noreferrer">{g.table.source.name}</a> : g.table.source.name}{g.table.source.unverified && <> <Chip tone="soon">{t('promise.unverified')}</Chip></>}<br /></small>}
        </>
      )}
      <small>{g.by ? `${g.by}, ` : ''}{stamp(g.at, now)}</small>
    </li>
  );
}
