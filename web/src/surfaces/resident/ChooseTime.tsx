import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, Refused } from '../../api/client';
import { learnServerTime, serverNow } from '../../api/serverClock';
import type { FreeTime, MyTimes } from '../../api/times';
import type { ResidentMatter, ResidentStep } from '../../api/types';
import { ErrorSummary } from '../../design/ErrorSummary';
import { Note } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { addDays, byDay, clock, dayInWords, dayOf } from '../../i18n/time';
import { AskEarlier } from './AskEarlier';
import { HolderPhone } from './MatterView';

const MOST = 60;
const DAYS_FIRST = 5;

/** One question: which of the free times. `taken` counts refusals; after each the list is read again. */
export default function ChooseTime({ step, holder, heading, taken, wrong, busy, onBook, onEarlier, onBack, onSignedOut }: {
  step: ResidentStep; holder: ResidentMatter['holder']; heading: RefObject<HTMLHeadingElement>; taken: number; wrong: string; busy: boolean; onBook: (time: FreeTime) => void; onEarlier: (body: Record<string, unknown> | null) => void; onBack: () => void; onSignedOut: () => void;
}) {
  const [times, setTimes] = useState<FreeTime[]>([]);
  const [status, setStatus] = useState<'loading' | 'ready' | 'error'>('loading');
  const [everywhere, setEverywhere] = useState(false);
  const [more, setMore] = useState(false);
  const [days, setDays] = useState(DAYS_FIRST);
  const [chosen, setChosen] = useState(0);
  const [empty, setEmpty] = useState(false);
  const [callFirst, setCallFirst] = useState(false);
  const asked = useRef(0);
  const booked = new Set(step.slots.map((s) => s.slot));
  const read = async (from: string, before: FreeTime[]): Promise<void> => {
    const mine = (asked.current += 1);
    setStatus('loading');
    try {
      const query = new URLSearchParams({ step: String(step.id), ...(everywhere ? { everywhere: '1' } : {}), ...(from ? { from } : {}) });
      const fresh = await get<MyTimes>(`/my-matter/times?${query}`);
      if (mine !== asked.current) return;
      learnServerTime(fresh.asOf);
      const known = new Set(before.map((x) => x.slot));
      const added = fresh.times.filter((x) => !known.has(x.slot) && !booked.has(x.slot));
      setTimes([...before, ...added]);
      setMore(fresh.times.length >= MOST);
      setCallFirst(fresh.callFirst);
      setStatus('ready');
    } catch (error) {
      if (mine !== asked.current) return;
      if (error instanceof Refused && error.status === 401) onSignedOut();
      else setStatus('error');
    }
  };
  useEffect(() => { setChosen(0); void read('', []); }, [everywhere, taken]);
  const today = dayOf(serverNow());
  const all = byDay(times);
  const later = (): void => {
    setDays((n) => n + DAYS_FIRST);
    const last = all[all.length - 1];
    // A day may have more times than one answer holds: then the next day.
    if (more && last && all.length <= days + DAYS_FIRST) void read(all.length > 1 ? last.day : addDays(last.day, 1), times);
  };
  const book = (): void => {
    const time = times.find((x) => x.slot === chosen);
    setEmpty(!time);
    if (time) onBook(time);
  };
  return (
    <article class="stack choosing">
      <p><button type="button" class="link" onClick={onBack}>← {t('choose.back')}</button></p>
      <ErrorSummary errors={empty ? { [`time-${times[0]?.slot ?? ''}`]: t('choose.error') } : {}} />
      <header>
        <p class="s">{step.service}</p>
        <h1 ref={heading} tabIndex={-1}>{t(callFirst ? 'choose.callFirstTitle' : step.state === 'booked' ? 'choose.moveTitle' : 'choose.title')}</h1>
      </header>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {step.state === 'booked' && <p>{t('choose.moveHint')}</p>}
      {callFirst && <div data-note="call-first"><Note role="alert"><p>{t('choose.callFirst')}</p><HolderPhone holder={holder} /></Note></div>}
      {!callFirst && <label class="choice"><input type="checkbox" checked={everywhere} onChange={(e) => { setDays(DAYS_FIRST); setEverywhere(e.currentTarget.checked); }} /> <span>{t('choose.everywhere')}</span></label>}
      <div role="status">{status === 'loading' && <p>{t('choose.loading')}</p>}</div>
      {status === 'error' && <Note tone="late" role="alert"><p>{t('matter.error.unreachable')}</p><p class="after"><button type="button" onClick={() => void read('', [])}>{t('choose.again')}</button></p></Note>}
      {status === 'ready' && times.length === 0 && !callFirst && <Note>{t(everywhere ? 'choose.none' : 'choose.noneHere')}</Note>}
      <form noValidate onSubmit={(event) => { event.preventDefault(); if (!busy) book(); }}>
        {all.slice(0, days).map(({ day, times: list }) => (
          <fieldset class="field timeday" key={day}>
            <legend>{capital(dayInWords(day, today))}</legend>
            <div class="timetiles">
              {list.map((time) => (
                <label class="timetile" key={time.slot}>
                  <input type="radio" id={`time-${time.slot}`} name="time" value={time.slot} checked={chosen === time.slot} onChange={() => { setChosen(time.slot); setEmpty(false); }} />
                  <span><b>{clock(time.at)}</b><span class="s">{[time.worker, code('mode', time.mode), everywhere ? time.place || time.team : ''].filter(Boolean).join(', ')}</span></span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        {times.length > 0 && (all.length > days || more) && <p class="after"><button type="button" class="q" onClick={later}>{t('choose.later')}</button></p>}
        {times.length > 0 && <p class="row formend"><button type="submit" aria-disabled={busy}>{busy ? t('choose.sending') : t(step.state === 'booked' ? 'choose.move' : 'choose.book')}</button></p>}
      </form>
      {!callFirst && <AskEarlier step={step} busy={busy} onAsk={onEarlier} />}
    </article>
  );
}
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(lang()) + text.slice(1);
