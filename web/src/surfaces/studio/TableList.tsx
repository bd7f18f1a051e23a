import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get, listen, problemWords, Refused } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import { titled } from '../../design/ErrorSummary';
import { Chip, Note } from '../../design/parts';
import { code, num, t } from '../../i18n';
import { dayField, dayOf, whenShort } from '../../i18n/time';
import { type DraftMark, KINDS, type Place, type TableRow, writePlace } from './bundle';
import { type Catalogue, lazily } from '../../design/lazily';
import { GuideList } from './guide/GuideList';
import { Opens } from './Opens';

const NewTable = lazily(() => import('./NewTable'), import.meta.glob<Catalogue>('../../i18n/*/newtable.json'));

export const wrongWords = (error: unknown): string => (error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('staff.refused')) : t('staff.unreachable'));
export const validity = (from: string, until: string | null | undefined): string => (until ? t('studio.fromUntil', { from: dayField(from), until: dayField(until) }) : t('studio.from', { from: dayField(from) }));
/** Whether the day is inside the validity: a table that is over, or not yet in force, says so. */
function Valid({ row }: { row: TableRow }) {
  const today = dayOf(serverNow());
  if (row.fault || !row.validFrom) return <><Chip tone="late">{t('studio.unreadable')}</Chip> <small>{row.fault}</small></>;
  return <>{validity(row.validFrom, row.validUntil)}{row.validUntil && row.validUntil < today ? <> <Chip tone="late">{t('studio.over')}</Chip></> : row.validFrom > today && <> <Chip tone="soon">{t('studio.notYet')}</Chip></>}</>;
}
const DraftChip = ({ draft }: { draft: DraftMark }) => <><Chip tone={draft.state === 'offered' ? 'soon' : 'law'}>{code('studioDraft', draft.state)}</Chip> <small>{draft.by}, {whenShort(draft.at, serverNow())}</small></>;

export function TableList({ heading, onShown, onOpen, onSignedOut }: { heading: RefObject<HTMLHeadingElement>; onShown: () => void; onOpen: (to: Place) => void; onSignedOut: () => void }) {
  const [tables, setTables] = useState<TableRow[] | null>(null);
  const [wrong, setWrong] = useState('');
  const [adding, setAdding] = useState(false);
  const load = (): void => {
    get<{ tables: TableRow[] }>('/studio/tables').then((a) => { setTables(a.tables); setWrong(''); }, (error) => {
      if (error instanceof Refused && error.status === 401) onSignedOut(); else setWrong(wrongWords(error));
    });
  };
  useEffect(() => {
    onShown();
    load();
    let lost = false;
    const close = listen('/events', { studio: load }, (link) => { if (link === 'open' && lost) load(); lost = link === 'lost'; });
    document.title = titled(t('studio.title'));
    return close;
  }, []);
  const kinds = [...KINDS, null];
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>{t('studio.title')}</h1>
      <p class="lead">{t('studio.lead')}</p>
      <p><button type="button" class="q" data-do="new" onClick={() => setAdding(true)}>{t('studio.new')}</button></p>
      {adding && <NewTable onClose={() => setAdding(false)} onBegun={(table) => { setAdding(false); onOpen({ table, version: 0, compare: null }); }} />}
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={load}>{t('staff.retry')}</button></p></Note>}
      {!tables && !wrong && <p role="status">{t('staff.loading')}</p>}
      {tables?.length === 0 && <p class="empty">{t('studio.none')}</p>}
      {kinds.map((kind) => {
        const rows = (tables ?? []).filter((r) => r.kind === kind);
        return rows.length > 0 && (
          <section key={kind} class="card kindcard" aria-labelledby={`kind-${kind}`}>
            <h2 id={`kind-${kind}`}>{code('studioKind', kind ?? 'none')}</h2>
            <p class="s">{code('studioKindWhat', kind ?? 'none')}</p>
            <table class="tables" role="table" aria-labelledby={`kind-${kind}`}>
              <thead role="rowgroup">
                <tr role="row">
                  <th role="columnheader" scope="col">{t('studio.name')}</th><th role="columnheader" scope="col">{t('studio.valid')}</th><th role="columnheader" scope="col" class="num">{t('studio.version')}</th>
                  <th role="columnheader" scope="col" class="num">{t('studio.cases')}</th><th role="columnheader" scope="col">{t('studio.draft')}</th>
                </tr>
              </thead>
              <tbody role="rowgroup">
                {rows.map((r) => (
                  <tr role="row" key={r.code} data-table={r.code}>
                    <th role="rowheader" scope="row"><Opens to={writePlace({ table: r.code, version: 0, compare: null })} onOpen={() => onOpen({ table: r.code, version: 0, compare: null })}>{r.name}</Opens>{r.service && <><br /><small>{t('studio.service')} {r.serviceName ?? r.service}</small></>}</th>
                    <td role="cell"><Valid row={r} /></td>
                    <td role="cell" class="num" data-name={t('studio.version')}>{r.version > 0 ? num(r.version) : <small>{t('studio.never')}</small>}</td>
                    <td role="cell" class="num" data-name={t('studio.cases')}>{num(r.cases)}</td>
                    <td role="cell" class="draft">{r.draft ? <DraftChip draft={r.draft} /> : <small>{t('studio.noDraft')}</small>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
      <GuideList onOpen={onOpen} onSignedOut={onSignedOut} />
    </>
  );
}
