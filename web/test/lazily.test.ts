import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { beforeEach, describe, expect, it } from 'vitest';
import { lazily, once } from '../src/design/lazily';
import { t, useTexts } from '../src/i18n/index';

describe('one request for all who ask', () => {
  it('asks once, also while the answer is on its way', async () => {
    let asked = 0;
    const fetch = once(async () => { asked += 1; return asked; });
    expect(await Promise.all([fetch(), fetch()])).toEqual([1, 1]);
    expect(await fetch()).toBe(1);
  });
  it('asks anew after a failure, and tells every asker of it', async () => {
    let asked = 0;
    const fetch = once(async () => { asked += 1; if (asked === 1) throw new Error('lost'); return asked; });
    expect((await Promise.allSettled([fetch(), fetch()])).map((r) => r.status)).toEqual(['rejected', 'rejected']);
    expect(asked).toBe(1);
    expect(await fetch()).toBe(2);
  });
});

describe('a part that comes later', () => {
  const catalogue = (lang: string) => async () => ({ default: { 'told.title': `title in ${lang}` } });
  const texts = { '../i18n/fi/told.json': catalogue('fi'), '../i18n/sv/told.json': catalogue('sv'), '../i18n/en/told.json': catalogue('en') };
  const part = async () => ({ default: ({ n }: { n: number }) => h('p', null, `${t('told.title')} ${n}`) });
  beforeEach(() => useTexts('sv', {}));
  it('is not there before it has come, and stands with the texts of the page’s language after', async () => {
    const Part = lazily(part, texts);
    expect(render(h(Part, { n: 1 }))).toBe('');
    await Part.fetch();
    expect(render(h(Part, { n: 2 }))).toBe('<p>title in sv 2</p>');
  });
  it('does not stand without its texts, and comes when both are there', async () => {
    let down = true;
    const lost = async () => { if (down) throw new Error('lost'); return { default: { 'told.title': 'rubrik' } }; };
    const Part = lazily(part, { '../i18n/sv/told.json': lost });
    await expect(Part.fetch()).rejects.toThrow('lost');
    expect(render(h(Part, { n: 1 }))).toBe('');
    down = false;
    await Part.fetch();
    expect(render(h(Part, { n: 1 }))).toBe('<p>rubrik 1</p>');
  });
  it('a part whose texts are the page’s own needs none', async () => {
    const Part = lazily(async () => ({ default: () => h('b', null, 'x') }));
    await Part.fetch();
    expect(render(h(Part, {}))).toBe('<b>x</b>');
  });
});
