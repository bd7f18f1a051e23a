/** A small part of ICU MessageFormat: {name}, {n, plural, =0 {…} one {…} other {…}} with #, and {x, select, a {…} other {…}}.
 *  The build check (scripts/check-texts.mjs) parses every text with a full ICU parser, so this one may assume well-formed input. */
export type Args = Record<string, string | number>;

interface Cursor { text: string; at: number }

export function format(text: string, args: Args, locale: string): string {
  return text.includes('{') ? sequence({ text, at: 0 }, args, locale, null) : text;
}

function sequence(cursor: Cursor, args: Args, locale: string, count: number | null): string {
  let out = '';
  while (cursor.at < cursor.text.length) {
    const c = cursor.text[cursor.at];
    if (c === '}') break;
    cursor.at += 1;
    if (c === '{') out += argument(cursor, args, locale, count);
    else out += c === '#' && count !== null ? number(count, locale) : c;
  }
  return out;
}

function argument(cursor: Cursor, args: Args, locale: string, count: number | null): string {
  const name = word(cursor);
  const value = args[name];
  if (cursor.text[cursor.at] === '}') {
    cursor.at += 1;
    return typeof value === 'number' ? number(value, locale) : value ?? '';
  }
  cursor.at += 1;
  const kind = word(cursor);
  cursor.at += 1;
  const numeric = kind === 'plural' ? Number(value ?? 0) : count;
  const wanted = kind === 'plural'
    ? [`=${numeric}`, new Intl.PluralRules(locale).select(numeric ?? 0), 'other']
    : [String(value), 'other'];
  let best = wanted.length;
  let out = '';
  for (;;) {
    const selector = word(cursor);
    if (selector === '') break;
    cursor.at += 1;
    const part = sequence(cursor, args, locale, numeric);
    cursor.at += 1;
    const rank = wanted.indexOf(selector);
    if (rank >= 0 && rank < best) {
      best = rank;
      out = part;
    }
  }
  cursor.at += 1;
  return out;
}

/** The next word; stops at a comma, a brace or white space, and skips white space on both sides. */
function word(cursor: Cursor): string {
  const skip = () => { while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1; };
  skip();
  const from = cursor.at;
  while (cursor.at < cursor.text.length && !/[\s,{}]/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
  const found = cursor.text.slice(from, cursor.at);
  skip();
  return found;
}

export function number(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}
