import { afterEach, describe, expect, it } from 'vitest';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lang } from '../src/api/types';
import { format } from '../src/i18n/format';
import { share, signed, useTexts } from '../src/i18n/index';
import { clock, dayInWords, dayOf, dueInWords, dueStamp, helsinkiInstant, isWorkingDay, longDay, parseClock, parseDay, shortDay, timeLeft, whenShort, workingDaysBetween } from '../src/i18n/time';
// @ts-expect-error a build script without types
import { checkTexts } from '../scripts/check-texts.mjs';

const files = import.meta.glob<Record<string, string>>('../src/i18n/*/common.json', { eager: true, import: 'default' });
const speak = (lang: Lang): void => useTexts(lang, files[`../src/i18n/${lang}/common.json`] ?? {});
const NOW = Date.parse('2026-11-20T13:22:00Z'); // Friday 15.22 in Finland
afterEach(() => speak('fi'));

describe('format', () => {
  const cases: [string, string, Record<string, string | number>, string, string][] = [
    ['plain text is itself', 'Hei', {}, 'fi-FI', 'Hei'],
    ['argument', 'Hei {name}!', { name: 'Aino' }, 'fi-FI', 'Hei Aino!'],
    ['a missing argument leaves nothing, never "undefined"', 'a{x}b', {}, 'fi-FI', 'ab'],
    ['numbers are grouped with a no-break space', '{n}', { n: 12345 }, 'fi-FI', '12\u00a0345'],
    ['one', '{n, plural, one {# asia} other {# asiaa}}', { n: 1 }, 'fi-FI', '1 asia'],
    ['zero takes other in Finnish', '{n, plural, one {# asia} other {# asiaa}}', { n: 0 }, 'fi-FI', '0 asiaa'],
    ['an exact number wins over its category', '{n, plural, =1 {yksi} one {#} other {#}}', { n: 1 }, 'fi-FI', 'yksi'],
    ['exact zero', '{n, plural, =0 {inga} one {#} other {#}}', { n: 0 }, 'sv-FI', 'inga'],
    ['select', '{k, select, law {laki} other {muu}}', { k: 'law' }, 'fi-FI', 'laki'],
    ['select falls back', '{k, select, law {laki} other {muu}}', { k: 'x' }, 'fi-FI', 'muu'],
    ['argument inside a plural', '{n, plural, one {# {w}} other {# {w}t}} loppu', { n: 2, w: 'rivi' }, 'fi-FI', '2 rivit loppu'],
    ['braces in a value are text', '{w}', { w: '{n, plural' }, 'fi-FI', '{n, plural'],
  ];
  it.each(cases)('%s', (_why, text, args, locale, expected) => expect(format(text, args, locale)).toBe(expected));
});

describe('time left, in words', () => {
  const due = (iso: string, unit: 'calendar_day' | 'working_day' = 'calendar_day') => timeLeft('2026-11-01T00:00:00Z', iso, NOW, unit);
  const cases: [Lang, string, 'calendar_day' | 'working_day', string, string][] = [
    ['fi', '2026-11-20T14:00:00Z', 'calendar_day', '38 min', 'late'],
    ['sv', '2026-11-20T14:00:00Z', 'calendar_day', '38 min', 'late'],
    ['fi', '2026-11-20T17:30:00Z', 'calendar_day', '4 t', 'late'],
    ['en', '2026-11-21T12:00:00Z', 'calendar_day', '1 day', 'soon'],
    ['sv', '2026-11-21T12:00:00Z', 'calendar_day', '1 dag', 'soon'],
    ['sv', '2026-11-23T12:00:00Z', 'calendar_day', '3 dagar', 'soon'],
    ['fi', '2026-11-24T21:59:00Z', 'working_day', '2 arkipv', 'ok'],
    ['sv', '2026-11-23T21:59:00Z', 'working_day', '1 vardag', 'soon'],
    ['en', '2026-11-24T21:59:00Z', 'working_day', '2 workdays', 'ok'],
    ['fi', '2026-12-04T10:00:00Z', 'calendar_day', '14 pv', 'ok'],
    ['fi', '2026-11-20T13:00:00Z', 'calendar_day', '22 min myöhässä', 'late'],
    ['sv', '2026-11-18T13:00:00Z', 'calendar_day', '2 dagar försenat', 'late'],
    ['en', '2026-11-19T13:00:00Z', 'calendar_day', '1 day late', 'late'],
  ];
  it.each(cases)('%s %s %s → %s', (lang, at, unit, words, tone) => {
    speak(lang);
    expect(due(at, unit)).toMatchObject({ words, tone });
  });
  it('the share spent stays between 0 and 1', () => {
    expect(due('2026-11-02T00:00:00Z').spent).toBe(1);
    expect(timeLeft('2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z', NOW).spent).toBe(0);
  });
});

