import { t } from '../../i18n';
import type { About, Flaw } from './bundle';
import type { Column } from './editor/model';
import { aboutPlace, flawWords } from './flawWords';
import { inputName, outputName } from './words';

/** An input and an output may have one name: these are said of outputs. */
const OF_OUTPUTS = new Set(['output-not-text', 'output-missing', 'unknown-output', 'unknown-word', 'unknown-source', 'default-output']);
const columnName = ({ code, column: name }: Flaw, columns: Column[]): string => {
  const named = columns.filter((x) => x.name === name || x.label === name);
  const c = named.find((x) => (x.side === 'output') === OF_OUTPUTS.has(code)) ?? named[0];
  return c ? c.label || (c.side === 'input' ? inputName(c.name) : outputName(c.name)) : name;
};
/** Where a flaw is: row and column by name; the row is shown on request. */
export function TableFlaws({ flaws, about, uncovered, columns, onShow }: { flaws: Flaw[]; about: About; uncovered: number[]; columns: Column[]; onShow: (row: number) => void }) {
  if (flaws.length + uncovered.length === 0) return null;
  const where = (f: Flaw): string => [f.row > 0 && t('studio.row', { n: f.row }), f.column && t('studio.column', { name: columnName(f, columns) }), !f.row && !f.column && f.line > 0 && t('studio.line', { n: f.line })].filter(Boolean).join(', ');
  return (
    <div class="flaws" data-part="table-flaws">
      <h3>{t('studio.flawsTitle')}</h3>
      <ul>
        {flaws.map((f, i) => <li key={i}>{f.row > 0 ? <button type="button" class="link" onClick={() => onShow(f.row)}>{where(f)}</button> : <b>{where(f)}</b>}{where(f) && ': '}{flawWords(f, about)}</li>)}
        {uncovered.map((row) => <li key={`u${row}`}><button type="button" class="link" onClick={() => onShow(row)}>{t('studio.row', { n: row })}</button>: {t('studio.uncovered')}</li>)}
      </ul>
    </div>
  );
}
export const AboutFlaws = ({ flaws }: { flaws: Flaw[] }) => (flaws.length > 0 ? <ul class="flaws">{flaws.map((f, i) => <li key={i}><b>{aboutPlace(f.place)}</b>: {flawWords(f)}</li>)}</ul> : null);
