/** What the day view works out from the server's answer. Times of the day are minutes since local midnight. */
import type { DaySlot, DayWorker, Place, TeamDay } from '../../api/times';
import { addDays, helsinkiInstant } from '../../i18n/time';

const MINUTE_MS = 60_000;
const NOON = 720;

export type SlotState = 'free' | 'held' | 'booked' | 'blocked';
export function stateOf(s: DaySlot): SlotState {
  if (s.blocked) return 'blocked';
  if (s.places.length === 0) return 'free';
  return s.places.some((p) => p.state === 'booked') ? 'booked' : 'held';
}

/** Minutes of the day of an instant, counted from noon so that the night when clocks change does not move the day. One formatter for a
 *  whole day: asking the calendar for each of a thousand times would be felt. */
export function minutesOn(date: string): (at: string) => number {
  const noon = Date.parse(helsinkiInstant(date, NOON) ?? `${date}T10:00:00Z`);
  return (at) => NOON + (Date.parse(at) - noon) / MINUTE_MS;
}
export const clockOf = (minutes: number): string => `${Math.floor(minutes / 60)}.${String(Math.round(minutes % 60)).padStart(2, '0')}`;

/** Whole hours that hold every time of the day; office hours when there is none. */
export function spanOf(day: TeamDay): { from: number; until: number } {
  const at = minutesOn(day.date);
  let from = Infinity;
  let until = -Infinity;
  for (const w of day.workers) {
    for (const s of w.slots) {
      const start = at(s.at);
      from = Math.min(from, start);
      until = Math.max(until, start + s.minutes);
    }
  }
  if (from > until) return { from: 480, until: 960 };
  return { from: Math.floor(from / 60) * 60, until: Math.ceil(until / 60) * 60 };
}

export interface Risk { slot: DaySlot; place: Place; worker: DayWorker }
/** Bookings whose promise breaks before the time itself begins. */
export const breaks = (s: DaySlot, p: Place): boolean => p.state === 'booked' && p.stepState === 'booked' && Boolean(p.due) && (p.due ?? '') < s.at;
export function risksOf(day: TeamDay): Risk[] {
  const found = day.workers.flatMap((worker) => worker.slots.flatMap((slot) => slot.places.filter((p) => breaks(slot, p)).map((place) => ({ slot, place, worker }))));
  return found.sort((a, b) => a.slot.at.localeCompare(b.slot.at));
}

/** The visits that a block from `from` to `until` (instants) would cancel, each once, in the order of time. */
export function hits(worker: DayWorker, from: string, until: string): { slot: DaySlot; place: Place }[] {
  const begin = Date.parse(from), end = Date.parse(until);
  const seen = new Set<number>();
  return worker.slots.filter((s) => s.blocked === null && Date.parse(s.at) < end && Date.parse(s.at) + s.minutes * MINUTE_MS > begin)
    .sort((a, b) => a.at.localeCompare(b.at))
    .flatMap((slot) => slot.places.filter((p) => p.state === 'booked' && (p.stepState === undefined || p.stepState === 'booked')).map((place) => ({ slot, place })))
    .filter(({ place: { step } }) => { if (step === null) return true; if (seen.has(step)) return false; seen.add(step); return true; });
}

/** Free places by type of time, the scarcest first. */
export function byType(day: TeamDay): { type: string; free: number; places: number }[] {
  const types = new Map<string, { type: string; free: number; places: number }>();
  for (const w of day.workers) {
    for (const s of w.slots) {
      if (s.blocked) continue;
      const entry = types.get(s.type) ?? { type: s.type, free: 0, places: 0 };
      entry.free += s.free;
      entry.places += s.capacity;
      types.set(s.type, entry);
    }
  }
  return [...types.values()].sort((a, b) => a.free / a.places - b.free / b.places || a.type.localeCompare(b.type));
}

/** The new answer in the old one's clothes: a professional whose day is as it was keeps the same object, and is not drawn again. */
export function merged(old: TeamDay | null, fresh: TeamDay): TeamDay {
  if (!old || old.date !== fresh.date || old.teamCode !== fresh.teamCode) return fresh;
  const before = new Map(old.workers.map((w) => [w.code, w]));
  return { ...fresh, workers: fresh.workers.map((w) => { const same = before.get(w.code); return same && JSON.stringify(same) === JSON.stringify(w) ? same : w; }) };
}

