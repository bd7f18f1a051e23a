import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { get, problemWords, Refused } from '../../api/client';
import { learnServerTime, serverNow } from '../../api/serverClock';
import type { DeskTime, TeamDay, Times } from '../../api/times';
import type { MatterView, StepView } from '../../api/types';
import { ErrorSummary } from '../../design/ErrorSummary';
import { type Errors, Select } from '../../design/Fields';
import { Chip, Dialog, Note } from '../../design/parts';
import { code, decimal, languageName, lang, t } from '../../i18n';
import { byDay, clock, dayInWords, dayOf, dueInWords, momentInWords } from '../../i18n/time';
import { CourseTimes } from './CourseTimes';
import { EarlierList } from './EarlierList';
import { FormFields, onForm, type Sent } from './ActionDialog';
import { bookable, type Colleague, colleagues, type Filters, offerEnds, type ProposalKind, proposals, timesQuery, workersOf } from './findTime';
import type { ActionForm } from './forms';

const FEW = 60;
const MANY = 200;
type Send = (action: string, body: Record<string, unknown>) => Promise<Sent>;

/** Free times with what speaks for each, or a time that is known from elsewhere: the two ways to a booked step. */
export default function FindTime({ matter: m, plain, tab: first, send, onClose }: { matter: MatterView; plain: ActionForm | null; tab: 'find' | 'plain'; send: Send; onClose: () => void }) {
  const steps = bookable(m);
  const [tab, setTab] = useState(plain ? first : 'find');
  const [stepId, setStep] = useState(steps[0]?.id ?? 0);
  const [chosen, setChosen] = useState<DeskTime | null>(null);
  const [others, setOthers] = useState<Colleague[]>([]);
  const [offering, setOffering] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const [detail, setDetail] = useState('');
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  useLayoutEffect(() => { if (offering) document.getElementById('until')?.focus(); }, [offering]);
  const step = steps.find((s) => s.id === stepId) ?? steps[0];
  const moving = step?.state === 'booked';

  const run = async (action: string, body: Record<string, unknown>, onErrors: (e: Errors) => Errors = () => ({})): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setDetail('');
    const sent = await send(action, body);
    setBusy(false);
    if (sent.ok) return onClose();
    const shown = onErrors(sent.errors ?? {});
    setErrors(shown);
    setDetail(Object.keys(shown).length > 0 ? '' : sent.detail ?? t('staff.unreachable'));
    // Somebody was first, or the time is no longer there: the list is read again.
    setChosen(null);
    setOthers([]);
    setOffering(false);
    setRound((n) => n + 1);
  };
  const submit = (data: FormData): void => {
    setErrors({});
    if (tab === 'plain' && plain) {
      const made = plain.body(data);
      setErrors(made.errors);
      if (Object.keys(made.errors).length === 0) void run('book', made.body, (e) => onForm(e, plain.fields));
      return;
    }
    if (!chosen || !step) { setErrors({ slot: t('times.chooseFirst') }); return; }
    const slots = [chosen.slot, ...others.map((o) => o.slot)];
    if (offering) void run('offer-times', { step: step.id, slots, until: String(data.get('until')) });
    else void run('book-times', { step: step.id, slots });
  };
  const foot = tab === 'plain' ? <button type="submit" aria-disabled={busy}>{busy ? t('staff.sending') : code('do', 'book')}</button> : (
    <>
      <p class="s picked" role="status">{chosen ? t('times.chosen', { when: momentInWords(chosen.at, serverNow()), who: [chosen, ...others].map((o) => o.worker).join(', ') }) : t('times.none')}</p>
      {offering && chosen && <div class="offerbox"><Select name="until" label={t('times.until')} hint={t('times.untilHint')} options={offerEnds(chosen.at, serverNow()).map((x) => ({ value: x, label: momentInWords(x, serverNow()) }))} /></div>}
      <button type="submit" aria-disabled={busy}>{busy ? t('staff.sending') : t(offering ? 'times.offerSend' : moving ? 'times.moveChosen' : 'times.bookChosen')}</button>
      {!moving && m.actions.includes('offer-times') && (
        <button type="button" class="q" onClick={() => { if (offering) setOffering(false); else if (chosen) setOffering(true); else setErrors({ slot: t('times.chooseFirst') }); }}>{t(offering ? 'times.offerBack' : 'times.offerChosen')}</button>
      )}
    </>
  );
  return (
    <Dialog title={t(moving ? 'times.moveTitle' : 'times.title')} wide onClose={onClose} onSubmit={submit} foot={foot}>
      {plain && (
        <div class="row tabs" role="group" aria-label={t('times.tabs')}>
          {(['find', 'plain'] as const).map((x) => <button type="button" key={x} class="tab" aria-pressed={tab === x} onClick={() => { setTab(x); setErrors({}); setDetail(''); }}>{t(x === 'find' ? 'times.tabFind' : 'times.tabPlain')}</button>)}
        </div>
      )}
      <ErrorSummary errors={errors} />
      {detail && <Note tone="late" role="alert">{detail}</Note>}
      {tab === 'plain' && plain ? <div class="after"><FormFields form={plain} errors={errors} /></div> : step && (
        <div tabIndex={-1} data-first>
          {steps.length > 1 && (
            <fieldset class="field steppick"><legend>{t('times.step')}</legend>
              {steps.map((s) => <label class="choice" key={s.id}><input type="radio" name="step" value={s.id} checked={s.id === step.id} onChange={() => { setStep(s.id); setChosen(null); setOthers([]); setOffering(false); }} /> <span>{s.service}{s.session && ` ${s.session.nth}/${s.session.of}`} <small>{code('stepState', s.state)}</small></span></label>)}
            </fieldset>
          )}
          {moving && step.at && <p class="s">{t('times.nowBooked', { when: momentInWords(step.at, serverNow()), who: workersOf(step.slots ?? []).join(', ') || step.team })}</p>}
          <FreeTimes key={step.id} m={m} step={step} round={round} chosen={chosen} others={others} busy={busy}
            onChoose={(time) => { setChosen(time); setOthers([]); setErrors({}); }} onOthers={setOthers} onBook={(time) => void run('book-times', { step: step.id, slots: [time.slot] })} />
          {step.session && <CourseTimes key={`course ${step.id}`} m={m} step={step} round={round} busy={busy} onSend={(action, body) => void run(action, body)} />}
          <EarlierList key={`earlier ${step.id}`} step={step} onSend={(action, body) => void run(action, body)} />
        </div>
      )}
    </Dialog>
  );
}

