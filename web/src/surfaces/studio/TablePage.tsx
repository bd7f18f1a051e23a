import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { serverNow } from '../../api/serverClock';
import { Chip, Dialog, Note } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { whenShort } from '../../i18n/time';
import { AboutView } from './AboutView';
import { type Bundle, nameIn, NOTHING, type Place, placeFlaws, resultOf, sumOf, type Table, whyNotOffer } from './bundle';
import { Cases } from './Cases';
import { DmnTable } from './editor/DmnTable';
import { type Marks, showRow } from './editor/marks';
import { Newer } from './Newer';
import { TableFlaws } from './TableFlaws';
import { validity } from './TableList';
import { TryIt } from './TryIt';
import { useColumns } from './useColumns';
import type { Work } from './useTable';
import { Versions } from './Versions';
import { Words } from './Words';

export function TablePage({ work, table, heading, onOpen }: { work: Work; table: Table; heading: RefObject<HTMLHeadingElement>; onOpen: (to: Place | null) => void }) {
  const [reached, setReached] = useState(0);
  const { shown, check } = work;
  const vocabulary = table.vocabulary ?? NOTHING;
  const columns = useColumns(shown?.dmn ?? '');
  const placed = placeFlaws(check?.flaws ?? []);
  const marks: Marks = {
    reached,
    flawed: [...placed.table.map((f) => ({ row: f.row, column: columnOf(f.column, columns) })), ...(check?.uncovered ?? []).map((row) => ({ row, column: 0 }))].filter((m) => m.row > 0 || m.column > 0),
  };
  if (!shown) return <><h1 ref={heading} tabIndex={-1}>{table.name}</h1><Note tone="late"><p>{t('studio.broken')}</p>{table.fault && <p><code>{table.fault}</code></p>}</Note><Versions table={table} onOpen={onOpen} /></>;
  const show = (row: number): void => { setReached(0); showRow(row); };
  const change = work.editing ? (make: (now: Bundle) => Bundle) => { setReached(0); work.change(make); } : null;
  return (
    <article class="tablepage">
      <header class="row head">
        <h1 ref={heading} tabIndex={-1}>{nameIn(shown.about.name, lang()) || table.code}</h1>
        <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
        <p class="s meta">{code('studioKind', shown.about.kind)}{table.service && <> · {t('studio.service')} {table.serviceName ?? table.service}</>} · {table.version > 0 ? t('studio.versionNow', { n: table.version }) : t('studio.never')} · {validity(shown.about.valid_from, shown.about.valid_until)}</p>
      </header>
      <State work={work} table={table} onGone={() => onOpen(null)} />
      {work.newer && <Newer work={work} newer={work.newer} />}
      <section aria-labelledby="table-title" class="part">
        <h2 id="table-title">{t('studio.tableTitle')}</h2>
        <p class="s noprint">{t(work.editing ? 'studio.tableHint' : 'studio.tableView')}</p>
        <DmnTable xml={shown.dmn} edit={work.editing} vocabulary={vocabulary} marks={marks} onChange={(dmn) => change?.((b) => ({ ...b, dmn }))} />
        <TableFlaws flaws={placed.table} about={shown.about} uncovered={check?.uncovered ?? []} columns={columns} onShow={show} />
        <Words vocabulary={vocabulary} about={shown.about} />
      </section>
      <Cases bundle={shown} vocabulary={vocabulary} columns={columns} result={(i) => resultOf(check, shown.cases, i)} flaws={placed.cases} checking={work.checking} onChange={change} onShow={(row) => { setReached(row); showRow(row); }} />
      <div class="beside">
        <TryIt code={table.code} bundle={shown} vocabulary={vocabulary} columns={columns} onReached={setReached} />
        <AboutView bundle={shown} flaws={placed.about} onChange={change} />
      </div>
      <Versions table={table} onOpen={onOpen} />
    </article>
  );
}
/** A flaw names a column by its input or its label; 0 when it is not found. */
function columnOf(name: string, columns: { name: string; label: string }[]): number {
  return name === '' ? 0 : columns.findIndex((c) => c.name === name || c.label === name) + 1;
}

