/** Two versions of a table side by side. Pure. */
import type { Bundle, Case } from './bundle';
import type { Column, Row, TableModel } from './editor/model';

export type Change = 'same' | 'added' | 'removed' | 'changed' | 'moved';
export interface CellPair { before: string | null; after: string | null; changed: boolean }
export interface RowPair { change: Change; from: number; to: number; cells: CellPair[]; note: CellPair }
export interface ColumnPair { column: Column; change: 'same' | 'added' | 'removed' }
export interface TableDifference { columns: ColumnPair[]; rows: RowPair[]; hitPolicy: CellPair }

const pair = (before: string | null, after: string | null): CellPair => ({ before, after, changed: before !== after });
const keyOf = (c: Column): string => `${c.side} ${c.name || c.label}`;

export function compareTables(before: TableModel, after: TableModel): TableDifference {
  const old = new Map(before.columns.map((c) => [keyOf(c), c]));
  const fresh = new Set(after.columns.map(keyOf));
  // Removed columns stand at the end of their side.
  const inputs = (side: Column['side']): ColumnPair[] => [
    ...after.columns.filter((c) => c.side === side).map((column): ColumnPair => ({ column, change: old.has(keyOf(column)) ? 'same' : 'added' })),
    ...before.columns.filter((c) => c.side === side && !fresh.has(keyOf(c))).map((column): ColumnPair => ({ column, change: 'removed' })),
  ];
  const columns = [...inputs('input'), ...inputs('output')];
  const at = (model: TableModel, row: Row | null, column: Column): string | null => {
    const i = model.columns.findIndex((c) => keyOf(c) === keyOf(column));
    return row === null || i < 0 ? null : row.cells[i] ?? '';
  };
  const twin = pairRows(before.rows, after.rows);
  const kept = longestRising(after.rows.map((_, i) => twin[i] ?? -1));
  const make = (from: number, to: number): RowPair => {
    const a = before.rows[from] ?? null, b = after.rows[to] ?? null;
    const cells = columns.map(({ column }) => pair(at(before, a, column), at(after, b, column)));
    const note = pair(a?.note ?? null, b?.note ?? null);
    const touched = cells.some((c) => c.changed) || note.changed;
    return { change: !a ? 'added' : !b ? 'removed' : touched ? 'changed' : kept.has(to) ? 'same' : 'moved', from: from + 1, to: to + 1, cells, note };
  };
  const rows: RowPair[] = [];
  const gone = new Set(before.rows.map((_, i) => i).filter((i) => !twin.includes(i)));
  // A removed row stands where it stood: before the first row that was below it.
  const flush = (until: number): void => { for (const i of [...gone].sort((a, b) => a - b)) if (i < until) { rows.push(make(i, -1)); gone.delete(i); } };
  after.rows.forEach((_, i) => {
    const from = twin[i] ?? -1;
    if (from >= 0 && kept.has(i)) flush(from);
    rows.push(make(from, i));
  });
  flush(before.rows.length);
  return { columns, rows, hitPolicy: pair(before.hitPolicy, after.hitPolicy) };
}
/** For each new row the old one it was: by its id, else by its cells. −1: a new row. */
function pairRows(before: readonly Row[], after: readonly Row[]): number[] {
  const taken = new Set<number>();
  const take = (test: (row: Row) => boolean): number => {
    const i = before.findIndex((row, n) => !taken.has(n) && test(row));
    if (i >= 0) taken.add(i);
    return i;
  };
  const byId = after.map((row) => take((r) => r.id !== '' && r.id === row.id));
  return after.map((row, i) => (byId[i] !== undefined && byId[i] >= 0 ? byId[i] : take((r) => r.cells.join('\u0000') === row.cells.join('\u0000'))));
}
/** Which places of the list are in one longest rising run (−1 counts as absent): the rows that kept their order. */
function longestRising(list: readonly number[]): Set<number> {
  const best: number[] = [], previous: number[] = [];
  let end = -1;
  list.forEach((value, i) => {
    best[i] = value < 0 ? 0 : 1;
    previous[i] = -1;
    if (value < 0) return;
    for (let k = 0; k < i; k += 1) {
      const before = list[k] ?? -1;
      if (before >= 0 && before < value && (best[k] ?? 0) + 1 > (best[i] ?? 0)) { best[i] = (best[k] ?? 0) + 1; previous[i] = k; }
    }
    if (end < 0 || (best[i] ?? 0) > (best[end] ?? 0)) end = i;
  });
  const run = new Set<number>();
  for (let i = end; i >= 0; i = previous[i] ?? -1) run.add(i);
  return run;
}

export interface FactPair { path: string; before: string | null; after: string | null }
/** Facts about the table that differ, by their path ("sources.th51.name.sv"). */
export function compareAbout(before: Bundle, after: Bundle): FactPair[] {
  const a = flat(before), b = flat(after);
  return [...new Set([...a.keys(), ...b.keys()])].map((path) => ({ path, before: a.get(path) ?? null, after: b.get(path) ?? null })).filter((f) => f.before !== f.after);
}
function flat(bundle: Bundle): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (value === undefined || value === null) return;
    if (typeof value !== 'object') { found.set(path, String(value)); return; }
    for (const [key, inside] of Object.entries(value)) walk(inside, path ? `${path}.${key}` : key);
  };
  const { sources, ...rest } = bundle.about;
  walk(rest, '');
  for (const s of sources) { const { code, ...inside } = s; walk(inside, `sources.${code}`); }
  return found;
}

export interface CasePair { name: string; change: Exclude<Change, 'moved'>; before: Case | null; after: Case | null }
/** Cases that differ, by their names. */
export function compareCases(before: readonly Case[], after: readonly Case[]): CasePair[] {
  const old = new Map(before.map((c) => [c.name, c]));
  const fresh = new Map(after.map((c) => [c.name, c]));
  const text = (c: Case): string => JSON.stringify([Object.entries(c.given).sort(), Object.entries(c.expect).sort()]);
  return [...new Set([...fresh.keys(), ...old.keys()])].map((name): CasePair => {
    const a = old.get(name) ?? null, b = fresh.get(name) ?? null;
    return { name, before: a, after: b, change: !a ? 'added' : !b ? 'removed' : text(a) === text(b) ? 'same' : 'changed' };
  }).filter((p) => p.change !== 'same');
}