interface ListProps {
  m: MatterView; step: StepView; round: number; chosen: DeskTime | null; others: Colleague[]; busy: boolean;
  onChoose: (time: DeskTime) => void; onOthers: (others: Colleague[]) => void; onBook: (time: DeskTime) => void;
}
function FreeTimes({ m, step, round, chosen, others, busy, onChoose, onOthers, onBook }: ListProps) {
  const [filters, setFilters] = useState<Filters>({ mode: '', everywhere: false, from: '', limit: FEW });
  const [times, setTimes] = useState<Times | null>(null);
  const [modes, setModes] = useState<string[]>([]);
  const [status, setStatus] = useState<'loading' | 'ready' | 'error'>('loading');
  const [wrong, setWrong] = useState('');
  const [together, setTogether] = useState(false);
  const [retry, setRetry] = useState(0);
  const asked = useRef(0);
  useEffect(() => {
    const mine = (asked.current += 1);
    setStatus('loading');
    get<Times>(`/matters/${m.id}/times?${timesQuery(step.id, filters)}`).then((fresh) => {
      if (mine !== asked.current) return;
      learnServerTime(fresh.asOf);
      setTimes(fresh);
      setModes((known) => [...new Set([...known, ...fresh.times.map((x) => x.mode)])]);
      setStatus('ready');
    }, (error) => {
      if (mine !== asked.current) return;
      setStatus('error');
      setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));
    });
  }, [filters, round, retry]);
  const now = serverNow();
  const change = (part: Partial<Filters>): void => setFilters({ ...filters, ...part });
  const late = times?.due ? times.due < times.asOf : false;
  return (
    <>
      {times && <Facts times={times} now={now} />}
      {times && late && times.due && <Note tone="late">{t('times.alreadyLate', { due: dueInWords(times.due, now) })}</Note>}
      {times && <Proposals m={m} times={times} now={now} everywhere={filters.everywhere} moving={step.state === 'booked'} busy={busy} onChoose={(time) => { onChoose(time); requestAnimationFrame(() => document.getElementById(`slot-${time.slot}`)?.focus()); }} onBook={onBook} />}
      <div class="row timefilters" role="group" aria-label={t('times.filters')}>
        <label>{t('times.mode')} <select value={filters.mode} onChange={(e) => change({ mode: e.currentTarget.value })}><option value="">{t('times.anyMode')}</option>{modes.map((x) => <option key={x} value={x}>{code('mode', x)}</option>)}</select></label>
        <label>{t('times.from')} <input type="date" value={filters.from} min={dayOf(now)} onChange={(e) => change({ from: e.currentTarget.value })} /></label>
        <label class="choice"><input type="checkbox" checked={filters.everywhere} onChange={(e) => change({ everywhere: e.currentTarget.checked })} /> <span>{t('times.everywhere')}</span></label>
        <label class="choice"><input type="checkbox" id="together" checked={together} onChange={(e) => { setTogether(e.currentTarget.checked); onOthers([]); }} /> <span>{t('times.together')}</span></label>
      </div>
      {together && !chosen && <p class="s">{t('times.togetherHint')}</p>}
      <section aria-labelledby="times-list" aria-busy={status === 'loading'}>
        <h3 id="times-list" class="sr">{t('times.list')}</h3>
        <div role="status">{status === 'loading' && <p class="s">{t('times.loading')}</p>}</div>
        {status === 'error' && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={() => setRetry(retry + 1)}>{t('staff.retry')}</button></p></Note>}
        {times && status !== 'error' && times.times.length === 0 && <p class="empty">{t('times.empty')}</p>}
        {times && status !== 'error' && byDay(times.times).map(({ day, times: list }) => (
          <fieldset class="timeday" key={day}>
            <legend>{capital(dayInWords(day, dayOf(now)))}</legend>
            {list.map((time) => (
              <div key={time.slot}>
                <label class="timerow">
                  <input type="radio" id={`slot-${time.slot}`} name="slot" value={time.slot} checked={chosen?.slot === time.slot} onChange={() => onChoose(time)} />
                  <b class="num">{clock(time.at)}</b>
                  <span>{time.worker} <small>{[`${time.minutes} min`, code('mode', time.mode), ...(filters.everywhere ? place(time) : []), time.room].filter(Boolean).join(' · ')}</small></span>
                  <span class="why">{time.fits && <Chip tone="ok">{t('times.fits')}</Chip>}{time.met > 0 && <Chip tone="ok">{t('times.met', { n: time.met })}</Chip>}{m.spokenLanguage !== 'fi' && time.speaks && <Chip>{t('times.speaks')}</Chip>}{times.due && !late && !time.keeps && <Chip tone="late">{t('times.breaksChip')}</Chip>}</span>
                </label>
                {together && chosen?.slot === time.slot && <Together key={time.slot} time={time} times={times.times} others={others} onOthers={onOthers} />}
              </div>
            ))}
          </fieldset>
        ))}
        {times && times.times.length >= filters.limit && filters.limit < MANY && <p class="more"><button type="button" class="q" onClick={() => change({ limit: MANY })}>{t('times.more')}</button></p>}
      </section>
    </>
  );
}
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(lang()) + text.slice(1);

