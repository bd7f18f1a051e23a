import { useEffect, useRef, useState } from 'preact/hooks';
import { newKey, problemWords, Refused, sendSurely } from '../../api/client';
import { ErrorSummary, titled } from '../../design/ErrorSummary';
import { type Errors, TextField } from '../../design/Fields';
import { Note, useFocusOn } from '../../design/parts';
import { t } from '../../i18n';
import type { KeptAnswers } from './kept';
import { Opened } from './Opened';

/** The field for a code, then what it opened. What was opened is nowhere but on this page. */
export function OpenAnswers({ onSignedOut }: { onSignedOut: () => void }) {
  const [errors, setErrors] = useState<Errors>({});
  const [sending, setSending] = useState<'no' | 'sending' | 'waiting'>('no');
  const [refusal, setRefusal] = useState('');
  const [opened, setOpened] = useState<KeptAnswers | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // One key for one code: an answer that was lost on its way is given again.
  const intent = useRef({ code: '', key: '' });
  const busy = useRef(false);
  const heading = useFocusOn(opened ? 'opened' : 'code');
  useEffect(() => { document.title = titled(opened ? opened.name : t('kept.title'), errors); }, [opened, errors]);

  const open = async (): Promise<void> => {
    const code = (form.current?.elements.namedItem('code') as HTMLInputElement | null)?.value.trim() ?? '';
    if (busy.current) return;
    setRefusal('');
    setErrors(code === '' ? { code: t('kept.codeMissing') } : {});
    if (code === '') return;
    if (intent.current.code !== code) intent.current = { code, key: newKey() };
    busy.current = true;
    setSending('sending');
    try {
      setOpened((await sendSurely<KeptAnswers>('/kept-answers/open', { body: { code }, key: intent.current.key }, () => setSending('waiting'), 4)).data);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) onSignedOut();
      else if (error instanceof Refused) {
        // A refused code may be right at another time (too many tries): that is a new command.
        intent.current = { code: '', key: '' };
        const first = error.problem?.errors?.[0]?.message;
        if (first || error.status === 404) setErrors({ code: first ?? (error.problem ? problemWords(error.problem) : t('staff.refused')) });
        else setRefusal(error.problem ? problemWords(error.problem) : t('staff.refused'));
      } else setRefusal(t('kept.failed'));
    } finally {
      busy.current = false;
      setSending('no');
    }
  };
  const again = (): void => { intent.current = { code: '', key: '' }; setOpened(null); setErrors({}); setRefusal(''); };
  if (opened) return <Opened kept={opened} heading={heading} onAgain={again} />;
  return (
    <div class="kept stack">
      <ErrorSummary errors={errors} />
      <h1 ref={heading} tabIndex={-1}>{t('kept.title')}</h1>
      <p>{t('kept.lead')}</p>
      <form ref={form} noValidate onSubmit={(event) => { event.preventDefault(); void open(); }}>
        <TextField name="code" label={t('kept.code')} hint={t('kept.codeHint')} error={errors.code} class="code" autocomplete="off" maxLength={40} ltr />
        <p class="row formend"><button type="submit" aria-disabled={sending !== 'no'}>{t(sending === 'no' ? 'kept.open' : 'staff.sending')}</button></p>
      </form>
      <div role="status">
        {sending === 'waiting' && <Note tone="soon"><p>{t('staff.waiting')}</p></Note>}
        {refusal && <Note tone="late"><p>{refusal}</p></Note>}
      </div>
    </div>
  );
}
