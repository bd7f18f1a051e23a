import { describe, expect, it } from 'vitest';
import { compareGuideCases, compareTexts, type GuideCheck, type GuideText, partOf, rebased, typed, whyNot, wording, written } from '../src/surfaces/studio/guide/guide';
import { readPlace, writePlace } from '../src/surfaces/studio/bundle';

const text = (place: string, fi = 'a', sv = 'b', en = 'c'): GuideText => ({ place, kind: 'question', about: 'x', option: '', fi, sv, en });
const fine: GuideCheck = { flaws: [], cases: [{ name: 'n', passed: true, why: '' }], uncovered: [], marks: [{ place: 'p', language: 'sv', mark: 'stale', detail: '' }] };

describe('words that are not saved', () => {
  it('are shown, sent, and are none when the old ones are typed again', () => {
    const one = text('form.a b.text');
    const changes = typed({}, one, 'sv', 'nytt');
    expect(written(one, 'sv', changes)).toBe('nytt');
    expect(written(one, 'en', changes)).toBe('c');
    expect(wording(changes)).toEqual([{ place: 'form.a b.text', language: 'sv', text: 'nytt' }]);
    expect(typed(changes, one, 'sv', 'b')).toEqual({});
    expect(wording(typed({}, one, 'en', ''))).toEqual([{ place: 'form.a b.text', language: 'en', text: '' }]);
  });
  it('go on top of somebody else\'s: what is there already, or has no place any more, is left out', () => {
    const changes = typed(typed(typed({}, text('p'), 'sv', 'nytt'), text('p'), 'en', 'new'), text('gone'), 'fi', 'uusi');
    expect(wording(rebased(changes, [text('p', 'a', 'nytt', 'c')]))).toEqual([{ place: 'p', language: 'en', text: 'new' }]);
  });
});
describe('a guide', () => {
  it('may be offered in spite of marks, not with a flaw, a failing case, an uncovered row or unsaved words', () => {
    expect(whyNot(false, false, fine)).toBeNull();
    expect(whyNot(true, false, fine)).toBe('unsaved');
    expect(whyNot(false, true, fine)).toBe('checking');
    expect(whyNot(false, false, null)).toBe('unchecked');
    expect(whyNot(false, false, { ...fine, flaws: [{ code: 'c', place: '', item: '', what: '' }] })).toBe('flaws');
    expect(whyNot(false, false, { ...fine, cases: [{ name: 'n', passed: null, why: '' }] })).toBe('failed');
    expect(whyNot(false, false, { ...fine, uncovered: [{ table: 'Outcome', row: 1 }] })).toBe('uncovered');
  });
  it('differs by text and language; texts that came or went are told', () => {
    const found = compareTexts([text('p'), text('old')], [text('p', 'a', 'nytt', 'c'), text('new')], ['fi', 'sv', 'en']);
    expect(found.filter((x) => x.place === 'p')).toEqual([expect.objectContaining({ language: 'sv', before: 'b', after: 'nytt' })]);
    expect(found.filter((x) => x.place === 'new').every((x) => x.before === null)).toBe(true);
    expect(found.filter((x) => x.place === 'old').map((x) => x.after)).toEqual([null, null, null]);
    expect(compareGuideCases([{ a: 1 }], [{ a: 1 }, { a: 2 }])).toEqual({ added: ['{"a":2}'], removed: [] });
  });
  it('has its texts under the part they belong to, and an address of its own', () => {
    expect([partOf('intro'), partOf('help'), partOf('first-step'), partOf('exit-text')]).toEqual(['whole', 'questions', 'outcomes', 'exits']);
    for (const place of [{ table: 'what-help', guide: true, version: 0, compare: null }, { table: 'what-help', guide: true, version: 2, compare: null }, { table: 'what-help', version: 0, compare: null }]) expect(readPlace(writePlace(place))).toEqual(place);
  });
});
