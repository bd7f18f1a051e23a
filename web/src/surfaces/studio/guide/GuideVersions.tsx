import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get } from '../../../api/client';
import { serverNow } from '../../../api/serverClock';
import { Note } from '../../../design/parts';
import { AUTONYMS, code, LANGS, t } from '../../../i18n';
import { whenShort } from '../../../i18n/time';
import { type Place, writePlace } from '../bundle';
import { Opens } from '../Opens';
import { wrongWords } from '../TableList';
import type { Guide, GuideVersion, GuideVersionRow } from './guide';
import { GuideDifference } from './GuideDifference';
import { GuideTable } from './GuideTable';

const who = (v: GuideVersionRow): string => (v.fromFiles ? t('studio.fromFiles') : t('studio.byApproved', { by: v.by ?? '', approved: v.approvedBy ?? '' }));
const placeOf = (guide: Guide, version: number, compare: [number, number] | null = null): Place => ({ table: guide.code, guide: true, version, compare });

/** Who wrote and who approved each version; each can be opened, and two compared. */
export function GuideVersions({ guide, onOpen }: { guide: Guide; onOpen: (to: Place) => void }) {
  const all = [...guide.versions].sort((a, b) => b.version - a.version);
  return (
    <section aria-labelledby="versions-title" class="part versions">
      <h2 id="versions-title">{t('studio.versions')}</h2>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="versions-title">
        <table>
          <thead><tr><th scope="col">{t('studio.version')}</th><th scope="col">{t('studio.when')}</th><th scope="col">{t('studio.writer')}</th><th scope="col">{t('studio.approver')}</th></tr></thead>
          <tbody>
            {all.map((v) => (
              <tr key={v.version} data-version={v.version}>
                <th scope="row"><Opens to={writePlace(placeOf(guide, v.version))} onOpen={() => onOpen(placeOf(guide, v.version))}>{t('studio.versionNth', { n: v.version })}</Opens></th>
                <td>{whenShort(v.at, serverNow())}</td>
                {v.fromFiles ? <td colSpan={2}>{t('studio.fromFiles')}</td> : <><td>{v.by}</td><td>{v.approvedBy}</td></>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all.length > 1 && <PickTwo key={all[0]?.version} guide={guide} first={all[1]?.version ?? 1} second={all[0]?.version ?? 1} onOpen={onOpen} />}
    </section>
  );
}
function PickTwo({ guide, first, second, onOpen }: { guide: Guide; first: number; second: number; onOpen: (to: Place) => void }) {
  const [pair, setPair] = useState<[number, number]>([first, second]);
  const pick = (at: 0 | 1, label: string) => (
    <label>{label}{' '}
      <select id={`compare-${at}`} value={pair[at]} onChange={(event) => { const n = Number(event.currentTarget.value); setPair(at === 0 ? [n, pair[1]] : [pair[0], n]); }}>
        {guide.versions.map((v) => <option key={v.version} value={v.version} selected={v.version === pair[at]}>{t('studio.versionNth', { n: v.version })}</option>)}
      </select>
    </label>
  );
  return (
    <form class="row noprint picktwo" onSubmit={(event) => { event.preventDefault(); onOpen(placeOf(guide, 0, pair)); }}>
      {pick(0, t('studio.compareFrom'))}{pick(1, t('studio.compareTo'))}<button type="submit" class="q" data-do="compare">{t('studio.compare')}</button>
    </form>
  );
}
/** A version never changes, so it is asked for once. */
function useGuideVersion(code_: string, n: number): { version: GuideVersion | null; wrong: string; retry: () => void } {
  const [version, setVersion] = useState<GuideVersion | null>(null);
  const [wrong, setWrong] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    setVersion(null);
    setWrong('');
    get<GuideVersion>(`/studio/guides/${code_}/versions/${n}`).then((v) => { if (!gone) setVersion(v); }, (error) => { if (!gone) setWrong(wrongWords(error)); });
    return () => { gone = true; };
  }, [code_, n, turn]);
  return { version, wrong, retry: () => setTurn((x) => x + 1) };
}
const Wrong = ({ wrong, retry }: { wrong: string; retry: () => void }) => <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={retry}>{t('staff.retry')}</button></p></Note>;

/** A version as it was published, only to be read. */
export function GuideVersionPage({ guide, version: n, heading }: { guide: Guide; version: number; heading: RefObject<HTMLHeadingElement> }) {
  const { version, wrong, retry } = useGuideVersion(guide.code, n);
  return (
    <article class="tablepage guidepage">
      <header class="row head"><h1 ref={heading} tabIndex={-1}>{guide.name}: {t('studio.versionNth', { n })}</h1>{version && <p class="s meta">{who(version)} · {whenShort(version.at, serverNow())}</p>}</header>
      <Note><p>{t('studio.neverChanges')} <a href={`/api/v1/studio/guides/${guide.code}/versions/${n}/form`} download={`${guide.code}-${n}.json`}>{t('guide.export')}</a></p></Note>
      {wrong && <Wrong wrong={wrong} retry={retry} />}
      {!version && !wrong && <p role="status">{t('staff.loading')}</p>}
      {version && (
        <>
          <section class="part guidetexts" aria-labelledby="texts-title"><h2 id="texts-title">{t('guide.texts')}</h2>
            {version.texts.map((x) => (
              <div class="guidetext" key={x.place} data-place={x.place}><p class="kind"><b>{code('guideText', x.kind)}</b> {(x.option || x.about) && <code>{x.option || x.about}</code>}</p>
                {LANGS.map((l) => <div class="words3" key={l} data-language={l}><span class="tongue">{AUTONYMS[l]}</span><p lang={l}>{x[l] || '–'}</p></div>)}</div>
            ))}
          </section>
          <GuideTable dmn={version.dmn} />
        </>
      )}
    </article>
  );
}
export function GuideComparePage({ guide, pair, heading, onOpen }: { guide: Guide; pair: [number, number]; heading: RefObject<HTMLHeadingElement>; onOpen: (to: Place) => void }) {
  const a = useGuideVersion(guide.code, pair[0]);
  const b = useGuideVersion(guide.code, pair[1]);
  const wrong = a.wrong || b.wrong;
  return (
    <article class="tablepage guidepage">
      <header class="row head"><h1 ref={heading} tabIndex={-1}>{guide.name}: {t('studio.compareTitle', { from: pair[0], to: pair[1] })}</h1></header>
      <PickTwo guide={guide} first={pair[0]} second={pair[1]} onOpen={onOpen} />
      {wrong && <Wrong wrong={wrong} retry={() => { a.retry(); b.retry(); }} />}
      {(!a.version || !b.version) && !wrong && <p role="status">{t('staff.loading')}</p>}
      {a.version && b.version && <GuideDifference before={a.version} after={b.version} />}
    </article>
  );
}
