import type { RefObject } from 'preact';
import { ABOUT, SPOKEN, WORDS_MAX } from '../../api/contact';
import type { Typed } from '../../api/contactForm';
import type { Area } from '../../api/types';
import { Choices, type Errors, Select, TextArea, TextField } from '../../design/Fields';
import { NeedsField } from '../../design/NeedsField';
import { code, lang, t } from '../../i18n';

export function AskForm({ form, typed, errors, areas, onInput, onSubmit, hidden }: {
  form: RefObject<HTMLFormElement>; typed: Typed; errors: Errors; areas: Area[]; hidden: boolean; onInput: () => void; onSubmit: () => void;
}) {
  const text = (name: string, type: 'tel' | 'email') => (
    <TextField name={name} label={t(type === 'tel' ? 'ask.phone' : 'ask.email')} type={type} inputMode={type} ltr value={typed[name]} error={errors[name]}
      autocomplete={type === 'tel' ? 'tel' : 'email'} />
  );
  return (
    <form ref={form} hidden={hidden} method="post" action={`/${lang()}/ask`} noValidate onInput={onInput} onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>
      <TextArea name="words" label={t('ask.words')} hint={t('ask.wordsHint')} value={typed.words} error={errors.words} maxLength={WORDS_MAX + 500} />
      <Choices name="about" label={t('ask.about')} error={errors.about} value={typed.about} options={ABOUT.map((a) => ({ value: a, label: code('about', a) }))} />
      <TextField name="age" label={t('ask.age')} hint={t('ask.ageHint')} class="short" inputMode="numeric" optional value={typed.age} error={errors.age} />
      <Select name="area" label={t('ask.area')} optional empty={t('ask.areaEmpty')} value={typed.area} error={errors.area}
        options={areas.map((a) => ({ value: a.code, label: a.name }))} />
      <Select name="spokenLanguage" label={t('ask.language')} value={typed.spokenLanguage || lang()} error={errors.spokenLanguage}
        options={SPOKEN.map(([value, label]) => ({ value, label, lang: value }))} />
      <NeedsField label={t('ask.needs')} hint={t('ask.needsHint')} typed={typed} errors={errors} />
      <Choices name="reach" label={t('ask.reach')} error={errors.reach} value={typed.reach} options={[
        { value: 'phone', label: code('reach', 'phone'), reveal: text('reach_phone', 'tel') },
        { value: 'sms', label: code('reach', 'sms'), reveal: text('reach_sms', 'tel') },
        { value: 'email', label: code('reach', 'email'), reveal: text('reach_email', 'email') },
        { value: 'letter', label: code('reach', 'letter'), reveal: <TextArea name="reach_letter" rows={3} label={t('ask.address')} value={typed.reach_letter} error={errors.reach_letter} /> },
        { value: 'code_only', label: code('reach', 'code_only'), reveal: <p class="s">{t('ask.codeOnlyHint')}</p> },
      ]} />
      <p class="row formend"><button type="submit">{t('ask.check')}</button></p>
    </form>
  );
}
