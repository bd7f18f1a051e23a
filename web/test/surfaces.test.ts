import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Board, BoardRule, MatterView } from '../src/api/types';
import { niceStep } from '../src/design/charts/DebtChart';
import { useTexts } from '../src/i18n/index';
import { ACTION_KEYS, MOVE_HELP } from '../src/surfaces/desk/keys';
import { formOf } from '../src/surfaces/desk/forms';
import { applied, appended, compare, neighbour, type Row, toRows } from '../src/surfaces/desk/rows';
import { learnServerTime, serverNow } from '../src/api/serverClock';
import { changePoints, firstState, hasMatters, pairsByGap, readPlace, rulesByGap, writePlace } from '../src/surfaces/lead/board';

beforeAll(() => useTexts('fi', {}));
const row = (id: number, version = 1): Row => ({ id, code: `C${id}`, subject: '', age: null, area: '', channel: 'web', lang: 'fi', interpreter: false, group: '', promiseTitle: '', promiseKind: '', due: null, dueUnit: '', started: '', state: 'new', takenBy: 0, version, about: 'self', waits: null, tries: null, tryFrom: '', lateChance: null });
const rows = (...ids: number[]): Row[] => ids.map((id) => row(id));
const ids = (list: Row[]): number[] => list.map((r) => r.id);

describe('live news of the queue', () => {
  it('a new row on top moves nothing on screen and is counted', () => {
    const change = compare(rows(1, 2, 3), rows(9, 1, 2, 3), true);
    expect(ids(change.rows)).toEqual([1, 2, 3]);
    expect(change).toMatchObject({ added: 1, gone: 0, reordered: false });
  });
  it('another order is told, not applied', () => {
    const change = compare(rows(1, 2, 3), rows(3, 1, 2), true);
    expect(ids(change.rows)).toEqual([1, 2, 3]);
    expect(change.reordered).toBe(true);
  });
  it('new cells of a row come at once, and unchanged rows keep their identity', () => {
    const shown = rows(1, 2);
    const change = compare(shown, [row(1), row(2, 5)], true);
    expect(change.rows[0]).toBe(shown[0]);
    expect(change.rows[1]?.version).toBe(5);
  });
  it('a row that left is marked, and only when the server has shown the whole list', () => {
    expect(compare(rows(1, 2, 3), rows(1, 3), true)).toMatchObject({ gone: 1, rows: [{ id: 1 }, { id: 2, gone: true }, { id: 3 }] });
    expect(compare(rows(1, 2, 3), rows(1, 2), false).gone).toBe(0);
  });
  it('applying takes the server’s order and keeps what was loaded beyond it', () => {
    expect(ids(applied(rows(1, 2, 3, 4), rows(9, 1), false))).toEqual([9, 1, 3, 4]);
    expect(ids(applied(rows(1, 2, 3), rows(3, 1), true))).toEqual([3, 1]);
    expect(ids(appended(rows(1, 2), rows(2, 3)))).toEqual([1, 2, 3]);
  });
  it('the cursor goes to the row that took the place of the one that left', () => {
    expect(neighbour(rows(1, 2, 3), rows(1, 3), 2)).toBe(3);
    expect(neighbour(rows(1, 2, 3), rows(1, 2), 3)).toBe(2);
    expect(neighbour(rows(1), [], 1)).toBe(0);
  });
  it('columns are found by name, in any order', () => {
    expect(toRows({ cols: ['version', 'id', 'age', 'due'], rows: [[7, 3, null, null]] })[0]).toMatchObject({ id: 3, version: 7, age: null, due: null });
  });
});

describe('keys', () => {
  it('no letter has two meanings', () => {
    const letters = [...Object.values(ACTION_KEYS), ...MOVE_HELP.flatMap(([keys]) => keys.filter((k) => /^[a-z/?]$/.test(k)))];
    expect(new Set(letters).size).toBe(letters.length);
  });
});

describe('booking', () => {
  const matter = { steps: [{ id: 4, service: 'x', serviceCode: 'physio', state: 'proposed', proposed: '', due: null, team: '' }], promises: [] } as unknown as MatterView;
  const fill = (values: Record<string, string>) => { const d = new FormData(); for (const [k, v] of Object.entries(values)) d.set(k, v); return formOf('book', matter, { services: [], teams: [] })?.body(d); };
  it('makes an instant of a Finnish day and clock', () => {
    expect(fill({ day: '25.11.2026', clock: '9.20', minutes: '45', mode: 'visit' })).toEqual({ errors: {}, body: { step: 4, at: '2026-11-25T07:20:00.000Z', minutes: 45, mode: 'visit' } });
  });
  it('names each wrong field', () => expect(Object.keys(fill({ day: '31.2.2026', clock: '25', minutes: '0', mode: 'visit' })?.errors ?? {})).toEqual(['day', 'clock', 'minutes']));
  it('refuses the hour that the spring change skips', () => expect(Object.keys(fill({ day: '29.3.2026', clock: '3.30', minutes: '30', mode: 'visit' })?.errors ?? {})).toEqual(['clock']));
});

