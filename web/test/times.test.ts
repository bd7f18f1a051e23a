import { beforeAll, describe, expect, it } from 'vitest';
import type { DaySlot, DeskTime, DayWorker, Place, TeamDay, Times } from '../src/api/times';
import type { MatterView, StepSlot, StepView } from '../src/api/types';
import { useTexts } from '../src/i18n/index';
import { byDay } from '../src/i18n/time';
import { bookable, colleagues, offerEnds, proposals, timesQuery, wayBack, workersOf } from '../src/surfaces/desk/findTime';
import { away, breaks, byType, endingOffers, followed, interpreted, clockOf, hits, merged, minutesOn, movable, neighbourSlot, readDayPlace, risksOf, spanOf, stateOf } from '../src/surfaces/day/day';

beforeAll(() => useTexts('fi', {}));
const NOW = Date.parse('2026-11-18T07:05:00Z');
const time = (slot: number, at: string, workerCode = 'w1', more: Partial<DeskTime> = {}): DeskTime => ({ slot, at, minutes: 30, mode: 'visit', team: 'T', teamCode: 't', place: '', room: '', worker: workerCode, workerCode, profession: 'nurse', met: 0, speaks: false, keeps: true, fits: false, travel: null, ...more });
const times = (list: DeskTime[], more: Partial<Times> = {}): Times => ({ asOf: '', step: 1, due: null, times: list, first: null, known: null, ownLanguage: null, visits: 0, continuity: null, thirdNext: null, ...more });
const place = (more: Partial<Place> = {}): Place => ({ state: 'booked', until: null, step: 4, stepState: 'booked', matter: 9, version: 3, code: 'A', service: 'S', age: 30, language: 'fi', interpreter: false, due: null, ...more });
const slot = (id: number, at: string, places: Place[] = [], more: Partial<DaySlot> = {}): DaySlot => ({ slot: id, at, minutes: 30, mode: 'visit', type: 'Vastaanotto', room: '', capacity: 1, free: places.length > 0 ? 0 : 1, blocked: null, places, ...more });
const worker = (code: string, ...slots: DaySlot[]): DayWorker => ({ code, name: code, profession: 'nurse', slots });
const day = (...workers: DayWorker[]): TeamDay => ({ asOf: '', date: '2026-11-18', team: 'T', teamCode: 't', workers, counts: { places: 0, booked: 0, held: 0, free: 0, blocked: 0 } });

describe('proposals', () => {
  it('come lightest first, then known, then own language', () => {
    const all = times([time(1, 'a'), time(2, 'b'), time(3, 'c')], { first: 1, known: 2, ownLanguage: 3 });
    expect(proposals(all).map((p) => [p.kind, p.time.slot])).toEqual([['first', 1], ['known', 2], ['ownLanguage', 3]]);
  });
  it.each([
    ['a time proposed twice stands once', { first: 1, known: 1, ownLanguage: 2 }, [1, 2]],
    ['one that a filter has left out is not shown', { first: 7, known: 2 }, [2]],
    ['none is none', {}, []],
  ])('%s', (_why, named, expected) => expect(proposals(times([time(1, 'a'), time(2, 'b')], named)).map((p) => p.time.slot)).toEqual(expected));
});

