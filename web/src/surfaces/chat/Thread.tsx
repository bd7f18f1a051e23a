import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Side } from '../../api/chat';
import { serverNow } from '../../api/serverClock';
import { Note } from '../../design/parts';
import { t } from '../../i18n';
import { stamp } from '../../i18n/time';
import { type Pending, settled, WORDS_MAX } from './talk';
import type { Conversation } from './useTalk';

/** What was written, oldest first, and below it what is on its way. New words are read aloud when the reader is done with others. */
export function Thread({ talking, side, label }: { talking: Conversation; side: Side; label: string }) {
  const { talk } = talking;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = talk?.messages.at(-1)?.seq ?? 0;
  const onWay = settled(talking.pending, talk?.messages ?? [], side);
  useEffect(() => { if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight; }, [last, onWay.length]);
  if (!talk) return null;
  const now = serverNow();
  const who = (by: Side, name: string): string => (by === side ? t('chat.you') : by === 'staff' ? name || t('chat.professional') : talk.details?.nickname ?? t('chat.resident'));
  const item = (key: string | number, by: Side, name: string, at: string, words: string) => (
    <li key={key} class={by === side ? 'mine' : 'theirs'}>
      <p class="s"><b><bdi>{who(by, name)}</bdi></b> {at && <time dateTime={at}>{stamp(at, now)}</time>}</p>
      <p class="keep" dir="auto">{words}</p>
    </li>
  );
  return (
    <div class="talk" ref={box} role="log" aria-label={label} tabIndex={0}
      onScroll={(e) => { const b = e.currentTarget; atEnd.current = b.scrollHeight - b.scrollTop - b.clientHeight < 40; }}>
      {talk.older && <p class="center"><button type="button" class="link" onClick={() => void talking.older()}>{t('chat.older')}</button></p>}
      <ol class="bubbles">
        {!talk.older && talk.asked.words !== '' && item('asked', 'resident', '', talk.asked.at, talk.asked.words)}
        {talk.messages.map((m) => item(m.seq, m.side, m.by, m.at, m.words))}
        {onWay.map((p) => (
          <li key={p.mark} class="mine onway" data-state={p.state}>
            <p class="s"><b>{t('chat.you')}</b> {t(p.state === 'failed' ? 'chat.failed' : p.state === 'waiting' ? 'chat.waitingNet' : p.state === 'sent' ? 'chat.sent' : 'chat.sending')}</p>
            <p class="keep" dir="auto">{p.words}</p>
            {p.state === 'failed' && <Failed p={p} talking={talking} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
function Failed({ p, talking }: { p: Pending; talking: Conversation }) {
  return (
    <p class="row"><span class="s">{p.why}</span>
      <button type="button" class="link" onClick={() => talking.again(p)}>{t('chat.again')}</button>
      <button type="button" class="link" onClick={() => talking.drop(p)}>{t('chat.drop')}</button>
    </p>
  );
}

/** Enter sends, Shift+Enter makes a new line; the field keeps the focus. */
export function Composer({ id, talking, label, children }: { id: string; talking: Conversation; label: string; children?: ComponentChildren }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const send = (): void => {
    const words = field.current?.value.trim() ?? '';
    if (!field.current || words === '') return;
    talking.send(words);
    field.current.value = '';
    field.current.focus();
  };
  return (
    <form class="composer" noValidate onSubmit={(event) => { event.preventDefault(); send(); }}>
      <label for={id}>{label}</label>
      <textarea id={id} ref={field} rows={2} dir="auto" maxLength={WORDS_MAX} aria-describedby={`${id}-hint`} enterkeyhint="send"
        onInput={(event) => talking.typing(event.currentTarget.value.trim() !== '')}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); } }} />
      <div class="row"><button type="submit">{t('chat.send')}</button>{children}<small id={`${id}-hint`} class="boxkeys">{t('chat.keys')}</small></div>
    </form>
  );
}

/** What the other side does now, and whether the line holds. One place, so that a screen reader hears one thing. */
export function Situation({ talking, words }: { talking: Conversation; words: string }) {
  return <div class="situation" role="status">{talking.away ? <Note tone="soon">{t('chat.away')}</Note> : words && <p class="s">{words}</p>}</div>;
}
