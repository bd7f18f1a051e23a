/** Dates and times as a reader in Finland writes them. Every instant is shown in Finland's time, wherever the reader is. */
import { lang, locale, t } from './index';
import type { Key } from './index';

const ZONE = 'Europe/Helsinki';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Local day (YYYY-MM-DD) of an instant. */
export function dayOf(instant: string | number | Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(instant));
}
/** Noon of a local day: far from both edges, so formatting it never slips to a neighbour. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
export const addDays = (day: string, n: number): string => new Date(noon(day).getTime() + n * DAY_MS).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number => Math.round((noon(to).getTime() - noon(from).getTime()) / DAY_MS);

export function clock(instant: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
    .formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${Number(part('hour'))}.${part('minute')}`;
}
const weekday = (day: string, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale(), { weekday: style, timeZone: 'UTC' }).format(noon(day)).replace(/\.$/, '');

/** "ke 25.11." – with the year when it is not this year's. */
export function shortDay(day: string, today: string): string {
  const [y = '', m = '', d = ''] = day.split('-');
  const sameYear = y === today.slice(0, 4);
  if (lang() === 'en') {
    const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(noon(day));
    return sameYear ? `${weekday(day, 'short')} ${Number(d)} ${month}` : `${Number(d)} ${month} ${y}`;
  }
  // Swedish writes no full stop after the month.
  const stop = lang() === 'sv' ? '' : '.';
  return sameYear ? `${weekday(day, 'short')} ${Number(d)}.${Number(m)}${stop}` : `${Number(d)}.${Number(m)}.${y}`;
}
/** "keskiviikkona 25. marraskuuta", "onsdag 25 november", "Wednesday 25 November". */
export function longDay(day: string, today: string): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric' as const;
  const date = new Intl.DateTimeFormat(lang() === 'en' ? 'en-GB' : locale(), { day: 'numeric', month: 'long', year, timeZone: 'UTC' }).format(noon(day));
  const name = weekday(day, 'long');
  return lang() === 'fi' ? `${name}na ${date}` : `${name} ${date}`;
}
/** A day inside a sentence: "tänään", "huomenna", "eilen" or the long day. */
export function dayInWords(day: string, today: string): string {
  const key = ({ '-1': 'time.yesterday', 0: 'time.today', 1: 'time.tomorrow' } as Record<string, Key>)[daysBetween(today, day)];
  return key ? t(key) : longDay(day, today);
}
export function momentInWords(instant: string, now: number): string {
  return t('time.dayClock', { day: dayInWords(dayOf(instant), dayOf(now)), clock: clock(instant) });
}
/** A due time inside a sentence: the day, and the clock when it is near and not simply the day's end. */
export function dueInWords(instant: string, now: number): string {
  const near = Math.abs(daysBetween(dayOf(now), dayOf(instant))) <= 1;
  return near && !endOfDay(instant) ? momentInWords(instant, now) : dayInWords(dayOf(instant), dayOf(now));
}
/** For tables: "tänään 16.15", "huomenna", "ke 25.11.". A due date at the day's end is a day, not a minute. */
export function whenShort(instant: string, now: number): string {
  const day = dayOf(instant);
  const today = dayOf(now);
  const key = ({ '-1': 'time.yesterday', 0: 'time.today', 1: 'time.tomorrow' } as Record<string, Key>)[daysBetween(today, day)];
  if (!key) return shortDay(day, today);
  return endOfDay(instant) ? t(key) : `${t(key)} ${clock(instant)}`;
}
const endOfDay = (instant: string): boolean => ['0.00', '23.59'].includes(clock(instant));
/** A due time in a list of figures: the day, and the clock when it is not simply the day's end. */
export function dueStamp(instant: string, now: number): string {
  return endOfDay(instant) ? shortDay(dayOf(instant), dayOf(now)) : stamp(instant, now);
}
export function stamp(instant: string, now: number): string {
  const day = dayOf(instant);
  return day === dayOf(now) ? clock(instant) : `${shortDay(day, dayOf(now))} ${clock(instant)}`;
}

