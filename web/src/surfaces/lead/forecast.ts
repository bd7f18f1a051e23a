/** The forecast as GET /board/forecast tells it, and what is made of it for reading. Pure. */
import { addDays } from '../../i18n/time';

/** Mean, then from and to of the middle 50, 80 and 95 % of futures. */
export type Spread = readonly [number, number, number, number, number, number, number];
export interface Line { rule: string; title: string; team: string; teamName: string; service: string | null; serviceName: string | null }
export interface Behind { queueNow: number; queueThen: Spread; used: number | null }
export interface Alarm extends Line { soon: Spread; pastWeeks: number; pastMean: number; weeks: number[]; behind: Behind | null }
export interface ForecastRow extends Line { alarm: boolean; past: number[]; pastMean: number; all: Spread; soon: Spread; broken: Spread[]; due: number[] }
export interface Care { team: string; teamName: string; service: string | null; serviceName: string | null; queueNow: number; queue: Spread[]; waitedDays: Spread[]; utilisation: Spread[] | null }
export interface Forecast {
  made: string; asOf: string; stale: boolean; from: string; weeks: number; soonWeeks: number; futures: number; all: Spread;
  alarms: Alarm[]; rows: ForecastRow[]; moreRows: number; quietRows: number; teams: { team: string; teamName: string; soon: number }[]; care: Care[];
}
export interface Judged { day: string; from: string; afterwards: boolean; weeks: number; ofWeeks: number; foretold: number; bands: Spread | null; happened: number; error: number; errorAsBefore: number; insideShare: number | null }
export interface JudgedRow extends Line { foretold: Spread; happened: number; asBefore: number }
export interface ForecastRecord {
  trust: 'unknown' | 'worse' | 'no_better' | 'better'; days: number; until: string | null; error: number; errorAsBefore: number; insideShare: number | null;
  alarms: number; cameTrue: number; judged: number; forecasts: Judged[]; rowDay: string | null; rowWeeks: number; rows: JudgedRow[];
}
export interface Run { state: 'never' | 'running' | 'done' | 'failed'; by: 'night' | 'asked'; began: string | null; ended: string | null; fault: string | null; why: string | null }
export interface ForecastBoard { forecast: Forecast | null; record: ForecastRecord; run: Run; mayRun: boolean; skipped: { file: string; why: string }[] }

/** A figure of many futures: whole, but below ten with one decimal, since 0.4 is not nothing. */
export const rounded = (n: number): number => (n < 10 ? Math.round(n * 10) / 10 : Math.round(n));
export const low80 = (s: Spread): number => Math.round(s[3]);
export const high80 = (s: Spread): number => Math.round(s[4]);
/** The first day of the nth week, 1 being the first; 0 and below are past. */
export const weekStart = (from: string, nth: number): string => addDays(from, (nth - 1) * 7);

/** "1, 2, 3, 7" as stretches: [[1, 3], [7, 7]]. */
export function stretches(weeks: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  for (const week of weeks) {
    const last = out.at(-1);
    if (last && last[1] === week - 1) last[1] = week;
    else out.push([week, week]);
  }
  return out;
}
/** How the queue will have moved when the alarm's weeks are over; null when it hardly does. */
export function queueMove(b: Behind): 'grows' | 'shrinks' | null {
  if (b.queueThen[1] > b.queueNow + 0.5) return 'grows';
  return b.queueThen[2] < b.queueNow - 0.5 ? 'shrinks' : null;
}
export const careOf = (f: Forecast, line: Line): Care | null => f.care.find((c) => c.team === line.team && c.service === line.service) ?? null;
/** What the past weeks would make of so many. */
export const asBefore = (pastMean: number, weeks: number): number => rounded(pastMean * weeks);
