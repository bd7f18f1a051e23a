import { beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { DmnModdle } from 'dmn-moddle';
import { type Bundle, type Case, type Check, nameIn, placeFlaws, readPlace, readValue, resultOf, sameContent, typedOf, whyNotOffer, withCase, withoutCase, writePlace } from '../src/surfaces/studio/bundle';
import { compareAbout, compareCases, compareTables } from '../src/surfaces/studio/compare';
import { markRules } from '../src/surfaces/studio/editor/marks';
import { piecesOf } from '../src/surfaces/studio/editor/markup';
import { completeInputs, type Definitions, giveIds, noTable, readTable, readTables, type TableModel } from '../src/surfaces/studio/editor/model';
import { readGiven } from '../src/surfaces/studio/readForm';
import { givenWords, outputWords } from '../src/surfaces/studio/words';
import { useTexts } from '../src/i18n/index';

const texts = (name: string): Record<string, string> => JSON.parse(readFileSync(new URL(`../src/i18n/fi/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>;
beforeAll(() => useTexts('fi', texts('common'), texts('desk'), texts('staff'), texts('studio'), texts('studiotable'), texts('tableinputs')));

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="urn:t">
<inputData id="in-age" name="age"><variable name="age" typeRef="number"/></inputData>
<decision id="d" name="t"><variable name="t"/><informationRequirement id="needs-age"><requiredInput href="#in-age"/></informationRequirement>
<decisionTable id="table" hitPolicy="FIRST">
<input id="c-age" label="Ikä"><inputExpression id="e-age" typeRef="number"><text>age</text></inputExpression></input>
<output id="o-verdict" name="verdict" typeRef="string"/>
<rule id="r1"><description>aikuinen</description><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>"met"</text></outputEntry></rule>
<rule id="r2"><inputEntry><text></text></inputEntry><outputEntry><text>"not_met"</text></outputEntry></rule>
</decisionTable></decision></definitions>`;
const one = (name: string, given: Case['given'] = {}, verdict = 'met'): Case => ({ name, given, expect: { verdict } });
const bundle = (over: Partial<Bundle> = {}): Bundle => ({ dmn: XML, cases: [one('a'), one('b')], about: { kind: 'criterion', service: 's', name: { fi: 'F', sv: 'S', en: 'E' }, valid_from: '2026-01-01', sources: [{ code: 'th51', name: { fi: 'laki', sv: 'lag', en: 'law' } }] }, ...over });
const check = (over: Partial<Check> = {}): Check => ({ flaws: [], cases: [{ name: 'a', passed: true, expected: {}, got: {}, row: 1 }], uncovered: [], ...over });
const flaw = (place: string) => ({ place, line: 0, row: 0, column: '', code: 'missing', values: {}, when: [], warning: false });

describe('a bundle', () => {
  it.each([
    ['keys in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, true],
    ['absent and undefined', { a: 1, b: undefined }, { a: 1 }, true],
    ['lists keep their order', { a: [1, 2] }, { a: [2, 1] }, false],
    ['null is something', { a: null }, {}, false],
  ])('is the same content or not: %s', (_why, a, b, same) => expect(sameContent(a, b)).toBe(same));
  it('is edited without touching the one before', () => {
    const before = bundle();
    expect(withCase(before, null, one('c')).cases.map((c) => c.name)).toEqual(['a', 'b', 'c']);
    expect(withCase(before, 0, one('c')).cases.map((c) => c.name)).toEqual(['c', 'b']);
    expect(withoutCase(before, 0).cases.map((c) => c.name)).toEqual(['b']);
    expect(before.cases.map((c) => c.name)).toEqual(['a', 'b']);
  });
  it('has a name in the reader’s language, else in Finnish', () => {
    expect([nameIn({ fi: 'F', sv: '', en: 'E' }, 'sv'), nameIn({ fi: 'F', sv: 'S', en: 'E' }, 'sv'), nameIn(undefined, 'fi')]).toEqual(['F', 'S', '']);
  });
});

describe('flaws and results are shown where they are', () => {
  it('by their place', () => {
    const placed = placeFlaws([flaw('table.dmn'), flaw('cases[3]'), flaw('cases[3].expect'), flaw('about.sources[0].name.sv'), flaw('something else')]);
    expect(placed.table.map((f) => f.place)).toEqual(['table.dmn', 'something else']);
    expect(placed.cases.get(3)).toHaveLength(2);
    expect(placed.about).toHaveLength(1);
  });
  it('a result belongs to a case of the same place and name only', () => {
    expect(resultOf(check(), [one('a')], 0)?.passed).toBe(true);
    expect(resultOf(check(), [one('renamed')], 0)).toBeNull();
    expect(resultOf(check(), [one('a'), one('b')], 1)).toBeNull();
    expect(resultOf(null, [one('a')], 0)).toBeNull();
  });
  it.each([
    ['all is well', false, false, check(), null],
    ['not saved', true, false, check(), 'unsaved'],
    ['still running', false, true, check(), 'checking'],
    ['never run', false, false, null, 'unchecked'],
    ['a flaw comes before a failing case', true, false, check({ flaws: [flaw('table.dmn')], cases: [{ name: 'a', passed: false, expected: {}, got: null, row: null }] }), 'flaws'],
    ['a failing case', false, false, check({ cases: [{ name: 'a', passed: false, expected: {}, got: null, row: null }] }), 'failed'],
    ['a row without a case', false, false, check({ uncovered: [2] }), 'uncovered'],
  ])('approval: %s', (_why, dirty, checking, c, why) => expect(whyNotOffer(dirty, checking, c)).toBe(why));
  it('marks of rows and columns count from one, after the column of numbers', () => {
    expect(markRules({ reached: 0, flawed: [{ row: 2, column: 3 }] }).join('\n')).toContain('tr:nth-child(2) > td:nth-child(4)');
    expect(markRules({ reached: 5, flawed: [] }).join('\n')).toContain('tr:nth-child(5) > td {');
    expect(markRules({ reached: 0, flawed: [{ row: 0, column: 0 }] })).toEqual([]);
  });
});

describe('an address', () => {
  it.each([null, { table: 'physio-direct', version: 0, compare: null }, { table: 'a', version: 3, compare: null }, { table: 'a', version: 0, compare: [1, 2] as [number, number] }])('and a place are the same thing: %j', (place) => expect(readPlace(writePlace(place))).toEqual(place));
  it.each(['', '?table=', '?table=../x', '?table=A', '?version=2'])('without a table is the list: %s', (search) => expect(readPlace(search)).toBeNull());
  it('takes only whole versions', () => expect(readPlace('?table=a&version=-1&compare=1&with=x')).toEqual({ table: 'a', version: 0, compare: null }));
});

describe('a form', () => {
  it.each([
    ['a number with a comma', 'number', ['1,5'], { value: 1.5 }], ['no number', 'number', ['vanha'], { wrong: 'number' }], ['endless', 'number', ['Infinity'], { wrong: 'number' }], ['left alone', 'number', [' '], {}], ['nought is known', 'number', ['0'], { value: 0 }],
    ['no is known', 'boolean', ['false'], { value: false }], ['not known', 'boolean', [''], {}], ['text', 'text', [' x '], { value: 'x' }], ['a list typed', 'list<text>', ['a, b,,'], { value: ['a', 'b'] }], ['an empty list', 'list<text>', [], {}],
  ])('gives a value: %s', (_why, type, typed, expected) => expect(readValue({ name: 'x', type }, typed)).toEqual(expected));
  it('gives checked words', () => expect(readValue({ name: 'x', type: 'list<text>', words: ['a', 'b'] }, ['b', 'a'])).toEqual({ value: ['b', 'a'] }));
  it.each([[null, []], [undefined, []], [0, ['0']], [false, ['false']], [['a'], ['a']]])('shows what was given: %j', (value, typed) => expect(typedOf(value as never)).toEqual(typed));
  it('names wrong fields and leaves unknown ones out', () => {
    const form = new FormData();
    form.set('given-age', 'x');
    form.set('given-area', '');
    form.set('given-contacts', '3');
    const read = readGiven(form, [{ name: 'age', type: 'number' }, { name: 'area', type: 'text' }, { name: 'contacts', type: 'number' }], 'given', 'luku');
    expect(read).toEqual({ given: { contacts: 3 }, errors: { 'given-age': 'luku' } });
  });
  it('tells what is given and what comes in words', () => {
    expect(givenWords({ age: 34, urgency: 'non_urgent', interpreter: true, facts: [] })).toBe('Ikä: 34 · Kiireellisyys: Ei kiireellinen · Tarvitsee tulkin: Kyllä · Todetut seikat: ei mitään');
    expect(outputWords({ verdict: 'not_met', source: 'th51' }, bundle().about)).toBe('perusteet eivät täyty · Peruste: th51');
    expect(givenWords({ area: 'new_word' })).toBe('Alue: new_word');
  });
});

describe('the table’s XML', () => {
  it('is read as rows and columns', async () => {
    const model = await readTable(XML);
    expect(model.hitPolicy).toBe('FIRST');
    expect(model.columns.map((c) => `${c.side} ${c.name} ${c.label}`)).toEqual(['input age Ikä', 'output verdict ']);
    expect(model.rows.map((r) => [r.id, ...r.cells, r.note])).toEqual([['r1', '>= 18', '"met"', 'aikuinen'], ['r2', '-', '"not_met"', '']]);
  });
  const TWO = XML.replace('</definitions>', `<decision id="e" name="second"><variable name="second"/><decisionTable id="table-2"><output id="o2" name="exit"/><rule id="r9"><outputEntry><text>"112"</text></outputEntry></rule></decisionTable></decision></definitions>`);
  it('with two tables names both, and reads the one that is asked for', async () => {
    expect(await readTables(TWO)).toEqual([{ id: 'd', name: 't' }, { id: 'e', name: 'second' }]);
    expect((await readTable(TWO)).rows.map((r) => r.id)).toEqual(['r1', 'r2']);
    expect((await readTable(TWO, 'e')).rows.map((r) => r.cells)).toEqual([['"112"']]);
    await expect(readTable(TWO, 'gone')).rejects.toThrow();
    expect(compareTables(noTable, await readTable(TWO, 'e')).rows.map((r) => r.change)).toEqual(['added']);
  });
  it.each(['', '<x/>', '<definitions', XML.replace(/<decisionTable[\s\S]*<\/decisionTable>/, '')])('that is broken is refused', async (xml) => { await expect(readTable(xml)).rejects.toThrow(); });

  const INPUTS = [{ name: 'age', type: 'number' }, { name: 'facts', type: 'list<text>' }, { name: 'area', type: 'text' }];
  async function completed(change: (logic: { input: { inputExpression: { text: string } }[] }, create: (type: string, attributes: object) => unknown) => void): Promise<string> {
    const moddle = new DmnModdle() as DmnModdle & { toXML: (d: unknown) => Promise<{ xml: string }> };
    const { rootElement } = await moddle.fromXML(XML, 'dmn:Definitions');
    const definitions = rootElement as Definitions;
    const create = (type: string, attributes: object): unknown => moddle.create(type, attributes);
    change(definitions.drgElement?.find((e) => e.$type === 'dmn:Decision')?.decisionLogic as never, create);
    completeInputs(definitions, INPUTS, create);
    return (await moddle.toXML(definitions)).xml;
  }
  it('gets the datum, its type and the requirement of a new column', async () => {
    const xml = await completed((logic, create) => logic.input.push(create('dmn:InputClause', { id: 'c2', inputExpression: create('dmn:LiteralExpression', { id: 'e2', text: 'facts' }) }) as never));
    expect(xml).toContain('name="tList" isCollection="true"');
    expect(xml).toMatch(/<inputData id="in-facts" name="facts">\s*<variable name="facts" typeRef="tList" ?\/>/);
    expect(xml).toContain('<requiredInput href="#in-facts"');
    expect(xml.indexOf('in-facts"')).toBeLessThan(xml.indexOf('<decision '));
    expect((await new DmnModdle().fromXML(xml, 'dmn:Definitions')).warnings).toEqual([]);
  });
  it('gets ids where a person wrote none, and none twice', async () => {
    const { rootElement } = await new DmnModdle().fromXML(XML.replace('id="r2"', 'id="r1-if-1"'), 'dmn:Definitions');
    const definitions = rootElement as Definitions;
    giveIds(definitions, new Set(['r1-if-1']));
    const rows = definitions.drgElement?.[1]?.decisionLogic?.rule ?? [];
    const ids = rows.flatMap((r) => [r.id, ...(r.inputEntry ?? []).map((e) => e.id), ...(r.outputEntry ?? []).map((e) => e.id)]);
    expect(ids).toEqual(['r1', 'r1-if-1-2', 'r1-then-1', 'r1-if-1', 'r1-if-1-if-1', 'r1-if-1-then-1']);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('loses those of a column that went, and stays otherwise', async () => {
    expect(await completed((logic) => { logic.input.length = 0; })).not.toContain('age');
    expect(await completed(() => undefined)).toContain('<requiredInput href="#in-age"');
  });
});

describe('two versions', () => {
  const model = (rows: [string, ...string[]][], names = ['age', 'verdict']): TableModel => ({ hitPolicy: 'UNIQUE', columns: names.map((name, i) => ({ id: name, side: i < names.length - 1 ? 'input' : 'output', name, label: '', type: '' })), rows: rows.map(([id, ...cells]) => ({ id, cells, note: '' })) });
  const told = (a: TableModel, b: TableModel): string[] => compareTables(a, b).rows.map((r) => `${r.change} ${r.from}→${r.to}`);
  it.each([
    ['the same', [['r1', '1', 'a'], ['r2', '2', 'b']], [['r1', '1', 'a'], ['r2', '2', 'b']], ['same 1→1', 'same 2→2']],
    ['a cell', [['r1', '1', 'a'], ['r2', '2', 'b']], [['r1', '1', 'a'], ['r2', '3', 'b']], ['same 1→1', 'changed 2→2']],
    ['a row more on top does not change the others', [['r1', '1', 'a']], [['r9', '0', 'c'], ['r1', '1', 'a']], ['added 0→1', 'same 1→2']],
    ['a row less stands where it stood', [['r1', '1', 'a'], ['r2', '2', 'b'], ['r3', '3', 'c']], [['r1', '1', 'a'], ['r3', '3', 'c']], ['same 1→1', 'removed 2→0', 'same 3→2']],
    ['one moved, the others stay', [['r1', '1', 'a'], ['r2', '2', 'b'], ['r3', '3', 'c']], [['r2', '2', 'b'], ['r3', '3', 'c'], ['r1', '1', 'a']], ['same 2→1', 'same 3→2', 'moved 1→3']],
    ['new ids, same cells', [['x1', '1', 'a'], ['x2', '2', 'b']], [['y1', '1', 'a'], ['y2', '2', 'b']], ['same 1→1', 'same 2→2']],
    ['all gone', [['r1', '1', 'a']], [], ['removed 1→0']],
  ] as [string, [string, ...string[]][], [string, ...string[]][], string[]][])('rows: %s', (_why, a, b, expected) => expect(told(model(a), model(b))).toEqual(expected));
  it('columns that came and went are told, and their cells are not taken for each other', () => {
    const d = compareTables(model([['r1', '1', 'x', 'a']], ['age', 'area', 'verdict']), model([['r1', '1', 'y', 'a']], ['age', 'language', 'verdict']));
    expect(d.columns.map((c) => `${c.column.name} ${c.change}`)).toEqual(['age same', 'language added', 'area removed', 'verdict same']);
    expect(d.rows[0]?.cells.map((c) => [c.before, c.after])).toEqual([['1', '1'], [null, 'y'], ['x', null], ['a', 'a']]);
  });
  it('facts about the table by their path; sources by their codes, so that order does not matter', () => {
    const after = bundle();
    after.about = { ...after.about, valid_until: '2026-12-31', name: { ...after.about.name, sv: 'Ny' }, sources: [{ code: 'x', name: { fi: 'u', sv: 'u', en: 'u' }, unverified: true }, ...after.about.sources] };
    expect(compareAbout(bundle(), after).map((f) => `${f.path}: ${f.before} → ${f.after}`)).toEqual(['name.sv: S → Ny', 'valid_until: null → 2026-12-31', 'sources.x.name.fi: null → u', 'sources.x.name.sv: null → u', 'sources.x.name.en: null → u', 'sources.x.unverified: null → true']);
    expect(compareAbout(bundle(), bundle())).toEqual([]);
  });
  it('cases by their names', () => {
    expect(compareCases([one('a', { age: 1, area: 'x' }), one('b'), one('c')], [one('a', { area: 'x', age: 1 }), one('b', {}, 'not_met'), one('d')]).map((c) => `${c.name} ${c.change}`)).toEqual(['b changed', 'd added', 'c removed']);
  });
});

describe('the editor’s markup', () => {
  it('is read without the browser’s parser', () => {
    expect(piecesOf('<a href="https://bpmn.io" style="top: 1px">x &amp; y &lt;br&gt;</a><br/>').map((p) => [p.kind, p.name, p.attributes])).toEqual([
      ['open', 'a', [['href', 'https://bpmn.io'], ['style', 'top: 1px']]], ['text', 'x & y <br>', []], ['close', 'a', []], ['open', 'br', []]]);
  });
  it.each(['<script>alert(1)</script>', '<img src="x">', '<a href="javascript:alert(1)">x</a>', '<div onclick="x()">x</div>', '<iframe></iframe>', '<div onclick=x()>', '<svg><use href="data:x"/></svg>'])('refuses what the editor has no use for: %s', (markup) => expect(() => piecesOf(markup)).toThrow());
});
