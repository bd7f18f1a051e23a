/** What the server found in a table, in the reader's words: it sends codes and values, the sentences are in studioflaws.json. */
import { AUTONYMS, code, LANGS, t } from '../../i18n';
import type { About, Condition, Flaw } from './bundle';
import { inputName, outputName, valueWords } from './words';

const COUNTS = new Set(['limit', 'least', 'most', 'count', 'first', 'second', 'character']);
function conditionWords(one: Condition, about?: About): string {
  const name = inputName(one.name);
  const [first, second] = one.values.map((v) => valueWords(one.name, v, about));
  if (one.is === 'equal' || one.is === 'unknown') return `${name}: ${valueWords(one.name, one.values[0], about)}`;
  return code('studioFlawWhen', one.is, { name, first: first ?? '', second: second ?? '' });
}
/** Inputs that may be anything are left out, unless all may. */
export function whenWords(when: readonly Condition[], about?: About): string {
  const told = when.filter((one) => one.is !== 'anything');
  return told.length > 0 ? told.map((one) => conditionWords(one, about)).join(' · ') : t('studioFlawWhen.anything');
}
function valueOf(name: string, value: string, flaw: Flaw): string | number {
  if (COUNTS.has(name) && /^\d{1,15}$/.test(value)) return Number(value);
  if (name === 'type') return code('studioFlawType', value);
  // A function's kind (Java, PMML) is its own word.
  if (name === 'kind' && flaw.code !== 'function-kind') return code('studioKind', value);
  return value;
}
export function flawWords(flaw: Flaw, about?: About): string {
  const values = Object.fromEntries(Object.entries(flaw.values).map(([name, value]) => [name, valueOf(name, value, flaw)]));
  const said = code('studioFlaw', flaw.code, { ...values, when: whenWords(flaw.when, about) });
  return flaw.values['character'] === undefined ? said : `${said} ${t('studioFlawAt', { character: values['character'] ?? '', text: flaw.values['text'] ?? '' })}`;
}

const ABOUT: Record<string, () => string> = {
  valid_from: () => t('studio.validFrom'), valid_until: () => t('studio.validUntil'), sources: () => t('studio.sources'), team: () => t('studio.team'), per_night: () => t('studio.perNight'),
  code: () => t('studio.sourceCode'), address: () => t('studio.address'), unverified: () => t('studio.checked'),
};
/** "about.sources[0].name.sv" as the page calls it: "Peruste 1, Nimi, Svenska". What has no name there stays as it is. */
export function aboutPlace(place: string): string {
  const parts = place.replace(/^about\.?/, '').split('.').filter(Boolean);
  const words = parts.flatMap((part, i) => {
    const nth = /^sources\[(\d+)\]$/.exec(part);
    if (nth) return [t('studio.sourceNth', { n: Number(nth[1]) + 1 })];
    const language = LANGS.find((l) => l === parts[i + 1]);
    if (part === 'name' && language) return [t('studio.nameIn', { language: AUTONYMS[language] })];
    if (parts[i - 1] === 'name' && LANGS.some((l) => l === part)) return [];
    return [ABOUT[part]?.() ?? part];
  });
  return words.join(', ') || t('studio.aboutTitle');
}
/** "cases[3].given.age" as its form calls it. */
export function casePlace(place: string): string {
  const [, side, name = ''] = /^cases\[\d+\]\.(\w+)(?:\.(.+))?$/.exec(place) ?? [];
  if (side === 'name') return t('studio.caseName');
  if (side === 'given') return name ? inputName(name) : t('studio.given');
  if (side === 'expect') return name ? outputName(name) : t('studio.expect');
  return side ?? '';
}
