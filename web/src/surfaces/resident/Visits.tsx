import { useState } from 'preact/hooks';
import type { ResidentMatter, ResidentStep, StepSlot } from '../../api/types';
import { type Catalogue, lazily } from '../../design/lazily';
import { Dialog, Note } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { clock, dayInWords, dayOf, momentInWords } from '../../i18n/time';

const Subscribe = lazily(() => import('./Subscribe'), import.meta.glob<Catalogue>('../../i18n/*/subscribe.json'));

export const longMoment = (at: string, now: number): string => t('time.dayClockLong', { day: dayInWords(dayOf(at), dayOf(now)), clock: clock(at) });
const workers = (slots: StepSlot[]): string => {
  const all = [...new Set(slots.map((s) => s.worker).filter(Boolean))];
  return all.length < 2 ? all.join('') : t('visit.and', { list: all.slice(0, -1).join(', '), last: all[all.length - 1] ?? '' });
};
/** Where one goes; of a call or a remote visit the place is no matter. */
const how = (mode: string, place: string | undefined): string => `${code('mode', mode)}${place && ['visit', 'group'].includes(mode) ? `: ${place}` : ''}`;
const sentence = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join('. ');

export interface Doing { busy: boolean; send: (action: string, body: Record<string, unknown>, said: string) => Promise<boolean>; choose: (step: ResidentStep) => void; fail: (words: string) => void }

/** What the resident can do about the time of each open service: answer an offer, choose, move, cancel, put in the calendar. */
export function Visits({ matter, doing, now }: { matter: ResidentMatter; doing: Doing; now: number }) {
  const steps = matter.steps ?? [];
  const offered = steps.filter((s) => s.state === 'offered' || s.earlier?.offered);
  const booked = steps.filter((s) => s.state === 'booked');
  const waiting = steps.filter((s) => s.state === 'proposed' && s.choosable);
  if (offered.length + booked.length + waiting.length === 0) return null;
  return (
    <>
      {offered.map((s) => <Offer key={s.id} step={s} doing={doing} now={now} />)}
      {booked.map((s) => <Booked key={s.id} step={s} doing={doing} now={now} again={matter.visit?.at !== s.at} />)}
      {waiting.map((s) => (
        <section key={s.id} class="card visit" aria-labelledby={`visit-${s.id}`}>
          <h2 id={`visit-${s.id}`}>{s.service}</h2>
          <p>{t('visit.youMay')}</p>
          <p class="row"><button type="button" data-do="choose" onClick={() => doing.choose(s)}>{t('visit.choose')}</button></p>
        </section>
      ))}
    </>
  );
}

function Offer({ step: s, doing, now }: { step: ResidentStep; doing: Doing; now: number }) {
  const slots = s.slots.filter((x) => x.state === 'held');
  const first = slots[0];
  if (!first) return null;
  const who = workers(slots);
  return (
    <section class="now visit" aria-labelledby={`offer-${s.id}`}>
      <h2 id={`offer-${s.id}`}>{t('visit.offered', { when: longMoment(first.at, now) })}</h2>
      <p>{sentence(s.service, how(first.mode, first.place), who && t('visit.with', { who }))}.</p>
      {first.until && <p><b>{t('visit.answerBy', { until: momentInWords(first.until, now) })}</b></p>}
      <p>{t(s.state === 'booked' ? 'choose.moveHint' : 'visit.placeKept')}</p>
      <p class="row noprint">
        <button type="button" data-do="accept" aria-disabled={doing.busy} onClick={() => void doing.send('accept-time', { step: s.id }, t('visit.saidBooked', { when: longMoment(first.at, now) }))}>{t('visit.accept')}</button>
        <button type="button" class="q" data-do="decline" aria-disabled={doing.busy} onClick={() => void doing.send('decline-time', { step: s.id }, t('visit.saidDeclined'))}>{t('visit.decline')}</button>
        {s.choosable && <button type="button" class="link" data-do="choose" onClick={() => doing.choose(s)}>{t('visit.chooseOther')}</button>}
      </p>
    </section>
  );
}

function Booked({ step: s, doing, now, again }: { step: ResidentStep; doing: Doing; now: number; again: boolean }) {
  const [asking, setAsking] = useState(false);
  const [subscribing, setSubscribing] = useState(false);
  const who = workers(s.slots.filter((x) => x.state === 'booked'));
  const when = s.at ? longMoment(s.at, now) : '';
  return (
    <section class="visit" aria-labelledby={`visit-${s.id}`}>
      <h2 id={`visit-${s.id}`}>{again && s.at ? t('visit.bookedAt', { when }) : t('visit.booked')}</h2>
      <p>{sentence(s.service + (s.session ? ` ${s.session.nth}/${s.session.of}` : ''), again ? how(s.mode ?? '', s.place) : '', s.minutes ? t('visit.minutes', { n: s.minutes }) : '', who ? t('visit.with', { who }) : '')}.</p>
      {s.directions && <p><b>{t('visit.directions')}:</b> {s.directions}</p>}
      {s.accessibility && <p><b>{t('visit.accessible')}:</b> {s.accessibility}</p>}
      <p class="row noprint">
        <a class="btn" data-do="calendar" href="/api/v1/my-matter/calendar.ics" download="vuoro.ics" onClick={(event) => { event.preventDefault(); void download().catch(() => doing.fail(t('matter.error.unreachable'))); }}>{t('visit.calendar')}</a>
        {s.choosable && <button type="button" class="q" data-do="choose" onClick={() => doing.choose(s)}>{t('visit.move')}</button>}
        <button type="button" class="q" data-do="cancel" onClick={() => setAsking(true)}>{t('visit.cancel')}</button>
        {!subscribing && <button type="button" class="link" data-do="subscribe" onClick={() => setSubscribing(true)}>{t('visit.subscribe')}</button>}
      </p>
      {subscribing && <Subscribe />}
      {asking && (
        <Dialog title={t('visit.cancelTitle')} onClose={() => setAsking(false)}
          onSubmit={() => { setAsking(false); void doing.send('cancel-time', { step: s.id }, t('visit.saidCancelled')); }}
          foot={<button type="submit">{t('visit.cancelYes')}</button>} no={t('visit.cancelNo')}>
          <p><b>{when}</b></p>
          <p class="after">{t('visit.cancelWhat')}</p>
        </Dialog>
      )}
    </section>
  );
}

/** The file comes with the session and is handed to the browser; its words do not tell what the time is for. */
async function download(): Promise<void> {
  const answer = await fetch(`/api/v1/my-matter/calendar.ics?lang=${lang()}`, { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok) throw new Error(String(answer.status));
  const address = URL.createObjectURL(new Blob([await answer.text()], { type: 'text/calendar' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: 'vuoro.ics' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const Said = ({ words, wrong }: { words: string; wrong: boolean }) => (words ? <Note tone={wrong ? 'late' : undefined} role={wrong ? 'alert' : 'status'}>{words}</Note> : null);