/** How the table stands, what its cases say, and what can be done next. It stays in sight. */
function State({ work, table, onGone }: { work: Work; table: Table; onGone: () => void }) {
  const [asking, setAsking] = useState<'drop' | 'publish' | 'discard' | null>(null);
  const { draft } = table;
  const offered = draft?.state === 'offered';
  const why = whyNotOffer(work.dirty, work.checking, work.check);
  const may = (ok: boolean, run: () => void) => ({ 'aria-disabled': !ok || work.busy, onClick: () => { if (ok && !work.busy) run(); } });
  const stand = offered ? t('studio.standOffered', { by: draft.by ?? '', at: whenShort(draft.at, serverNow()) })
    : draft ? t('studio.standDraft', { by: draft.by ?? '', at: whenShort(draft.at, serverNow()) })
    : work.editing ? t('studio.standNew') : t('studio.standPublished', { n: table.version });
  const done = async (what: 'drop' | 'publish'): Promise<void> => { setAsking(null); if (await work.act(what) && what === 'drop' && table.version === 0) onGone(); };
  return (
    <div class="state card noprint" role="group" aria-label={t('studio.stateTitle')}>
      <p><Chip tone={offered ? 'soon' : draft || work.editing ? 'law' : 'ok'}>{code('studioDraft', offered ? 'offered' : draft || work.editing ? 'draft' : 'published')}</Chip> {stand}</p>
      <CheckLine work={work} />
      <div class="row deeds">
        {!draft && !work.editing && <button type="button" data-do="edit" onClick={work.edit}>{t('studio.edit')}</button>}
        {work.editing && <button type="button" data-do="save" {...may(work.dirty, () => void work.save())}>{t(work.busy ? 'staff.sending' : 'studio.save')}</button>}
        {draft?.state === 'draft' && <button type="button" data-do="offer" class={work.dirty ? 'q' : ''} aria-describedby={why ? 'offer-why' : undefined} {...may(why === null, () => void work.act('offer'))}>{t('studio.offer')}</button>}
        {offered && <button type="button" data-do="publish" aria-describedby={draft.mayPublish ? undefined : 'publish-why'} {...may(draft.mayPublish, () => setAsking('publish'))}>{t('studio.publish', { n: table.version + 1 })}</button>}
        {offered && <button type="button" class="q" data-do="return" {...may(true, () => void work.act('return'))}>{t('studio.return')}</button>}
        {draft?.state === 'draft' && <button type="button" class="q" data-do="drop" {...may(true, () => setAsking('drop'))}>{t('studio.drop')}</button>}
        {!draft && work.editing && <button type="button" class="q" data-do="stop" onClick={() => { if (work.dirty) setAsking('discard'); else work.stopEditing(); }}>{t('studio.stop')}</button>}
      </div>
      {work.editing && <p class="s" id="offer-why">{work.dirty && !draft ? t('studio.whyUnsaved') : draft && why ? code('studioWhyNot', why) : ''}</p>}
      {offered && !draft.mayPublish && <p class="s" id="publish-why">{t('studio.samePerson')}</p>}
      <div role="status">{work.said && <p class="said">{work.said}</p>}</div>
      {work.wrong && <Note tone="late" role="alert">{work.wrong}</Note>}
      {asking === 'discard' && (
        <Dialog title={t('studio.discardTitle')} no={t('studio.stay')} onClose={() => setAsking(null)} foot={<button type="button" data-do="discard" onClick={() => { setAsking(null); work.stopEditing(); }}>{t('studio.discard')}</button>}><p>{t('studio.discardWhy')}</p></Dialog>
      )}
      {asking === 'drop' && (
        <Dialog title={t('studio.dropTitle')} no={t('studio.stay')} onClose={() => setAsking(null)} foot={<button type="button" data-do="drop-yes" onClick={() => void done('drop')}>{t('studio.drop')}</button>}><p>{table.version > 0 ? t('studio.dropWhy', { n: table.version }) : t('studio.dropNewWhy')}</p></Dialog>
      )}
      {asking === 'publish' && (
        <Dialog title={t('studio.publishTitle', { n: table.version + 1 })} onClose={() => setAsking(null)} no={t('button.cancel')} foot={<button type="button" data-do="publish-yes" onClick={() => void done('publish')}>{t('studio.publishYes')}</button>}><p>{t('studio.publishWhy')}</p></Dialog>
      )}
    </div>
  );
}
/** What the run of the cases said last, in one line. */
function CheckLine({ work }: { work: Work }) {
  if (work.checkWrong) return <p data-part="check"><Chip tone="late">{t('studio.checkFailed')}</Chip> {work.checkWrong}</p>;
  if (!work.check) return <p data-part="check" class="s">{t('studio.checking')}</p>;
  const sum = sumOf(work.check);
  const fine = sum.failed + sum.flaws + sum.uncovered === 0;
  return (
    <p data-part="check" data-fine={fine ? 'yes' : 'no'} role="status">
      <Chip tone={fine ? 'ok' : 'late'}>{t(fine ? 'studio.allPass' : 'studio.notAll')}</Chip>{' '}
      {[work.check.cases.length > 0 && t('studio.sum', { passed: sum.passed, all: sum.passed + sum.failed }), sum.flaws > 0 && t('studio.sumFlaws', { n: sum.flaws }), sum.uncovered > 0 && t('studio.sumUncovered', { n: sum.uncovered })].filter(Boolean).join(', ')}
    </p>
  );
}
