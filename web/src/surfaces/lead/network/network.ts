/** The network of points as /board/network tells it, what is tried on it, and the words of what comes of it. Pure. */
import { locale, num, t } from '../../../i18n';

export interface Named { code: string; name: string }
export interface Terms { days: number; hours: number; rooms: number; yearlyEuros: number; hourEuros: number; source: string }
export interface Point extends Named, Terms { open: boolean; mobile: boolean; east: number; north: number; services: string[] }
export interface Area extends Named { east: number; north: number }
export interface Network {
  years: [number, number]; within: [number, number]; notableMinutes: number; ages: Named[]; languages: Named[]; services: Named[]; areas: Area[]; points: Point[];
  newFixed: Terms; newMobile: Terms; source: string; residentsSource: string; travelSource: string;
}
export interface Fare { visits: number; digital: number; unserved: number; minutes: number; within: [number, number]; longest: number; hours: number; km: number; carKm: number }
export interface Touched { residents: number; visits: number; minutes: number }
export interface Group { kind: 'all' | 'age' | 'language' | 'car' | 'area'; code: string; name: string; residents: number; before: Fare; after: Fare; lose: Touched; gain: Touched; lostVisits: number; foundVisits: number }
export interface PointFare { visits: number; hoursNeeded: number; hoursHeld: number; euros: number }
export interface Site { point: string | null; area: string | null; openNow: boolean }
export interface SiteAnswer { possible: boolean; open: Site[]; value: number; bound: number; gap: number; greedy: Site[]; greedyValue: number }
export interface Sites { candidates: number; visits: number; openNow: number; minutesNow: number | null; coveredNow: number; median: SiteAnswer; coverage: SiteAnswer }
export interface Tried { year: number; euros: { before: number; after: number }; groups: Group[]; oldest: Group[]; points: { code: string; open: boolean; before: PointFare | null; after: PointFare }[]; sites: Sites | null }

/** What is tried: only what differs from the network that stands. */
export interface PointChange { code: string; open?: boolean; east?: number; north?: number; days?: number; hours?: number }
export interface Added { code: string; mobile: boolean; east: number; north: number; services: string[]; days?: number; hours?: number }
export interface Digital { age: string; points: number }
export interface Trial { points: PointChange[]; added: Added[]; digital: Digital[] }
export interface Question { service: string; age: string | null; points: number; minutes: number; share: number }
export interface State { year: number; at: number; trials: Trial[] }

export const MOST_TRIALS = 3;
export const noTrial = (): Trial => ({ points: [], added: [], digital: [] });
export const isEmpty = (trial: Trial): boolean => trial.points.length + trial.added.length + trial.digital.length === 0;
export const letter = (nth: number): string => 'ABC'[nth] ?? '';