describe('the search', () => {
  it('asks only for what was narrowed', () => {
    expect(timesQuery(4, { mode: '', everywhere: false, from: '', limit: 60 })).toBe('step=4&limit=60');
    expect(timesQuery(4, { mode: 'remote', everywhere: true, from: '2026-11-20', limit: 200 })).toBe('step=4&limit=200&mode=remote&team=all&from=2026-11-20');
  });
  it('begins with a step that waits; ended steps are no choice', () => {
    const step = (id: number, state: StepView['state']): StepView => ({ id, state, service: '', serviceCode: '', proposed: '', due: null, team: '' });
    const m = { steps: [step(1, 'booked'), step(2, 'done'), step(3, 'proposed'), step(4, 'missed')] } as unknown as MatterView;
    expect(bookable(m).map((s) => s.id)).toEqual([3, 1]);
  });
  it('days are Finland\'s', () => {
    expect(byDay([{ at: '2026-11-18T21:30:00Z' }, { at: '2026-11-18T22:30:00Z' }, { at: '2026-11-19T06:00:00Z' }]).map((d) => [d.day, d.times.length])).toEqual([['2026-11-18', 1], ['2026-11-19', 2]]);
  });
  it('others of a visit begin with it, are free, and are somebody else, each once', () => {
    const mine = time(1, 'x', 'w1');
    const list = [mine, time(2, 'x', 'w1'), time(3, 'x', 'w2'), time(4, 'y', 'w3')];
    const team = day(worker('w1', slot(10, 'x')), worker('w2', slot(11, 'x')), worker('w4', slot(12, 'x')), worker('w5', slot(13, 'x', [place()])), worker('w6', slot(14, 'x', [], { blocked: 'meeting' })), worker('w7', slot(15, 'y')));
    expect(colleagues(mine, list, team).map((c) => c.slot)).toEqual([3, 12]);
    expect(colleagues(mine, list, null).map((c) => c.slot)).toEqual([3]);
  });
});

describe('an offer ends', () => {
  it('before the time begins, and after now', () => {
    for (const at of ['2026-11-18T07:30:00Z', '2026-11-18T12:00:00Z', '2026-11-20T09:00:00Z', '2026-12-20T09:00:00Z']) {
      const ends = offerEnds(at, NOW);
      expect(ends.length, at).toBeGreaterThan(0);
      for (const end of ends) { expect(Date.parse(end)).toBeGreaterThan(NOW); expect(Date.parse(end)).toBeLessThan(Date.parse(at)); expect(end).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/); }
    }
  });
  it('at four o\'clock of days to come, by the Finnish clock', () => expect(offerEnds('2026-12-20T09:00:00Z', NOW)).toContain('2026-11-19T14:00:00Z'));
});

describe('the way back after a move', () => {
  const step = (more: Partial<StepView>): StepView => ({ id: 4, service: '', serviceCode: '', state: 'booked', proposed: '', due: null, team: '', ...more });
  const of = (n: number, state: StepSlot['state'] = 'booked'): StepSlot => ({ slot: n, at: '', minutes: 30, mode: 'visit', team: 'T', place: '', room: '', worker: `W${n}`, profession: 'nurse', state, until: null });
  it('is the old slots, all of them', () => expect(wayBack(step({ slots: [of(7), of(8)] }))).toEqual([['book-times', { step: 4, slots: [7, 8] }]]));
  it('is the old date and time where there was no slot', () => expect(wayBack(step({ at: '2026-11-25T06:00:00Z', minutes: 30, mode: 'visit', slots: [] }))).toEqual([['undo', {}], ['book', { step: 4, at: '2026-11-25T06:00:00Z', minutes: 30, mode: 'visit' }]]));
  it('is none for what was not booked', () => expect(wayBack(step({ state: 'proposed' }))).toEqual([]));
  it('names each professional once', () => expect(workersOf([of(7), of(7), of(8)])).toEqual(['W7', 'W8']));
});

