import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, type Link, listen, problemWords, Refused } from '../../api/client';
import type { ResidentMatter } from '../../api/types';
import { ErrorSummary, titled } from '../../design/ErrorSummary';
import { type Errors, TextField } from '../../design/Fields';
import { Note, useFocusOn } from '../../design/parts';
import { NoScript, ResidentShell } from '../../design/Shell';
import { lang, t } from '../../i18n';
import { Holder, Next, Progress, Promises, Words } from './MatterView';

type State = 'login' | 'loading' | 'shown' | 'unreachable';

export function MatterPage() {
  const [state, setState] = useState<State>('login');
  const [matter, setMatter] = useState<ResidentMatter | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [link, setLink] = useState<Link>('open');
  const [news, setNews] = useState('');
  const busy = useRef(false);
  const heading = useFocusOn(state === 'shown' ? 'shown' : 'login');

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
  useEffect(() => { void load(); }, []);
  useEffect(() => {
    if (state !== 'shown') return undefined;
    return listen('/my-matter/events', { matter: () => void load() }, (now) => {
      setLink((before) => { if (before === 'lost' && now === 'open') void load(); return now; });
    });
  }, [state]);
  useEffect(() => { document.title = titled(t(matter ? 'matter.title' : 'matter.loginTitle'), errors); }, [matter, errors]);

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
      {state === 'shown' && matter ? (
        <article class="stack">
          <header>
            <p class="s">{t('matter.code')} <bdi>{matter.code}</bdi></p>
            <h1 ref={heading} tabIndex={-1}>{t(matter.state === 'closed' ? 'matter.closedTitle' : 'matter.title')}</h1>
          </header>
          <div role="status" class="sr">{news}</div>
          {link === 'lost' && <Note tone="soon" role="status">{t('matter.offline')}</Note>}
          <Next matter={matter} />
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
