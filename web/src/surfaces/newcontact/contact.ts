/** From what was typed to what is sent; no DOM, no network. */
import { ABOUT, REACH, WORDS_MAX } from '../../api/contact';
import type { About, Lang, Problem, ReachBy } from '../../api/types';
import type { Errors } from '../../design/Fields';
import { t } from '../../i18n';

export const SOURCES = ['phone', 'callback', 'walk_in', 'letter', 'partner', 'professional'] as const;
export const FIELDS = ['channel', 'referral', 'words', 'about', 'age', 'area', 'spokenLanguage', 'interpreter', 'reach', 'reach_phone', 'reach_sms', 'reach_email', 'reach_letter', 'take'] as const;
export type Typed = Record<string, string>;

export function readForm(form: HTMLFormElement): Typed {
  const data = new FormData(form);
  return Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? '')]));
}
const reachField = (by: string): string => (by === 'code_only' || by === '' ? 'reach' : `reach_${by}`);

export function validate(typed: Typed): Errors {
  const errors: Errors = {};
  if (!(SOURCES as readonly string[]).includes(typed.channel ?? '')) errors.channel = t('new.error.channel');
  const words = (typed.words ?? '').trim();
  if (words === '') errors.words = t('new.error.words');
  else if ([...words].length > WORDS_MAX) errors.words = t('new.error.wordsLong', { max: WORDS_MAX });
  if (!ABOUT.includes(typed.about as About)) errors.about = t('new.error.about');
  const age = (typed.age ?? '').trim();
  if (age !== '' && !(/^\d{1,3}$/.test(age) && Number(age) <= 130)) errors.age = t('new.error.age');
  const by = typed.reach ?? '';
  const value = (typed[reachField(by)] ?? '').trim();
  if (!REACH.includes(by as ReachBy)) errors.reach = t('new.error.reach');
  else if ((by === 'phone' || by === 'sms') && value.replace(/\D/g, '').length < 5) errors[reachField(by)] = t('new.error.phone');
  else if (by === 'email' && !/^\S+@\S+\.\S+$/.test(value)) errors.reach_email = t('new.error.email');
  else if (by === 'letter' && value.length < 5) errors.reach_letter = t('new.error.letter');
  return errors;
}

export function toContact(typed: Typed, lang: Lang): Record<string, unknown> {
  const by = typed.reach ?? '';
  const value = (typed[reachField(by)] ?? '').trim();
  const out: Record<string, unknown> = {
    channel: typed.channel, words: (typed.words ?? '').trim(), about: typed.about, lang, spokenLanguage: typed.spokenLanguage || lang,
    interpreter: typed.interpreter === 'yes' ? 'yes' : 'no', reach: by === 'code_only' ? { by } : { by, value }, take: typed.take === 'yes' ? 'yes' : 'no',
  };
  if ((typed.age ?? '').trim() !== '') out.age = Number(typed.age);
  if (typed.area) out.area = typed.area;
  if (typed.channel === 'professional' && typed.referral) out.referral = typed.referral;
  return out;
}

/** The server's field names → the ids of this form. A field we do not show lands on the first question. */
export function serverErrors(problem: Problem, typed: Typed): Errors {
  const errors: Errors = {};
  for (const e of problem.errors ?? []) {
    const name = e.field === 'reach.value' ? reachField(typed.reach ?? '') : e.field.startsWith('reach') ? 'reach' : e.field;
    errors[(FIELDS as readonly string[]).includes(name) ? name : 'channel'] ??= e.message;
  }
  return errors;
}
