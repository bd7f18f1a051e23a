import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, newKey, Refused } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { Lang, ServiceItem } from '../../api/types';
import { ErrorSummary } from '../../design/ErrorSummary';
import { Choices, type Errors, Select, TextField } from '../../design/Fields';
import { Dialog, Note } from '../../design/parts';
import { AUTONYMS, code, LANGS, t } from '../../i18n';
import { dayOf } from '../../i18n/time';
import { type Kind, KINDS, type Names } from './bundle';
import { codeFrom, skeleton } from './skeleton';
import { wrongWords } from './TableList';

const names = (form: FormData, prefix: string): Names => Object.fromEntries(LANGS.map((l: Lang) => [l, String(form.get(`${prefix}-${l}`) ?? '').trim()])) as Names;

/** Beginning a table that the county does not have: its kind and code stay, everything else is written in the draft. */
export default function NewTable({ onClose, onBegun }: { onClose: () => void; onBegun: (table: string) => void }) {
  const [kind, setKind] = useState<Kind | ''>('');
  const [services, setServices] = useState<ServiceItem[]>([]);
  const [errors, setErrors] = useState<Errors>({});
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());
  const typed = useRef(false);
  useEffect(() => { get<ServiceItem[]>('/services').then(setServices, (error) => setWrong(wrongWords(error))); }, []);
  const changed = (event: Event): void => { const input = event.target as HTMLInputElement; if (input.name === 'kind') setKind(input.value as Kind); };
  /** The code follows the Finnish name until somebody writes it themselves. */
  const written = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    if (input.name === 'code') typed.current = true;
    const field = document.getElementById('code') as HTMLInputElement | null;
    if (input.name === 'name-fi' && field && !typed.current) field.value = codeFrom(input.value);
  };
  const submit = async (form: FormData): Promise<void> => {
    if (busy) return;
    const found: Errors = {};
    const name = names(form, 'name');
    const source = names(form, 'source');
    const table = String(form.get('code') ?? '').trim();
    const service = String(form.get('service') ?? '');
    if (kind === '') found.kind = t('newtable.required');
    for (const l of LANGS) if (!name[l]) found[`name-${l}`] = t('newtable.missing');
    for (const l of LANGS) if (!source[l]) found[`source-${l}`] = t('newtable.missing');
    if (!/^[a-z0-9-]{1,62}$/.test(table)) found.code = t('newtable.notCode');
    if (kind === 'criterion' && !service) found.service = t('newtable.required');
    setErrors(found);
    setWrong('');
    if (kind === '' || Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await call('POST', '/studio/tables', { body: { code: table, bundle: skeleton({ kind, code: table, name, service, source, today: dayOf(serverNow()) }) }, key: key.current });
      onBegun(table);
    } catch (error) {
      // A refused request may be made anew with other words; one that was not answered keeps its key.
      if (error instanceof Refused) {
        key.current = newKey();
        const told = Object.fromEntries((error.problem?.errors ?? []).map((e) => [e.field.startsWith('bundle') ? 'code' : e.field, e.message]));
        setErrors(told);
        if (Object.keys(told).length === 0) setWrong(wrongWords(error));
      } else setWrong(wrongWords(error));
      setBusy(false);
    }
  };
  return (
    <Dialog wide title={t('newtable.title')} onClose={onClose} onSubmit={(form) => void submit(form)} foot={<button type="submit" aria-disabled={busy}>{busy ? t('staff.sending') : t('newtable.begin')}</button>}>
      <ErrorSummary errors={errors} labels={{ kind: t('newtable.kind'), ...Object.fromEntries(LANGS.flatMap((l) => [[`name-${l}`, `${t('studio.name')}, ${AUTONYMS[l]}`], [`source-${l}`, `${t('newtable.source')} ${AUTONYMS[l]}`]])) }} />
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      <div onChange={changed} onInput={written}>
        <Choices name="kind" label={t('newtable.kind')} error={errors.kind} options={KINDS.map((k) => ({ value: k, label: code('studioKind', k) }))} />
        {kind === 'criterion' && <Select name="service" label={t('studio.service')} error={errors.service} options={services.map((s) => ({ value: s.code, label: s.name }))} empty={t('newtable.choose')} />}
        <fieldset class="field"><legend>{t('studio.name')}</legend><div class="fieldgrid">{LANGS.map((l) => <TextField key={l} name={`name-${l}`} label={AUTONYMS[l]} maxLength={200} error={errors[`name-${l}`]} />)}</div></fieldset>
        <TextField name="code" label={t('newtable.code')} hint={t('newtable.codeHint')} maxLength={62} ltr error={errors.code} autocomplete="off" />
        <fieldset class="field"><legend>{t('newtable.source')}</legend><div class="hint">{t('newtable.sourceHint')}</div><div class="fieldgrid">{LANGS.map((l) => <TextField key={l} name={`source-${l}`} label={AUTONYMS[l]} maxLength={300} error={errors[`source-${l}`]} />)}</div></fieldset>
      </div>
    </Dialog>
  );
}
