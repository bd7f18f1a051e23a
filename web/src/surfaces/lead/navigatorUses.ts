import type { LedContacts, NavigatorBoard } from '../../api/navigators';

/** One result or exit: how often it was reached, and what came of contacts from it. */
export interface End { code: string; title: string; exit: boolean; times: number; led: LedContacts | null }
export interface Guide { code: string; name: string; times: number; ends: End[] }

/** Months, areas and languages together: guides and their ends, the most used first. */
export function guidesOf(board: NavigatorBoard): Guide[] {
  const guides = new Map<string, Guide>();
  const guide = (code: string, name: string): Guide => {
    const known = guides.get(code) ?? { code, name, times: 0, ends: [] };
    guides.set(code, known);
    return known;
  };
  const end = (of: Guide, code: string, title: string, exit: boolean): End => {
    const known = of.ends.find((e) => e.code === code && e.exit === exit);
    if (known) return known;
    const made: End = { code, title, exit, times: 0, led: null };
    of.ends.push(made);
    return made;
  };
  for (const row of board.rows) {
    const of = guide(row.navigator, row.name);
    if (row.kind === 'all') of.times += row.times;
    else end(of, row.end ?? '', row.title ?? '', row.kind === 'exit').times += row.times;
  }
  for (const led of board.led) end(guide(led.navigator, led.name), led.end, led.title, false).led = led;
  for (const of of guides.values()) of.ends.sort((a, b) => b.times - a.times || a.code.localeCompare(b.code));
  return [...guides.values()].sort((a, b) => b.times - a.times || a.code.localeCompare(b.code));
}
