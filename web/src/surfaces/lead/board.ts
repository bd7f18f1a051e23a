/** The board's figures put in order for reading. Pure. */
import type { Board, BoardRule } from '../../api/types';

export interface Pair { title: string; law: BoardRule | null; own: BoardRule | null; gap: number }

/** Law and own target side by side, the widest gap first; pairs without two shares last, in the server's order. */
export function pairsByGap(board: Board): Pair[] {
  const find = (id: string): BoardRule | null => board.rules.find((r) => r.rule === id) ?? null;
  return board.pairs.map(({ law, own, title }) => {
    const a = find(law), b = find(own);
    const gap = a?.keptShare != null && b?.keptShare != null ? Math.abs(a.keptShare - b.keptShare) : -1;
    return { title, law: a, own: b, gap };
  }).sort((a, b) => b.gap - a.gap);
}
/** The rule that misses most first; rules with too few endings last. */
export function rulesByGap(rules: readonly BoardRule[]): BoardRule[] {
  const miss = (r: BoardRule): number => (r.keptShare === null ? -1 : 1 - r.keptShare);
  return [...rules].sort((a, b) => miss(b) - miss(a) || b.overdue - a.overdue);
}
/** Percentage points between the two last periods of 28 days; null when one of them is missing. */
export function changePoints(r: BoardRule): number | null {
  return r.keptShare === null || r.keptShareBefore === null ? null : Math.round(r.keptShare * 100) - Math.round(r.keptShareBefore * 100);
}
/** A day's mean: more than one decimal would pretend to more than a count of days can tell. */
export const tenths = (mean: number): number => Math.round(mean * 10) / 10;
export const cannotCount = (r: BoardRule): number => r.cannotCompute.reduce((sum, c) => sum + c.count, 0);

/** The rows to show first: what is worst, if there is any of it. Never empty: a rule without matters shows an empty list. */
export function firstState(counts: Record<string, number>): string {
  return ['overdue', 'missed', 'running', 'kept'].find((state) => (counts[state] ?? 0) > 0) ?? 'overdue';
}
/** Rules that no matter has met say nothing about how promises are kept; they stand apart. */
export const hasMatters = (r: BoardRule): boolean => r.kept + r.missed + r.running + r.overdue + r.void + cannotCount(r) > 0;

export interface Place { kind: 'rules' | 'debts'; id: string; state: string }
export function readPlace(search: string): Place | null {
  const p = new URLSearchParams(search);
  const rule = p.get('rule'), debt = p.get('debt');
  return rule ? { kind: 'rules', id: rule, state: (p.get('state') ?? '').replace(/^void$/, 'voided') } : debt ? { kind: 'debts', id: debt, state: '' } : null;
}
export function writePlace(place: Place | null): string {
  if (!place) return '';
  const p = new URLSearchParams(place.kind === 'rules' ? { rule: place.id } : { debt: place.id });
  if (place.state) p.set('state', place.state);
  return `?${p}`;
}
