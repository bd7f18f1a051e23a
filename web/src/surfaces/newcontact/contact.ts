/** What the desk's form asks beyond a resident's: how the contact came, and who takes it. No DOM, no network. */
import { CONTACT_FIELDS, contactErrors, toAsk, type Typed } from '../../api/contactForm';
import type { Lang } from '../../api/types';
import type { Errors } from '../../design/Fields';
import { t } from '../../i18n';

export const SOURCES = ['phone', 'callback', 'walk_in', 'letter', 'partner', 'professional'] as const;
export const FIELDS: readonly string[] = ['channel', 'referral', ...CONTACT_FIELDS, 'take', 'number'];

export function validate(typed: Typed): Errors {
  const known = (SOURCES as readonly string[]).includes(typed.channel ?? '');
  return { ...(known ? {} : { channel: t('new.error.channel') }), ...contactErrors(typed, 'new') };
}
export function toContact(typed: Typed, lang: Lang): Record<string, unknown> {
  const referral = typed.channel === 'professional' && typed.referral ? { referral: typed.referral } : {};
  const number = typed.channel === 'walk_in' && typed.number ? { number: 'yes' } : {};
  return { channel: typed.channel, ...toAsk(typed, lang), take: typed.take === 'yes' ? 'yes' : 'no', ...referral, ...number };
}