describe('the board', () => {
  const rule = (id: string, keptShare: number | null, before: number | null = null): BoardRule => ({ rule: id, title: id, kind: 'statute', unverified: false, basis: '', kept: 0, missed: 0, running: 0, overdue: 0, void: 0, cannotCompute: [], keptShare, keptShareBefore: before });
  const board = (...list: BoardRule[]): Board => ({ asOf: '', seq: 0, finding: '', rules: list, debts: [], pairs: [{ law: 'a', own: 'b', title: 'ab' }, { law: 'c', own: 'd', title: 'cd' }, { law: 'a', own: 'x', title: 'ax' }] });
  it('puts the widest gap first and pairs without a share last', () => {
    expect(pairsByGap(board(rule('a', 0.9), rule('b', 0.8), rule('c', 0.9), rule('d', 0.5))).map((p) => p.title)).toEqual(['cd', 'ab', 'ax']);
    expect(rulesByGap([rule('a', 0.9), rule('b', null), rule('c', 0.2)]).map((r) => r.rule)).toEqual(['c', 'a', 'b']);
  });
  it('tells the change in whole points, or nothing', () => {
    expect(changePoints(rule('a', 0.714, 0.751))).toBe(-4);
    expect(changePoints(rule('a', 0.7, null))).toBeNull();
  });
  it('an address and a place are the same thing', () => {
    for (const place of [null, { kind: 'rules', id: 'TH51A-FIRST', state: 'overdue' }, { kind: 'debts', id: 'care', state: '' }] as const) expect(readPlace(writePlace(place))).toEqual(place);
  });
  it.each([
    ['the late come first', { kept: 5, missed: 1, running: 2, overdue: 1 }, 'overdue'],
    ['then the broken', { kept: 5, missed: 1, running: 2, overdue: 0 }, 'missed'],
    ['then those that run', { kept: 5, missed: 0, running: 2, overdue: 0 }, 'running'],
    ['then the kept', { kept: 5 }, 'kept'],
    ['and a rule without matters still asks for a state that the server knows', { voided: 3 }, 'overdue'],
  ])('rows to show first: %s', (_why, counts, state) => expect(firstState(counts)).toBe(state));
  it('a rule has matters when any count says so, also one that cannot be computed', () => {
    const none = { ...rule('a', 0.9), kept: 0, missed: 0, running: 0, overdue: 0, void: 0, cannotCompute: [] };
    expect(hasMatters(none)).toBe(false);
    expect(hasMatters({ ...none, void: 1 })).toBe(true);
    expect(hasMatters({ ...none, cannotCompute: [{ reason: 'no_date', text: '', count: 2 }] })).toBe(true);
  });
  it('an address with the board\'s word for void asks with the server\'s', () => expect(readPlace('?rule=a&state=void')?.state).toBe('voided'));
  it.each([[7, 2, 5], [1300, 3, 500], [1, 3, 1], [90, 3, 50]])('grid step for %i in %i', (max, lines, step) => expect(niceStep(max, lines)).toBe(step));
});

describe('the server\'s clock', () => {
  const near = (ms: number): void => { expect(Math.abs(serverNow() - (Date.now() + ms))).toBeLessThan(1000); };
  it('is the browser\'s until an answer has come, then the server\'s, and small differences are left alone', () => {
    near(0);
    learnServerTime(new Date(Date.now() - 3_600_000).toISOString());
    near(-3_600_000);
    learnServerTime('not a time');
    near(-3_600_000);
    learnServerTime(new Date(Date.now() + 500).toISOString());
    near(0);
  });
});

describe('contrast of the tokens', () => {
  const css = readFileSync(new URL('../src/design/tokens.css', import.meta.url), 'utf8');
  const colour = (name: string): number[] => {
    const hex = new RegExp(`--${name}: #([0-9a-f]{3,6})`).exec(css)?.[1] ?? '';
    const full = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
    return [0, 2, 4].map((i) => parseInt(full.slice(i, i + 2), 16) / 255);
  };
  const light = (name: string): number => colour(name).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * ([0.2126, 0.7152, 0.0722][i] ?? 0), 0);
  const ratio = (a: string, b: string): number => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p) as [number, number]; return (x + 0.05) / (y + 0.05); };
  it.each([['ink', 'bg'], ['soft', 'card'], ['soft', 'bg'], ['accent', 'card'], ['accent', 'bg'], ['accent-dark', 'accent-soft'], ['late', 'late-soft'], ['soon', 'soon-soft'], ['ok', 'ok-soft'], ['soft', 'plain-soft'], ['on-accent', 'accent'], ['late', 'card'], ['soft', 'accent-soft']])('text %s on %s is at least 4.5', (a, b) => expect(ratio(a, b)).toBeGreaterThanOrEqual(4.5));
  it.each([['edge', 'card'], ['edge', 'bg'], ['soon-bar', 'card'], ['accent', 'card']])('line %s on %s is at least 3', (a, b) => expect(ratio(a, b)).toBeGreaterThanOrEqual(3));
});
