import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, newKey, problemWords, Refused, sendSurely } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { Place, Times } from '../../api/times';
import type { MatterView, Session, TeamItem } from '../../api/types';
import { Note } from '../../design/parts';
import { t } from '../../i18n';
import { addDays, clock, dayInWords, dayOf, longDay } from '../../i18n/time';
import { isShortcut, keysOn } from '../desk/keys';
import { Column, type Held, slotId } from './Column';
import { away, byType, clockOf, endingOffers, followed, interpreted, partsOf, type DayPlace, minutesOn, movable, neighbourSlot, readDayPlace, risksOf, spanOf } from './day';
import { BlockDialog, type Done, MoveDialog, RiskDialog, UnblockDialog } from './dialogs';
import { useDay } from './useDay';

const TICK_MS = 20_000;
const TOAST_MS = 60_000;
type Open = { kind: 'block'; worker: string; slot: number | null } | { kind: 'move'; held: Held } | { kind: 'risks' } | null;
/** What was done, and what takes it back. */
interface Toast { text: string; back: () => Promise<void>; until: number }

export function Day({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const [place, setPlace] = useState<DayPlace>(() => readDayPlace(location.search, dayOf(serverNow())));
  const [now, setNow] = useState(serverNow);
  const [open, setOpen] = useState<Open>(null);
  const [drag, setDrag] = useState<{ held: Held; fits: Set<number> | null } | null>(null);
  const [current, setCurrent] = useState(0);
  const [teams, setTeams] = useState<TeamItem[]>([]);
  const [said, setSaid] = useState('');
  const [notice, setNotice] = useState('');
  const [toast, setToast] = useState<Toast | null>(null);
  const keys = useRef(keysOn());
  const busy = useRef(false);
  const grid = useRef<HTMLDivElement>(null);
  const { day, status, wrong, online, reload } = useDay(place, open !== null || drag !== null, onSignedOut);
  const leads = session.account.role !== 'professional';
  const today = dayOf(now);

  const go = (to: Partial<DayPlace>): void => {
    const next = { ...place, ...to };
    setPlace(next);
    setNotice('');
    const query = new URLSearchParams({ ...(next.date === today ? {} : { date: next.date }), ...(next.team ? { team: next.team } : {}) });
    history.pushState({}, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}`);
  };
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), TICK_MS);
    const back = (): void => setPlace(readDayPlace(location.search, dayOf(serverNow())));
    addEventListener('popstate', back);
    if (leads) void get<TeamItem[]>('/teams').then((list) => { setTeams(list); if (!place.team && !session.account.teamCode && list[0]) setPlace((p) => ({ ...p, team: list[0]?.code ?? '' })); }, () => undefined);
    return () => { clearInterval(timer); removeEventListener('popstate', back); };
  }, []);
  // The browser's clock chose the day before the server had told its own.
  const asked = useRef(new URLSearchParams(location.search).has('date'));
  useEffect(() => {
    setNow(serverNow());
    if (!day || asked.current) return;
    asked.current = true;
    if (dayOf(serverNow()) !== place.date) setPlace({ ...place, date: dayOf(serverNow()) });
  }, [day?.asOf]);
  useEffect(() => { document.title = `${t('day.title')} ${longDay(place.date, today)} – Vuoro`; }, [place.date, today]);
  useEffect(() => {
    if (!toast) return undefined;
    const timer = setTimeout(() => setToast(null), Math.max(toast.until - Date.now(), 0));
    return () => clearTimeout(timer);
  }, [toast]);

  const span = useMemo(() => (day ? spanOf(day) : { from: 480, until: 960 }), [day]);
  const minutesOf = useMemo(() => minutesOn(place.date), [place.date]);
  const risks = useMemo(() => (day ? { breaking: risksOf(day), ending: endingOffers(day), interpreted: interpreted(day), unbooked: day.unbooked ?? [] } : { breaking: [], ending: [], interpreted: [], unbooked: [] }), [day]);
  const dangers = risks.breaking.length + risks.ending.length + risks.unbooked.length;
  const gone = useMemo(() => (day ? away(day) : []), [day]);
  const dayRef = useRef(day);
  dayRef.current = day;
  const canMove = useMemo(() => (p: Place): boolean => (dayRef.current ? movable(dayRef.current, p) : false), []);
  const all = useMemo(() => day?.workers.flatMap((w) => w.slots.map((s) => s.slot)) ?? [], [day]);
  const at = all.includes(current) ? current : all[0] ?? 0;

  // One key for one intent: a click again after a lost answer is the same wish, not a second one.
  const intent = useRef({ what: '', key: '' });
  const post = async <T,>(path: string, body: unknown, version?: number): Promise<{ ok: boolean; detail?: string; data?: T }> => {
    if (busy.current) return { ok: false, detail: t('staff.waiting') };
    busy.current = true;
    const what = `${path} ${version} ${JSON.stringify(body)}`;
    if (intent.current.what !== what) intent.current = { what, key: newKey() };
    try {
      const answer = await sendSurely<T>(path, { body, key: intent.current.key, ifMatch: version }, () => setSaid(t('staff.waiting')), 4);
      intent.current = { what: '', key: '' };
      return { ok: true, data: answer.data };
    } catch (error) {
      if (!(error instanceof Refused)) return { ok: false, detail: t('staff.unreachable') };
      intent.current = { what: '', key: '' };
      if (error.status === 401) { onSignedOut(); return { ok: false, detail: t('staff.signedOut') }; }
      return { ok: false, detail: error.status === 412 ? t('day.conflict') : error.problem ? problemWords(error.problem) : t('staff.refused') };
    } finally {
      busy.current = false;
    }
  };
  const offerUndo = (text: string, back: () => Promise<void>): void => { setSaid(text); setToast({ text, back, until: Date.now() + TOAST_MS }); };
  const move = async (held: Held, slot: number, to: string): Promise<Done> => {
    const { place: p, slot: from } = held;
    setNotice('');
    const step = p.step ?? 0;
    const target = day?.workers.flatMap((w) => w.slots).find((s) => s.slot === slot);
    const before = day ? partsOf(day, step).map((x) => x.slot.slot) : [from.slot];
    // On another day only a visit of one professional can be followed; the page does not see that day's times.
    const slots = before.length < 2 ? [slot] : day && target ? followed(day, step, from.slot, target) : null;
    if (!slots) { const detail = t('day.othersBusy'); setNotice(detail); return { ok: false, detail }; }
    const sent = await post<MatterView>(`/matters/${p.matter}/book-times`, { step: p.step, slots }, p.version);
    if (sent.ok && sent.data) {
      const text = t('day.moved', { from: clock(from.at), to: dayOf(to) === place.date ? clock(to) : `${longDay(dayOf(to), today)} ${clock(to)}` });
      const { id, version } = sent.data;
      offerUndo(text, async () => {
        const back = await post<MatterView>(`/matters/${id}/book-times`, { step: p.step, slots: before }, version);
        if (back.ok) { setSaid(t('day.movedBack')); setCurrent(from.slot); } else setNotice(back.detail ?? '');
      });
      setCurrent(slot);
    } else setNotice(sent.detail ?? t('staff.unreachable'));
    void reload();
    return sent;
  };
  const undo = async (): Promise<void> => {
    if (!toast) return;
    setToast(null);
    await toast.back();
    void reload();
  };
  const block = async (body: Record<string, unknown>): Promise<Done> => {
    const sent = await post<{ cancelled: number }>('/blocks', body);
    if (sent.ok) {
      setNotice('');
      offerUndo(t('day.blockDone', { n: sent.data?.cancelled ?? 0 }), async () => { const back = await unblock(body); if (!back.ok) setNotice(back.detail ?? ''); });
    }
    void reload();
    return sent;
  };
  const unblock = async (body: Record<string, unknown>): Promise<Done> => {
    const sent = await post<{ returned: number }>('/unblocks', body);
    if (sent.ok) { setToast(null); setSaid(t('day.unblockDone', { n: sent.data?.returned ?? 0 })); setNotice(''); }
    void reload();
    return sent;
  };

  // ---- dragging: by delegation, so that a thousand times need no listeners of their own
  const slotUnder = (event: DragEvent): HTMLElement | null => (event.target as HTMLElement).closest?.('.slot.free') ?? null;
  const dragRef = useRef(drag);
  dragRef.current = drag;
  const begin = (event: DragEvent): void => {
    const line = (event.target as HTMLElement).closest<HTMLElement>('.placeline');
    const id = Number(line?.closest<HTMLElement>('.slot')?.dataset.slot);
    const step = Number(line?.dataset.step);
    for (const worker of day?.workers ?? []) {
      const slot = worker.slots.find((s) => s.slot === id);
      const p = slot?.places.find((x) => x.step === step);
      if (!slot || !p) continue;
      event.dataTransfer?.setData('text/plain', String(step));
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
      const held = { place: p, slot, worker };
      setDrag({ held, fits: null });
      const query = new URLSearchParams({ step: String(step), limit: '200', from: place.date, until: place.date });
      void get<Times>(`/matters/${p.matter}/times?${query}`).then((times) => setDrag((d) => (d && d.held === held ? { held, fits: new Set(times.times.map((x) => x.slot)) } : d)), () => undefined);
      return;
    }
  };
  // Marked on the elements themselves: drawing sixty columns again would be felt in the hand.
  useEffect(() => {
    const { fits } = drag ?? {};
    if (!fits || !grid.current) return undefined;
    const free = [...grid.current.querySelectorAll<HTMLElement>('.slot.free')];
    for (const slot of free) slot.classList.add(fits.has(Number(slot.dataset.slot)) ? 'fits' : 'unfit');
    return () => { for (const slot of free) slot.classList.remove('fits', 'unfit'); };
  }, [drag?.fits]);
  const over = useRef<HTMLElement | null>(null);
  const mark = (slot: HTMLElement | null): void => {
    if (over.current === slot) return;
    over.current?.classList.remove('over');
    slot?.classList.add('over');
    over.current = slot;
  };
  const onDragOver = (event: DragEvent): void => {
    if (!dragRef.current) return;
    const slot = slotUnder(event);
    mark(slot);
    if (slot) { event.preventDefault(); if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'; }
  };
  const onDrop = (event: DragEvent): void => {
    const slot = slotUnder(event);
    const d = dragRef.current;
    mark(null);
    setDrag(null);
    if (!slot || !d) return;
    event.preventDefault();
    const id = Number(slot.dataset.slot);
    const target = day?.workers.flatMap((w) => w.slots).find((s) => s.slot === id);
    if (target) void move(d.held, id, target.at);
  };

  const onGridKey = (event: KeyboardEvent): void => {
    if (!['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key) || !day || event.ctrlKey || event.altKey || event.metaKey) return;
    const id = Number((event.target as HTMLElement).closest<HTMLElement>('.slot')?.dataset.slot);
    if (!id) return;
    event.preventDefault();
    const ordered = day.workers;
    const next = neighbourSlot(ordered, id, event.key);
    setCurrent(next);
    const target = document.getElementById(slotId(next));
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!keys.current || !isShortcut(event)) return;
    const key = event.key.toLowerCase();
    const run = ({ j: () => go({ date: addDays(place.date, 1) }), k: () => go({ date: addDays(place.date, -1) }), t: () => go({ date: today }), u: () => void undo() } as Record<string, () => void>)[key];
    if (run) { event.preventDefault(); run(); }
  };
  const keyRef = useRef(onKey);
  keyRef.current = onKey;
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => keyRef.current(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  const c = day?.counts;
  const hours = Array.from({ length: (span.until - span.from) / 60 + 1 }, (_, i) => span.from + i * 60);
  const nowAt = place.date === today ? minutesOf(new Date(now).toISOString()) : -1;
  const nowShown = nowAt >= span.from && nowAt <= span.until;
  const blockWorker = open?.kind === 'block' ? day?.workers.find((w) => w.code === open.worker) : undefined;
  const blockSlot = (open?.kind === 'block' && blockWorker?.slots.find((s) => s.slot === open.slot)) || null;
  return (
    <div class="day">
      <div class="dayhead">
        <div class="row">
          <h1>{t('day.title')} <span class="s">{dayInWords(place.date, today)}{place.date === today && `, ${longDay(place.date, today)}`}</span></h1>
          <div class="row daypick" role="group" aria-label={t('day.pick')}>
            <button type="button" class="q" aria-keyshortcuts="k" onClick={() => go({ date: addDays(place.date, -1) })}>← {t('day.previous')}</button>
            <button type="button" class="q" aria-keyshortcuts="t" onClick={() => go({ date: today })}>{t('day.today')}</button>
            <button type="button" class="q" aria-keyshortcuts="j" onClick={() => go({ date: addDays(place.date, 1) })}>{t('day.next')} →</button>
            <label><span class="sr">{t('day.date')}</span><input type="date" value={place.date} onChange={(e) => { if (e.currentTarget.value) go({ date: e.currentTarget.value }); }} /></label>
          </div>
          {leads && teams.length > 0 && <label class="s">{t('day.team')} <select value={place.team || session.account.teamCode} onChange={(e) => go({ team: e.currentTarget.value })}>{teams.map((x) => <option key={x.code} value={x.code}>{x.name}</option>)}</select></label>}
        </div>
        <p class="daycounts">
          {c && <>
            <span>{t('day.workers', { n: day?.workers.length ?? 0 })}</span>
            <span class="key free">{t('day.nFree', { n: c.free })}</span><span class="key booked">{t('day.nBooked', { n: c.booked })}</span><span class="key held">{t('day.nHeld', { n: c.held })}</span><span class="key blocked">{t('day.nBlocked', { n: c.blocked })}</span>
            {gone.length > 0 && <span class="away">{t('day.away', { who: gone.map((w) => w.name).join(', ') })}</span>}
            <button type="button" class={dangers > 0 ? 'q risks' : 'link'} onClick={() => setOpen({ kind: 'risks' })}>{t('day.nRisks', { n: dangers })}</button>
          </>}
        </p>
        {day && day.workers.length > 0 && <details class="s"><summary>{t('day.byType')}</summary><ul class="types">{byType(day).map((x) => <li key={x.type}>{x.type} <b>{t('day.freeOf', { free: x.free, n: x.places })}</b></li>)}</ul></details>}
        {!online && <Note tone="soon" role="status">{t('day.offline', { clock: day ? clock(day.asOf) : '' })}</Note>}
        {notice && <Note tone="late" role="alert">{notice}</Note>}
      </div>
      {status === 'error' ? <div class="empty"><Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={() => void reload()}>{t('staff.retry')}</button></p></Note></div>
        : !day ? <p class="empty" role="status">{t('staff.loading')}</p>
        : day.workers.length === 0 ? <p class="empty">{t('day.empty')}</p> : (
          <div class={`daygrid scroll${drag ? ' dragging' : ''}`} ref={grid} onKeyDown={onGridKey} onFocusIn={(event) => { const id = Number((event.target as HTMLElement).closest<HTMLElement>('.slot')?.dataset.slot); if (id) setCurrent(id); }}
            onDragStart={begin} onDragOver={onDragOver} onDrop={onDrop} onDragEnd={() => { mark(null); setDrag(null); }} style={{ '--span': String(span.until - span.from) }}>
            <div class="axis" aria-hidden="true">{hours.map((h) => <span key={h} style={{ '--start': String(h - span.from) }}>{clockOf(h)}</span>)}{nowShown && <b class="nowmark" style={{ '--start': String(nowAt - span.from) }}>{clockOf(Math.floor(nowAt))}</b>}</div>
            {nowShown && <div class="nowline" style={{ '--start': String(nowAt - span.from), '--columns': String(day.workers.length) }}><span class="sr">{t('day.now', { clock: clockOf(Math.floor(nowAt)) })}</span></div>}
            {day.workers.map((w) => (
              <Column key={w.code} worker={w} from={span.from} minutesOf={minutesOf} current={w.slots.some((s) => s.slot === at) ? at : 0} canMove={canMove} mayChange={!leads}
                onMenu={openMove(setOpen)} onBlock={openBlock(setOpen)} />
            ))}
          </div>
        )}
      <p class="s dayhelp">{t('day.help')}</p>
      <div role="status" class="sr">{said}</div>
      {toast && <div class="toasts"><div class="toast"><span>{toast.text}</span><button type="button" onClick={() => void undo()}>{t('day.undo')}</button></div></div>}
      {!toast && said && <div class="toasts"><Passing text={said} onEnd={() => setSaid('')} /></div>}
      {blockWorker && (blockSlot?.blocked
        ? <UnblockDialog worker={blockWorker} slot={blockSlot} onSend={unblock} onClose={() => setOpen(null)} />
        : <BlockDialog worker={blockWorker} slot={blockSlot} date={place.date} from={span.from} until={span.until} onSend={block} onClose={() => setOpen(null)} />)}
      {open?.kind === 'move' && <MoveDialog held={open.held} date={place.date} onMove={(slot, to) => move(open.held, slot, to)} onClose={() => setOpen(null)} />}
      {open?.kind === 'risks' && <RiskDialog risks={risks} date={place.date} onClose={() => setOpen(null)} />}
    </div>
  );
}
/** One function for all columns, for as long as the page lives: a new one each time would draw all of them again. */
const once = <A, B>(make: (a: A) => B): ((a: A) => B) => {
  const made = new Map<A, B>();
  return (a) => { const had = made.get(a); if (had) return had; const fresh = make(a); made.set(a, fresh); return fresh; };
};
const openMove = once((set: (open: Open) => void) => (held: Held): void => set({ kind: 'move', held }));
const openBlock = once((set: (open: Open) => void) => (worker: { code: string }, slot: { slot: number } | null): void => set({ kind: 'block', worker: worker.code, slot: slot?.slot ?? null }));

function Passing({ text, onEnd }: { text: string; onEnd: () => void }) {
  useEffect(() => { const timer = setTimeout(onEnd, 8000); return () => clearTimeout(timer); }, [text]);
  return <div class="toast"><span>{text}</span></div>;
}
