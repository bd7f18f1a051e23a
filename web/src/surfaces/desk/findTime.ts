/** What the search for a time works out from the server's answer: proposals in words, days, offers' ends, the way back after a move. */
import type { DaySlot, DeskTime, FreeTime, TeamDay, Times } from '../../api/times';
import type { MatterView, StepView } from '../../api/types';
import { addDays, dayOf, helsinkiInstant } from '../../i18n/time';

const HOUR_MS = 3_600_000;

/** Steps that a free time can be booked for; a booked one is moved. Those that wait come first. */
export function bookable(m: MatterView): StepView[] {
  const open = m.steps.filter((s) => ['proposed', 'offered', 'booked'].includes(s.state));
  return open.sort((a, b) => Number(a.state === 'booked') - Number(b.state === 'booked') || a.id - b.id);
}

export interface Filters { mode: string; everywhere: boolean; from: string; limit: number }
export function timesQuery(step: number, f: Filters): string {
  const query = new URLSearchParams({ step: String(step), limit: String(f.limit) });
  if (f.mode) query.set('mode', f.mode);
  if (f.everywhere) query.set('team', 'all');
  if (f.from) query.set('from', f.from);
  return String(query);
}

export type ProposalKind = 'first' | 'known' | 'ownLanguage';
/** At most three; a time that is proposed for two reasons stands once, for the first of them. */
export function proposals(times: Times): { kind: ProposalKind; time: DeskTime }[] {
  const seen = new Set<number>();
  return (['first', 'known', 'ownLanguage'] as const).flatMap((kind) => {
    const time = times.times.find((t) => t.slot === times[kind]);
    if (!time || seen.has(time.slot)) return [];
    seen.add(time.slot);
    return [{ kind, time }];
  });
}

export interface Colleague { slot: number; worker: string; profession: string; type?: string }
/** Who else could take part in a visit that begins with `time`: free for the same service, or free in the team's day. */
export function colleagues(time: DeskTime, times: DeskTime[], day: TeamDay | null): Colleague[] {
  const found = new Map<string, Colleague>();
  for (const t of times) if (t.at === time.at && t.workerCode !== time.workerCode) found.set(t.workerCode, { slot: t.slot, worker: t.worker, profession: t.profession });
  for (const w of day?.workers ?? []) {
    if (w.code === time.workerCode || found.has(w.code)) continue;
    const free = w.slots.find((s: DaySlot) => s.at === time.at && s.free > 0 && !s.blocked);
    if (free) found.set(w.code, { slot: free.slot, worker: w.name, profession: w.profession, type: free.type });
  }
  return [...found.values()];
}

/** Ends that an offer may have: in an hour, in four, and at four o'clock of the next days; all before the time itself begins. */
export function offerEnds(at: string, now: number): string[] {
  const round = (ms: number): string => new Date(Math.ceil(ms / 300_000) * 300_000).toISOString().replace('.000', '');
  const today = dayOf(now);
  const days = [0, 1, 3, 7].map((n) => helsinkiInstant(addDays(today, n), 16 * 60)).filter((x): x is string => x !== null);
  const all = [round(now + HOUR_MS), round(now + 4 * HOUR_MS), ...days.map((d) => d.replace('.000', ''))]
    .filter((x) => Date.parse(x) > now && Date.parse(x) < Date.parse(at)).sort();
  const unique = [...new Set(all)];
  return unique.length > 0 ? unique : [round(now + Math.max((Date.parse(at) - now) / 2, 60_000))].filter((x) => Date.parse(x) < Date.parse(at));
}

export type Command = [action: string, body: Record<string, unknown>];
/** What takes a moved step back to where it was. The server's own undo of a booking would leave the step without any time. */
export function wayBack(before: StepView): Command[] {
  if (before.state !== 'booked') return [];
  const slots = (before.slots ?? []).filter((s) => s.state === 'booked').map((s) => s.slot);
  if (slots.length > 0) return [['book-times', { step: before.id, slots }]];
  return [['undo', {}], ['book', { step: before.id, at: before.at, minutes: before.minutes, mode: before.mode }]];
}

/** Names of those whom a visit is with, each once. */
export const workersOf = (slots: Pick<FreeTime, 'worker' | 'team'>[]): string[] => [...new Set(slots.map((s) => s.worker || s.team))];
