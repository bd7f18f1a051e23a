import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { CourseItem, MatterView, QueueFilter, ServiceItem, Session, TeamItem } from '../../api/types';
import { Note } from '../../design/parts';
import { code, t } from '../../i18n';
import { clock } from '../../i18n/time';
import { ActionDialog } from './ActionDialog';
import { type Command, wayBack } from './findTime';
import { type ActionForm, type Content, formOf, plainBody } from './forms';
import { KeyHelp } from './KeyHelp';
import { isShortcut, KEY_ACTIONS, keysOn, setKeysOn } from './keys';
import { FindTime, ProposeService, Segment, Told } from './later';
import { MatterPanel, subjectOf } from './MatterPanel';
import { QueueTable, rowId } from './QueueTable';
import { FILTERS, neighbour } from './rows';
import { useMatter } from './useMatter';
import { useQueue } from './useQueue';

const WIDE = '(min-width: 64rem)';
const TICK_MS = 20_000;
interface Place { filter: QueueFilter; q: string; matter: number }
function readPlace(): Place {
  const p = new URLSearchParams(location.search);
  const filter = p.get('filter') as QueueFilter;
  return { filter: FILTERS.includes(filter) ? filter : 'all', q: p.get('q') ?? '', matter: Number(p.get('matter')) || 0 };
}

