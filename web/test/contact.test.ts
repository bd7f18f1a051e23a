// A contact's questions, for residents and for the desk.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AGE_MAX, NEEDS } from '../src/api/contact';
import { contactErrors, needsOf, serverErrors, toAsk, type Typed } from '../src/api/contactForm';
import { useTexts } from '../src/i18n/index';
import { FIELDS, toContact, validate } from '../src/surfaces/newcontact/contact';
import { needsWords } from '../src/surfaces/resident/ask';

beforeAll(() => useTexts('fi', {}));
const good: Typed = { words: ' ألم في الظهر ', about: 'self', age: '27', area: 'hakunila', spokenLanguage: 'ar', needs: 'interpreter', reach: 'sms', reach_sms: '050 123 4567' };
const call: Typed = { ...good, channel: 'phone', take: 'yes', referral: 'no' };
const refused: [string, Typed][] = [
  ['words', { words: '  \n ' }], ['words', { words: 'a'.repeat(10_001) }], ['about', { about: '' }], ['age', { age: '-1' }], ['age', { age: '27 v' }], ['age', { age: '131' }],
  ['needWords', { needs: 'wheelchair other' }], ['needWords', { needs: 'other', needWords: ' ' }],
  ['reach', { reach: '' }], ['reach_sms', { reach_sms: '12' }], ['reach_email', { reach: 'email', reach_email: 'a@b' }], ['reach_letter', { reach: 'letter', reach_letter: '' }],
];

describe('what may be sent', () => {
  it.each(refused)('both forms refuse %s: %j', (field, change) => {
    expect(Object.keys(contactErrors({ ...good, ...change }, 'ask'))).toEqual([field]);
    expect(Object.keys(validate({ ...call, ...change }))).toEqual([field]);
  });
  it('each form tells it in its own words', () => {
    expect(contactErrors({ ...good, about: '' }, 'ask')).toEqual({ about: 'ask.error.about' });
    expect(validate({ ...call, about: '' })).toEqual({ about: 'new.error.about' });
    expect(validate({ ...call, channel: 'web' })).toEqual({ channel: 'new.error.channel' });
  });
  it('the oldest age is the server’s', () => {
    const server = readFileSync(new URL('../../src/api/ask.cpp', import.meta.url), 'utf8');
    expect(/optional_integer\("age", 0, (\d+)\)/.exec(server)?.[1]).toBe(String(AGE_MAX));
    expect(contactErrors({ ...good, age: String(AGE_MAX) }, 'ask')).toEqual({});
    expect(validate({ ...call, age: String(AGE_MAX + 1) })).toEqual({ age: 'new.error.age' });
  });
  it('counts characters, not code units', () => expect(contactErrors({ ...good, words: '😀'.repeat(10_000) }, 'ask')).toEqual({}));
});

describe('what is sent', () => {
  it('is what was written, in its own script', () => {
    expect(contactErrors(good, 'ask')).toEqual({});
    expect(toAsk(good, 'fi')).toEqual({ words: 'ألم في الظهر', about: 'self', age: 27, area: 'hakunila', lang: 'fi', spokenLanguage: 'ar', interpreter: 'yes', reach: { by: 'sms', value: '050 123 4567' } });
  });
  it('leaves out what was not given', () => {
    expect(toAsk({ words: 'apua', about: 'other', reach: 'code_only' }, 'sv')).toEqual({ words: 'apua', about: 'other', lang: 'sv', spokenLanguage: 'sv', reach: { by: 'code_only' } });
  });
  it.each([
    ['no box: nothing', '', {}],
    ['an interpreter is a field of its own, also for who speaks Finnish', 'interpreter', { interpreter: 'yes' }],
    ['the others stand in the server’s order', 'sight wheelchair', { needs: ['wheelchair', 'sight'] }],
    ['words go with another need', 'interpreter other', { interpreter: 'yes', needs: ['other'], needWords: 'Avustajakoira' }],
    ['and only with it: the server refuses them otherwise', 'hearing', { needs: ['hearing'] }],
    ['a box that is no need of ours is left out', 'hearing wings', { needs: ['hearing'] }],
  ])('%s', (_why, needs, sent) => {
    const { words: _w, about: _a, lang: _l, spokenLanguage: _s, reach: _r, ...rest } = toAsk({ words: 'x', about: 'self', reach: 'code_only', needs, needWords: ' Avustajakoira ' }, 'fi');
    expect(rest).toEqual(sent);
  });
  it('the desk adds how it came and who takes it, and a referral of a professional only', () => {
    expect(toContact({ ...call, needs: 'sight' }, 'fi')).toMatchObject({ channel: 'phone', take: 'yes', needs: ['sight'], age: 27 });
    expect(toContact(call, 'fi')).not.toHaveProperty('referral');
    expect(toContact({ ...call, channel: 'professional' }, 'fi')).toMatchObject({ referral: 'no' });
  });
  it('needs are the server’s list after the interpreter, and each has its words', () => {
    const list = /struct Words<core::Need> \{[^{]*\{([^}]*)\}/.exec(readFileSync(new URL('../../src/core/words.hpp', import.meta.url), 'utf8'));
    expect(['interpreter', ...[...(list?.[1] ?? '').matchAll(/"(\w+)"/g)].map((m) => m[1])]).toEqual(NEEDS);
    for (const lang of ['fi', 'sv', 'en']) {
      const texts = JSON.parse(readFileSync(new URL(`../src/i18n/${lang}/common.json`, import.meta.url), 'utf8')) as Record<string, string>;
      expect(NEEDS.filter((need) => !texts[`need.${need}`])).toEqual([]);
    }
  });
  it('are shown for checking line by line, with the words', () => {
    expect(needsOf({})).toEqual([]);
    expect(needsWords({ needs: 'other interpreter', needWords: ' Koira ' })).toBe('interpreter\nother: Koira');
  });
});

describe('the server’s refusals', () => {
  const problem = (...fields: string[]) => ({ type: '', title: '', status: 422, detail: '', code: 'field-errors', errors: fields.map((field) => ({ field, reason: '', message: field })) });
  it('land on the fields of the form, and the rest on its first question', () => {
    expect(serverErrors(problem('reach.value', 'unknown'), good)).toEqual({ reach_sms: 'reach.value', words: 'unknown' });
    expect(serverErrors(problem('take', 'unknown'), call, FIELDS, 'channel')).toEqual({ take: 'take', channel: 'unknown' });
  });
  it('of needs land on the boxes, and of their words on the words', () => {
    expect(serverErrors(problem('needs.1', 'needWords'), good)).toEqual({ needs: 'needs.1', needWords: 'needWords' });
    expect(serverErrors(problem('interpreter'), good)).toEqual({ needs: 'interpreter' });
  });
});