describe('days and clocks', () => {
  it.each([
    ['fi', '2026-11-25', 'ke 25.11.'], ['sv', '2026-11-25', 'ons 25.11'], ['en', '2026-11-25', 'Wed 25 Nov'],
    ['fi', '2027-02-21', '21.2.2027'], ['sv', '2027-02-21', '21.2.2027'], ['en', '2027-02-21', '21 Feb 2027'],
  ] as [Lang, string, string][])('short, %s %s', (lang, day, text) => { speak(lang); expect(shortDay(day, '2026-11-20')).toBe(text); });
  it.each([
    ['fi', 'keskiviikkona 25. marraskuuta'], ['sv', 'onsdag 25 november'], ['en', 'Wednesday 25 November'],
  ] as [Lang, string][])('long, %s', (lang, text) => { speak(lang); expect(longDay('2026-11-25', '2026-11-20')).toBe(text); });
  it('yesterday, today and tomorrow', () => {
    expect(['2026-11-19', '2026-11-20', '2026-11-21'].map((d) => dayInWords(d, '2026-11-20'))).toEqual(['eilen', 'tänään', 'huomenna']);
  });
  it('a due at the day’s end is a day, not a minute', () => {
    expect(dueStamp('2026-11-18T21:59:59Z', NOW)).toBe('ke 18.11.');
    expect(dueStamp('2026-11-18T06:23:00Z', NOW), 'a promise due at once names its minute').toBe('ke 18.11. 8.23');
    expect(whenShort('2026-11-20T21:59:59Z', NOW)).toBe('tänään');
    expect(whenShort('2026-11-20T14:15:00Z', NOW)).toBe('tänään 16.15');
  });
  it('a due time tells the clock only when it is near and not the end of the day', () => {
    expect(dueInWords('2026-11-20T17:15:00Z', NOW)).toBe('tänään klo 19.15');
    expect(dueInWords('2026-11-20T21:59:59Z', NOW)).toBe('tänään');
    expect(dueInWords('2026-11-27T10:00:00Z', NOW)).toBe('perjantaina 27. marraskuuta');
  });
  it('instants are shown in Finland’s time on both sides of the change of clocks', () => {
    expect([clock('2026-10-25T00:30:00Z'), clock('2026-10-25T01:30:00Z')]).toEqual(['3.30', '3.30']);
    expect(dayOf('2026-06-30T21:30:00Z')).toBe('2026-07-01');
    expect(clock('2026-11-20T22:05:00Z')).toBe('0.05');
  });
  it('wall time to instant: summer, winter, the hour that is not, the hour that is twice', () => {
    expect(helsinkiInstant('2026-07-01', 9 * 60 + 20)).toBe('2026-07-01T06:20:00.000Z');
    expect(helsinkiInstant('2026-11-25', 9 * 60 + 20)).toBe('2026-11-25T07:20:00.000Z');
    expect(helsinkiInstant('2026-03-29', 3 * 60 + 30)).toBeNull();
    expect(helsinkiInstant('2026-10-25', 3 * 60 + 30)).toBe('2026-10-25T00:30:00.000Z');
  });
  it.each([
    ['25.11.2026', '2026-11-25'], [' 5.1.2027 ', '2027-01-05'], ['25.11.', '2026-11-25'], ['25/11/2026', '2026-11-25'],
    ['31.2.2026', null], ['29.2.2028', '2028-02-29'], ['huomenna', null], ['', null], ['1.13.2026', null],
  ])('a typed day: %s', (text, day) => expect(parseDay(text, '2026-11-20')).toBe(day));
  it.each([['9.20', 560], ['9:20', 560], ['920', 560], ['9', 540], ['0.00', 0], ['24.00', null], ['9.75', null], ['yhdeksän', null]])('a typed clock: %s', (text, m) => expect(parseClock(text)).toBe(m));
});

