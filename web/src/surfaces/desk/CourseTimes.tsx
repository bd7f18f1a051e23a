import { useEffect, useState } from 'preact/hooks';
import { get, problemWords, Refused } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { CoursePlan, CourseTime } from '../../api/times';
import type { MatterView, StepView } from '../../api/types';
import { Note } from '../../design/parts';
import { t } from '../../i18n';
import { dayOf, momentInWords } from '../../i18n/time';

/** Times for a session and all after it, as one: the set that begins soonest, and the one with one professional. */
export function CourseTimes({ m, step, round, busy, onSend }: { m: MatterView; step: StepView; round: number; busy: boolean; onSend: (action: string, body: Record<string, unknown>) => void }) {
  const [plan, setPlan] = useState<CoursePlan | null>(null);
  const [wrong, setWrong] = useState('');
  const [from, setFrom] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  useEffect(() => {
    const query = new URLSearchParams({ step: String(step.id), ...(from ? { from } : {}), ...(everywhere ? { everywhere: '1' } : {}) });
    get<CoursePlan>(`/matters/${m.id}/course?${query}`).then((fresh) => { setPlan(fresh); setWrong(''); }, (error) => setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable')));
  }, [step.id, from, everywhere, round]);
  const session = step.session;
  if (!session) return null;
  const left = session.of - session.nth + 1;
  const slots = (of: CourseTime[]): number[] => of.map((x) => x.slot);
  const twins = plan !== null && slots(plan.soonest).join() === slots(plan.same).join();
  const sets = plan ? [{ kind: 'soonest', of: twins ? [] : plan.soonest }, { kind: 'same', of: plan.same }].filter((x) => x.of.length > 0) : [];
  const later = m.steps.filter((s) => s.state === 'booked' && s.session?.first === session.first && s.session.nth >= session.nth).length;
  return (
    <details class="s timefacts" data-do="course" open={left > 1}>
      <summary>{t('times.course', { nth: session.nth, of: session.of })}</summary>
      <div class="row timefilters">
        <label>{t('times.from')} <input type="date" value={from} min={dayOf(serverNow())} onChange={(e) => setFrom(e.currentTarget.value)} /></label>
        <label class="choice"><input type="checkbox" checked={everywhere} onChange={(e) => setEverywhere(e.currentTarget.checked)} /> <span>{t('times.everywhere')}</span></label>
      </div>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {plan && sets.length === 0 && <p role="status">{t('times.courseNone')}</p>}
      <ul class="proposals" aria-label={t('times.proposals')}>
        {sets.map(({ kind, of }) => (
          <li key={kind} class={kind}>
            <div><p class="s">{t(kind === 'same' ? 'times.courseSame' : 'times.courseSoonest')}</p>
              <ol class="dense">{of.map((x) => <li key={x.slot}>{momentInWords(x.at, serverNow())}, {x.worker}{everywhere && ` · ${x.team}`}</li>)}</ol></div>
            <div class="row">
              <button type="button" class="q" data-do={`book-${kind}`} aria-disabled={busy} onClick={() => onSend('book-sessions', { step: step.id, slots: slots(of) })}>{t('times.courseBook', { n: of.length })}</button>
              {of.length === left && later === 0 && <button type="button" class="link" aria-disabled={busy} onClick={() => onSend('hold-sessions', { step: step.id, slots: slots(of) })}>{t('times.courseHold')}</button>}
            </div>
          </li>
        ))}
      </ul>
      {later > 0 && <p class="row"><button type="button" class="link" data-do="cancel-person" aria-disabled={busy} onClick={() => onSend('cancel-sessions', { step: step.id, by: 'patient' })}>{t('times.courseCancel', { n: later })}</button>
        <button type="button" class="link" data-do="cancel-unit" aria-disabled={busy} onClick={() => onSend('cancel-sessions', { step: step.id, by: 'unit' })}>{t('times.courseCancelUnit', { n: later })}</button></p>}
    </details>
  );
}
