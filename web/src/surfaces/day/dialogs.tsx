import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get, problemWords, Refused } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { DaySlot, DayWorker, TeamDay, Times } from '../../api/times';
import { ErrorSummary } from '../../design/ErrorSummary';
import { Choices, type Errors, TextField } from '../../design/Fields';
import { Dialog, Note } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { addDays, byDay, clock, dayInWords, dayOf, helsinkiInstant, parseClock } from '../../i18n/time';
import type { Held } from './Column';
import { clockOf, hits, type Risk } from './day';

const REASONS = ['absence', 'meeting', 'training', 'room', 'equipment', 'other'] as const;
export interface Done { ok: boolean; detail?: string }
const instant = (date: string, minutes: number): string | null => helsinkiInstant(date, minutes)?.replace('.000', '') ?? null;

/** Which times a professional is away, and why; then, before anything happens, how many bookings that cancels. */
export function BlockDialog({ worker, slot, date, from, until, onSend, onClose }: {
  worker: DayWorker; slot: DaySlot | null; date: string; from: number; until: number; onSend: (body: Record<string, unknown>) => Promise<Done>; onClose: () => void;
}) {
  const [errors, setErrors] = useState<Errors>({});
  const [asked, setAsked] = useState<{ body: Record<string, unknown>; from: string; until: string; hit: ReturnType<typeof hits> } | null>(null);
  const [detail, setDetail] = useState('');
  const [busy, setBusy] = useState(false);
  const check = (data: FormData): void => {
    const begin = parseClock(String(data.get('from') ?? ''));
    const end = String(data.get('until') ?? '').trim() === '24' || String(data.get('until') ?? '').trim() === '24.00' ? 1440 : parseClock(String(data.get('until') ?? ''));
    const wrong: Errors = {};
    if (begin === null) wrong.from = t('day.clockWrong');
    if (end === null) wrong.until = t('day.clockWrong');
    else if (begin !== null && end <= begin) wrong.until = t('day.orderWrong');
    if (!data.get('reason')) wrong.reason = t('day.reasonMissing');
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || begin === null || end === null) return;
    const [at, to] = [instant(date, begin), end === 1440 ? instant(addDays(date, 1), 0) : instant(date, end)];
    if (!at || !to) { setErrors({ from: t('day.clockWrong') }); return; }
    setAsked({ body: { worker: worker.code, from: at, until: to, reason: data.get('reason') }, from: clockOf(begin), until: clockOf(end), hit: hits(worker, at, to) });
  };
  const send = async (): Promise<void> => {
    if (!asked || busy) return;
    setBusy(true);
    const done = await onSend(asked.body);
    setBusy(false);
    if (done.ok) onClose();
    else { setDetail(done.detail ?? ''); setAsked(null); }
  };
  if (asked) {
    return (
      <Dialog key="sure" title={t('day.blockSure', { who: worker.name })} onClose={onClose} no={t('day.blockNo')} onSubmit={() => void send()}
        foot={<button type="submit" aria-disabled={busy}>{t('day.blockYes', { n: asked.hit.length })}</button>}>
        <p>{t('day.blockWhen', { from: asked.from, until: asked.until, reason: code('blockReason', String(asked.body.reason)) })}</p>
        <div class="after"><Note tone={asked.hit.length > 0 ? 'late' : undefined}>{t('day.blockHits', { n: asked.hit.length })}</Note></div>
        {asked.hit.length > 0 && <ul class="risklist">{asked.hit.map(({ slot: s, place: p }, i) => (
          <li key={p.step ?? -i}>{clock(s.at)} {p.matter === null ? t('day.otherTeam') : <a href={`/${lang()}/desk/?matter=${p.matter}`}>{p.code} {p.service}</a>}
            {p.others && p.others.length > 0 && <small> {t('day.blockWhole', { who: p.others.join(', ') })}</small>}</li>
        ))}</ul>}
      </Dialog>
    );
  }
  const start = slot ? minutesClock(slot.at) : clockOf(from);
  const end = slot ? minutesClock(new Date(Date.parse(slot.at) + slot.minutes * 60_000).toISOString()) : clockOf(until);
  return (
    <Dialog key="ask" title={t('day.blockTitle', { who: worker.name })} onClose={onClose} onSubmit={check} foot={<button type="submit">{t('day.blockNext')}</button>}>
      <ErrorSummary errors={errors} labels={{ from: t('day.blockFrom'), until: t('day.blockUntil') }} />
      {detail && <Note tone="late" role="alert">{detail}</Note>}
      <TextField name="from" label={t('day.blockFrom')} hint={t('day.clockHint')} class="short" inputMode="numeric" autocomplete="off" ltr value={start} error={errors.from} />
      <TextField name="until" label={t('day.blockUntil')} class="short" inputMode="numeric" autocomplete="off" ltr value={end} error={errors.until} />
      <Choices name="reason" label={t('day.blockReason')} options={REASONS.map((r) => ({ value: r, label: code('blockReason', r) }))} columns error={errors.reason} />
    </Dialog>
  );
}
/** A blocked time asked about: whether it, or all of the day that was blocked for the same reason, comes back. */
export function UnblockDialog({ worker, slot, onSend, onClose }: { worker: DayWorker; slot: DaySlot; onSend: (body: Record<string, unknown>) => Promise<Done>; onClose: () => void }) {
  const [detail, setDetail] = useState('');
  const same = worker.slots.filter((s) => s.blocked === slot.blocked);
  const end = (s: DaySlot): string => new Date(Date.parse(s.at) + s.minutes * 60_000).toISOString().replace('.000', '');
  const send = async (data: FormData): Promise<void> => {
    const of = data.get('which') === 'all' ? same : [slot];
    const from = of.map((s) => s.at).sort()[0];
    const until = of.map(end).sort()[of.length - 1];
    const done = await onSend({ worker: worker.code, from, until, reason: slot.blocked });
    if (done.ok) onClose();
    else setDetail(done.detail ?? '');
  };
  return (
    <Dialog title={t('day.unblockTitle', { who: worker.name })} onClose={onClose} onSubmit={(data) => void send(data)} foot={<button type="submit">{t('day.unblock')}</button>}>
      {detail && <Note tone="late" role="alert">{detail}</Note>}
      <p>{t('day.unblockWhy', { reason: code('blockReason', slot.blocked ?? '') })}</p>
      <Choices name="which" label={t('day.unblockWhich')} value="one" options={[{ value: 'one', label: `${clock(slot.at)}–${clock(end(slot))}` }, ...(same.length > 1 ? [{ value: 'all', label: t('day.unblockAll', { n: same.length }) }] : [])]} />
    </Dialog>
  );
}
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(lang()) + text.slice(1);
const minutesClock = (at: string): string => clock(at);

