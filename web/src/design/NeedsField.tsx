import { NEEDS } from '../api/contact';
import { needsOf, type Typed } from '../api/contactForm';
import { code, t } from '../i18n';
import { Choices, type Errors, TextField } from './Fields';

/** What has to be prepared for: an interpreter into the language asked above, and what a visit must be ready for. */
export function NeedsField({ label, hint, typed, errors }: { label: string; hint?: string; typed: Typed; errors: Errors }) {
  return (
    <Choices name="needs" type="checkbox" label={label} hint={hint} optional value={needsOf(typed)} error={errors.needs} options={NEEDS.map((need) => ({
      value: need, label: code('need', need),
      reveal: need === 'interpreter' ? <p class="s">{t('need.interpreterHint')}</p>
        : need === 'other' ? <TextField name="needWords" label={t('need.otherWhat')} class="words" maxLength={500} value={typed.needWords} error={errors.needWords} /> : undefined,
    }))} />
  );
}