/** A booking can be moved by hand when all of its professionals are on the page. */
export function movable(day: TeamDay, p: Place): boolean {
  if (p.state !== 'booked' || p.stepState !== 'booked' || p.matter === null || p.step === null || p.version === undefined) return false;
  return partsOf(day, p.step).length === 1 + (p.others?.length ?? 0);
}
/** Every place that a visit has booked on the page. */
export function partsOf(day: TeamDay, step: number): { worker: DayWorker; slot: DaySlot }[] {
  return day.workers.flatMap((worker) => worker.slots.filter((s) => s.places.some((p) => p.step === step && p.state === 'booked')).map((slot) => ({ worker, slot })));
}
/** The slots of the whole visit when the part in `from` goes to `to`: the others follow to a free time of their own professional as much later or
 *  earlier; null when one of them has none. */
export function followed(day: TeamDay, step: number, from: number, to: DaySlot): number[] | null {
  const parts = partsOf(day, step);
  const dragged = parts.find((x) => x.slot.slot === from);
  if (!dragged) return null;
  const by = Date.parse(to.at) - Date.parse(dragged.slot.at);
  const slots = [to.slot];
  for (const { worker, slot } of parts) {
    if (slot.slot === from) continue;
    const next = by === 0 ? slot : worker.slots.find((s) => Date.parse(s.at) - Date.parse(slot.at) === by && !s.blocked && s.free > 0 && s.slot !== to.slot);
    if (!next) return null;
    slots.push(next.slot);
  }
  return slots;
}

const SOON_MS = 3_600_000;
/** Offers that end within an hour, the soonest first: then the time goes to the next. */
export function endingOffers(day: TeamDay): Risk[] {
  const now = Date.parse(day.asOf);
  const found = day.workers.flatMap((worker) => worker.slots.flatMap((slot) => slot.places
    .filter((p) => p.state === 'held' && p.stepState === 'offered' && p.until !== null && Date.parse(p.until) - now < SOON_MS).map((place) => ({ slot, place, worker }))));
  return found.sort((a, b) => (a.place.until ?? '').localeCompare(b.place.until ?? ''));
}
/** Visits to which an interpreter must come, in the order of time. */
export function interpreted(day: TeamDay): Risk[] {
  const found = day.workers.flatMap((worker) => worker.slots.flatMap((slot) => slot.places.filter((p) => p.state === 'booked' && p.stepState === 'booked' && p.interpreter).map((place) => ({ slot, place, worker }))));
  return found.sort((a, b) => a.slot.at.localeCompare(b.slot.at));
}
/** Who is away: all of their day is blocked for absence. */
export const away = (day: TeamDay): DayWorker[] => day.workers.filter((w) => w.slots.length > 0 && w.slots.every((s) => s.blocked === 'absence'));

/** Where an arrow leads: the next time in the column, or the one nearest in time in the next column that has any. */
export function neighbourSlot(workers: DayWorker[], slot: number, key: string): number {
  const column = workers.findIndex((w) => w.slots.some((s) => s.slot === slot));
  const list = workers[column]?.slots ?? [];
  const at = list.findIndex((s) => s.slot === slot);
  if (key === 'ArrowDown') return list[at + 1]?.slot ?? slot;
  if (key === 'ArrowUp') return list[at - 1]?.slot ?? slot;
  if (key === 'Home') return list[0]?.slot ?? slot;
  if (key === 'End') return list[list.length - 1]?.slot ?? slot;
  const step = key === 'ArrowRight' ? 1 : -1;
  const here = Date.parse(list[at]?.at ?? '');
  for (let c = column + step; c >= 0 && c < workers.length; c += step) {
    const best = [...(workers[c]?.slots ?? [])].sort((a, b) => Math.abs(Date.parse(a.at) - here) - Math.abs(Date.parse(b.at) - here))[0];
    if (best) return best.slot;
  }
  return slot;
}

export interface DayPlace { date: string; team: string }
export function readDayPlace(search: string, today: string): DayPlace {
  const p = new URLSearchParams(search);
  const date = p.get('date') ?? '';
  const isDay = /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(`${date}T12:00:00Z`)) && addDays(date, 0) === date;
  return { date: isDay ? date : today, team: p.get('team') ?? '' };
}
