import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, listen, Refused } from '../../api/client';
import { learnServerTime } from '../../api/serverClock';
import type { QueueFilter, QueuePage } from '../../api/types';
import { applied, appended, compare, type Row, toRows } from './rows';

const PAGE = 50;
/** Live news look at the first rows only; what was loaded beyond them stays as it was. */
const LIVE_ROWS = 200;
const LIVE_PAUSE_MS = 400;

export interface QueueEvent { matter: number; version: number; kind: string; seq: number }
export interface News { count: number; reordered: boolean }
export interface Queue {
  rows: Row[]; counts: QueuePage['counts'] | null; status: 'loading' | 'ready' | 'error'; next: string | null; asOf: string; news: News | null; online: boolean;
  /** Takes the server's order at once (own action, or the reader asked). */
  refresh: () => Promise<Row[]>;
  more: () => Promise<Row[]>;
}

export function useQueue(filter: QueueFilter, q: string, onEvent: (event: QueueEvent) => void, onSignedOut: () => void): Queue {
  const [rows, setRows] = useState<Row[]>([]);
  const [counts, setCounts] = useState<QueuePage['counts'] | null>(null);
  const [status, setStatus] = useState<Queue['status']>('loading');
  const [next, setNext] = useState<string | null>(null);
  const [asOf, setAsOf] = useState('');
  const [news, setNews] = useState<News | null>(null);
  const [online, setOnline] = useState(true);
  const shown = useRef<Row[]>([]);
  const view = useRef('');
  // The rows on screen belong to another filter or search: they stay until the new ones are here, then all go.
  const stale = useRef(true);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const event = useRef(onEvent);
  event.current = onEvent;

  const put = (list: Row[]): Row[] => { shown.current = list; setRows(list); return list; };
  const fetchPage = useCallback(async (limit: number, cursor?: string): Promise<QueuePage | null> => {
    // A refresh that began under another filter must not fill this one's list.
    const at = `${filter} ${q}`;
    if (at !== view.current) return null;
    const query = new URLSearchParams({ filter, limit: String(limit) });
    if (q) query.set('q', q);
    if (cursor) query.set('cursor', cursor);
    try {
      const page = await get<QueuePage>(`/queue?${query}`);
      if (at !== view.current) return null;
      setCounts(page.counts);
      learnServerTime(page.asOf);
      setAsOf(page.asOf);
      setStatus('ready');
      return page;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) onSignedOut();
      else if (at === view.current) {
        setStatus((s) => (s === 'loading' ? 'error' : s));
        if (stale.current) put([]);
      }
      return null;
    }
  }, [filter, q]);

  const refresh = useCallback(async (): Promise<Row[]> => {
    const old = stale.current;
    const page = await fetchPage(old ? PAGE : Math.max(PAGE, Math.min(shown.current.length, LIVE_ROWS)));
    if (!page) return shown.current;
    if (old) {
      stale.current = false;
      setNext(page.next);
      setNews(null);
      return put(toRows(page));
    }
    if (shown.current.length <= page.rows.length || page.next === null) setNext(page.next);
    setNews(null);
    return put(applied(shown.current, toRows(page), page.next === null));
  }, [fetchPage]);

  const look = useCallback(async (): Promise<void> => {
    if (stale.current) { await refresh(); return; }
    const page = await fetchPage(Math.max(PAGE, Math.min(shown.current.length, LIVE_ROWS)));
    if (!page) return;
    const incoming = toRows(page);
    // Nobody is reading the rows: there is no cursor to keep still.
    if (shown.current.length === 0 || document.hidden) {
      setNext(page.next);
      setNews(null);
      put(applied(shown.current, incoming, page.next === null));
      return;
    }
    const change = compare(shown.current, incoming, page.next === null);
    put(change.rows);
    setNews(change.added > 0 || change.gone > 0 || change.reordered ? { count: change.added, reordered: change.reordered || change.gone > 0 } : null);
  }, [fetchPage, refresh]);

  const more = useCallback(async (): Promise<Row[]> => {
    if (!next) return shown.current;
    const page = await fetchPage(PAGE, next);
    if (!page) return shown.current;
    setNext(page.next);
    return put(appended(shown.current, toRows(page)));
  }, [fetchPage, next]);

  useEffect(() => {
    view.current = `${filter} ${q}`;
    setNews(null);
    setStatus('loading');
    stale.current = true;
    void refresh();
  }, [filter, q]);

  const lookRef = useRef(look);
  lookRef.current = look;
  useEffect(() => {
    const soon = (): void => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void lookRef.current(), LIVE_PAUSE_MS);
    };
    let lost = false;
    const close = listen('/events', { queue: (data) => { event.current(data as QueueEvent); soon(); }, message: soon }, (link) => {
      setOnline(link === 'open');
      if (link === 'open' && lost) soon();
      lost = link === 'lost';
    });
    return () => { clearTimeout(timer.current); close(); };
  }, []);

  // From the very render in which the filter changes until its rows are here, the list is busy: the rows on screen are the old ones.
  return { rows, counts, status: view.current === `${filter} ${q}` ? status : 'loading', next, asOf, news, online, refresh, more };
}
