/** From what was typed to what is sent; no DOM, no network. */
import type { About, Ask, Lang, Problem, ReachBy } from '../../api/types';
import type { Errors } from '../../design/Fields';
import { ABOUT, REACH, SPOKEN, WORDS_MAX } from '../../api/contact';
import { code, t } from '../../i18n';

export { ABOUT, REACH, SPOKEN, WORDS_MAX };

export type Typed = Record<string, string>;
export const FIELDS = ['words', 'about', 'age', 'area', 'spokenLanguage', 'interpreter', 'reach',
  'reach_phone', 'reach_sms', 'reach_email', 'reach_letter'] as const;

export function readForm(form: HTMLFormElement): Typed {
  const data = new FormData(form);
  return Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? '')]));
}
export const reachField = (by: string): string => (by === 'code_only' || by === '' ? 'reach' : `reach_${by}`);

export function validate(typed: Typed): Errors {
  const errors: Errors = {};
  const words = (typed.words ?? '').trim();
  if (words === '') errors.words = t('ask.error.words');
  else if ([...words].length > WORDS_MAX) errors.words = t('ask.error.wordsLong', { max: WORDS_MAX });
  if (!ABOUT.includes(typed.about as About)) errors.about = t('ask.error.about');
  const age = (typed.age ?? '').trim();
  if (age !== '' && !(/^\d{1,3}$/.test(age) && Number(age) <= 120)) errors.age = t('ask.error.age');
  const by = typed.reach ?? '';
  const value = (typed[reachField(by)] ?? '').trim();
  if (!REACH.includes(by as ReachBy)) errors.reach = t('ask.error.reach');
  else if ((by === 'phone' || by === 'sms') && value.replace(/\D/g, '').length < 5) errors[reachField(by)] = t('ask.error.phone');
  else if (by === 'email' && !/^\S+@\S+\.\S+$/.test(value)) errors.reach_email = t('ask.error.email');
  else if (by === 'letter' && value.length < 5) errors.reach_letter = t('ask.error.letter');
  return errors;
}

export function toAsk(typed: Typed, lang: Lang): Ask {
  const by = typed.reach as ReachBy;
  const value = (typed[reachField(by)] ?? '').trim();
  const spoken = typed.spokenLanguage || lang;
  const ask: Ask = { words: (typed.words ?? '').trim(), about: typed.about as About, lang, spokenLanguage: spoken, reach: by === 'code_only' ? { by } : { by, value } };
  if ((typed.age ?? '').trim() !== '') ask.age = Number(typed.age);
  if (typed.area) ask.area = typed.area;
  if (spoken !== 'fi' && spoken !== 'sv' && typed.interpreter) ask.interpreter = typed.interpreter as 'yes' | 'no';
  return ask;
}

/** The server's field names → the ids of this form. A field we do not show lands on the first question. */
export function serverErrors(problem: Problem, typed: Typed): Errors {
  const errors: Errors = {};
  for (const e of problem.errors ?? []) {
    const name = e.field === 'reach.value' ? reachField(typed.reach ?? '') : e.field.startsWith('reach') ? 'reach' : e.field;
    errors[(FIELDS as readonly string[]).includes(name) ? name : 'words'] ??= e.message;
  }
  return errors;
}

export const spokenName = (value: string): string => SPOKEN.find(([c]) => c === value)?.[1] ?? value;
export const reachWords = (typed: Typed): string => {
  const by = typed.reach ?? '';
  const value = (typed[reachField(by)] ?? '').trim();
  // A number must not break over two lines.
  const shown = by === 'phone' || by === 'sms' ? value.replaceAll(' ', '\u00a0') : value;
  return by === 'code_only' ? code('reach', by) : `${code('reach', by)}: ${shown}`;
};
