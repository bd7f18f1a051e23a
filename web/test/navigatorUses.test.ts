import { describe, expect, it } from 'vitest';
import type { NavigatorBoard, NavigatorUses } from '../src/api/navigators';
import { guidesOf } from '../src/surfaces/lead/navigatorUses';

const use = (navigator: string, kind: NavigatorUses['kind'], end: string | null, times: number): NavigatorUses => ({ navigator, name: `N ${navigator}`, kind, end, title: end && `T ${end}`, times });
const board = (rows: NavigatorUses[], led: NavigatorBoard['led'] = []): NavigatorBoard => ({ from: '2025-12', until: '2026-11', rows, led });

describe('guides and their ends', () => {
  it('add up over months, areas and languages, the most used first', () => {
    const guides = guidesOf(board([use('b', 'all', null, 2), use('a', 'all', null, 1), use('a', 'all', null, 4), use('a', 'result', 'x', 1), use('a', 'result', 'y', 2), use('a', 'result', 'x', 3)]));
    expect(guides.map((g) => [g.code, g.times])).toEqual([['a', 5], ['b', 2]]);
    expect(guides[0]?.ends.map((e) => [e.code, e.times])).toEqual([['x', 4], ['y', 2]]);
  });
  it('keep a result and an exit of the same code apart', () => {
    expect(guidesOf(board([use('a', 'result', 'x', 1), use('a', 'exit', 'x', 2)]))[0]?.ends.map((e) => [e.exit, e.times])).toEqual([[true, 2], [false, 1]]);
  });
  it('show contacts of a result that was reached before these months', () => {
    const led = { navigator: 'a', name: 'N a', end: 'x', title: 'T x', contacts: 3, open: 1, advised: 1, cared: 1, moved: 0, askedAgain: 0, helped: 1, notHelped: 0 };
    expect(guidesOf(board([], [led]))).toEqual([{ code: 'a', name: 'N a', times: 0, ends: [{ code: 'x', title: 'T x', exit: false, times: 0, led }] }]);
  });
});
