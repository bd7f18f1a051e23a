import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, listen, newKey, problemWords, Refused } from '../../api/client';
import type { ChatHours, Opened, Side, Talk } from '../../api/chat';
import { type Errors, TextField } from '../../design/Fields';
import { Note } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { Composer, Situation, Thread } from './Thread';
import { type Conversation, useTalk } from './useTalk';

/** What the resident is told of where the talk stands. */
function situation(talk: Talk): string {
  if (!talk.chat?.live) return '';
  if (talk.staff.typing) return t('chat.staffTyping');
  if (!talk.chat.taken) return t('chat.waiting');
  return talk.staff.here ? t('chat.staffHere', { team: talk.holder }) : t('chat.staffAway', { team: talk.holder });
}

export function ResidentTalk({ opened, heading, hours, onAnew, onSignedOut }: {
  opened: Opened | null; heading: RefObject<HTMLHeadingElement>; hours: ChatHours | null; onAnew: () => void; onSignedOut: () => void;
}) {
  const talking = useTalk('/my-matter', 'resident', onSignedOut);
  const [wrong, setWrong] = useState('');
  const heard = useRef(talking);
  heard.current = talking;
  useEffect(() => {
    let lost = false;
    return listen('/my-matter/events', {
      message: () => void heard.current.reload(), matter: () => void heard.current.reload(),
      sign: (s) => heard.current.heard(s as { side: Side; here: boolean; typing: boolean }),
    }, (link) => { if (link === 'open' && lost) void heard.current.reload(); lost = link === 'lost'; });
  }, []);
  const change = async (path: string, body: Record<string, unknown>): Promise<boolean> => {
    setWrong('');
    try {
      talking.put((await call<Talk>('POST', path, { body, key: newKey() })).data);
      return true;
    } catch (error) {
      setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('chat.unreachable'));
      void talking.reload();
      return false;
    }
  };
  const { talk } = talking;
  const chat = talk?.chat ?? null;
  const proposed = chat?.live && chat.endProposed === 'staff';
  return (
    <article class="stack chat">
      <header>
        {talk && <p class="s">{t('chat.code')} <bdi>{talk.code}</bdi></p>}
        <h1 ref={heading} tabIndex={-1}>{t(chat ? 'chat.talkTitle' : 'chat.messagesTitle')}</h1>
      </header>
      {talking.status === 'unreachable' && <Note tone="late" role="alert">{t('chat.unreachable')}</Note>}
      {talk && !chat && opened && <Note>{t('chat.messageTaken')} {talk.messages.length === 0 && hours?.open === false && t('chat.closedHelp')}</Note>}
      {chat && !chat.live && <Ended talk={talk} hours={hours} onChat={() => void change('/my-matter/open-chat', {})} />}
      <Thread talking={talking} side="resident" label={t('chat.logLabel')} />
      {talk && <Situation talking={talking} words={situation(talk)} />}
      {proposed && <Note tone="soon" role="status">{t('chat.endAsked')}</Note>}
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {talk?.state === 'open' && <Composer id="words" talking={talking} label={t('chat.write')} />}
      {chat?.live && (
        <p class="row">
          <button type="button" class="q" data-do="end" aria-disabled={chat.endProposed === 'resident'} onClick={() => { if (chat.endProposed !== 'resident') void change('/my-matter/end-chat', {}); }}>
            {t(proposed ? 'chat.agreeEnd' : chat.endProposed === 'resident' ? 'chat.endWaits' : 'chat.end')}
          </button>
        </p>
      )}
      {talk?.state === 'open' && <WhoYouAre talking={talking} onSend={(body) => change('/my-matter/details', body)} />}
      {opened && (
        <section aria-labelledby="codes">
          <h2 id="codes">{t('chat.saveTitle')}</h2>
          <p>{t('chat.saveWhy')}</p>
          <div class="ticket"><div>{t('chat.code')} <bdi class="codebox" translate={false}>{opened.code}</bdi></div><div>{t('chat.secret')} <bdi class="secretbox" translate={false}>{opened.secret}</bdi></div></div>
        </section>
      )}
      <p class="row"><a class="btn q" href={`/${lang()}/matter/`}>{t('chat.toMatter')}</a>{!chat?.live && <button type="button" class="link" onClick={onAnew}>{t('chat.anew')}</button>}</p>
    </article>
  );
}
function Ended({ talk, hours, onChat }: { talk: Talk | null; hours: ChatHours | null; onChat: () => void }) {
  const chat = talk?.chat;
  if (!talk || !chat) return null;
  const called = talk.reach === 'phone' || talk.reach === 'sms';
  return (
    <Note tone={chat.how === 'abandoned' ? 'soon' : undefined} role="status">
      <p><b>{code('chat.ended', chat.how)}</b></p>
      <p>{chat.how === 'abandoned' ? t(called ? 'chat.abandonedCalled' : 'chat.abandonedCode') : t('chat.endedHelp')}</p>
      {hours?.open && talk.state === 'open' && <p class="row"><button type="button" class="q" data-do="again" onClick={onChat}>{t('chat.goOn')}</button></p>}
    </Note>
  );
}
/** Nobody has to say who they are; who wants to be called or looked up can. */
function WhoYouAre({ talking, onSend }: { talking: Conversation; onSend: (body: Record<string, unknown>) => Promise<boolean> }) {
  const [errors, setErrors] = useState<Errors>({});
  const [done, setDone] = useState(false);
  const send = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    const name = String(data.get('name') ?? '').trim();
    const phone = String(data.get('number') ?? '').trim();
    const found: Errors = {};
    if (phone.replace(/\D/g, '').length < 5) found.number = t('chat.error.phone');
    setErrors(found);
    if (Object.keys(found).length > 0) { document.getElementById('number')?.focus(); return; }
    void onSend({ ...(name ? { name } : {}), reach: { by: 'phone', value: phone } }).then((ok) => { if (ok) { form.reset(); setDone(true); } });
  };
  return (
    <details class="who">
      <summary>{t('chat.whoTitle')}</summary>
      <p class="s">{t('chat.whoHelp')}</p>
      <form noValidate onSubmit={(event) => { event.preventDefault(); send(event.currentTarget); }}>
        <TextField name="name" label={t('chat.name')} optional autocomplete="name" />
        <TextField name="number" type="tel" inputMode="tel" ltr label={t('chat.phone')} autocomplete="tel" error={errors.number} />
        <p class="row after"><button type="submit" class="q">{t('chat.tell')}</button><span role="status">{done && talking.talk?.reach === 'phone' ? t('chat.told') : ''}</span></p>
      </form>
    </details>
  );
}