export function Queue({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const [place, setPlace] = useState<Place>(readPlace);
  const [typed, setTyped] = useState(place.q);
  const [opened, setOpened] = useState(place.matter > 0);
  const [now, setNow] = useState(serverNow);
  const [content, setContent] = useState<Content>({ services: [], teams: [] });
  const [dialog, setDialog] = useState<{ action: string; form: ActionForm } | null>(null);
  const [told, setTold] = useState(false);
  const [finding, setFinding] = useState<'find' | 'plain' | null>(null);
  const [proposing, setProposing] = useState(false);
  const [segmenting, setSegmenting] = useState(false);
  const [help, setHelp] = useState(false);
  const [keys, setKeys] = useState(keysOn);
  const [said, setSaid] = useState('');
  const [toast, setToast] = useState<{ matter: number; text: string; until: number } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const awaited = useRef(0);  // the matter whose heading takes the focus as soon as it is there
  const search = useRef<HTMLInputElement>(null);
  const busy = useRef(false);
  // After a move the way back is a move too; it holds as long as nothing else has happened to the matter.
  const back = useRef<{ matter: number; version: number; commands: Command[] } | null>(null);

  const matter = useMatter(place.matter, onSignedOut);
  const queue = useQueue(place.filter, place.q, (event) => {
    if (event.matter === place.matter && (event.version > (matter.matter?.version ?? 0) || matter.matter?.number)) void matter.reload();
  }, onSignedOut);

  useEffect(() => {
    void Promise.all([get<ServiceItem[]>('/services'), get<TeamItem[]>('/teams'), get<CourseItem[]>('/courses').catch(() => [])]).then(([services, teams, courses]) => setContent({ services, teams, courses }), () => undefined);
    const timer = setInterval(() => setNow(serverNow()), TICK_MS);
    const back = (): void => { const at = readPlace(); setPlace(at); setTyped(at.q); setOpened(at.matter > 0); };
    addEventListener('popstate', back);
    return () => { clearInterval(timer); removeEventListener('popstate', back); };
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => { if (typed !== place.q) go({ q: typed, matter: 0 }, 'replace'); }, 200);
    return () => clearTimeout(timer);
  }, [typed]);
  // The first answer tells the server's time; later ones only move it with the rows.
  useEffect(() => { setNow(serverNow()); }, [queue.asOf]);
  useEffect(() => { document.title = `${matter.matter && opened ? `${subjectOf(matter.matter)} – ` : ''}${t('desk.title')} – Vuoro`; }, [matter.matter, opened]);
  useEffect(() => {
    if (!toast) return undefined;
    const timer = setTimeout(() => setToast(null), Math.max(toast.until - serverNow(), 0));
    return () => clearTimeout(timer);
  }, [toast]);

  const go = (change: Partial<Place>, how: 'push' | 'replace'): void => {
    const to = { ...place, ...change };
    setPlace(to);
    const query = new URLSearchParams();
    if (to.filter !== 'all') query.set('filter', to.filter);
    if (to.q) query.set('q', to.q);
    if (to.matter) query.set('matter', String(to.matter));
    history[how === 'push' ? 'pushState' : 'replaceState']({}, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}`);
  };
  const focusRow = (id: number): void => {
    const link = document.getElementById(rowId(id));
    link?.focus({ preventScroll: true });
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };
  useLayoutEffect(() => {
    if (awaited.current === 0 || matter.matter?.id !== awaited.current || !heading.current) return;
    awaited.current = 0;
    heading.current.focus();
  });
  const select = (id: number, open: boolean): void => {
    const wide = matchMedia(WIDE).matches;
    if (!wide && !open) return focusRow(id);
    go({ matter: id }, !wide && open ? 'push' : 'replace');
    setOpened(open || opened);
    if (!wide) awaited.current = id;
  };
  const selectRef = useRef(select);
  selectRef.current = select;
  const onSelect = useCallback((id: number, open: boolean) => { selectRef.current(id, open); }, []);

  const move = async (to: number | 'first' | 'last'): Promise<void> => {
    awaited.current = 0;
    let rows = queue.rows;
    const at = document.activeElement?.id.startsWith('row-') ? rows.findIndex((r) => rowId(r.id) === document.activeElement?.id) : rows.findIndex((r) => r.id === place.matter);
    let next = to === 'first' ? 0 : to === 'last' ? rows.length - 1 : at < 0 ? 0 : at + to;
    if (next >= rows.length && queue.next) rows = await queue.more();
    next = Math.min(Math.max(next, 0), rows.length - 1);
    const row = rows[next];
    if (!row) return;
    focusRow(row.id);
    if (matchMedia(WIDE).matches) select(row.id, false);
    else setTimeout(() => focusRow(row.id));
  };

  const finish = async (action: string, changed: MatterView | undefined): Promise<void> => {
    const before = queue.rows;
    const inRow = document.activeElement?.id.startsWith('row-') ?? false;
    const text = changed ? t('toast.done', { what: code('done', action), subject: subjectOf(changed) }) : '';
    setSaid(text);
    setToast(changed?.undo ? { matter: changed.id, text, until: Date.parse(changed.undo.until) } : null);
    const after = await queue.refresh();
    // The matter left this list: its panel stays open, and the cursor stands where the work goes on.
    if (inRow) setTimeout(() => focusRow(after.some((r) => r.id === place.matter) ? place.matter : neighbour(before, after, place.matter)));
  };
  const send = async (action: string, body: Record<string, unknown>) => {
    if (busy.current) return { ok: false, detail: t('staff.waiting') };
    busy.current = true;
    const moved = action === 'book-times' ? matter.matter?.steps.find((s) => s.id === body.step && s.state === 'booked') : undefined;
    const sent = await matter.send(action, body);
    busy.current = false;
    back.current = sent.ok && moved && sent.matter ? { matter: sent.matter.id, version: sent.matter.version, commands: wayBack(moved) } : null;
    if (sent.ok) void finish(moved ? 'move' : action, sent.matter);
    return sent;
  };
  const goBack = async (commands: Command[]): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    back.current = null;
    let sent: Awaited<ReturnType<typeof matter.send>> = { ok: false };
    for (const [action, body] of commands) {
      sent = await matter.send(action, body);
      if (!sent.ok) break;
    }
    busy.current = false;
    if (sent.ok) void finish('moveBack', sent.matter && { ...sent.matter, undo: null });
  };
  const act = (action: string): void => {
    const m = matter.matter;
    if (!m) return;
    if (action === 'undo' ? !m.undo : !m.actions.includes(action)) { setSaid(t('panel.notNow', { action: code('action', action) })); return; }
    if (action === 'undo' && back.current?.matter === m.id && back.current.version === m.version) { void goBack(back.current.commands); return; }
    if (action === 'book-times' || action === 'book') { setFinding(action === 'book' ? 'plain' : 'find'); return; }
    if (action === 'propose') { setProposing(true); return; }
    if (action === 'segment') { setSegmenting(true); return; }
    const form = formOf(action, m, content);
    if (form) setDialog({ action, form });
    else void send(action, plainBody(action, m));
  };
  const undo = (): void => {
    if (toast && toast.matter !== place.matter) { go({ matter: toast.matter }, 'replace'); return; }
    act('undo');
  };
  const enter = (): void => {
    const row = queue.rows.find((r) => rowId(r.id) === document.activeElement?.id);
    if (!row) return;
    if (keys && row.id === place.matter && matter.matter && row.state === 'new' && matter.matter.actions.includes('take')) { act('take'); return; }
    awaited.current = row.id;
    select(row.id, true);
  };
  const showNews = (): void => {
    const held = document.activeElement?.id ?? '';
    void queue.refresh().then(() => { setSaid(t('news.shown')); setTimeout(() => { if (held.startsWith('row-')) focusRow(Number(held.slice(4))); }); });
  };

  const onKey = (event: KeyboardEvent): void => {
    if (!isShortcut(event)) {
      if (event.key === 'Escape' && event.target === search.current) { setTyped(''); focusRow(queue.rows[0]?.id ?? 0); }
      return;
    }
    const inRows = document.activeElement?.id.startsWith('row-') ?? false;
    const done = (run: () => void): void => { event.preventDefault(); run(); };
    if (inRows && event.key === 'ArrowDown') return done(() => void move(1));
    if (inRows && event.key === 'ArrowUp') return done(() => void move(-1));
    if (inRows && event.key === 'Home') return done(() => void move('first'));
    if (inRows && event.key === 'End') return done(() => void move('last'));
    if (inRows && event.key === 'Enter') return done(enter);
    if (event.key === 'Escape') return done(() => { const wide = matchMedia(WIDE).matches; if (!wide) backToList(); else focusRow(place.matter || (queue.rows[0]?.id ?? 0)); });
    if (!keys) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === 'j') return done(() => void move(1));
    if (key === 'k') return done(() => void move(-1));
    if (key === '/') return done(() => search.current?.focus());
    if (key === '?') return done(() => setHelp(true));
    if (key === 's' && queue.news) return done(showNews);
    if (key === 'p' && matter.matter) return done(() => print());
    if (/^[1-7]$/.test(key)) return done(() => go({ filter: FILTERS[Number(key) - 1] ?? 'all', matter: 0 }, 'push'));
    if (key === 'u') return done(undo);
    const action = KEY_ACTIONS[key];
    if (action) done(() => act(action));
  };
  const keyRef = useRef(onKey);
  keyRef.current = onKey;
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => keyRef.current(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  const backToList = (): void => {
    const id = place.matter;
    setOpened(false);
    go({ matter: 0 }, 'replace');
    setTimeout(() => focusRow(id));
  };

  const c = queue.counts;
  const m = matter.matter;
  return (
    <div class={`desk ${opened && place.matter ? 'opened' : ''}`}>
      <section class="queue" aria-labelledby="desk-title" aria-busy={queue.status === 'loading'}>
        <div class="row head">
          <h1 id="desk-title">{t('desk.title')}</h1>
          {c && <p class="s">{t('desk.open', { n: c.all })} · {t('desk.breaking', { n: c.breakingToday })} · {t('desk.overdue', { n: c.overdue })}</p>}
          <p class="s hintkeys">
            {keys && <><kbd>j</kbd> <kbd>k</kbd> {t('keys.move')} · </>}
            <button type="button" class="link" onClick={() => setHelp(true)}>{keys && <><kbd>?</kbd> </>}{t('keys.all')}</button>
          </p>
        </div>
        <div class="row bar">
          <div class="row tabs" role="group" aria-label={t('desk.filters')}>
            {FILTERS.filter((f) => (f !== 'asked' && f !== 'returned') || place.filter === f || (c?.[f] ?? 0) > 0).map((f) => <button type="button" key={f} class="tab" aria-pressed={place.filter === f} onClick={() => go({ filter: f, matter: 0 }, 'push')}>{code('filter', f)} {c && <span class="count">{c[f]}</span>}</button>)}
          </div>
          <label class="find"><span class="sr">{t('desk.search')}</span>
            <input ref={search} type="search" value={typed} placeholder={t('desk.search')} onInput={(event) => setTyped(event.currentTarget.value)} /></label>
        </div>
        {!queue.online && <Note tone="soon" role="status">{t('desk.offline', { clock: queue.asOf ? clock(queue.asOf) : '' })}</Note>}
        <div role="status" class="news">
          {queue.news && (
            <button type="button" class="q" onClick={showNews}>
              {queue.news.count > 0 ? t('news.added', { n: queue.news.count }) : t('news.moved')}{keys && <kbd aria-hidden="true">s</kbd>}
            </button>
          )}
        </div>
        {queue.status === 'loading' && queue.rows.length === 0 && <p class="empty" role="status">{t('staff.loading')}</p>}
        {queue.status === 'error' && <Note tone="late" role="alert"><p>{t('staff.unreachable')}</p><p class="after"><button type="button" onClick={() => void queue.refresh()}>{t('staff.retry')}</button></p></Note>}
        {queue.status === 'ready' && queue.rows.length === 0 && <p class="empty">{t(!place.q ? 'desk.empty' : queue.next ? 'desk.searchMore' : 'desk.emptySearch')}</p>}
        {queue.rows.length > 0 && <QueueTable rows={queue.rows} selected={place.matter} now={now} me={session.staff} onSelect={onSelect} />}
        {queue.next && <p class="more"><button type="button" class="q" onClick={() => void queue.more()}>{t('desk.more')}</button></p>}
      </section>
      <aside class="panel" aria-label={t('panel.region')}>
        {m ? <MatterPanel matter={m} page={!matchMedia(WIDE).matches} now={now} notice={matter.notice} heading={heading} keys={keys} onAction={act} onBack={backToList} onTold={() => setTold(true)} onTry={(result) => void send('call-tried', { result })} />
          : <div class="empty">{matter.status === 'loading' ? <p role="status">{t('staff.loading')}</p> : matter.status === 'error' ? <Note tone="late" role="alert">{matter.notice}</Note> : <p>{t('panel.empty')}</p>}</div>}
      </aside>
      <div role="status" class="sr">{said}</div>
      {toast && (
        <div class="toasts">
          <div class="toast"><span><bdi>{toast.text}</bdi></span><button type="button" onClick={undo}>{t('toast.undo')}{keys && <kbd aria-hidden="true">u</kbd>}</button></div>
        </div>
      )}
      {dialog && <ActionDialog action={dialog.action} form={dialog.form} onSend={(body) => send(dialog.action, body)} onClose={() => setDialog(null)} />}
      {told && m && <Told matter={m.id} onClose={() => setTold(false)} onSaved={() => { setTold(false); void matter.reload(); }} />}
      {segmenting && m && <Segment matter={m} send={send} onClose={() => setSegmenting(false)} />}
      {proposing && m && <ProposeService matter={m} content={content} send={send} onClose={() => setProposing(false)} />}
      {finding && m && <FindTime matter={m} plain={m.actions.includes('book') ? formOf('book', m, content) : null} tab={finding} send={send} onClose={() => setFinding(null)} />}
      {help && <KeyHelp on={keys} onToggle={(on) => { setKeys(on); setKeysOn(on); }} onClose={() => setHelp(false)} />}
    </div>
  );
}
