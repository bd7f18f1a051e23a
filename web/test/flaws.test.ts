// What may be wrong in a table: the server's codes, read from its sources, and their words in every language.
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Lang } from '../src/api/types';
import { useTexts } from '../src/i18n/index';
import type { Condition, Flaw } from '../src/surfaces/studio/bundle';
import { aboutPlace, casePlace, flawWords, whenWords } from '../src/surfaces/studio/flawWords';

const LANGS: Lang[] = ['fi', 'sv', 'en'];
const catalogue = (lang: Lang, name: string): Record<string, string> => JSON.parse(readFileSync(new URL(`../src/i18n/${lang}/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const speak = (lang: Lang): void => useTexts(lang, ...['common', 'staff', 'desk', 'studio', 'studiotable', 'studioflaws', 'tableinputs'].map((name) => catalogue(lang, name)));
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1] ?? ''))];

/** Code and what its English wording names, of one list of wordings. */
function wordings(path: string, list: string): [string, string[]][] {
  const source = readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
  const body = new RegExp(`constexpr std::array ${list} = \\{([\\s\\S]*?)\\n\\};`).exec(source)?.[1];
  if (!body) throw new Error(`${path} has no ${list}`);
  return [...body.matchAll(/Wording\{\s*"([\w-]+)",\s*((?:"(?:\\.|[^"\\])*"\s*)+)\}/g)].map((m) => [m[1] ?? '', names(m[2] ?? '')]);
}
const CODES = new Map([...wordings('rules/reason.cpp', 'words_of_codes'), ...wordings('tables/flaw.cpp', 'words_of_codes')]);
const flaw = (code: string, values: Record<string, string> = {}, when: Condition[] = []): Flaw => ({ place: 'table.dmn', line: 0, row: 0, column: '', code, values, when, warning: false });
afterEach(() => speak('fi'));

describe.each(LANGS)('in %s', (lang) => {
  const texts = catalogue(lang, 'studioflaws');
  it('every code has words, and no words are without a code', () => {
    expect(CODES.size).toBeGreaterThan(90);
    expect(Object.keys(texts).filter((key) => key.startsWith('studioFlaw.')).map((key) => key.slice('studioFlaw.'.length)).sort()).toEqual([...CODES.keys()].sort());
  });
  it('the words name only what the server sends', () => {
    for (const [code, sent] of CODES) expect(sent, code).toEqual(expect.arrayContaining(names(texts[`studioFlaw.${code}`] ?? '')));
  });
  it('every sentence is whole: nothing is left open, and it is no English one elsewhere', () => {
    speak(lang);
    const english = catalogue('en', 'studioflaws');
    for (const [code, sent] of CODES) {
      const said = flawWords(flaw(code, Object.fromEntries(sent.map((name) => [name, 'x'])), [{ name: 'age', is: 'equal', values: [18] }]));
      expect(said, code).not.toMatch(/[{}]|undefined/);
      expect(said, code).not.toBe(code);
      if (lang !== 'en') expect(texts[`studioFlaw.${code}`], code).not.toBe(english[`studioFlaw.${code}`]);
    }
  });
});

describe('a flaw is said', () => {
  const gap: Condition[] = [{ name: 'age', is: 'equal', values: [18] }, { name: 'language', is: 'unknown', values: [] }, { name: 'facts', is: 'equal', values: [[]] }];
  it.each([
    ['fi', 'Mikään rivi ei täyty näillä tiedoilla (Ikä: 18 · Kieli: ei tiedossa · Todetut seikat: ei mitään). Lisää rivi tai muuta ehtoja.'],
    ['sv', 'Ingen rad uppfylls med de här uppgifterna (Ålder: 18 · Språk: inte känt · Konstaterade fakta: inget). Lägg till en rad eller ändra villkoren.'],
  ] as [Lang, string][])('with the facts of a gap, %s', (lang, words) => {
    speak(lang);
    expect(flawWords(flaw('no-row', {}, gap))).toBe(words);
  });
  it.each([
    [{ name: 'age', is: 'below', values: [18] }, 'Ikä: alle 18'], [{ name: 'age', is: 'above', values: [65] }, 'Ikä: yli 65'], [{ name: 'age', is: 'between', values: [3, 5] }, 'Ikä: yli 3, alle 5'],
    [{ name: 'area', is: 'other', values: [] }, 'Alue: muu kuin taulussa mainittu'], [{ name: 'age', is: 'anything', values: [] }, 'mitkä tahansa tiedot'], [{ name: 'urgency', is: 'equal', values: ['non_urgent'] }, 'Kiireellisyys: Ei kiireellinen'],
    [{ name: 'interpreter', is: 'equal', values: [false] }, 'Tarvitsee tulkin: Ei'],
  ] as [Condition, string][])('%j', (one, words) => {
    speak('fi');
    expect(whenWords([one])).toBe(words);
  });
  it('with the place in a cell', () => {
    speak('fi');
    expect(flawWords(flaw('feel-ends-early', { character: '4', text: '1 +' }))).toBe('Ehto loppuu kesken. Kohta: merkki 4, teksti ”1 +”.');
    expect(flawWords(flaw('feel-ends-early'))).toBe('Ehto loppuu kesken.');
  });
  it.each([
    ['column-type', { type: 'list<text>' }, 'Sarakkeen tyypin pitää olla luettelo tekstejä.'], ['test-type', { test: '"x"', type: 'number' }, 'Ehto "x" ei käy: tähän sarakkeeseen kuuluu luku.'],
    ['unknown-input', { kind: 'routing', name: 'shoes' }, 'Tällaisessa taulussa ei voi kysyä tietoa ”shoes”. Taulun laji: Ohjaus tiimiin.'], ['too-large', { limit: '1048576' }, 'Taulu on liian suuri. Se voi viedä enintään 1\u00a0048\u00a0576 tavua.'],
    ['function-kind', { kind: 'Java' }, 'Tällaisia funktioita ei ajeta: Java.'], ['unknown-name', { name: '{kuusi}' }, 'Nimeä ”{kuusi}” ei tunneta. Kirjoita tekstit lainausmerkkeihin.'],
  ] as [string, Record<string, string>, string][])('with its values: %s', (code, values, words) => {
    speak('fi');
    expect(flawWords(flaw(code, values))).toBe(words);
  });
  it('by its code when the page is older than the server', () => expect(flawWords(flaw('never-heard'))).toBe('never-heard'));
});

it.each([
  ['about', 'Voimassaolo ja perusteet'], ['about.name.sv', 'Nimi, Svenska'], ['about.valid_from', 'Voimassa alkaen'], ['about.sources', 'Perusteet'],
  ['about.sources[1].code', 'Peruste 2, Tunnus'], ['about.sources[0].name.fi', 'Peruste 1, Nimi, Suomi'], ['about.remark', 'remark'],
])('a place of what is said about a table: %s', (place, words) => { speak('fi'); expect(aboutPlace(place)).toBe(words); });
it.each([['cases[3].given.age', 'Ikä'], ['cases[3].expect.verdict', 'Tulos'], ['cases[0].name', 'Tapauksen nimi'], ['cases[0].expect', 'Mitä pitää tulla'], ['cases[0]', '']])('a place of a case: %s', (place, words) => { speak('fi'); expect(casePlace(place)).toBe(words); });
