import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, listen, problemWords, Refused } from '../../api/client';
import { learnServerTime } from '../../api/serverClock';
import type { TeamDay } from '../../api/times';
import { t } from '../../i18n';
import { type DayPlace, merged } from './day';

const LIVE_PAUSE_MS = 400;
/** Times of matters that are not ours to see change without an event. */
const POLL_MS = 60_000;

export interface Day { day: TeamDay | null; status: 'loading' | 'ready' | 'error'; wrong: string; online: boolean; reload: () => Promise<void> }

/** A team's day, read again on each event. While `still` (something is being dragged or asked) the news waits, so that nothing moves under the hand. */
export function useDay(place: DayPlace, still: boolean, onSignedOut: () => void): Day {
  const [day, setDay] = useState<TeamDay | null>(null);
  const [status, setStatus] = useState<Day['status']>('loading');
  const [wrong, setWrong] = useState('');
  const [online, setOnline] = useState(true);
  const where = useRef('');
  const waiting = useRef(false);
  const stillRef = useRef(still);
  stillRef.current = still;
  const reload = useCallback(async (): Promise<void> => {
    const at = `${place.date} ${place.team}`;
    try {
      const fresh = await get<TeamDay>(`/day?${new URLSearchParams({ date: place.date, ...(place.team ? { team: place.team } : {}) })}`);
      if (where.current !== at) return;
      learnServerTime(fresh.asOf);
      setDay((old) => merged(old, fresh));
      setStatus('ready');
    } catch (error) {
      if (where.current !== at) return;
      if (error instanceof Refused && error.status === 401) { onSignedOut(); return; }
      setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));
      setStatus((s) => (s === 'ready' ? s : 'error'));
    }
  }, [place.date, place.team]);
  useEffect(() => {
    where.current = `${place.date} ${place.team}`;
    setStatus('loading');
    void reload();
  }, [place.date, place.team]);
  const reloadRef = useRef(reload);
  reloadRef.current = reload;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => { if (stillRef.current) waiting.current = true; else void reloadRef.current(); }, LIVE_PAUSE_MS);
    };
    let lost = false;
    const close = listen('/events', { queue: soon }, (link) => {
      setOnline(link === 'open');
      if (link === 'open' && lost) soon();
      lost = link === 'lost';
    });
    const poll = setInterval(soon, POLL_MS);
    return () => { clearTimeout(timer); clearInterval(poll); close(); };
  }, []);
  useEffect(() => {
    if (still || !waiting.current) return;
    waiting.current = false;
    void reloadRef.current();
  }, [still]);
  return { day: day && day.date === place.date ? day : null, status, wrong, online, reload };
}
