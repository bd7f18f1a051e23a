import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTexts } from '../src/i18n';
import { readNumber, toChange } from '../src/surfaces/lead/plans/ChangeRow';
import { changeSentence, changeWords, oneSentence, readAt, zeroWords } from '../src/surfaces/lead/plans/plans';

const texts = (name: string): Record<string, string> => JSON.parse(readFileSync(new URL(`../src/i18n/fi/${name}.json`, import.meta.url), 'utf8'));
beforeAll(() => useTexts('fi', texts('forecast'), texts('plans')));
const where = { team: 'oral-korso', teamName: 'Korson hammashoito', service: 'dentist', serviceName: 'hammaslääkäri' };

describe('plans in words', () => {
  it('a change says what, from when, and at what cost', () => {
    const base = { ...where, kind: 'capacity' as const, amount: 40, unit: 'visits_a_week' as const, from: null, until: null, cost: { euros: 95, per: 'visit' as const } };
    expect(changeWords(base)).toBe('Korson hammashoito, hammaslääkäri: +40 käyntiä viikossa, alusta alkaen toistaiseksi, 95\u00a0€ käynniltä');
    expect(changeWords({ ...base, from: '2026-12-01', until: '2026-12-31', cost: null })).toContain('1.12.2026–31.12.2026, ei kustannusta');
    expect(changeWords({ ...base, kind: 'demand', team: null, teamName: null, service: null, serviceName: null, unit: 'percent', amount: -5 })).toMatch(/^Kaikki tiimit: yhteydenottoja −5\u00a0%/);
  });
  it('an interval that reaches zero is no change; one that does not is fewer or more', () => {
    expect(changeSentence(-15.5, 3.5, 12)).toBe('12 viikossa rikkoutuu 12–19 lupausta vähemmän');
    expect(changeSentence(15.5, 3.5, 12)).toContain('12–19 lupausta enemmän');
    expect(changeSentence(-3, 3, 4)).toContain('ei selvästi muutu (−6…±0)');
    expect(changeSentence(-3.4, 3, 4)).toContain('ei selvästi muutu');
    expect(changeSentence(0, 0, 4)).toContain('ei muutu');
    expect(changeSentence(-7, 0, 4)).toContain('rikkoutuu 7 lupausta');
  });
  it('a date without debt: a band, a day, perhaps, never, already', () => {
    const zero = (low: string | null, middle: string | null, high: string | null, within = 1) => ({ within, low, middle, high });
    expect(zeroWords(zero('2027-01-14', '2027-01-20', '2027-01-28'), 9, '2026-11-23')).toBe('velaton 14.1.2027–28.1.2027');
    expect(zeroWords(zero('2027-01-14', '2027-01-14', '2027-01-14'), 9, '2026-11-23')).toBe('velaton 14.1.2027');
    expect(zeroWords(zero('2027-01-14', null, null, 0.4), 9, '2026-11-23')).toBe('velaton 4 tulevaisuudessa kymmenestä, aikaisintaan 14.1.2027');
    expect(zeroWords(zero(null, null, null, 0), 9, '2026-11-23')).toBe('velkaa jää yli jakson');
    expect(zeroWords(zero('2026-11-23', '2026-11-23', '2026-11-23'), 0, '2026-11-23')).toBe('velkaa ei ole nyt');
  });
  it('a sentence ends once', () => expect(oneSentence(['aikaisintaan 24.11.', 'ei kustannusta'])).toBe('aikaisintaan 24.11; ei kustannusta.'));
});
describe('what is typed', () => {
  it('numbers as a Finn writes them; what is none goes as it is', () => {
    expect([readNumber('+40'), readNumber('−5'), readNumber('1 200,5'), readNumber('-0.5'), readNumber(''), readNumber('paljon')]).toEqual([40, -5, 1200.5, -0.5, null, 'paljon']);
  });
  it('a change carries only what belongs to it', () => {
    const draft = { key: 1, kind: 'desk' as const, team: 'desk', service: 'dentist', amount: '10', unit: 'percent' as const, from: '1.12.2026', until: '', euros: '', per: 'month' as const };
    expect(toChange(draft, '2026-11-22')).toEqual({ kind: 'desk', team: 'desk', service: null, amount: 10, unit: 'percent', from: '2026-12-01', until: null, cost: null });
    expect(toChange({ ...draft, kind: 'demand', team: '', euros: '6 000' }, '2026-11-22')).toMatchObject({ team: null, cost: { euros: 6000, per: 'month' } });
  });
});
describe('the address', () => {
  it('names the view', () => {
    expect(readAt('').view).toBe('list');
    expect(readAt('?new&team=a&service=b')).toMatchObject({ view: 'new', team: 'a', service: 'b' });
    expect(readAt('?plan=3')).toMatchObject({ view: 'plan', plan: 3 });
    expect(readAt('?plan=3&edit').view).toBe('edit');
    expect(readAt('?compare=1,2,2,x,3,4,5')).toMatchObject({ view: 'compare', compare: [1, 2, 3, 4] });
    expect(readAt('?plan=x').view).toBe('list');
  });
});
