import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, type Link, listen, newKey, problemWords, Refused, sendSurely } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { ResidentMatter, ResidentStep } from '../../api/types';
import { ErrorSummary, titled } from '../../design/ErrorSummary';
import { type Errors, TextField } from '../../design/Fields';
import { type Catalogue, lazily } from '../../design/lazily';
import { Note, useFocusOn } from '../../design/parts';
import { NoScript, ResidentShell } from '../../design/Shell';
import { lang, t } from '../../i18n';
import { Holder, Next, Progress, Promises, Words } from './MatterView';
import { type Doing, longMoment, Said, Visits } from './Visits';

/** Fetched when it may be needed. */
const ChooseTime = lazily(() => import('./ChooseTime'));
const MyNumber = lazily(() => import('./MyNumber'), import.meta.glob<Catalogue>('../../i18n/*/mynumber.json'));

type State = 'login' | 'loading' | 'shown' | 'unreachable';

export function MatterPage() {
  const [state, setState] = useState<State>('login');
  const [matter, setMatter] = useState<ResidentMatter | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [link, setLink] = useState<Link>('open');
  const [news, setNews] = useState('');
  const busy = useRef(false);
  // The time is chosen on a view of its own; the browser's Back leads out of it.
  const [choosing, setChoosing] = useState(0);
  const [said, setSaid] = useState({ words: '', wrong: false });
  const [sending, setSending] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const intent = useRef({ what: '', key: '' });
  const step: ResidentStep | undefined = matter?.steps?.find((s) => s.id === choosing);
  const heading = useFocusOn(state !== 'shown' ? 'login' : step ? `choose ${step.id}` : 'shown');

  const load = async (): Promise<void> => {
    try {
      const fresh = await get<ResidentMatter>('/my-matter');
      setMatter((old) => {
        if (old && JSON.stringify(old) !== JSON.stringify(fresh)) setNews(t('matter.updated'));
        return fresh;
      });
      setState('shown');
    } catch (error) {
      if (error instanceof Refused && error.status === 401) { setMatter(null); setState('login'); }
      else setState((s) => (s === 'shown' ? s : 'unreachable'));
    }
  };
  useEffect(() => {
    void load();
    const back = (): void => setChoosing(Number((history.state as { choose?: number } | null)?.choose ?? 0));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const mayChoose = (matter?.steps ?? []).some((s) => s.choosable);
  useEffect(() => { if (mayChoose) void ChooseTime.fetch().catch(() => undefined); }, [mayChoose]);
  const choose = async (id: number): Promise<void> => {
    try {
      await ChooseTime.fetch();
      history.pushState({ choose: id }, '');
      setSaid({ words: '', wrong: false });
      setChoosing(id);
    } catch {
      setSaid({ words: t('matter.error.unreachable'), wrong: true });
    }
  };
  const endChoosing = (): void => { if (history.state) history.back(); else setChoosing(0); };
  const send: Doing['send'] = async (action, body, words) => {
    if (busy.current) return false;
    busy.current = true;
    setSending(true);
    // The same wish sent again after a lost answer keeps its key: it is never done twice.
    const what = `${action} ${JSON.stringify(body)}`;
    if (intent.current.what !== what) intent.current = { what, key: newKey() };
    try {
      const answer = await sendSurely<ResidentMatter>(`/my-matter/${action}`, { body, key: intent.current.key }, () => setSaid({ words: t('visit.waiting'), wrong: false }), 4);
      intent.current = { what: '', key: '' };
      setMatter(answer.data);
      setSaid({ words, wrong: false });
      return true;
    } catch (error) {
      if (error instanceof Refused) intent.current = { what: '', key: '' };
      if (error instanceof Refused && error.status === 401) { setMatter(null); setState('login'); return false; }
      setSaid({ words: error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('matter.error.unreachable')) : t('matter.error.unreachable'), wrong: true });
      setRefusals((n) => n + 1);
      void load();
      return false;
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  const doing: Doing = { busy: sending, send, choose: (s) => void choose(s.id), fail: (words) => setSaid({ words, wrong: true }) };
  useEffect(() => {
    if (state !== 'shown') return undefined;
    return listen('/my-matter/events', { matter: () => void load() }, (now) => {
      setLink((before) => { if (before === 'lost' && now === 'open') void load(); return now; });
    });
  }, [state]);
  useEffect(() => { document.title = titled(t(step ? 'choose.title' : matter ? 'matter.title' : 'matter.loginTitle'), errors); }, [matter, errors, step]);

  const login = async (form: HTMLFormElement): Promise<void> => {
    const data = new FormData(form);
    const code = String(data.get('code') ?? '').trim();
    const secret = String(data.get('secret') ?? '').trim();
    const wrong: Errors = {};
    if (!code) wrong.code = t('matter.error.code');
    if (!secret) wrong.secret = t('matter.error.secret');
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || busy.current) return;
    busy.current = true;
    try {
      await call('POST', '/resident-session', { body: { code: code.toUpperCase(), secret } });
      await load();
    } catch (error) {
      setErrors({ code: error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('matter.error.wrong')) : t('matter.error.unreachable') });
    } finally {
      busy.current = false;
    }
  };
  const logout = async (): Promise<void> => {
    try { await call('DELETE', '/resident-session'); } catch { /* the session ends by itself */ }
    sessionStorage.clear();
    location.assign(`/${lang()}/`);
  };

  return (
    <ResidentShell page="matter/">
      {state === 'shown' && matter && step ? (
        <ChooseTime key={step.id} step={step} heading={heading} taken={refusals} wrong={said.wrong ? said.words : ''} busy={sending}
          onEarlier={(body) => void send(body ? 'ask-earlier' : 'stop-earlier', { step: step.id, ...body }, t(body ? 'earlier.saidOn' : 'earlier.saidOff')).then((done) => { if (done) endChoosing(); })}
          onBook={(time) => void send('choose-time', { step: step.id, slot: time.slot }, t(step.state === 'booked' ? 'visit.saidMoved' : 'visit.saidBooked', { when: longMoment(time.at, serverNow()) })).then((done) => { if (done) endChoosing(); })}
          holder={matter.holder} onBack={endChoosing} onSignedOut={() => { setMatter(null); setState('login'); }} />
      ) : state === 'shown' && matter ? (
        <article class="stack">
          <header>
            <p class="s">{t('matter.code')} <bdi>{matter.code}</bdi></p>
            <h1 ref={heading} tabIndex={-1}>{t(matter.state === 'closed' ? 'matter.closedTitle' : 'matter.title')}</h1>
          </header>
          <div role="status" class="sr">{news}</div>
          {link === 'lost' && <Note tone="soon" role="status">{t('matter.offline')}</Note>}
          <Said {...said} />
          {matter.number && <MyNumber number={matter.number} onLook={() => void load()} />}
          {!(matter.steps ?? []).some((s) => s.state === 'offered') && <Next matter={matter} />}
          {matter.state === 'open' && <Visits matter={matter} doing={doing} now={serverNow()} />}
          <Promises matter={matter} />
          <Holder matter={matter} />
          <Progress matter={matter} />
          <Words matter={matter} />
          <p class="row noprint">
            <button type="button" class="q" onClick={() => print()}>{t('button.print')}</button>
            <button type="button" class="q" onClick={() => void logout()}>{t('matter.logout')}</button>
          </p>
        </article>
      ) : (
        <>
          <ErrorSummary errors={errors} />
          <h1 ref={heading} tabIndex={-1}>{t('matter.loginTitle')}</h1>
          <p class="lead">{t('matter.loginLead')}</p>
          {state === 'unreachable' && <Note tone="late" role="alert">{t('matter.error.unreachable')}</Note>}
          <NoScript text={t('matter.noscript')} />
          <form method="post" action={`/${lang()}/matter`} noValidate onSubmit={(event) => { event.preventDefault(); void login(event.currentTarget); }}>
            <TextField name="code" label={t('asked.code')} hint={t('matter.codeHint')} ltr autocomplete="off" error={errors.code} />
            <TextField name="secret" label={t('asked.secret')} hint={t('matter.secretHint')} ltr autocomplete="off" error={errors.secret} />
            <p class="row formend"><button type="submit">{t('matter.open')}</button></p>
          </form>
          <p class="s after">{t('matter.noCode')}</p>
        </>
      )}
    </ResidentShell>
  );
}