/** The state as the address's fragment keeps it: nothing is sent anywhere by opening a link. */
export const writeState = (state: State): string => `#${encodeURIComponent(JSON.stringify(state))}`;
const list = <T>(value: unknown, fits: (one: Record<string, unknown>) => boolean): T[] => (Array.isArray(value) ? (value.filter((one) => typeof one === 'object' && one !== null && fits(one as Record<string, unknown>)) as T[]) : []);
const numbers = (one: Record<string, unknown>, ...keys: string[]): boolean => keys.every((k) => one[k] === undefined || Number.isFinite(one[k]));
/** What cannot be read is left out; what the county does not know the server names. */
export function readState(hash: string, years: [number, number], now: number): State {
  const begin = { year: Math.min(Math.max(now, years[0]), years[1]), at: 0, trials: [noTrial()] };
  try {
    const raw = JSON.parse(decodeURIComponent(hash.replace(/^#/, ''))) as Record<string, unknown>;
    const trials = list<Record<string, unknown>>(raw.trials, () => true).slice(0, MOST_TRIALS).map((one): Trial => ({
      points: list<PointChange>(one.points, (p) => typeof p.code === 'string' && (p.open === undefined || typeof p.open === 'boolean') && numbers(p, 'east', 'north', 'days', 'hours')),
      added: list<Added>(one.added, (a) => typeof a.code === 'string' && typeof a.mobile === 'boolean' && Number.isFinite(a.east) && Number.isFinite(a.north) && Array.isArray(a.services) && numbers(a, 'days', 'hours')),
      digital: list<Digital>(one.digital, (d) => typeof d.age === 'string' && Number.isFinite(d.points)),
    }));
    if (trials.length === 0) return begin;
    const year = Number.isInteger(raw.year) ? Math.min(Math.max(raw.year as number, years[0]), years[1]) : begin.year;
    return { year, at: Number.isInteger(raw.at) ? Math.min(Math.max(raw.at as number, 0), trials.length - 1) : 0, trials };
  } catch {
    return begin;
  }
}

/** A point as a trial has it; `standing` is null for one that the trial adds. */
export interface Shown extends Named { standing: Point | null; open: boolean; mobile: boolean; east: number; north: number; days: number; hours: number; services: string[]; changed: boolean }
export const addedName = (added: Added): string => t(added.mobile ? 'network.newMobileN' : 'network.newFixedN', { n: added.code.replace(/\D/g, '') || '1' });
export function shownPoints(network: Network, trial: Trial): Shown[] {
  const standing = network.points.map((p): Shown => {
    const c = trial.points.find((one) => one.code === p.code);
    return { code: p.code, name: p.name, standing: p, open: c?.open ?? p.open, mobile: p.mobile, east: c?.east ?? p.east, north: c?.north ?? p.north, days: c?.days ?? p.days, hours: c?.hours ?? p.hours, services: p.services, changed: c !== undefined };
  });
  const added = trial.added.map((a): Shown => {
    const terms = a.mobile ? network.newMobile : network.newFixed;
    return { code: a.code, name: addedName(a), standing: null, open: true, mobile: a.mobile, east: a.east, north: a.north, days: a.days ?? terms.days, hours: a.hours ?? terms.hours, services: a.services, changed: true };
  });
  return [...standing, ...added];
}

type Change = Omit<PointChange, 'code'>;
/** The trial with the point so; what is as it stands is no change. */
export function changePoint(network: Network, trial: Trial, code: string, change: Change): Trial {
  if (trial.added.some((a) => a.code === code)) return { ...trial, added: trial.added.map((a) => (a.code === code ? { ...a, ...change } as Added : a)) };
  const stands = network.points.find((p) => p.code === code);
  if (!stands) return trial;
  const next: PointChange = { ...trial.points.find((c) => c.code === code), code, ...change };
  for (const key of ['open', 'east', 'north', 'days', 'hours'] as const) if (next[key] === undefined || next[key] === stands[key]) delete next[key];
  const rest = trial.points.filter((c) => c.code !== code);
  return { ...trial, points: Object.keys(next).length > 1 ? [...rest, next] : rest };
}
export function addPoint(network: Network, trial: Trial, mobile: boolean): { trial: Trial; code: string } {
  let n = 1;
  while (trial.added.some((a) => a.code === `new-${n}`) || network.points.some((p) => p.code === `new-${n}`)) n += 1;
  const middle = (key: 'east' | 'north'): number => Math.round((network.areas.reduce((sum, a) => sum + a[key], 0) / network.areas.length) * 2) / 2;
  const added: Added = { code: `new-${n}`, mobile, east: middle('east'), north: middle('north'), services: network.services.slice(0, 1).map((s) => s.code) };
  return { trial: { ...trial, added: [...trial.added, added] }, code: added.code };
}
export const takeBack = (trial: Trial, code: string): Trial => ({ ...trial, points: trial.points.filter((c) => c.code !== code), added: trial.added.filter((a) => a.code !== code) });
export function setDigital(trial: Trial, age: string, points: number): Trial {
  const rest = trial.digital.filter((d) => d.age !== age);
  return { ...trial, digital: points === 0 ? rest : [...rest, { age, points }] };
}

const format = (value: number, most: number): string => new Intl.NumberFormat(locale(), { maximumFractionDigits: most }).format(value);
export const minutes = (value: number): string => format(Math.round(value * 10) / 10 || 0, 1);
export const km = (value: number): string => format(Math.round(value * 10) / 10 || 0, 1);
/** About so many people: hundreds are sure enough, below a hundred tens. */
export function people(value: number): string {
  const step = value >= 1000 ? 100 : value >= 100 ? 10 : 1;
  return num(Math.round(value / step) * step);
}
export const whole = (value: number): string => num(Math.round(value));
export const percent = (share: number): string => t('network.percent', { n: Math.round(share * 100) });
export function changeOf(value: number): string {
  const rounded = Math.round(value * 10) / 10 || 0;
  return rounded === 0 ? '0' : `${rounded > 0 ? '+' : '\u2212'}${format(Math.abs(rounded), 1)}`;
}
export const groupName = (group: Group): string => (group.kind === 'all' ? t('network.everybody') : group.kind === 'car' ? t(group.code === 'with' ? 'network.withCar' : 'network.withoutCar') : group.name);
/** How an area is drawn: five steps, told in words beside. */
export function tone(group: Group, notable: number): 'up2' | 'up1' | 'same' | 'down1' | 'down2' {
  const change = group.before.visits > 0 && group.after.visits > 0 ? group.after.minutes - group.before.minutes : group.lostVisits > 0 ? Infinity : 0;
  if (change >= notable * 5) return 'up2';
  if (change >= notable) return 'up1';
  return change <= -notable * 5 ? 'down2' : change <= -notable ? 'down1' : 'same';
}

/** What a trial changes, one short phrase each. */
export function changesOf(network: Network, trial: Trial): string[] {
  const shown = shownPoints(network, trial);
  const words = trial.points.flatMap((c) => {
    const point = shown.find((p) => p.code === c.code);
    if (!point) return [];
    const name = point.name;
    return [
      ...(c.open === undefined ? [] : [t(c.open ? 'network.opens' : 'network.closes', { name })]),
      ...(c.east === undefined && c.north === undefined ? [] : [t('network.moves', { name, km: km(Math.hypot(point.east - (point.standing?.east ?? 0), point.north - (point.standing?.north ?? 0))) })]),
      ...(c.days === undefined ? [] : [t('network.daysWords', { name, days: km(c.days) })]),
      ...(c.hours === undefined ? [] : [t('network.hoursWords', { name, hours: km(c.hours) })]),
    ];
  });
  return [
    ...words, ...trial.added.map((a) => t('network.adds', { name: addedName(a) })),
    ...trial.digital.map((d) => t('network.digitalWords', { age: network.ages.find((a) => a.code === d.age)?.name ?? d.age, points: changeOf(d.points) })),
  ];
}
/** The first thing a leader reads: who loses, who gains, what it costs. */
export function sentences(network: Network, tried: Tried): string[] {
  const all = tried.groups[0];
  if (!all) return [];
  const oldest = tried.groups.filter((g) => g.kind === 'age').at(-1);
  const side = (which: 'lose' | 'gain'): string[] => {
    if (all[which].residents < 0.5) return [];
    const one = t(which === 'lose' ? 'network.lose' : 'network.gain', { residents: people(all[which].residents), minutes: minutes(all[which].minutes) });
    const old = oldest && oldest[which].residents >= 0.5 ? [t('network.ofThem', { group: oldest.name, residents: people(oldest[which].residents), minutes: minutes(oldest[which].minutes) })] : [];
    return [one, ...old];
  };
  const digital = all.after.digital - all.before.digital;
  const euros = tried.euros.after - tried.euros.before;
  const out = [
    ...(all.lostVisits >= 0.5 ? [t('network.lost', { visits: people(all.lostVisits) })] : []), ...side('lose'), ...side('gain'),
    ...(all.foundVisits >= 0.5 ? [t('network.found', { visits: people(all.foundVisits) })] : []),
    ...(Math.abs(digital) >= 0.5 ? [t(digital > 0 ? 'network.moreDigital' : 'network.lessDigital', { visits: people(Math.abs(digital)) })] : []),
  ];
  if (out.length === 0) out.push(t('network.nobody', { minutes: minutes(network.notableMinutes) }));
  out.push(Math.abs(euros) < 500 ? t('network.costSame') : t(euros > 0 ? 'network.costMore' : 'network.costLess', { euros: people(Math.abs(euros)) }));
  return out;
}
