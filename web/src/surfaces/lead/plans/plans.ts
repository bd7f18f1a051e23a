/** Plans as /board/plans tells them, and what is made of them for reading. Pure. */
import { num, signed, t } from '../../../i18n';
import { dayField } from '../../../i18n/time';
import { rounded, type Spread } from '../forecast';

export type Kind = 'capacity' | 'desk' | 'demand' | 'digital';
export type Unit = 'visits_a_week' | 'hours_a_day' | 'percent';
export interface Cost { euros: number; per: 'visit' | 'month' }
export interface Where { team: string | null; teamName: string | null; service: string | null; serviceName: string | null }
export interface Change extends Where { kind: Kind; amount: number; unit: Unit; from: string | null; until: string | null; cost: Cost | null }
export interface PlanRun { state: 'never' | 'running' | 'done' | 'failed' | 'cancelled'; share: number | null; began: string | null; ended: string | null; fault: string | null; why: string | null }
export interface Zero { within: number; low: string | null; middle: string | null; high: string | null }
export interface Effect { nothing: Spread; plan: Spread; change: number; half: number }
export interface Weeks { nothing: Spread[]; plan: Spread[] }
export interface Queue extends Where {
  touched: boolean; queueNow: number; debtNow: number; debtAllowed: number; broken: Effect; queue: Effect; debt: Effect; waitedDays: Effect;
  zeroNothing: Zero; zeroPlan: Zero; brokenWeeks: Weeks; queueWeeks: Weeks; debtWeeks: Weeks;
}
export interface Result { made: string; asOf: string; from: string; weeks: number; futures: number; cost: Spread; broken: Effect; debt: Effect; brokenWeeks: Weeks; debtWeeks: Weeks; queues: Queue[] }
export interface Series { happened: number[]; inside: number; insideNothing: number }
export interface Verdict { happened: number; word: 'better' | 'as_planned' | 'worse'; asNothing: boolean }
export interface CameQueue extends Where { broken: Series | null; queue: Series | null; debt: Series | null; zero: string | null; verdict: Verdict | null }
export interface Came { weeks: number; complete: boolean; broken: Series | null; debt: Series | null; verdict: Verdict | null; queues: CameQueue[] }
export interface Headline { from: string; weeks: number; change: number; half: number; cost: number; queue: (Where & { debtNow: number; zero: Zero }) | null }
export interface Line {
  number: number; revision: number; name: string; reason: string; weeks: number; state: 'draft' | 'decided' | 'given_up'; by: string; at: string; changedBy: string; changedAt: string;
  run: PlanRun; faults: { change: number; fault: string; why: string }[]; headline: Headline | null; end: { by: string; at: string; words: string } | null;
}
export interface Plan extends Line { changes: Change[]; result: Result | null; came: Came | null; mayRun: boolean }
export interface Place { team: string; teamName: string; services: { service: string; serviceName: string }[] }
export interface PlanList { plans: Line[]; places: Place[]; mayRun: boolean; skipped: { file: string; why: string }[] }
/** What a fan is of. */
export type Measure = 'debt' | 'queue' | 'broken';
export const MEASURES: readonly Measure[] = ['debt', 'queue', 'broken'];
export const weeksOf = (q: Queue, m: Measure): Weeks => (m === 'debt' ? q.debtWeeks : m === 'queue' ? q.queueWeeks : q.brokenWeeks);

export const whereOf = (w: Where): string => (w.teamName === null ? t('plans.everyTeam') : w.serviceName === null ? t('plans.desk', { team: w.teamName }) : t('forecast.where', { team: w.teamName, service: w.serviceName }));
export const euros = (n: number): string => t('plans.euros', { n: num(Math.round(n)) });

