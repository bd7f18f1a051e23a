import { useState } from 'preact/hooks';
import { ErrorSummary } from '../../design/ErrorSummary';
import { Choices, type Errors, Select, TextArea, TextField } from '../../design/Fields';
import { Dialog, Note } from '../../design/parts';
import { code, t } from '../../i18n';
import { dayField } from '../../i18n/time';
import type { ActionForm, FormField } from './forms';

/** A form with a longer list of choices is laid out wide, so that it is seen at once. */
const WIDE_FROM = 12;

export interface Sent { ok: boolean; errors?: Errors; detail?: string }

export function ActionDialog({ action, form, onSend, onClose }: { action: string; form: ActionForm; onSend: (body: Record<string, unknown>) => Promise<Sent>; onClose: () => void }) {
  const [errors, setErrors] = useState<Errors>({});
  const [detail, setDetail] = useState('');
  const [busy, setBusy] = useState(false);
  const wide = form.fields.some((f) => (f.options?.length ?? 0) > WIDE_FROM && f.kind !== 'select');
  const submit = async (data: FormData): Promise<void> => {
    if (busy) return;
    const made = form.body(data);
    setErrors(made.errors);
    setDetail('');
    if (Object.keys(made.errors).length > 0) return;
    setBusy(true);
    const sent = await onSend(made.body);
    setBusy(false);
    if (sent.ok) return onClose();
    setErrors(onForm(sent.errors ?? {}, form.fields));
    setDetail(sent.errors && Object.keys(sent.errors).length > 0 ? '' : sent.detail ?? t('staff.unreachable'));
  };
  return (
    <Dialog title={code('action', action)} wide={wide} onClose={onClose} onSubmit={(data) => void submit(data)}
      foot={<><button type="submit" aria-disabled={busy}>{busy ? t('staff.sending') : code('do', action)}</button>{wide && <p class="s boxkeys">{t('keys.boxes')}</p>}</>}>
      <ErrorSummary errors={errors} labels={Object.fromEntries(form.fields.filter((f) => f.options).map((f) => [f.name, f.label]))} />
      {detail && <Note tone="late" role="alert">{detail}</Note>}
      <FormFields form={form} errors={errors} />
    </Dialog>
  );
}
export const FormFields = ({ form, errors }: { form: ActionForm; errors: Errors }) => <>{form.fields.map((f) => <Field key={f.name} field={f} error={errors[f.name]} />)}</>;
/** The server's names for a booking's time → the fields that make it. */
export function onForm(errors: Errors, fields: FormField[]): Errors {
  const known = new Set(fields.map((f) => f.name));
  return Object.fromEntries(Object.entries(errors).map(([name, text]) => [known.has(name) ? name : name === 'at' ? 'day' : fields[0]?.name ?? name, text]));
}

function Field({ field: f, error }: { field: FormField; error?: string }) {
  const frame = { name: f.name, label: f.label, hint: f.hint, error, optional: f.optional };
  if (f.folded) {
    return <details class="folded" open={f.options?.some((o) => f.value?.includes(o.value))}><summary>{f.label}</summary><Field field={{ ...f, folded: false }} error={error} /></details>;
  }
  if (f.kind === 'radio' || f.kind === 'checks') {
    return <Choices {...frame} type={f.kind === 'radio' ? 'radio' : 'checkbox'} options={f.options ?? []} value={f.value} columns={(f.options?.length ?? 0) > 3} />;
  }
  if (f.kind === 'select') return <Select {...frame} options={f.options ?? []} value={typeof f.value === 'string' ? f.value : undefined} />;
  if (f.kind === 'words') return <TextArea {...frame} rows={5} maxLength={4000} />;
  if (f.kind === 'code') return <TextField {...frame} class="short" autocomplete="off" ltr />;
  if (f.kind === 'day') {
    return (
      <>
        <TextField {...frame} class="short" inputMode="numeric" autocomplete="off" ltr />
        <p class="s picker"><label for="day-picker">{t('field.dayPicker')}</label> <input id="day-picker" type="date" onInput={(event) => {
          const text = document.getElementById('day') as HTMLInputElement | null;
          if (text && event.currentTarget.value) text.value = dayField(event.currentTarget.value);
        }} /></p>
      </>
    );
  }
  return <TextField {...frame} class="short" inputMode="numeric" autocomplete="off" ltr value={typeof f.value === 'string' ? f.value : undefined} />;
}
