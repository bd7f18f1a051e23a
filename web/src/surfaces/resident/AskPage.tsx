import { useEffect, useRef, useState } from 'preact/hooks';
import { get, newKey, problemWords, Refused, sendSurely } from '../../api/client';
import { CONTACT_FIELDS, contactErrors, readFields, serverErrors, toAsk, type Typed } from '../../api/contactForm';
import type { Area, Asked } from '../../api/types';
import { ErrorSummary, titled } from '../../design/ErrorSummary';
import type { Errors } from '../../design/Fields';
import { Note, useFocusOn } from '../../design/parts';
import { NoScript, ResidentShell } from '../../design/Shell';
import { lang, t } from '../../i18n';
import { AskedResult } from './AskedResult';
import { AskForm } from './AskForm';
import { CheckAnswers } from './CheckAnswers';
import { forget, ledBy, readAsked, readDraft, saveAsked, saveDraft } from './draft';

type Step = 'form' | 'check' | 'done';
type Sending = 'no' | 'sending' | 'checking' | 'failed';

export function AskPage() {
  const [step, setStep] = useState<Step>('form');
  const [typed, setTyped] = useState<Typed>({});
  const [errors, setErrors] = useState<Errors>({});
  const [areas, setAreas] = useState<Area[]>([]);
  const [sending, setSending] = useState<Sending>('no');
  const [refusal, setRefusal] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [restored, setRestored] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const key = useRef('');
  const busy = useRef(false);
  const heading = useFocusOn(step);

  const go = (to: Step): void => {
    setStep(to);
    if (to !== 'form') history.pushState({ step: to }, '', `#${to}`);
  };
  useEffect(() => {
    const kept = readAsked();
    const draft = readDraft();
    key.current = draft?.key ?? newKey();
    if (kept) { setAsked(kept); setStep('done'); }
    else if (draft) { setTyped(draft.typed); setRestored(1); if (draft.step === 'check') setStep('check'); }
    const back = (event: PopStateEvent): void => {
      const to = (event.state as { step?: Step } | null)?.step ?? 'form';
      setStep((now) => (now === 'done' ? now : to));
    };
    addEventListener('popstate', back);
    get<Area[]>('/areas').then(setAreas, () => undefined);
    return () => removeEventListener('popstate', back);
  }, []);
  useEffect(() => { document.title = titled(t(step === 'form' ? 'ask.title' : step === 'check' ? 'ask.checkTitle' : 'asked.title'), step === 'form' ? errors : {}); }, [step, errors]);

  const keep = (at: 'form' | 'check', what: Typed): void => saveDraft({ typed: what, step: at, key: key.current });
  const onInput = (): void => { if (form.current) keep('form', readFields(form.current, CONTACT_FIELDS)); };
  const onCheck = (): void => {
    if (!form.current) return;
    const now = readFields(form.current, CONTACT_FIELDS);
    const wrong = contactErrors(now, 'ask');
    setTyped(now);
    setErrors(wrong);
    keep('form', now);
    if (Object.keys(wrong).length === 0) { keep('check', now); setSending('no'); setRefusal(''); go('check'); }
  };
  const onChange = (field: string): void => {
    setStep('form');
    keep('form', typed);
    setTimeout(() => document.getElementById(field)?.focus());
  };
  const onSend = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setSending('sending');
    setRefusal('');
    try {
      const answer = await sendSurely<Asked>('/contacts', { body: { ...toAsk(typed, lang()), ledBy: ledBy(typed.words ?? '') }, key: key.current }, () => setSending('checking'));
      saveAsked(answer.data);
      setAsked(answer.data);
      setSending('no');
      setStep('done');
      history.replaceState({ step: 'done' }, '', location.pathname);
    } catch (error) {
      if (error instanceof Refused) {
        const wrong = error.problem ? serverErrors(error.problem, typed) : {};
        setSending('no');
        // The refused body may be changed and sent again: that is a new command.
        key.current = newKey();
        if (Object.keys(wrong).length > 0) { setErrors(wrong); setStep('form'); } else setRefusal((error.problem ? problemWords(error.problem) : t('ask.refused')));
      } else setSending('failed');
    } finally {
      busy.current = false;
    }
  };
  const again = (): void => { forget(); location.assign(`/${lang()}/`); };

  return (
    <ResidentShell page="">
      {step === 'form' && (
        <>
          <ErrorSummary errors={errors} />
          <h1 ref={heading} tabIndex={-1}>{t('ask.title')}</h1>
          <p class="lead">{t('ask.lead')}</p>
          <NoScript text={t('ask.noscript')} />
        </>
      )}
      {step !== 'done' && <AskForm key={restored} form={form} typed={typed} errors={errors} areas={areas}
        hidden={step !== 'form'} onInput={onInput} onSubmit={onCheck} />}
      {step === 'form' && <p class="s after">{t('ask.comeBack')} <a href={`/${lang()}/matter/`}>{t('ask.comeBackLink')}</a></p>}
      {step === 'check' && (
        <section>
          <h1 ref={heading} tabIndex={-1}>{t('ask.checkTitle')}</h1>
          <CheckAnswers typed={typed} areas={areas} onChange={onChange} />
          <div role="status" class="stack">
            {sending === 'checking' && <Note tone="soon">{t('ask.checking')}</Note>}
            {sending === 'failed' && <Note tone="late">{t('ask.failed')}</Note>}
            {refusal && <Note tone="late">{refusal}</Note>}
          </div>
          <p class="row formend">
            <button type="button" aria-disabled={sending === 'sending' || sending === 'checking'} onClick={() => void onSend()}>
              {t(sending === 'sending' || sending === 'checking' ? 'ask.sending' : sending === 'failed' ? 'ask.tryAgain' : 'ask.send')}
            </button>
            <button type="button" class="q" onClick={() => onChange('words')}>{t('ask.edit')}</button>
          </p>
        </section>
      )}
      {step === 'done' && asked && <AskedResult asked={asked} heading={heading} onAgain={again} />}
    </ResidentShell>
  );
}