export type LeftUnit = 'calendar_day' | 'working_day';
export interface Left { words: string; tone: 'late' | 'soon' | 'ok'; spent: number }
/** Time left until `due`, in words a person says; `spent` is the share of the whole time gone, 0…1. */
export function timeLeft(started: string, due: string, now: number, unit: LeftUnit = 'calendar_day'): Left {
  const end = Date.parse(due);
  const whole = Math.max(end - Date.parse(started), 1);
  const spent = Math.min(Math.max((now - Date.parse(started)) / whole, 0), 1);
  const days = daysBetween(dayOf(now), dayOf(due));
  const late = end < now;
  const minutes = Math.max(Math.floor(Math.abs(end - now) / MINUTE_MS), late ? 1 : 0);
  const amount = minutes < 60 ? t('time.min', { n: minutes })
    : days === 0 || minutes < 12 * 60 ? t('time.hours', { n: Math.floor(minutes / 60) })
    : unit === 'working_day' ? t('time.workingDays', { n: Math.abs(workingDaysBetween(dayOf(now), dayOf(due))) })
    : t('time.days', { n: Math.abs(days) });
  return { words: late ? t('time.late', { amount }) : amount, tone: late || days <= 0 ? 'late' : days <= 3 ? 'soon' : 'ok', spent };
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: string, to: string): number {
  if (to < from) return -workingDaysBetween(to, from);
  let n = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) n += 1;
  return n;
}
export function isWorkingDay(day: string): boolean {
  const week = noon(day).getUTCDay();
  return week !== 0 && week !== 6 && !holidays(Number(day.slice(0, 4))).has(day);
}
/** Finland's weekday holidays and the two eves that the working-week rules treat as holidays. */
function holidays(year: number): Set<string> {
  const easter = easterSunday(year);
  const midsummer = [20, 21, 22, 23, 24, 25, 26].map((d) => `${year}-06-${d}`).find((d) => noon(d).getUTCDay() === 6) ?? '';
  const fixed = ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'].map((d) => `${year}-${d}`);
  return new Set([...fixed, addDays(easter, -2), addDays(easter, 1), addDays(easter, 39), addDays(midsummer, -1)]);
}
/** Gregorian Easter (anonymous computus). */
function easterSunday(y: number): string {
  const a = y % 19, b = Math.floor(y / 100), c = y % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return `${y}-${String(Math.floor(n / 31)).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`;
}

/** "25.11.2026" (or 25.11. of this year) → 2026-11-25; null when it is no day of the calendar. */
export function parseDay(text: string, today: string): string | null {
  const m = /^\s*(\d{1,2})\s*[./]\s*(\d{1,2})\s*(?:[./]\s*(\d{4})?)?\s*$/.exec(text) ?? null;
  if (!m) return null;
  const day = `${m[3] ?? today.slice(0, 4)}-${(m[2] ?? '').padStart(2, '0')}-${(m[1] ?? '').padStart(2, '0')}`;
  const back = new Date(`${day}T12:00:00Z`);
  return !Number.isNaN(back.getTime()) && back.toISOString().slice(0, 10) === day ? day : null;
}
/** "9", "9.20", "9:20", "920" → minutes since midnight. */
export function parseClock(text: string): number | null {
  const m = /^\s*(\d{1,2})(?:\s*[.:]?\s*(\d{2}))?\s*$/.exec(text);
  if (!m) return null;
  const h = Number(m[1]), min = Number(m[2] ?? 0);
  return h < 24 && min < 60 ? h * 60 + min : null;
}
/** Finland's wall time → instant. Null for the hour that does not exist in spring; the first of the two in autumn. */
export function helsinkiInstant(day: string, minutes: number): string | null {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
  for (const offset of [3, 2]) {
    const at = wall - offset * 3_600_000;
    const [h = 0, m = 0] = clock(new Date(at).toISOString()).split('.').map(Number);
    if (dayOf(at) === day && h * 60 + m === minutes) return new Date(at).toISOString();
  }
  return null;
}
export const dayField = (day: string): string => day.split('-').reverse().map(Number).join('.');

/** Times that come in order, under their local days. */
export function byDay<T extends { at: string }>(times: T[]): { day: string; times: T[] }[] {
  const days: { day: string; times: T[] }[] = [];
  for (const time of times) {
    const day = dayOf(time.at);
    const last = days[days.length - 1];
    if (last?.day === day) last.times.push(time);
    else days.push({ day, times: [time] });
  }
  return days;
}
