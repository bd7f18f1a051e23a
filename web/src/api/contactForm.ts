/** A contact's questions, the same for residents and for staff on somebody's behalf: from what was typed to what is sent. No network. */
import type { Errors } from '../design/Fields';
import { t } from '../i18n';
import { ABOUT, AGE_MAX, NEEDS, REACH, WORDS_MAX } from './contact';
import type { Need } from './notices';
import type { About, Ask, Lang, Problem, ReachBy } from './types';

/** By field; of boxes the checked ones, with spaces between. */
export type Typed = Record<string, string>;
export const CONTACT_FIELDS: readonly string[] = ['words', 'about', 'age', 'area', 'spokenLanguage', 'needs', 'needWords', 'reach', 'reach_phone', 'reach_sms', 'reach_email', 'reach_letter'];

export function readFields(form: HTMLFormElement, fields: readonly string[]): Typed {
  const data = new FormData(form);
  return Object.fromEntries(fields.map((name) => [name, data.getAll(name).join(' ')]));
}
export const reachField = (by: string): string => (by === 'code_only' || by === '' ? 'reach' : `reach_${by}`);
/** The checked boxes, in the order of the form; an interpreter is one of them. */
export const needsOf = (typed: Typed): ('interpreter' | Need)[] => {
  const checked = (typed.needs ?? '').split(' ');
  return NEEDS.filter((need) => checked.includes(need));
};

/** What is wrong, by field. `form`: whose words tell it. */
export function contactErrors(typed: Typed, form: 'ask' | 'new'): Errors {
  const errors: Errors = {};
  const words = (typed.words ?? '').trim();
  if (words === '') errors.words = t(`${form}.error.words`);
  else if ([...words].length > WORDS_MAX) errors.words = t(`${form}.error.wordsLong`, { max: WORDS_MAX });
  if (!ABOUT.includes(typed.about as About)) errors.about = t(`${form}.error.about`);
  const age = (typed.age ?? '').trim();
  if (age !== '' && !(/^\d{1,3}$/.test(age) && Number(age) <= AGE_MAX)) errors.age = t(`${form}.error.age`);
  if (needsOf(typed).includes('other') && (typed.needWords ?? '').trim() === '') errors.needWords = t('need.sayOther');
  const by = typed.reach ?? '';
  const value = (typed[reachField(by)] ?? '').trim();
  if (!REACH.includes(by as ReachBy)) errors.reach = t(`${form}.error.reach`);
  else if ((by === 'phone' || by === 'sms') && value.replace(/\D/g, '').length < 5) errors[reachField(by)] = t(`${form}.error.phone`);
  else if (by === 'email' && !/^\S+@\S+\.\S+$/.test(value)) errors.reach_email = t(`${form}.error.email`);
  else if (by === 'letter' && value.length < 5) errors.reach_letter = t(`${form}.error.letter`);
  return errors;
}

/** What was not given is left out. */
export function toAsk(typed: Typed, lang: Lang): Ask {
  const by = typed.reach as ReachBy;
  const value = (typed[reachField(by)] ?? '').trim();
  const ask: Ask = { words: (typed.words ?? '').trim(), about: typed.about as About, lang, spokenLanguage: typed.spokenLanguage || lang, reach: by === 'code_only' ? { by } : { by, value } };
  if ((typed.age ?? '').trim() !== '') ask.age = Number(typed.age);
  if (typed.area) ask.area = typed.area;
  const checked = needsOf(typed);
  const needs = checked.filter((need) => need !== 'interpreter');
  if (needs.length < checked.length) ask.interpreter = 'yes';
  if (needs.length > 0) ask.needs = needs;
  if (needs.includes('other')) ask.needWords = (typed.needWords ?? '').trim();
  return ask;
}

/** The server's field names → the ids of a form. A field that it does not show lands on its `first` question. */
export function serverErrors(problem: Problem, typed: Typed, fields: readonly string[] = CONTACT_FIELDS, first = 'words'): Errors {
  const errors: Errors = {};
  for (const e of problem.errors ?? []) {
    const name = e.field === 'reach.value' ? reachField(typed.reach ?? '') : e.field.startsWith('reach') ? 'reach' : /^needs\b|^interpreter$/.test(e.field) ? 'needs' : e.field;
    errors[fields.includes(name) ? name : first] ??= e.message;
  }
  return errors;
}
