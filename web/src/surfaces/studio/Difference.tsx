import { useEffect, useState } from 'preact/hooks';
import { Chip, Note, type Tone } from '../../design/parts';
import { code, t } from '../../i18n';
import type { Bundle } from './bundle';
import { type CellPair, type Change, compareAbout, compareCases, compareTables, type RowPair, type TableDifference } from './compare';
import { givenWords, inputName, outputName, outputWords } from './words';

const TONE: Record<Change, Tone> = { same: 'plain', added: 'ok', removed: 'late', changed: 'soon', moved: 'law' };
const Mark = ({ change }: { change: Change }) => (change === 'same' ? null : <Chip tone={TONE[change]}>{code('studioChange', change)}</Chip>);

/** What differs between two bundles: the table's rows and cells, the facts about it, its cases. */
export function Difference({ before, after }: { before: Bundle; after: Bundle }) {
  const [table, setTable] = useState<TableDifference | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      const { readTable } = await import('./editor/model');
      const both = await Promise.all([readTable(before.dmn), readTable(after.dmn)]);
      if (!gone) { setTable(compareTables(both[0], both[1])); setBroken(false); }
    };
    read().catch(() => { if (!gone) setBroken(true); });
    return () => { gone = true; };
  }, [before.dmn, after.dmn]);
  const facts = compareAbout(before, after);
  const cases = compareCases(before.cases, after.cases);
  return (
    <>
      <div class="part">
        <h2 id="diff-table">{t('studio.tableTitle')}</h2>
        {broken && <Note tone="late"><p>{t('studio.broken')}</p></Note>}
        {!table && !broken && <p role="status">{t('staff.loading')}</p>}
        {table && <Rows difference={table} />}
      </div>
      <div class="part">
        <h2 id="diff-about">{t('studio.aboutTitle')}</h2>
        {facts.length === 0 ? <p class="s">{t('studio.noChanges')}</p> : (
          <div class="scroll" tabIndex={0} role="group" aria-labelledby="diff-about"><table class="diff">
            <thead><tr><th scope="col">{t('studio.fact')}</th><th scope="col">{t('studio.before')}</th><th scope="col">{t('studio.after')}</th></tr></thead>
            <tbody>{facts.map((f) => <tr key={f.path}><th scope="row"><code>{f.path}</code></th><td>{f.before === null ? '–' : <del>{f.before}</del>}</td><td>{f.after === null ? '–' : <ins>{f.after}</ins>}</td></tr>)}</tbody>
          </table></div>
        )}
      </div>
      <div class="part">
        <h2 id="diff-cases">{t('studio.cases')}</h2>
        {cases.length === 0 ? <p class="s">{t('studio.noChanges')}</p> : (
          <ul class="cases">
            {cases.map((c) => (
              <li key={c.name}>
                <div class="came"><p><Mark change={c.change} /></p></div>
                <div class="what">
                  <h3>{c.name}</h3>
                  {c.before && <p>{c.change === 'changed' && <>{t('studio.before')}: </>}<del>{givenWords(c.before.given, before.about)} → {outputWords(c.before.expect, before.about)}</del></p>}
                  {c.after && <p>{c.change === 'changed' && <>{t('studio.after')}: </>}<ins>{givenWords(c.after.given, after.about)} → {outputWords(c.after.expect, after.about)}</ins></p>}
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
function Cell({ pair }: { pair: CellPair }) {
  if (!pair.changed) return <td>{pair.after}</td>;
  return <td class="changed">{pair.before !== null && <del><span class="sr">{t('studio.before')}: </span>{pair.before || '–'}</del>}{pair.after !== null && <ins><span class="sr">{t('studio.after')}: </span>{pair.after || '–'}</ins>}</td>;
}
export function Rows({ difference }: { difference: TableDifference }) {
  const nothing = !difference.hitPolicy.changed && difference.rows.every((r) => r.change === 'same') && difference.columns.every((c) => c.change === 'same');
  const number = (r: RowPair): string => (r.change === 'removed' ? String(r.from) : r.change === 'added' ? String(r.to) : r.from === r.to ? String(r.to) : `${r.from} → ${r.to}`);
  const notes = difference.rows.some((r) => r.note.before || r.note.after);
  return (
    <>
      {nothing && <p class="s">{t('studio.noChanges')}</p>}
      {difference.hitPolicy.changed && <p>{t('studio.hitPolicy')}: <del>{difference.hitPolicy.before}</del> <ins>{difference.hitPolicy.after}</ins></p>}
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="diff-table"><table class="diff rows">
        <thead><tr><th scope="col" class="num">{t('studio.rowHead')}</th><th scope="col">{t('studio.changeHead')}</th>
          {difference.columns.map((c) => <th scope="col" key={`${c.column.side} ${c.column.name}`} class={c.column.side}>{c.column.label || (c.column.side === 'input' ? inputName(c.column.name) : outputName(c.column.name))} <Mark change={c.change} /></th>)}
          {notes && <th scope="col">{t('studio.note')}</th>}</tr></thead>
        <tbody>
          {difference.rows.map((r) => (
            <tr key={`${r.from} ${r.to}`} data-change={r.change}>
              <th scope="row" class="num">{number(r)}</th><td>{r.change === 'same' ? <span class="s">{code('studioChange', 'same')}</span> : <Mark change={r.change} />}</td>
              {r.cells.map((c, i) => <Cell key={i} pair={c} />)}
              {notes && <Cell pair={r.note} />}
            </tr>
          ))}
        </tbody>
      </table></div>
    </>
  );
}
