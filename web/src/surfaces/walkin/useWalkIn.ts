import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, listen, newKey, problemWords, Refused, sendSurely } from '../../api/client';
import { learnServerTime } from '../../api/serverClock';
import type { Move, WalkInList, WalkInMatter } from '../../api/walkin';
import { t } from '../../i18n';

const LIVE_PAUSE_MS = 300;

export interface List {
  list: WalkInList | null; wrong: string; online: boolean; busy: boolean;
  /** The matter that was called; 0 when nothing came of it. */
  callNext: () => Promise<number>;
  move: (m: WalkInMatter, to: Move) => Promise<boolean>;
}

/** The team's list, read again on each event, and what is done to it. */
export function useWalkIn(onSignedOut: () => void): List {
  const [list, setList] = useState<WalkInList | null>(null);
  const [wrong, setWrong] = useState('');
  const [online, setOnline] = useState(true);
  const [busy, setBusy] = useState(false);
  const working = useRef(false);
  // One key for one intent: what is tried again after a lost answer is done once.
  const intent = useRef({ what: '', key: '' });

  const put = (fresh: WalkInList): WalkInList => {
    learnServerTime(fresh.asOf);
    setList((old) => (old && old.seq > fresh.seq ? old : fresh));
    return fresh;
  };
  const tell = (error: unknown): void => {
    if (error instanceof Refused && error.status === 401) onSignedOut();
    else setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));
  };
  const load = useCallback(async (): Promise<WalkInList | null> => {
    try { return put(await get<WalkInList>('/walk-in')); } catch (error) { tell(error); return null; }
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => { clearTimeout(timer); timer = setTimeout(() => void load(), LIVE_PAUSE_MS); };
    let lost = false;
    void load();
    const close = listen('/events', { queue: soon }, (link) => {
      setOnline(link === 'open');
      if (link === 'open' && lost) soon();
      lost = link === 'lost';
    });
    return () => { clearTimeout(timer); close(); };
  }, []);

  const once = async <T>(what: string, send: (key: string) => Promise<T>): Promise<T | null> => {
    if (working.current) return null;
    if (intent.current.what !== what) intent.current = { what, key: newKey() };
    working.current = true;
    setBusy(true);
    setWrong('');
    try {
      const done = await send(intent.current.key);
      intent.current = { what: '', key: '' };
      return done;
    } catch (error) {
      if (error instanceof Refused) intent.current = { what: '', key: '' };
      tell(error);
      if (error instanceof Refused) void load();
      return null;
    } finally {
      working.current = false;
      setBusy(false);
    }
  };
  const callNext = async (): Promise<number> => (await once('next', async (key) =>
    put((await sendSurely<WalkInList>('/walk-in/call-next', { body: {}, key }, () => setWrong(t('staff.waiting')), 4)).data)))?.called ?? 0;
  const move = async (m: WalkInMatter, to: Move): Promise<boolean> => (await once(`${m.id} ${to}`, async (key) => {
    const send = (version: number, with_: string) => sendSurely(`/matters/${m.id}/move-number`, { body: { to }, key: with_, ifMatch: version }, () => setWrong(t('staff.waiting')), 4);
    try {
      await send(m.version, key);
    } catch (error) {
      // Somebody has worked on the matter meanwhile: the turn at the door does not hang on that.
      const now = error instanceof Refused && error.status === 412 ? await load() : null;
      const again = [...(now?.rows ?? []), ...(now?.over ?? [])].find((r) => r.matter?.id === m.id)?.matter;
      if (!again) throw error;
      await send(again.version, newKey());
    }
    await load();
    return true;
  })) ?? false;
  return { list, wrong, online, busy, callNext, move };
}
