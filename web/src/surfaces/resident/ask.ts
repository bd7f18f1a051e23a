/** The resident's answers, in words. */
import { SPOKEN } from '../../api/contact';
import { needsOf, reachField, type Typed } from '../../api/contactForm';
import { code } from '../../i18n';

export const spokenName = (value: string): string => SPOKEN.find(([c]) => c === value)?.[1] ?? value;
export const needsWords = (typed: Typed): string => needsOf(typed).map((need) => (need === 'other' ? `${code('need', need)}: ${(typed.needWords ?? '').trim()}` : code('need', need))).join('\n');
export const reachWords = (typed: Typed): string => {
  const by = typed.reach ?? '';
  const value = (typed[reachField(by)] ?? '').trim();
  // A number must not break over two lines.
  const shown = by === 'phone' || by === 'sms' ? value.replaceAll(' ', '\u00a0') : value;
  return by === 'code_only' ? code('reach', by) : `${code('reach', by)}: ${shown}`;
};
