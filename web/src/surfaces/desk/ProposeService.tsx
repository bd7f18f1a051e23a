import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { get, problemWords, Refused } from '../../api/client';
import type { GrantedService, MatterServices } from '../../api/tables';
import type { MatterView } from '../../api/types';
import { ErrorSummary } from '../../design/ErrorSummary';
import { Choices, type Errors } from '../../design/Fields';
import { Chip, Dialog, Note } from '../../design/parts';
import { code, t } from '../../i18n';
import type { Sent } from './ActionDialog';
import type { Content } from './forms';
import { becauseWords, type Choice, choices, GROUPS } from './grounds';
import { OTHERWISE } from './words';

/** What comes sooner needs no dialog that says it is coming: keys pressed ahead would meet its only button, Cancel. */
const SLOW_MS = 300;

/** Proposing a service: what the criteria grant stands first, with why; deciding otherwise takes a reason. */
export default function ProposeService({ matter, content, send, onClose }: {
  matter: MatterView; content: Content; send: (action: string, body: Record<string, unknown>) => Promise<Sent>; onClose: () => void;
}) {
  const [all, setAll] = useState<Choice[] | null>(null);
  const [chosen, setChosen] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [detail, setDetail] = useState('');
  const [busy, setBusy] = useState(false);
  const load = (): void => {
    void get<MatterServices>(`/matters/${matter.id}/services`).then(
      (s) => setAll(choices(s.services, content.services, content.courses ?? [], matter.assessed?.domains ?? [])),
      (error: unknown) => setDetail(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable')));
  };
  useEffect(load, [matter.id]);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  // A slow answer finds the dialog open, with nothing to choose from until now.
  const first = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.focus(), [all !== null]);
  if (!all && !detail && !slow) return null;
  const choice = all?.find((c) => c.value === chosen);
  const against = choice?.group === 'not_met';
  const submit = async (data: FormData): Promise<void> => {
    if (busy || !all) return;
    const wrong: Errors = {};
    if (!choice) wrong.service = t('field.required');
    if (against && !data.get('otherwise')) wrong.otherwise = t('field.required');
    setErrors(wrong);
    setDetail('');
    if (!choice || Object.keys(wrong).length > 0) return;
    setBusy(true);
    const sent = await send('propose', choice.service
      ? { service: choice.value, ...(choice.service.seen ? { seen: choice.service.seen } : {}), ...(against ? { otherwise: data.get('otherwise') } : {}) }
      : { course: choice.value.slice('course:'.length) });
    setBusy(false);
    if (sent.ok) return onClose();
    setErrors(sent.errors ?? {});
    setDetail(sent.errors && Object.keys(sent.errors).length > 0 ? '' : sent.detail ?? t('staff.unreachable'));
    load();  // a table may have changed meanwhile
  };
  return (
    <Dialog title={code('action', 'propose')} wide onClose={onClose} onSubmit={(data) => void submit(data)}
      foot={all && <button type="submit" aria-disabled={busy}>{busy ? t('staff.sending') : code('do', 'propose')}</button>}>
      <ErrorSummary errors={errors} labels={{ service: t('field.service'), otherwise: t('grounds.otherwise') }} />
      {detail && <Note tone="late" role="alert">{detail}</Note>}
      {!all && !detail && <p role="status">{t('grounds.loading')}</p>}
      {all && (
        <fieldset class={`field services${errors.service ? ' bad' : ''}`}>
          <legend>{t('field.service')}</legend>
          {errors.service && <span class="error" id="service-error"><span class="sr">{t('form.error')} </span>{errors.service}</span>}
          {GROUPS.filter((g) => all.some((c) => c.group === g)).map((g) => (
            <div class="group" role="group" key={g} aria-labelledby={`service-group-${g}`}>
              <p class="grouphead" id={`service-group-${g}`}>{code('grounds', g)}</p>
              <div class={g === 'none' || g === 'courses' ? 'two' : undefined}>{all.filter((c) => c.group === g).map((c) => (
                <div class="opt" key={c.value}>
                  <label class="choice">
                    <input ref={c === all[0] ? first : undefined} id={c === all[0] ? 'service' : undefined} type="radio" name="service" value={c.value} checked={chosen === c.value} onChange={() => setChosen(c.value)}
                      aria-describedby={c.service?.table ? `why-${c.value}` : undefined} />
                    <span>{c.label}{c.service?.segment && <> <Chip tone="ok">{t('grounds.segment')}</Chip></>}</span>
                  </label>
                  {c.service?.table && <Why service={c.service} />}
                  {against && chosen === c.value && (
                    <div class="reveal" role="group">
                      <Note tone="soon" role="status">{t('grounds.against')}</Note>
                      <Choices name="otherwise" label={t('grounds.otherwise')} error={errors.otherwise} options={OTHERWISE.map((value) => ({ value, label: code('otherwise', value) }))} />
                    </div>
                  )}
                </div>
              ))}</div>
            </div>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}

/** Which facts led to it, and where the row comes from. */
function Why({ service }: { service: GrantedService }) {
  const table = service.table;
  if (!table) return null;
  const because = becauseWords(service);
  return (
    <p class="s why" id={`why-${service.code}`}>
      {because !== '' && <>{because}<br /></>}
      {table.source?.name ?? ''}{' '}{t('grounds.row', { row: table.row, version: table.version })}
      {service.profession && <> · {t('grounds.lightest', { who: code('profession', service.profession) })}</>}
      {table.source?.unverified && <> <Chip tone="soon">{t('promise.unverified')}</Chip></>}
    </p>
  );
}