/** A change as one sentence. */
export function changeWords(c: Change): string {
  const where = c.kind === 'capacity' ? whereOf(c) : c.teamName ?? t('plans.everyTeam');
  const args = { where, amount: signed(c.amount) };
  const what = c.kind === 'capacity' ? (c.unit === 'percent' ? t('plans.wordCapacityPart', args) : t('plans.wordCapacity', args))
    : c.kind === 'desk' ? (c.unit === 'percent' ? t('plans.wordDesk', args) : t('plans.wordDeskHours', args))
    : c.kind === 'demand' ? t('plans.wordDemand', args) : t('plans.wordDigital', { where, amount: num(c.amount) });
  const days = c.from && c.until ? t('plans.fromUntil', { from: dayField(c.from), until: dayField(c.until) }) : c.from ? t('plans.from', { day: dayField(c.from) }) : c.until ? t('plans.until', { day: dayField(c.until) }) : t('plans.always');
  const cost = c.cost ? t(c.cost.per === 'visit' ? 'plans.costVisit' : 'plans.costMonth', { euros: num(c.cost.euros) }) : t('plans.noCost');
  return [what, days, cost].join(', ');
}

/** "12–19 fewer", "no clear change": the change with its interval, in whole promises. */
export function changeSentence(change: number, half: number, weeks: number): string {
  const low = Math.abs(change) - half, high = Math.abs(change) + half;
  if (change === 0 && half === 0) return t('plans.same', { weeks });
  if (low < 0.5) return t('plans.unclear', { weeks, low: signed(rounded(change - half)), high: signed(rounded(change + half)) });
  const range = Math.round(low) === Math.round(high) ? num(Math.round(low)) : t('forecast.range', { low: num(Math.round(low)), high: num(Math.round(high)) });
  return t(change < 0 ? 'plans.fewer' : 'plans.more', { weeks, range });
}
/** When the queue is without debt, as a part of a sentence. */
export function zeroWords(zero: Zero, debtNow: number, first: string): string {
  if (zero.low === null) return t('plans.zeroNever');
  if (zero.high === zero.low && zero.low === first) return t(debtNow > 0 ? 'plans.zeroAtOnce' : 'plans.zeroNow');
  if (zero.high === null) return t('plans.zeroPerhaps', { share: Math.round(zero.within * 10), low: dayField(zero.low) });
  return zero.low === zero.high ? t('plans.zeroDay', { day: dayField(zero.low) }) : t('plans.zeroRange', { low: dayField(zero.low), high: dayField(zero.high) });
}
/** A Finnish date ends in a full stop, and so does the sentence. */
export const oneSentence = (parts: string[]): string => `${parts.map((p) => p.replace(/\.$/, '')).join('; ')}.`;
export const queueSentence = (w: Where, zero: Zero, debtNow: number, first: string): string => t('plans.queueZero', { where: whereOf(w), when: zeroWords(zero, debtNow, first) });
export const costWords = (cost: number): string => (cost === 0 ? t('plans.costNone') : t('plans.costIs', { cost: euros(cost) }));
/** The first thing a leader reads. */
export function resultSentence(r: Result): string {
  const first = r.queues[0];
  return oneSentence([changeSentence(r.broken.change, r.broken.half, r.weeks), ...(first?.touched ? [queueSentence(first, first.zeroPlan, first.debtNow, r.from)] : []), costWords(r.cost[0])]);
}
export const firstMeasure = (q: Queue): Measure => (q.debtNow > q.debtAllowed || q.debt.nothing[0] >= 1 ? 'debt' : 'queue');

/** The page's place in its address. */
export interface At { view: 'list' | 'new' | 'plan' | 'edit' | 'compare'; plan: number; compare: number[]; team: string; service: string }
export function readAt(search: string): At {
  const p = new URLSearchParams(search);
  const compare = [...new Set((p.get('compare') ?? '').split(',').map(Number).filter((n) => Number.isInteger(n) && n > 0))].slice(0, 4);
  const plan = Number(p.get('plan') ?? 0) || 0;
  const view = p.has('new') ? 'new' : plan > 0 ? (p.has('edit') ? 'edit' : 'plan') : compare.length > 0 ? 'compare' : 'list';
  return { view, plan, compare, team: p.get('team') ?? '', service: p.get('service') ?? '' };
}