function Facts({ times, now }: { times: Times; now: number }) {
  return (
    <details class="s timefacts">
      <summary>{times.continuity === null ? t('times.continuityNone', { n: times.visits }) : t('times.continuity', { value: decimal(times.continuity) })} · {times.thirdNext ? t('times.third', { when: momentInWords(times.thirdNext, now) }) : t('times.thirdNone')}<span class="sr"> {t('times.explain')}</span></summary>
      <p>{t('times.continuityWhy', { n: times.visits })}</p>
      <p>{t('times.thirdWhy')}</p>
    </details>
  );
}

/** Which unit, and how far away; said only when other units' times are asked for too. */
const place = (time: DeskTime): (string | false)[] => [time.team, time.travel !== null && t('times.travel', { n: time.travel })];

function Proposals({ m, times, now, everywhere, moving, busy, onChoose, onBook }: { m: MatterView; times: Times; now: number; everywhere: boolean; moving: boolean; busy: boolean; onChoose: (time: DeskTime) => void; onBook: (time: DeskTime) => void }) {
  const found = proposals(times);
  if (found.length === 0) return null;
  const name: Record<ProposalKind, string> = { first: t('times.first'), known: t('times.known'), ownLanguage: t('times.ownLanguage', { language: languageName(m.spokenLanguage) }) };
  const why = (time: DeskTime): string => [
    times.due && t(time.keeps ? 'times.keeps' : 'times.breaks', { due: dueInWords(times.due, now) }),
    time.fits && t('times.fits'), time.met > 0 && t('times.met', { n: time.met }), m.spokenLanguage !== 'fi' && time.speaks && t('times.speaks'), code('mode', time.mode), ...(everywhere ? place(time) : []),
  ].filter(Boolean).join(' · ');
  return (
    <ul class="proposals" aria-label={t('times.proposals')}>
      {found.map(({ kind, time }) => {
        const words = t('times.card', { when: momentInWords(time.at, now), who: time.worker });
        return (
          <li key={kind} class={kind} data-slot={time.slot}>
            <div><p class="s">{name[kind]}</p><p><b>{capital(words)}</b></p><p class="s">{why(time)}</p></div>
            <div class="row">
              <button type="button" class={kind === 'first' ? '' : 'q'} aria-disabled={busy} aria-label={`${t('times.book')}: ${words}`} onClick={() => onBook(time)}>{moving ? t('times.moveTitle') : t('times.book')}</button>
              <button type="button" class="link" aria-label={`${t('times.pick')}: ${words}`} onClick={() => onChoose(time)}>{t('times.pick')}</button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Who else is free when the visit begins: of the same service, and of one's own team, also beside a time of another team. */
function Together({ time, times, others, onOthers }: { time: DeskTime; times: DeskTime[]; others: Colleague[]; onOthers: (others: Colleague[]) => void }) {
  const [day, setDay] = useState<TeamDay | null>(null);
  const [read, setRead] = useState(false);
  useEffect(() => { get<TeamDay>(`/day?date=${dayOf(time.at)}`).then(setDay, () => undefined).finally(() => setRead(true)); }, []);
  const found: Colleague[] = colleagues(time, times, day);
  return (
    <fieldset class="together">
      <legend>{t('times.togetherWho', { clock: clock(time.at) })}</legend>
      {!read && <p class="s" role="status">{t('times.loading')}</p>}
      {read && found.length === 0 && <p class="s">{t('times.togetherNobody')}</p>}
      {found.map((c) => (
        <label class="choice" key={c.slot}><input type="checkbox" name="others" value={c.slot} checked={others.some((o) => o.slot === c.slot)} onChange={(e) => onOthers(e.currentTarget.checked ? [...others, c] : others.filter((o) => o.slot !== c.slot))} /> <span>{c.worker}{c.type ? <small> {c.type}</small> : null}</span></label>
      ))}
    </fieldset>
  );
}
