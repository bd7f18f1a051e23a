/** What the county's tables say of services, as the desk shows it. */
import { beforeEach, describe, expect, it } from 'vitest';
import common from '../src/i18n/fi/common.json';
import desk from '../src/i18n/fi/desk.json';
import staff from '../src/i18n/fi/staff.json';
import grounds from '../src/i18n/fi/grounds.json';
import inputs from '../src/i18n/fi/tableinputs.json';
import { useTexts } from '../src/i18n';
import type { GrantedService } from '../src/api/tables';
import { becauseWords, choices, testWords, valueWords } from '../src/surfaces/desk/grounds';

const service = (code: string, verdict: GrantedService['verdict'], more: Partial<GrantedService> = {}): GrantedService => ({ code, name: code.toUpperCase(), domain: 'health', verdict, ...more });
beforeEach(() => useTexts('fi', common, staff, desk, grounds, inputs));

describe('the choices of a proposal', () => {
  it('what is granted stands first, what is not last but courses; the order of the server stays within', () => {
    const list = choices([service('b', 'not_met'), service('a', 'met'), service('d', null), service('c', 'met'), service('e', 'person_decides')], [], [{ code: 'back', name: 'Selkä', sessions: 6 }], []);
    expect(list.map((c) => [c.value, c.group])).toEqual([['a', 'met'], ['c', 'met'], ['e', 'person_decides'], ['d', 'none'], ['b', 'not_met'], ['course:back', 'courses']]);
  });
  it('within a group those of the assessed domains come first', () => {
    const list = choices([service('a', null), service('b', null, { domain: 'oral' }), service('c', 'not_met', { domain: 'oral' })], [], [], ['oral']);
    expect(list.map((c) => c.value)).toEqual(['b', 'a', 'c']);
  });
  it('a service says how long it is where the county says it', () => {
    const [first, second] = choices([service('a', 'met'), service('b', 'met')], [{ code: 'a', name: 'A', domain: 'health', minutes: 30, modes: [], professions: [] }], [], []);
    expect([first?.label, second?.label]).toEqual(['A (30\u00a0min)', 'B']);
  });
});

describe('why', () => {
  it('facts in the words of the desk, what nobody knows said', () => {
    const why = service('a', 'met', { because: [{ input: 'age', value: null }, { input: 'profession', value: 'physiotherapist' }, { input: 'facts', value: [] }, { input: 'interpreter', value: true }] });
    expect(becauseWords(why)).toBe('Ikä: ei tiedossa · Arvioitu ammattilainen: fysioterapeutti · Todetut seikat: ei mitään · Tarvitsee tulkin: kyllä');
  });
  it('a language by its name, a list in its order', () => {
    expect(valueWords('language', 'sv')).toBe('ruotsi');
    expect(valueWords('domains', ['health', 'oral'])).toContain(', ');
    expect(valueWords('area', 'tikkurila')).toBe('tikkurila');
  });
  it.each([
    ['profession', '"nurse", "public_health_nurse"', 'sairaanhoitaja'],
    ['facts', 'list contains(?, "certificate_only")', 'lausunto'],
    ['domains', 'list contains(?, "social") or list contains(?, "child")', ' tai '],
    ['age', '>= 75', '>= 75'],
  ])('the condition %s %s reads in words', (input, test, part) => {
    const words = testWords(input, test);
    expect(words.toLowerCase()).toContain(part);
    expect(words).not.toMatch(/list contains|"/);
  });
});