describe('the day', () => {
  it.each([
    ['nobody', slot(1, 'x'), 'free'], ['a hold', slot(1, 'x', [place({ state: 'held' })]), 'held'], ['a booking', slot(1, 'x', [place()]), 'booked'],
    ['a block wins over what it left behind', slot(1, 'x', [place()], { blocked: 'room' }), 'blocked'], ['a group with one booked', slot(1, 'x', [place({ state: 'held' }), place()], { capacity: 8, free: 6 }), 'booked'],
  ])('%s', (_why, s, state) => expect(stateOf(s)).toBe(state));
  it('minutes follow the Finnish clock, in summer, in winter and after the night that clocks change', () => {
    expect(minutesOn('2026-11-18')('2026-11-18T07:20:00Z')).toBe(560);
    expect(minutesOn('2026-07-01')('2026-07-01T06:20:00Z')).toBe(560);
    expect(minutesOn('2026-03-29')('2026-03-29T05:20:00Z')).toBe(500);
    expect(minutesOn('2026-10-25')('2026-10-25T06:20:00Z')).toBe(500);
    expect(clockOf(560)).toBe('9.20');
    expect(clockOf(485)).toBe('8.05');
  });
  it('spans whole hours, and office hours when it is empty', () => {
    expect(spanOf(day(worker('a', slot(1, '2026-11-18T05:45:00Z'), slot(2, '2026-11-18T14:45:00Z'))))).toEqual({ from: 420, until: 1080 });
    expect(spanOf(day())).toEqual({ from: 480, until: 960 });
  });
  it('a risk is a booking whose promise breaks before it begins; a held visit or a kept promise is none', () => {
    const late = place({ due: '2026-11-18T06:00:00Z' });
    const at = '2026-11-18T07:00:00Z';
    expect(breaks(slot(1, at), late)).toBe(true);
    for (const p of [place({ due: '2026-11-18T09:00:00Z' }), place(), { ...late, stepState: 'done' }, { ...late, state: 'held' as const }]) expect(breaks(slot(1, at), p)).toBe(false);
    expect(risksOf(day(worker('a', slot(2, '2026-11-18T10:00:00Z', [late])), worker('b', slot(3, at, [late])))).map((r) => r.slot.slot)).toEqual([3, 2]);
  });
  it.each([
    ['all that overlap', '2026-11-18T07:15:00Z', '2026-11-18T08:00:00Z', 2], ['touching is not overlapping', '2026-11-18T07:30:00Z', '2026-11-18T07:30:01Z', 1],
    ['before', '2026-11-18T05:00:00Z', '2026-11-18T07:00:00Z', 0], ['holds are not bookings', '2026-11-18T08:00:00Z', '2026-11-18T09:00:00Z', 0],
  ])('a block cancels: %s', (_why, from, until, n) => {
    const w = worker('a', slot(1, '2026-11-18T07:00:00Z', [place()]), slot(2, '2026-11-18T07:30:00Z', [place({ step: 99 })]), slot(3, '2026-11-18T08:00:00Z', [place({ state: 'held' })]));
    expect(hits(w, from, until).length).toBe(n);
  });
  it('a visit of two slots is cancelled once, and a blocked time or a held visit not at all', () => {
    const w = worker('a', slot(1, '2026-11-18T07:00:00Z', [place()]), slot(2, '2026-11-18T07:30:00Z', [place()]), slot(3, '2026-11-18T08:00:00Z', [place({ step: 98, stepState: 'done' })]), slot(4, '2026-11-18T08:30:00Z', [place({ step: 97 })], { blocked: 'room' }));
    expect(hits(w, '2026-11-18T06:00:00Z', '2026-11-18T10:00:00Z').map((h) => h.slot.slot)).toEqual([1]);
  });
  it('the scarcest type first, blocked times not counted', () => {
    const list = byType(day(worker('a', slot(1, 'x', [place()]), slot(2, 'y'), slot(3, 'z', [], { type: 'Soitto' }), slot(4, 'w', [], { blocked: 'room' }))));
    expect(list).toEqual([{ type: 'Vastaanotto', free: 1, places: 2 }, { type: 'Soitto', free: 1, places: 1 }]);
  });
  it('who has not changed keeps the same object; another day is all new', () => {
    const old = day(worker('a', slot(1, 'x')), worker('b', slot(2, 'x')));
    const fresh = day(worker('a', slot(1, 'x')), worker('b', slot(2, 'x', [place()])));
    const next = merged(old, fresh);
    expect(next.workers[0]).toBe(old.workers[0]);
    expect(next.workers[1]).toBe(fresh.workers[1]);
    expect(merged(old, { ...fresh, date: '2026-11-19' }).workers[0]).toBe(fresh.workers[0]);
  });
  it('a visit of several moves whole: the others follow as much later, or not at all', () => {
    const both = (others: string[]) => [place({ step: 7, others })];
    const d = day(worker('a', slot(1, '2026-11-18T07:00:00Z', both(['b'])), slot(2, '2026-11-18T08:00:00Z')), worker('b', slot(3, '2026-11-18T07:00:00Z', both(['a'])), slot(4, '2026-11-18T08:00:00Z')), worker('c', slot(5, '2026-11-18T08:00:00Z'), slot(6, '2026-11-18T09:00:00Z'), slot(7, '2026-11-18T07:00:00Z')));
    const to = (n: number) => d.workers.flatMap((w) => w.slots).find((s) => s.slot === n) ?? d.workers[0]!.slots[0]!;
    expect(followed(d, 7, 1, to(2))).toEqual([2, 4]);
    expect(followed(d, 7, 1, to(5))).toEqual([5, 4]);
    expect(followed(d, 7, 1, to(6))).toBeNull();
    expect(followed(d, 7, 1, to(7))).toEqual([7, 3]);
    expect(movable(d, both(['b'])[0]!)).toBe(true);
    expect(movable(d, both(['b', 'elsewhere'])[0]!)).toBe(false);
  });
  it('offers about to end, interpreters needed, and who is away', () => {
    const offer = (until: string) => place({ state: 'held', stepState: 'offered', until });
    const d = { ...day(worker('a', slot(1, '2026-11-18T07:00:00Z', [offer('2026-11-18T06:40:00Z')]), slot(2, '2026-11-18T08:00:00Z', [offer('2026-11-18T09:00:00Z')])), worker('b', slot(3, 'x', [], { blocked: 'absence' })), worker('c', slot(4, 'x', [], { blocked: 'meeting' })), worker('d', slot(5, 'y', [place({ interpreter: true })]), slot(6, 'z', [place()]))), asOf: '2026-11-18T06:00:00Z' };
    expect(endingOffers(d).map((r) => r.slot.slot)).toEqual([1]);
    expect(interpreted(d).map((r) => r.slot.slot)).toEqual([5]);
    expect(away(d).map((w) => w.code)).toEqual(['b']);
  });
  it('one\'s own booking of one professional can be moved; others cannot', () => {
    const p = place();
    expect(movable(day(worker('a', slot(1, 'x', [p]))), p)).toBe(true);
    expect(movable(day(worker('a', slot(1, 'x', [p])), worker('b', slot(2, 'x', [place()]))), p), 'a visit of two').toBe(false);
    for (const other of [place({ matter: null }), place({ state: 'held' }), place({ stepState: 'done' })]) expect(movable(day(worker('a', slot(1, 'x', [other]))), other)).toBe(false);
  });
  it('arrows go down the column, and across to the nearest in time', () => {
    const list = [worker('a', slot(1, '2026-11-18T07:00:00Z'), slot(2, '2026-11-18T08:00:00Z')), worker('b'), worker('c', slot(3, '2026-11-18T06:00:00Z'), slot(4, '2026-11-18T08:10:00Z'))];
    expect(neighbourSlot(list, 1, 'ArrowDown')).toBe(2);
    expect(neighbourSlot(list, 2, 'ArrowDown')).toBe(2);
    expect(neighbourSlot(list, 2, 'ArrowRight'), 'over an empty column').toBe(4);
    expect(neighbourSlot(list, 4, 'ArrowRight'), 'no column further').toBe(4);
    expect(neighbourSlot(list, 4, 'Home')).toBe(3);
    expect(neighbourSlot(list, 1, 'End')).toBe(2);
  });
  it.each([['?date=2026-11-20&team=t', '2026-11-20', 't'], ['', '2026-11-18', ''], ['?date=2026-02-31', '2026-11-18', ''], ['?date=x', '2026-11-18', ''], ['?date=2026-13-01', '2026-11-18', '']])('the address %s', (search, date, team) => {
    expect(readDayPlace(search, '2026-11-18')).toEqual({ date, team });
  });
});
