import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, newKey, problemWords, Refused, sendSurely } from '../../api/client';
import type { ChatHours, Opened } from '../../api/chat';
import { learnServerTime } from '../../api/serverClock';
import { ErrorSummary, titled } from '../../design/ErrorSummary';
import { type Errors, TextArea, TextField } from '../../design/Fields';
import { Note, useFocusOn } from '../../design/parts';
import { NoScript, ResidentShell } from '../../design/Shell';
import { lang, t } from '../../i18n';
import { momentInWords } from '../../i18n/time';
import { hoursInWords } from './hours';
import { ResidentTalk } from './ResidentTalk';
import { WORDS_MAX } from './talk';

const STARTED = 'vuoro-chat';
const DRAFT = 'vuoro-chat-draft';
type View = 'looking' | 'start' | 'talk';
interface Draft { key: string; words: string; nickname: string; phone: string }
const read = <T,>(name: string): T | null => { try { return JSON.parse(sessionStorage.getItem(name) ?? 'null') as T | null; } catch { return null; } };

export function ChatPage() {
  const [view, setView] = useState<View>('looking');
  const [hours, setHours] = useState<ChatHours | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [opened, setOpened] = useState<Opened | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const heading = useFocusOn(view === 'talk' ? 'talk' : 'start');

  useEffect(() => {
    setOpened(read<Opened>(STARTED));
    setDraft(read<Draft>(DRAFT));
    get<ChatHours>('/chat').then((now) => { learnServerTime(now.asOf); setHours(now); }, () => setWrong(t('chat.unreachable')));
    // Whoever comes back within the session goes on where they were.
    get('/my-matter/messages').then(() => setView('talk'), () => setView('start'));
  }, []);
  useEffect(() => { document.title = titled(t('chat.title'), errors); }, [errors, view]);

  const typed = (form: HTMLFormElement): Draft => {
    const data = new FormData(form);
    const field = (name: string): string => String(data.get(name) ?? '').trim();
    const now = { words: field('words'), nickname: field('nickname'), phone: field('phone') };
    const before = read<Draft>(DRAFT);
    const same = before && before.words === now.words && before.nickname === now.nickname && before.phone === now.phone;
    const kept = { key: same ? before.key : newKey(), ...now };
    sessionStorage.setItem(DRAFT, JSON.stringify(kept));
    return kept;
  };
  const begin = async (form: HTMLFormElement): Promise<void> => {
    const now = typed(form);
    const found: Errors = {};
    if (now.words === '') found.words = t('chat.error.words');
    if (now.phone !== '' && now.phone.replace(/\D/g, '').length < 5) found.phone = t('chat.error.phone');
    setErrors(found);
    setWrong('');
    if (Object.keys(found).length > 0 || sending.current) return;
    sending.current = true;
    setBusy(true);
    const body = { words: now.words, lang: lang(), ...(now.nickname ? { nickname: now.nickname } : {}), ...(now.phone ? { phone: now.phone } : {}) };
    try {
      const { data } = await sendSurely<Opened>('/chats', { body, key: now.key }, () => setWrong(t('chat.away')));
      sessionStorage.setItem(STARTED, JSON.stringify(data));
      sessionStorage.removeItem(DRAFT);
      setWrong('');
      setOpened(data);
      setView('talk');
    } catch (error) {
      const fields = error instanceof Refused ? error.problem?.errors ?? [] : [];
      if (fields.length > 0) setErrors(Object.fromEntries(fields.map((f) => [f.field, f.message])));
      else setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('chat.unreachable'));
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  const anew = async (): Promise<void> => {
    try { await call('DELETE', '/resident-session'); } catch { /* the session ends by itself */ }
    sessionStorage.clear();
    setOpened(null);
    setView('start');
  };

  return (
    <ResidentShell page="chat/">
      {view === 'talk' ? <ResidentTalk opened={opened} heading={heading} hours={hours} onAnew={() => void anew()} onSignedOut={() => setView('start')} /> : (
        <>
          <ErrorSummary errors={errors} />
          <h1 ref={heading} tabIndex={-1}>{t('chat.title')}</h1>
          <p class="lead">{t('chat.lead')}</p>
          <NoScript text={t('chat.noscript')} />
          <Open hours={hours} />
          {wrong && <Note tone="late" role="alert">{wrong}</Note>}
          <form method="post" action={`/${lang()}/chat`} noValidate hidden={view === 'looking' && hours !== null} onInput={(event) => { typed(event.currentTarget); }}
            onSubmit={(event) => { event.preventDefault(); void begin(event.currentTarget); }} key={draft ? 'draft' : 'empty'}>
            <TextArea name="words" rows={3} label={t('chat.words')} hint={t('chat.wordsHint')} value={draft?.words} error={errors.words} maxLength={WORDS_MAX} />
            <TextField name="nickname" label={t('chat.nickname')} hint={t('chat.nicknameHint')} optional value={draft?.nickname} autocomplete="off" error={errors.nickname} />
            <TextField name="phone" type="tel" inputMode="tel" ltr label={t('chat.phone')} hint={t('chat.phoneHint')} optional value={draft?.phone} autocomplete="tel" error={errors.phone} />
            <p class="row formend"><button type="submit" aria-disabled={busy}>{t(busy ? 'chat.sending' : hours?.open === false ? 'chat.leave' : 'chat.begin')}</button></p>
          </form>
          <p class="s after">{t('chat.haveCode')} <a href={`/${lang()}/matter/`}>{t('chat.toMatter')}</a></p>
        </>
      )}
    </ResidentShell>
  );
}
function Open({ hours }: { hours: ChatHours | null }) {
  if (!hours) return null;
  const now = Date.parse(hours.asOf);
  return (
    <div class="now" role="status">
      <b>{hours.open && hours.closes ? t('chat.open', { until: momentInWords(hours.closes, now) }) : hours.opens ? t('chat.closed', { opens: momentInWords(hours.opens, now) }) : t('chat.closedLong')}</b>
      {hours.open ? <p>{hours.waiting > 0 ? t('chat.queue', { n: hours.waiting }) : t('chat.noQueue')} {hours.usualWaitMinutes !== null && t('chat.usual', { n: hours.usualWaitMinutes })}</p> : <p>{t('chat.closedHelp')}</p>}
      {hours.hours.length > 0 && <p class="s">{t('chat.hours')}: {hoursInWords(hours)}</p>}
    </div>
  );
}
