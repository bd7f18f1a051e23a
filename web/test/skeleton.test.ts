import { describe, expect, it } from 'vitest';
import { readTable } from '../src/surfaces/studio/editor/model';
import { KINDS } from '../src/surfaces/studio/bundle';
import { codeFrom, skeleton } from '../src/surfaces/studio/skeleton';

const names = (fi: string) => ({ fi, sv: 'b', en: 'c' });

describe('the first draft of a table', () => {
  it.each(KINDS)('is a table of one row that can be read: %s', async (kind) => {
    const bundle = skeleton({ kind, code: 'x', name: names('A & "B" <C>'), service: 's', source: names('l'), today: '2026-11-22' });
    const table = await readTable(bundle.dmn);
    expect(table.rows).toHaveLength(1);
    expect(table.columns.map((c) => c.side)).toEqual(['input', 'output', 'output']);
    expect(bundle.about.service).toBe(kind === 'criterion' ? 's' : undefined);
  });
  it.each([['Uusi ääkkönen!', 'uusi-aakkonen'], ['  – ', ''], ['Å'.repeat(70), 'a'.repeat(62)]])('makes a code of %s', (name, code) => {
    expect(codeFrom(name)).toBe(code);
  });
});
