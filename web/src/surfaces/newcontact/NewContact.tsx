import { useEffect, useRef, useState } from 'preact/hooks';
import { get, newKey, problemWords, Refused, sendSurely } from '../../api/client';
import { ABOUT, REACH, SPOKEN, WORDS_MAX } from '../../api/contact';
import { readFields, serverErrors } from '../../api/contactForm';
import type { Area, DeskAsked } from '../../api/types';
import { ErrorSummary, titled } from '../../design/ErrorSummary';
import { Choices, type Errors, Select, TextArea, TextField } from '../../design/Fields';
import { NeedsField } from '../../design/NeedsField';
import { Note, useFocusOn } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { FIELDS, SOURCES, toContact, validate } from './contact';
import { Saved } from './Saved';

const YES_NO = ['yes', 'no'] as const;

/** One page of questions, in the order of a telephone call; Ctrl + Enter saves from any field. */
export function NewContact({ onSignedOut }: { onSignedOut: () => void }) {
  const [errors, setErrors] = useState<Errors>({});
  const [areas, setAreas] = useState<Area[]>([]);
  const [sending, setSending] = useState<'no' | 'sending' | 'waiting'>('no');
  const [refusal, setRefusal] = useState('');
  const [saved, setSaved] = useState<DeskAsked | null>(null);
  const [round, setRound] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  // One key for one content: the same form tried again after a lost answer is written once.
  const intent = useRef({ what: '', key: '' });
  const busy = useRef(false);
  const heading = useFocusOn(saved ? 'saved' : round);
  useEffect(() => { get<Area[]>('/areas').then(setAreas, () => undefined); }, []);
  useEffect(() => { document.title = titled(t(saved ? 'new.doneTitle' : 'new.title'), errors); }, [saved, errors]);

  const send = async (): Promise<void> => {
    if (!form.current || busy.current) return;
    const typed = readFields(form.current, FIELDS);
    const wrong = validate(typed);
    setErrors(wrong);
    setRefusal('');
    if (Object.keys(wrong).length > 0) return;
    const body = toContact(typed, lang());
    const what = JSON.stringify(body);
    if (intent.current.what !== what) intent.current = { what, key: newKey() };
    busy.current = true;
    setSending('sending');
    try {
      setSaved((await sendSurely<DeskAsked>('/desk/contacts', { body, key: intent.current.key }, () => setSending('waiting'), 4)).data);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) onSignedOut();
      else if (error instanceof Refused) {
        const named = error.problem ? serverErrors(error.problem, typed, FIELDS, 'channel') : {};
        setErrors(named);
        if (Object.keys(named).length === 0) setRefusal(error.problem ? problemWords(error.problem) : t('staff.refused'));
      } else setRefusal(t('new.draft'));
    } finally {
      busy.current = false;
      setSending('no');
    }
  };
  const again = (): void => { intent.current = { what: '', key: '' }; setSaved(null); setErrors({}); setRound(round + 1); };
  if (saved) return <Saved saved={saved} heading={heading} onAgain={again} />;

  // The walk-in list sends people here with its source chosen and a number to be given.
  const asked = new URLSearchParams(globalThis.location?.search ?? '').get('channel') ?? '';
  const source = (SOURCES as readonly string[]).includes(asked) ? asked : 'phone';
  const atDoor = source === 'walk_in';
  const line = (name: string, type: 'tel' | 'email') => (
    <TextField name={name} label={t(type === 'tel' ? 'new.phone' : 'new.email')} type={type} inputMode={type} ltr autocomplete="off" error={errors[name]} />
  );
  return (
    <div class="newcontact">
      <ErrorSummary errors={errors} labels={{ channel: t('new.channel'), about: t('new.about'), reach: t('new.reach') }} />
      <h1 ref={heading} tabIndex={-1}>{t('new.title')}</h1>
      <p class="lead">{t('new.lead')}</p>
      <form key={round} ref={form} noValidate onSubmit={(event) => { event.preventDefault(); void send(); }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void send(); } }}>
        <Choices name="channel" label={t('new.channel')} error={errors.channel} value={source} columns options={SOURCES.map((s) => ({ value: s, label: code('source', s) }))} />
        <Choices name="referral" class="referral" label={t('new.referral')} value="no" options={YES_NO.map((v) => ({ value: v, label: t(v === 'yes' ? 'word.yes' : 'word.no') }))} />
        <Choices name="number" type="checkbox" class="number" label={t('new.numberFor')} value={atDoor ? 'yes' : undefined} options={[{ value: 'yes', label: t('new.number') }]} />
        <TextArea name="words" label={t('new.words')} hint={t('new.wordsHint')} rows={5} maxLength={WORDS_MAX + 500} error={errors.words} />
        <Choices name="about" label={t('new.about')} error={errors.about} value="self" columns options={ABOUT.map((a) => ({ value: a, label: code('deskabout', a) }))} />
        <div class="beside">
          <TextField name="age" label={t('new.age')} class="short" inputMode="numeric" autocomplete="off" optional error={errors.age} />
          <Select name="area" label={t('new.area')} optional empty={t('new.areaEmpty')} error={errors.area} options={areas.map((a) => ({ value: a.code, label: a.name }))} />
          <Select name="spokenLanguage" label={t('new.language')} value={lang()} error={errors.spokenLanguage} options={SPOKEN.map(([value, label]) => ({ value, label, lang: value }))} />
        </div>
        <NeedsField label={t('new.needs')} typed={{}} errors={errors} />
        <Choices name="reach" label={t('new.reach')} error={errors.reach} value="phone" options={REACH.map((r) => ({
          value: r, label: code('deskreach', r),
          reveal: r === 'letter' ? <TextArea name="reach_letter" rows={3} label={t('new.address')} error={errors.reach_letter} />
            : r === 'code_only' ? undefined : line(`reach_${r}`, r === 'email' ? 'email' : 'tel'),
        }))} />
        <Choices name="take" type="checkbox" label={t('new.whose')} options={[{ value: 'yes', label: t('new.take') }]} />
        <div role="status" class="stack">
          {sending === 'waiting' && <Note tone="soon">{t('staff.waiting')}</Note>}
          {refusal && <Note tone="late">{refusal}</Note>}
        </div>
        <p class="row formend"><button type="submit" aria-disabled={sending !== 'no'}>{t(sending === 'no' ? 'new.send' : 'staff.sending')}</button> <span class="s">{t('new.shortcut')}</span></p>
      </form>
    </div>
  );
}
