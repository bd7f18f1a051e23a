// Every text in every language: the same keys, the same arguments, plural categories complete, and it parses as ICU MessageFormat.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const LANGS = ['fi', 'sv', 'en'];
/** All complaints about the catalogues under `root`; empty when they are in order. */
export function checkTexts(root) {
  const wrong = [];
  const names = new Set(LANGS.flatMap((lang) => readdirSync(join(root, lang))));
  // A page merges its catalogues into one map: a key that stands in two of them would silently win or lose.
  const home = new Map();
  for (const name of [...names].sort()) {
    const texts = Object.fromEntries(LANGS.map((lang) => [lang, read(join(root, lang, name), wrong)]));
    const keys = new Set(LANGS.flatMap((lang) => Object.keys(texts[lang])));
    for (const key of keys) {
      if (home.has(key)) wrong.push(`${name}: ${key}: also in ${home.get(key)}`);
      home.set(key, name);
      const seen = {};
      for (const lang of LANGS) {
        const text = texts[lang][key];
        const where = `${lang}/${name}: ${key}`;
        if (typeof text !== 'string' || text.trim() === '') { wrong.push(`${where}: missing or empty`); continue; }
        try {
          seen[lang] = [...args(parse(text, { requiresOtherClause: true }), lang, where, wrong)].sort().join(',');
        } catch (error) {
          wrong.push(`${where}: ${error.message} in "${text}"`);
        }
      }
      for (const lang of LANGS) {
        if (seen[lang] !== undefined && seen.fi !== undefined && seen[lang] !== seen.fi) {
          wrong.push(`${lang}/${name}: ${key}: arguments {${seen[lang]}}, but {${seen.fi}} in fi`);
        }
      }
    }
  }
  return wrong;
}
function read(file, wrong) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    wrong.push(`${file}: ${error.message}`);
    return {};
  }
}
function args(nodes, lang, where, wrong, found = new Set()) {
  for (const node of nodes) {
    if (node.type === TYPE.literal || node.type === TYPE.pound) continue;
    found.add(node.value);
    if (node.type === TYPE.argument) continue;
    if (node.type !== TYPE.plural && node.type !== TYPE.select) { wrong.push(`${where}: only {name}, plural and select are supported`); continue; }
    const options = Object.keys(node.options);
    if (node.type === TYPE.plural) {
      const needed = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const category of needed) if (!options.includes(category)) wrong.push(`${where}: plural form "${category}" is missing`);
    }
    for (const option of Object.values(node.options)) args(option.value, lang, where, wrong, found);
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = checkTexts(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'i18n'));
  for (const line of wrong) process.stderr.write(`texts: ${line}\n`);
  if (wrong.length > 0) process.exit(1);
  process.stdout.write('texts: all languages complete\n');
}
