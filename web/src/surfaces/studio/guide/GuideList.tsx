import { useEffect, useState } from 'preact/hooks';
import { get, listen, Refused } from '../../../api/client';
import { serverNow } from '../../../api/serverClock';
import { Chip, Note } from '../../../design/parts';
import { code, num, t } from '../../../i18n';
import { whenShort } from '../../../i18n/time';
import { type Place, writePlace } from '../bundle';
import { Opens } from '../Opens';
import { wrongWords } from '../TableList';
import type { GuideRow } from './guide';

/** The guides that residents use, on the studio's first page. */
export function GuideList({ onOpen, onSignedOut }: { onOpen: (to: Place) => void; onSignedOut: () => void }) {
  const [guides, setGuides] = useState<GuideRow[] | null>(null);
  const [wrong, setWrong] = useState('');
  const load = (): void => {
    get<{ guides: GuideRow[] }>('/studio/guides').then((a) => { setGuides(a.guides); setWrong(''); }, (error) => {
      if (error instanceof Refused && error.status === 401) onSignedOut(); else setWrong(wrongWords(error));
    });
  };
  useEffect(() => {
    load();
    let lost = false;
    return listen('/events', { studio: load }, (link) => { if (link === 'open' && lost) load(); lost = link === 'lost'; });
  }, []);
  const to = (g: GuideRow): Place => ({ table: g.code, guide: true, version: 0, compare: null });
  return (
    <section class="card kindcard" aria-labelledby="kind-guides">
      <h2 id="kind-guides">{t('studio.guides')}</h2>
      <p class="s">{t('studio.guidesWhat')}</p>
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={load}>{t('staff.retry')}</button></p></Note>}
      {!guides && !wrong && <p role="status">{t('staff.loading')}</p>}
      {guides?.length === 0 && <p class="empty">{t('studio.noGuides')}</p>}
      {guides && guides.length > 0 && (
        <table class="tables" role="table" aria-labelledby="kind-guides">
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{t('studio.name')}</th><th role="columnheader" scope="col">{t('studio.stands')}</th><th role="columnheader" scope="col" class="num">{t('studio.version')}</th><th role="columnheader" scope="col" class="num">{t('studio.questions')}</th><th role="columnheader" scope="col">{t('studio.draft')}</th></tr></thead>
          <tbody role="rowgroup">
            {guides.map((g) => (
              <tr role="row" key={g.code} data-guide={g.code}>
                <th role="rowheader" scope="row"><Opens to={writePlace(to(g))} onOpen={() => onOpen(to(g))}>{g.name}</Opens></th>
                <td role="cell">{g.inUse === g.version ? t('studio.inUse') : <><Chip tone="late">{t('studio.unreadable')}</Chip> <small>{g.fault}</small></>}</td>
                <td role="cell" class="num" data-name={t('studio.version')}>{num(g.version)}</td>
                <td role="cell" class="num" data-name={t('studio.questions')}>{num(g.questions)}</td>
                <td role="cell" class="draft">{g.draft ? <><Chip tone={g.draft.state === 'offered' ? 'soon' : 'law'}>{code('studioDraft', g.draft.state)}</Chip> <small>{g.draft.by}, {whenShort(g.draft.at, serverNow())}</small></> : <small>{t('studio.noDraft')}</small>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