describe('working days', () => {
  it.each([
    ['2026-01-06', false, 'Epiphany'], ['2026-04-03', false, 'Good Friday'], ['2026-04-06', false, 'Easter Monday'], ['2026-05-01', false, 'May Day'], ['2026-05-14', false, 'Ascension'],
    ['2026-06-19', false, 'Midsummer Eve'], ['2026-12-24', false, 'Christmas Eve'], ['2027-12-06', false, 'Independence Day, a Monday'], ['2026-12-07', true, 'an ordinary Monday'], ['2026-11-21', false, 'a Saturday'],
  ])('%s %s (%s)', (day, expected) => expect(isWorkingDay(day)).toBe(expected));
  it('counts the last day, not the first, and backwards with a minus', () => {
    expect(workingDaysBetween('2026-11-20', '2026-11-24')).toBe(2);
    expect(workingDaysBetween('2026-11-24', '2026-11-20')).toBe(-2);
    expect(workingDaysBetween('2026-12-23', '2026-12-28')).toBe(1);
  });
});

describe('numbers', () => {
  it('signs and shares in the reader’s form', () => {
    expect([signed(31), signed(-88), signed(0)]).toEqual(['+31', '−88', '±0']);
    expect(share(0.7149)).toBe('71\u00a0%');
  });
});

describe('the text check', () => {
  const write = (texts: Record<string, Record<string, string>>): string => {
    const root = mkdtempSync(join(tmpdir(), 'texts-'));
    for (const [lang, map] of Object.entries(texts)) { mkdirSync(join(root, lang)); writeFileSync(join(root, lang, 'a.json'), JSON.stringify(map)); }
    return root;
  };
  const all = (fi: string, sv: string, en: string) => write({ fi: { k: fi }, sv: { k: sv }, en: { k: en } });
  it('accepts the catalogues of the project', () => expect(checkTexts(new URL('../src/i18n', import.meta.url).pathname)).toEqual([]));
  it.each([
    ['a missing twin', write({ fi: { k: 'a' }, sv: {}, en: { k: 'a' } }), 'sv/a.json: k: missing or empty'],
    ['an empty text', all('a', ' ', 'a'), 'sv/a.json: k: missing or empty'],
    ['another argument', all('{n} a', '{m} a', '{n} a'), 'sv/a.json: k: arguments {m}, but {n} in fi'],
    ['a missing plural form', all('{n, plural, other {#}}', '{n, plural, one {#} other {#}}', '{n, plural, one {#} other {#}}'), 'fi/a.json: k: plural form "one" is missing'],
    ['a broken message', all('{n', 'a', 'a'), 'fi/a.json: k: EXPECT_ARGUMENT_CLOSING_BRACE in "{n"'],
  ])('names %s', (_why, root, line) => expect(checkTexts(root)).toContain(line));
});

it('a key that stands in two catalogues is named: they are merged on a page', () => {
  const root = mkdtempSync(join(tmpdir(), 'texts-'));
  for (const lang of ['fi', 'sv', 'en']) {
    mkdirSync(join(root, lang));
    for (const name of ['a.json', 'b.json']) writeFileSync(join(root, lang, name), '{"action.close": "x"}');
  }
  expect(checkTexts(root)).toEqual(['b.json: action.close: also in a.json']);
});
