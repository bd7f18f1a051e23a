/** Inputs, values and columns in the reader's words. */
import { code, lang, languageName, num, t } from '../../i18n';
import { type About, nameIn, type Value } from './bundle';

const PREFIX: Record<string, string> = { urgency: 'urgency', profession: 'profession', domains: 'domain', facts: 'fact', needs: 'need', channel: 'channel', about: 'deskAbout', verdict: 'studioVerdict' };
export const inputName = (name: string): string => code('tableInput', name);
export const outputName = (name: string): string => code('studioOutput', name);
/** A word of the vocabulary; `sources` names the sources of the table at hand. */
export function wordOf(input: string, word: string, about?: About): string {
  if (input === 'language') return languageName(word);
  if (input === 'source') return nameIn(about?.sources.find((s) => s.code === word)?.name, lang()) || word;
  const prefix = PREFIX[input];
  return prefix ? code(prefix, word) : word;
}
export function valueWords(input: string, value: Value | undefined, about?: About): string {
  if (value === null || value === undefined) return t('studio.notKnown');
  if (Array.isArray(value)) return value.length > 0 ? value.map((v) => wordOf(input, v, about)).join(', ') : t('studio.noneOf');
  if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no');
  return typeof value === 'number' ? num(value) : wordOf(input, value, about);
}
/** "Ikä 34, kieli arabia". */
export const givenWords = (given: Record<string, Value>, about?: About): string =>
  Object.entries(given).map(([input, value]) => `${inputName(input)}: ${valueWords(input, value, about)}`).join(' · ') || t('studio.nothingGiven');
export const outputWords = (outputs: Record<string, Value> | null | undefined, about?: About): string =>
  Object.entries(outputs ?? {}).filter(([, value]) => value !== '').map(([name, value]) => (name === 'verdict' ? valueWords(name, value, about) : `${outputName(name)}: ${name === 'source' ? String(value) : valueWords(name, value, about)}`)).join(' · ');
