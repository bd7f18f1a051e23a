import { describe, expect, it } from 'vitest';
import { answersOf, monthsLater } from '../src/surfaces/desk/segment';

describe('the answers of the form of customerships', () => {
  const data = (pairs: Record<string, string>): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries(pairs)) form.set(name, value);
    return form;
  };
  it('are complete or none', () => {
    expect(answersOf(data({ 'a.x': 'one', 'a.y': 'two', words: 'w' }), ['x', 'y'])).toEqual({ x: 'one', y: 'two' });
    expect(answersOf(data({ 'a.x': 'one' }), ['x', 'y'])).toBeNull();
    expect(answersOf(data({}), [])).toBeNull();
  });
});

describe('a day so many months later', () => {
  it.each([
    ['2026-11-22', 3, '2027-02-22'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2026-01-31', 1, '2026-02-28'],
  ])('%s + %d months is %s', (day, months, then) => {
    expect(monthsLater(day, months)).toBe(then);
  });
});
