import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const files = Object.keys(import.meta.glob('../src/**/*.css', { query: '?url' }));
const PHYSICAL = /(?:^|[\s;{])((?:margin|padding|border|inset)?-?(?:left|right)(?:-[a-z]+)?)\s*:|text-align:\s*(left|right)|float:\s*(left|right)/g;

describe('styles', () => {
  it('are found', () => expect(files.length).toBeGreaterThanOrEqual(6));
  it.each(files)('%s uses logical properties only, so that right-to-left works', (file) => {
    const css = readFileSync(new URL(file, import.meta.url), 'utf8');
    expect([...css.matchAll(PHYSICAL)].map((m) => m[0].trim())).toEqual([]);
  });
  it('the check sees a physical property', () => expect('a { margin-left: 1px }'.match(PHYSICAL)).not.toBeNull());
});
