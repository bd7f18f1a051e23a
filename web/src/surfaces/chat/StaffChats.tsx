import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { call, get, listen, newKey, problemWords, Refused } from '../../api/client';
import type { Canned, ChatLine, Chats, Side } from '../../api/chat';
import { learnServerTime, serverNow } from '../../api/serverClock';
import type { TeamItem } from '../../api/types';
import { Chip, Note } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { StaffTalk } from './StaffTalk';
import { minutesSince } from './talk';

const LIVE_PAUSE_MS = 250;
const TICK_MS = 20_000;
export interface Sign { matter: number; side: Side; here: boolean; typing: boolean }
export interface News { matter: number; n: number; sign?: Sign }

export const nameOf = (line: ChatLine): string => line.nickname ?? t('chats.nameless', { code: line.code });
/** Mine first, then those that wait for anybody, the longest first. */
const order = (a: ChatLine, b: ChatLine): number => Number(b.mine) - Number(a.mine) || Number(b.waits !== null) - Number(a.waits !== null) || (a.waits ?? a.opened).localeCompare(b.waits ?? b.opened);

export function StaffChats({ onSignedOut }: { onSignedOut: () => void }) {
  const [chats, setChats] = useState<Chats | null>(null);
  const [answers, setAnswers] = useState<Canned[]>([]);
  const [teams, setTeams] = useState<TeamItem[]>([]);
  const [wrong, setWrong] = useState('');
  const [online, setOnline] = useState(true);
  const [now, setNow] = useState(serverNow);
  const [looked, setLooked] = useState(0);
  const [news, setNews] = useState<News>({ matter: 0, n: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const load = useCallback(async (): Promise<void> => {
    try {
      const fresh = await get<Chats>('/chats');
      learnServerTime(fresh.asOf);
      setNow(serverNow());
      setChats(fresh);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) onSignedOut();
      else setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));
    }
  }, []);
  useEffect(() => {
    void load();
    void Promise.all([get<Canned[]>('/chat-answers'), get<TeamItem[]>('/teams')]).then(([a, b]) => { setAnswers(a); setTeams(b); }, () => undefined);
    const soon = (): void => { clearTimeout(timer.current); timer.current = setTimeout(() => void load(), LIVE_PAUSE_MS); };
    const tell = (matter: number, sign?: Sign): void => setNews((old) => ({ matter, n: old.n + 1, sign }));
    const of = (data: unknown): number => (data as { matter: number }).matter;
    let lost = false;
    const close = listen('/events', {
      message: (data) => { tell(of(data)); soon(); }, queue: (data) => { tell(of(data)); soon(); }, sign: (data) => { tell(of(data), data as Sign); soon(); },
    }, (link) => { setOnline(link === 'open'); if (link === 'open' && lost) { tell(-1); soon(); } lost = link === 'lost'; });
    const tick = setInterval(() => setNow(serverNow()), TICK_MS);
    return () => { clearTimeout(timer.current); clearInterval(tick); close(); };
  }, []);
  const act = async (line: ChatLine, action: string, body: Record<string, unknown> = {}): Promise<void> => {
    setWrong('');
    try {
      const send = (version: number) => call('POST', `/matters/${line.matter}/${action}`, { body, key: newKey(), ifMatch: version });
      await send(line.version).catch(async (error: unknown) => {
        // Our own first message has answered the contact since the list was read: what is asked for here is not decided by that, and
        // what somebody else has done is refused by its own reason.
        const now = error instanceof Refused && error.status === 412 ? (await get<Chats>('/chats')).chats.find((l) => l.matter === line.matter) : undefined;
        if (!now) throw error;
        await send(now.version);
      });
    } catch (error) {
      setWrong(error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('staff.refused')) : t('staff.unreachable'));
    }
    await load();
  };
  useEffect(() => {
    const jump = (event: KeyboardEvent): void => {
      if (!event.altKey || !/^[1-9]$/.test(event.key)) return;
      const column = document.querySelectorAll<HTMLElement>('.columns .chatcol')[Number(event.key) - 1];
      const field = column?.querySelector<HTMLElement>('textarea') ?? column?.querySelector<HTMLElement>('button');
      if (field) { event.preventDefault(); field.focus(); field.closest('.chatcol')?.scrollIntoView({ inline: 'nearest', block: 'nearest' }); }
    };
    addEventListener('keydown', jump);
    return () => removeEventListener('keydown', jump);
  }, []);

  const lines = [...(chats?.chats ?? [])].sort(order);
  // Columns stand still whoever writes; only the list moves.
  const shown = lines.filter((l) => l.mine || l.matter === looked).sort((a, b) => a.opened.localeCompare(b.opened) || a.matter - b.matter);
  const free = lines.filter((l) => l.staff === 0 && l.ours).length;
  return (
    <div class="chats">
      <nav class="chatlist" aria-labelledby="chats-title">
        <h1 id="chats-title">{t('chats.title')}</h1>
        <p role="status" class="s">{chats ? t('chats.count', { n: free, mine: chats.mine, most: chats.most }) : t('staff.loading')}</p>
        {!online && <Note tone="soon" role="status">{t('chats.offline')}</Note>}
        {wrong && <Note tone="late" role="alert">{wrong}</Note>}
        {chats && lines.length === 0 && <p class="empty">{t('chats.none')}</p>}
        <ul>
          {lines.map((l) => (
            <li key={l.matter}>
              <button type="button" class={`q wide chatline${l.waits && !l.offeredAway ? ' waits' : ''}`} data-matter={l.matter} aria-current={shown.includes(l) ? 'true' : undefined}
                onClick={() => { setLooked(l.matter); setTimeout(() => document.querySelector<HTMLElement>(`#chat-${l.matter} textarea, #chat-${l.matter} button`)?.focus(), 50); }}>
                <span><b><bdi>{nameOf(l)}</bdi></b> <small lang={l.lang}>{l.lang}</small></span>
                <span class="subject"><bdi dir="auto">{l.subject}</bdi></span>
                <span class="marks">{turn(l, now)}{l.offeredToUs && <Chip tone="law">{t('chats.offeredToUs')}</Chip>}{l.mine ? <Chip>{t('chats.mine')}</Chip> : l.staff ? <Chip>{t('chats.others')}</Chip> : null}</span>
              </button>
            </li>
          ))}
        </ul>
        {(chats?.ended.length ?? 0) > 0 && (
          <details>
            <summary>{t('chats.ended')}</summary>
            <ul>{chats?.ended.map((l) => <li key={l.matter}><a href={`/${lang()}/desk/?matter=${l.matter}`}>{nameOf(l)}</a> <Chip tone={l.how === 'abandoned' ? 'soon' : 'plain'}>{code('chatEnd', l.how)}</Chip></li>)}</ul>
          </details>
        )}
        <p class="s boxkeys">{t('chats.keys')}</p>
      </nav>
      <div class="columns">
        {shown.length === 0 && <p class="empty">{t('chats.choose')}</p>}
        {shown.map((l, i) => <StaffTalk key={l.matter} line={l} place={i + 1} answers={answers} teams={teams} news={news.matter === l.matter || news.matter === -1 ? news : null}
          onAct={(action, body) => act(l, action, body)} onDone={() => { if (looked === l.matter) setLooked(0); void load(); }} onSignedOut={onSignedOut} />)}
      </div>
    </div>
  );
}
/** Whose turn it is, in words and with the time waited. */
function turn(l: ChatLine, now: number) {
  if (l.typing) return <Chip>{t('chats.typing')}</Chip>;
  if (l.waits) { const n = minutesSince(l.waits, now); return <Chip tone={n >= 3 ? 'late' : 'soon'}>{t('chats.yourTurn', { n })}</Chip>; }
  return <Chip tone={l.here ? 'ok' : 'plain'}>{t(l.here ? 'chats.theirTurn' : 'chats.away')}</Chip>;
}
