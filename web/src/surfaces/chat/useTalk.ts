import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { call, get, newKey, problemWords, Refused } from '../../api/client';
import type { Side, Talk } from '../../api/chat';
import { learnServerTime } from '../../api/serverClock';
import { gap, kept, merged, newMark, type Pending, settled } from './talk';

const SIGN_MS = 25_000;
const TYPING_MS = 4_000;
const TYPED_MS = 9_000;
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];
/** The server asks who writes too fast to wait: a little more than it takes to earn one message. */
const SLOW_MS = 3_000;

export interface Conversation {
  talk: Talk | null; pending: Pending[]; status: 'loading' | 'ready' | 'gone' | 'unreachable'; away: boolean;
  reload: () => Promise<void>; older: () => Promise<void>; send: (words: string) => void; again: (p: Pending) => void; drop: (p: Pending) => void; typing: (on: boolean) => void;
  heard: (sign: { side: Side; here: boolean; typing: boolean }) => void; put: (talk: Talk) => void;
}

/** A conversation that survives a bad network: words wait in order with their keys until the server has them, also over a reload. */
export function useTalk(base: string, side: Side, onSignedOut: () => void): Conversation {
  const [talk, setTalk] = useState<Talk | null>(null);
  const [status, setStatus] = useState<Conversation['status']>('loading');
  const [pending, setPending] = useState<Pending[]>([]);
  const [away, setAway] = useState(false);
  const known = useRef<Talk | null>(null);
  const queue = useRef<Pending[]>([]);
  const sending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const typed = useRef(0);
  // Words belong to one matter: another one opened in the same tab must not get them.
  const store = useRef('');

  const hold = (list: Pending[]): void => {
    queue.current = list;
    setPending(list);
    if (list.length > 0) sessionStorage.setItem(store.current, JSON.stringify(list));
    else sessionStorage.removeItem(store.current);
  };
  const put = (fresh: Talk): void => {
    learnServerTime(fresh.asOf);
    known.current = merged(known.current, fresh);
    setTalk(known.current);
    setStatus('ready');
    if (store.current === '') {
      store.current = `vuoro-words ${side} ${fresh.code}`;
      hold(kept(sessionStorage.getItem(store.current)));
    }
    const left = settled(queue.current, fresh.messages, side);
    if (left !== queue.current) hold(left);
  };
  const reload = useCallback(async (): Promise<void> => {
    const after = known.current?.newest ?? 0;
    try {
      let fresh = await get<Talk>(`${base}/messages${after > 0 ? `?after=${after}` : ''}`);
      if (gap(fresh, after)) { fresh = await get<Talk>(`${base}/messages`); known.current = null; }
      put(fresh);
      setAway(false);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) { onSignedOut(); setStatus('gone'); }
      else if (error instanceof Refused) setStatus('gone');
      else { setAway(true); setStatus((s) => (s === 'ready' ? s : 'unreachable')); }
    }
  }, [base]);
  const older = async (): Promise<void> => {
    const first = known.current?.messages[0]?.seq;
    if (first === undefined) return;
    try { put(await get<Talk>(`${base}/messages?before=${first}`)); } catch { setAway(true); }
  };

  const update = (p: Pending, change: Partial<Pending>): void => hold(queue.current.map((q) => (q.mark === p.mark ? { ...q, ...change } : q)));
  // One after another, so that they stand in the order in which they were written.
  const pump = async (tries = 0): Promise<void> => {
    clearTimeout(timer.current);
    const next = queue.current.find((p) => p.state === 'sending' || p.state === 'waiting');
    if (!next || sending.current) return;
    sending.current = true;
    let pause = 0;
    try {
      await call('POST', `${base}/messages`, { body: { words: next.words, mark: next.mark }, key: next.key });
      setAway(false);
      update(next, { state: 'sent' });
    } catch (error) {
      if (!(error instanceof Refused)) { setAway(true); update(next, { state: 'waiting' }); pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 8000; }
      else if (error.status === 429) { update(next, { state: 'waiting' }); pause = SLOW_MS; }
      else if (error.status === 401) { sending.current = false; onSignedOut(); return; }
      else update(next, { state: 'failed', why: error.problem ? problemWords(error.problem) : '' });
    }
    sending.current = false;
    if (pause > 0) timer.current = setTimeout(() => void pump(tries + 1), pause);
    else { void reload(); void pump(); }
  };
  const send = (words: string): void => {
    hold([...queue.current, { key: newKey(), mark: newMark(), words, state: 'sending' }]);
    typed.current = 0;
    void pump();
  };
  // Refused once is not for ever (somebody else has taken it since …): a new key, as it is a new wish.
  const again = (p: Pending): void => { update(p, { state: 'sending', key: newKey(), why: undefined }); void pump(); };
  const drop = (p: Pending): void => hold(queue.current.filter((q) => q.mark !== p.mark));

  const sign = (typing: boolean): void => { call('POST', `${base}/presence`, { body: { typing } }).catch(() => undefined); };
  const typing = (on: boolean): void => {
    const now = Date.now();
    if (on ? now - typed.current < TYPING_MS : typed.current === 0) return;
    typed.current = on ? now : 0;
    sign(on);
  };
  const heard: Conversation['heard'] = (s) => {
    const set = (to: { here: boolean; typing: boolean }): void => {
      if (!known.current) return;
      known.current = { ...known.current, [s.side]: to };
      setTalk(known.current);
    };
    set({ here: s.here, typing: s.typing });
    if (s.typing) setTimeout(() => { if (known.current?.[s.side].typing) set({ here: true, typing: false }); }, TYPED_MS);
  };

  useEffect(() => {
    known.current = null;
    setTalk(null);
    setStatus('loading');
    store.current = '';
    queue.current = [];
    setPending([]);
    void reload().then(() => pump());
    const back = (): void => { void reload().then(() => pump()); };
    const beat = setInterval(() => { if (!document.hidden) sign(false); }, SIGN_MS);
    sign(false);
    addEventListener('online', back);
    return () => { clearInterval(beat); clearTimeout(timer.current); removeEventListener('online', back); };
  }, [base]);
  return { talk, pending, status, away, reload, older, send, again, drop, typing, heard, put };
}
