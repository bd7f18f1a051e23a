/** The queue as the desk shows it: rows from columns, and what changed since they were shown. Pure. */
import type { About, Channel, QueueFilter, QueuePage, RuleKind } from '../../api/types';

export const FILTERS: readonly QueueFilter[] = ['all', 'new', 'mine', 'offered', 'callbacks', 'asked', 'returned'];

export interface Row {
  id: number; code: string; subject: string; age: number | null; area: string; channel: Channel; lang: string; interpreter: boolean; group: string;
  promiseTitle: string; promiseKind: RuleKind | ''; due: string | null; dueUnit: string; started: string; state: 'new' | 'taken' | 'offered' | 'returned' | 'missed'; takenBy: number; version: number; about: About; waits: string | null;
  /** Tries to call that count, of who waits for a call; `tryFrom` is empty when they are used up. */
  tries: number | null; tryFrom: string;
  /** Share of the forecast's futures in which its promise is late, where that is likely. */
  lateChance: number | null;
  /** No longer in the queue on the server, still shown so that nothing moves under the cursor. */
  gone?: boolean;
}

export function toRows(page: Pick<QueuePage, 'cols' | 'rows'>): Row[] {
  const at = Object.fromEntries(page.cols.map((name, i) => [name, i]));
  return page.rows.map((cells) => {
    const cell = (name: string): string | number | null => cells[at[name] ?? -1] ?? null;
    const text = (name: string): string => String(cell(name) ?? '');
    return {
      id: Number(cell('id')), code: text('code'), subject: text('subject'), age: cell('age') === null ? null : Number(cell('age')), area: text('area'), channel: text('channel') as Channel,
      lang: text('lang'), interpreter: Number(cell('interpreter')) === 1, group: text('group'), promiseTitle: text('promiseTitle'), promiseKind: text('promiseKind') as RuleKind | '',
      due: cell('due') === null ? null : text('due'), dueUnit: text('dueUnit'), started: text('started'), state: text('state') as Row['state'], takenBy: Number(cell('takenBy') ?? 0),
      version: Number(cell('version')), about: text('about') as About, waits: cell('waits') === null ? null : text('waits'), tries: cell('tries') === null ? null : Number(cell('tries')), tryFrom: text('tryFrom'),
      lateChance: cell('lateChance') === null ? null : Number(cell('lateChance')),
    };
  });
}

export interface Change { rows: Row[]; added: number; gone: number; reordered: boolean }

/** What `incoming` (the first rows on the server now; `complete` when there are no more) means for the rows on screen.
 *  `rows` keeps the order on screen and takes over the new cells. O(n). */
export function compare(shown: Row[], incoming: Row[], complete: boolean): Change {
  const fresh = new Map(incoming.map((r) => [r.id, r]));
  const old = new Set(shown.map((r) => r.id));
  let gone = 0;
  const rows = shown.map((r) => {
    const now = fresh.get(r.id);
    if (now) return same(now, r) ? r : now;
    if (!complete) return r;
    gone += 1;
    return r.gone ? r : { ...r, gone: true };
  });
  const common = shown.filter((r) => fresh.has(r.id)).map((r) => r.id);
  const order = incoming.filter((r) => old.has(r.id)).map((r) => r.id);
  return { rows, added: incoming.filter((r) => !old.has(r.id)).length, gone, reordered: common.some((id, i) => order[i] !== id) };
}
const same = (a: Row, b: Row): boolean => a.version === b.version && a.due === b.due && a.state === b.state && a.takenBy === b.takenBy && a.waits === b.waits && a.lateChance === b.lateChance && !b.gone;

/** The rows after the reader asked for the news: the server's order, then what had been loaded beyond it. */
export function applied(shown: Row[], incoming: Row[], complete: boolean): Row[] {
  if (complete) return incoming;
  const fresh = new Set(incoming.map((r) => r.id));
  return [...incoming, ...shown.slice(incoming.length).filter((r) => !fresh.has(r.id) && !r.gone)];
}
export function appended(shown: Row[], more: Row[]): Row[] {
  const old = new Set(shown.map((r) => r.id));
  return [...shown, ...more.filter((r) => !old.has(r.id))];
}
/** The row to stand on when `id` has left the list: the one that took its place, else the last. */
export function neighbour(before: Row[], after: Row[], id: number): number {
  const still = new Set(after.map((r) => r.id));
  const from = before.findIndex((r) => r.id === id);
  const next = before.slice(from + 1).find((r) => still.has(r.id));
  return next?.id ?? after.at(-1)?.id ?? 0;
}
