import { t } from '../../i18n';
import type { Flaw } from './bundle';
import type { Column } from './editor/model';
import { inputName, outputName } from './words';

const columnName = (name: string, columns: Column[]): string => {
  const c = columns.find((x) => x.name === name || x.label === name);
  return c ? c.label || (c.side === 'input' ? inputName(c.name) : outputName(c.name)) : name;
};
/** Where a flaw is: row and column by name; the row is shown on request. */
export function TableFlaws({ flaws, uncovered, columns, onShow }: { flaws: Flaw[]; uncovered: number[]; columns: Column[]; onShow: (row: number) => void }) {
  if (flaws.length + uncovered.length === 0) return null;
  const where = (f: Flaw): string => [f.row > 0 && t('studio.row', { n: f.row }), f.column && t('studio.column', { name: columnName(f.column, columns) }), !f.row && !f.column && f.line > 0 && t('studio.line', { n: f.line })].filter(Boolean).join(', ');
  return (
    <div class="flaws" data-part="table-flaws">
      <h3>{t('studio.flawsTitle')}</h3>
      <ul>
        {flaws.map((f, i) => <li key={i}>{f.row > 0 ? <button type="button" class="link" onClick={() => onShow(f.row)}>{where(f)}</button> : <b>{where(f)}</b>}{where(f) && ': '}{f.what}</li>)}
        {uncovered.map((row) => <li key={`u${row}`}><button type="button" class="link" onClick={() => onShow(row)}>{t('studio.row', { n: row })}</button>: {t('studio.uncovered')}</li>)}
      </ul>
    </div>
  );
}
export const AboutFlaws = ({ flaws }: { flaws: Flaw[] }) => (flaws.length > 0 ? <ul class="flaws">{flaws.map((f, i) => <li key={i}><code>{f.place}</code>: {f.what}</li>)}</ul> : null);