/** The same move as dragging, by keyboard or touch: the free times of the day that suit the service, and of the days after. */
export function MoveDialog({ held, date, onMove, onClose }: { held: Held; date: string; onMove: (slot: number, at: string) => Promise<Done>; onClose: () => void }) {
  const [times, setTimes] = useState<Times | null>(null);
  const [wrong, setWrong] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [later, setLater] = useState(false);
  const [round, setRound] = useState(0);
  const { place, slot, worker } = held;
  const today = dayOf(serverNow());
  useEffect(() => {
    const query = new URLSearchParams({ step: String(place.step), limit: '120', ...(date > today ? { from: date } : {}), ...(later ? {} : { until: date < today ? today : date }) });
    get<Times>(`/matters/${place.matter}/times?${query}`).then(setTimes, (error) => setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable')));
  }, [later, round]);
  const submit = async (data: FormData): Promise<void> => {
    const time = times?.times.find((x) => x.slot === Number(data.get('slot')));
    if (!time) { setErrors({ slot: t('day.moveMissing') }); return; }
    setErrors({});
    const done = await onMove(time.slot, time.at);
    if (done.ok) { onClose(); return; }
    setWrong(done.detail ?? '');
    setRound(round + 1);
  };
  const list = (times?.times ?? []).filter((x) => x.slot !== slot.slot);
  return (
    <Dialog title={t('day.moveTitle')} onClose={onClose} onSubmit={(data) => void submit(data)} foot={<button type="submit">{t('day.move')}</button>}>
      <ErrorSummary errors={errors} />
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      <p>{t('day.moveNow', { when: clock(slot.at), who: worker.name })} · {place.service} · <a href={`/${lang()}/desk/?matter=${place.matter}`}>{t('day.openMatter')}</a></p>
      <label class="choice"><input type="checkbox" checked={later} onChange={(e) => setLater(e.currentTarget.checked)} /> <span>{t('day.otherDays')}</span></label>
      {!times && !wrong && <p role="status">{t('staff.loading')}</p>}
      {times && list.length === 0 && <p class="empty">{t('day.moveNone')}</p>}
      {byDay(list).map(({ day, times: of }, i) => (
        <fieldset class="field" key={day}>
          <legend>{capital(dayInWords(day, today))}</legend>
          <div>{of.map((x, n) => <label class="choice" key={x.slot}><input type="radio" id={i === 0 && n === 0 ? 'slot' : undefined} name="slot" value={x.slot} /> <span><b>{clock(x.at)}</b> {x.worker} <small>{x.minutes} min · {code('mode', x.mode)}</small></span></label>)}</div>
        </fieldset>
      ))}
    </Dialog>
  );
}

export interface Risks { breaking: Risk[]; ending: Risk[]; interpreted: Risk[]; unbooked: NonNullable<TeamDay['unbooked']> }
/** What may go wrong today: promises that break before the time comes or that have no time at all, offers about to end; and where an interpreter must be. */
export function RiskDialog({ risks, date, onClose }: { risks: Risks; date: string; onClose: () => void }) {
  const today = dayOf(serverNow());
  const matter = (id: number | null, words: string) => (id === null ? words : <a href={`/${lang()}/desk/?matter=${id}`}>{words}</a>);
  const part = (key: 'breaking' | 'unbooked' | 'ending' | 'interpreted', lines: { key: string; line: ComponentChildren }[]) => lines.length > 0 && (
    <section><h3>{t(`day.risk.${key}`)}</h3><ul class="risklist">{lines.map((x) => <li key={x.key}>{x.line}</li>)}</ul></section>
  );
  const at = (r: Risk, more: string) => ({ key: `${r.slot.slot} ${r.place.step}`, line: <>{matter(r.place.matter, `${clock(r.slot.at)} ${r.worker.name}: ${r.place.service}`)}<small> {more}</small></> });
  const due = (day: string | null | undefined): string => t('day.riskDue', { day: day ? dayInWords(dayOf(day), today) : '' });
  return (
    <Dialog title={t('day.risksTitle')} onClose={onClose}>
      {part('breaking', risks.breaking.map((r) => at(r, due(r.place.due))))}
      {part('unbooked', risks.unbooked.map((u) => ({ key: String(u.matter), line: <>{matter(u.matter, `${u.code} ${u.service}`)}<small> {due(u.due)}</small></> })))}
      {part('ending', risks.ending.map((r) => at(r, t('day.offerEnds', { clock: r.place.until ? clock(r.place.until) : '' }))))}
      {part('interpreted', risks.interpreted.map((r) => at(r, r.place.language ?? '')))}
      {risks.breaking.length + risks.unbooked.length + risks.ending.length === 0 && <p class="empty">{t('day.risksNone', { day: dayInWords(date, today) })}</p>}
    </Dialog>
  );
}
