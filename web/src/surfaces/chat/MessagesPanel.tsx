import { useEffect, useRef } from 'preact/hooks';
import { listen } from '../../api/client';
import type { Side } from '../../api/chat';
import { Note } from '../../design/parts';
import { lang, t } from '../../i18n';
import { Composer, Situation, Thread } from './Thread';
import { useTalk } from './useTalk';
import './chat.css';

export interface MessagesProps { base: string; events: string; side: Side; writes: boolean; onSignedOut: () => void }

/** The messages of one matter on its own page, for either side. */
export default function MessagesPanel({ base, events, side, writes, onSignedOut }: MessagesProps) {
  const talking = useTalk(base, side, onSignedOut);
  const now = useRef(talking);
  now.current = talking;
  useEffect(() => {
    let lost = false;
    const mine = (data: unknown): boolean => side === 'resident' || base.endsWith(`/${(data as { matter: number }).matter}`);
    return listen(events, {
      message: (data) => { if (mine(data)) void now.current.reload(); },
      sign: (data) => { if (mine(data)) now.current.heard(data as { side: Side; here: boolean; typing: boolean }); },
    }, (link) => { if (link === 'open' && lost) void now.current.reload(); lost = link === 'lost'; });
  }, [events, base]);
  const { talk } = talking;
  const other = side === 'resident' ? talk?.staff : talk?.resident;
  const live = talk?.chat?.live ?? false;
  return (
    <div class="messages">
      {talking.status === 'unreachable' && <Note tone="late" role="alert">{t('chat.unreachable')}</Note>}
      <Thread talking={talking} side={side} label={t('chat.logLabel')} />
      {talk && <Situation talking={talking} words={other?.typing ? t('chat.otherTyping') : ''} />}
      {live && <p><a href={`/${lang()}/${side === 'resident' ? 'chat/' : 'desk/chat/'}`}>{t('chat.isLive')}</a></p>}
      {writes && talk?.state === 'open' && !(live && side === 'staff') && <Composer id="message-words" talking={talking} label={t('chat.write')} />}
    </div>
  );
}
