import { useState } from 'preact/hooks';
import { serverNow } from '../../api/serverClock';
import { t } from '../../i18n';
import { whenShort } from '../../i18n/time';
import { type Place, type Table, writePlace } from './bundle';
import { Opens } from './Opens';

/** Who wrote and who approved each version; each can be opened, and two compared. */
export function Versions({ table, onOpen }: { table: Table; onOpen: (to: Place) => void }) {
  const all = [...table.versions].sort((a, b) => b.version - a.version);
  const place = (version: number): Place => ({ table: table.code, version, compare: null });
  return (
    <section aria-labelledby="versions-title" class="part versions">
      <h2 id="versions-title">{t('studio.versions')}</h2>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="versions-title">
        <table>
          <thead><tr><th scope="col">{t('studio.version')}</th><th scope="col">{t('studio.when')}</th><th scope="col">{t('studio.writer')}</th><th scope="col">{t('studio.approver')}</th><th scope="col" class="num">{t('studio.mark')}</th></tr></thead>
          <tbody>
            {all.map((v) => (
              <tr key={v.version} data-version={v.version}>
                <th scope="row"><Opens to={writePlace(place(v.version))} onOpen={() => onOpen(place(v.version))}>{t('studio.versionNth', { n: v.version })}</Opens></th>
                <td>{whenShort(v.at, serverNow())}</td>
                {v.fromFiles ? <td colSpan={2}>{t('studio.fromFiles')}</td> : <><td>{v.by}</td><td>{v.approvedBy}</td></>}
                <td class="num"><code>{v.mark}</code></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all.length > 1 && <PickTwo key={all[0]?.version} table={table} first={all[1]?.version ?? 1} second={all[0]?.version ?? 1} onOpen={onOpen} />}
    </section>
  );
}
export function PickTwo({ table, first, second, onOpen }: { table: Table; first: number; second: number; onOpen: (to: Place) => void }) {
  const [pair, setPair] = useState<[number, number]>([first, second]);
  const versions = [...table.versions].map((v) => v.version).sort((a, b) => a - b);
  const pick = (at: 0 | 1, label: string) => (
    <label>{label}{' '}
      <select id={`compare-${at}`} value={pair[at]} onChange={(event) => { const n = Number(event.currentTarget.value); setPair(at === 0 ? [n, pair[1]] : [pair[0], n]); }}>
        {versions.map((v) => <option key={v} value={v} selected={v === pair[at]}>{t('studio.versionNth', { n: v })}</option>)}
      </select>
    </label>
  );
  return (
    <form class="row noprint picktwo" onSubmit={(event) => { event.preventDefault(); onOpen({ table: table.code, version: 0, compare: pair }); }}>
      {pick(0, t('studio.compareFrom'))}{pick(1, t('studio.compareTo'))}<button type="submit" class="q" data-do="compare">{t('studio.compare')}</button>
    </form>
  );
}
