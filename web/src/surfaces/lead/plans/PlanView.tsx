import { useState } from 'preact/hooks';
import { call } from '../../../api/client';
import { serverNow } from '../../../api/serverClock';
import { TextArea } from '../../../design/Fields';
import { Dialog, Note } from '../../../design/parts';
import { share, t } from '../../../i18n';
import { stamp } from '../../../i18n/time';
import { PlanResultView } from './PlanResult';
import { changeWords, type Plan } from './plans';
import { StateChip } from './PlanTable';
import { wrongWords } from './wrong';

/** How the working out stands, and what can be done about it. */
function Run({ plan, onDo, busy }: { plan: Plan; onDo: (action: string) => void; busy: boolean }) {
  const { run } = plan;
  const running = run.state === 'running';
  return (
    <>
      {running && (
        <Note role="status"><p data-part="running">{run.share ? t('plans.runningShare', { share: share(run.share) }) : t('plans.running')}</p>
          <p class="after"><progress max={1} value={run.share ?? 0} aria-label={t('plans.progress')} /> <button type="button" class="q" data-do="cancel" aria-disabled={busy} onClick={() => onDo('cancel')}>{t('plans.cancel')}</button></p></Note>
      )}
      {run.state === 'failed' && <Note tone="soon" role="status"><p data-part="failed">{t('plans.failed', { why: run.why ?? '' })}</p></Note>}
      {run.state === 'cancelled' && <Note role="status"><p>{t('plans.cancelled')}</p></Note>}
      {plan.faults.length > 0 && (
        <Note tone="late" role="status"><p><b>{t('plans.faults')}</b></p><ul data-part="faults">{plan.faults.map((f) => <li key={`${f.change} ${f.fault}`}>{t('plans.changeN', { n: f.change + 1 })}: {f.why}</li>)}</ul></Note>
      )}
    </>
  );
}
function Ending({ plan, decide, onDone, onClose }: { plan: Plan; decide: boolean; onDone: (plan: Plan) => void; onClose: () => void }) {
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (form: FormData): Promise<void> => {
    const words = String(form.get('words') ?? '').trim();
    if (!words) return setError(t('plans.wordsMissing'));
    if (busy) return;
    setBusy(true);
    try {
      onDone((await call<Plan>('POST', `/board/plans/${plan.number}/${decide ? 'decide' : 'give-up'}`, { body: { revision: plan.revision, words } })).data);
    } catch (wrong) {
      setError(wrongWords(wrong));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t(decide ? 'plans.decideTitle' : 'plans.giveUpTitle')} onClose={onClose} onSubmit={(form) => void submit(form)} foot={<button type="submit" data-do="confirm" aria-disabled={busy}>{t(decide ? 'plans.decide' : 'plans.giveUp')}</button>}>
      <p>{t(decide ? 'plans.decideHint' : 'plans.giveUpHint')}</p>
      <TextArea name="words" label={t(decide ? 'plans.decideWords' : 'plans.giveUpWords')} rows={3} maxLength={2000} error={error} />
    </Dialog>
  );
}
export function PlanView({ plan, onPlan, onEdit, onReload }: { plan: Plan; onPlan: (plan: Plan) => void; onEdit: () => void; onReload: () => void }) {
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const [ending, setEnding] = useState<'decide' | 'give-up' | null>(null);
  const draft = plan.state === 'draft';
  const running = plan.run.state === 'running';
  const act = async (action: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWrong('');
    try {
      onPlan((await call<Plan>('POST', `/board/plans/${plan.number}/${action}`)).data);
    } catch (error) {
      setWrong(wrongWords(error));
      onReload();
    }
    setBusy(false);
  };
  return (
    <article class="plan">
      <p><StateChip state={plan.state} /> <span class="s">{t('plans.byAt', { by: plan.by, at: stamp(plan.at, serverNow()) })}{plan.revision > 1 && draft && <>; {t('plans.changedByAt', { by: plan.changedBy, at: stamp(plan.changedAt, serverNow()) })}</>}</span></p>
      <p class="keep reason">{plan.reason}</p>
      <ol class="changelist">{plan.changes.map((c, i) => <li key={i}>{changeWords(c)}</li>)}</ol>
      {plan.end && <Note><p data-part="end"><b>{t(plan.state === 'decided' ? 'plans.decidedBy' : 'plans.givenUpBy', { by: plan.end.by, at: stamp(plan.end.at, serverNow()) })}</b> <span class="keep">{plan.end.words}</span></p></Note>}
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p></Note>}
      {draft && <Run plan={plan} onDo={(action) => void act(action)} busy={busy} />}
      {draft && !running && (
        <p class="row noprint acts">
          {plan.mayRun ? <button type="button" class={plan.result ? 'q' : undefined} data-do="run" aria-disabled={busy} onClick={() => void act('run')}>{t(plan.result ? 'plans.runAgain' : 'plans.run')}</button> : <span class="s">{t('plans.off')}</span>}
          {plan.result && <button type="button" data-do="decide" onClick={() => setEnding('decide')}>{t('plans.decide')}</button>}
          <button type="button" class="q" data-do="edit" onClick={onEdit}>{t('plans.edit')}</button>
          <button type="button" class="link" data-do="give-up" onClick={() => setEnding('give-up')}>{t('plans.giveUp')}</button>
        </p>
      )}
      {!plan.result && draft && !running && plan.faults.length === 0 && <p class="empty" data-part="not-lived">{t('plans.notLived', { weeks: plan.weeks })}</p>}
      {plan.result && <PlanResultView plan={plan} result={plan.result} />}
      {ending && <Ending plan={plan} decide={ending === 'decide'} onClose={() => setEnding(null)} onDone={(fresh) => { setEnding(null); onPlan(fresh); }} />}
    </article>
  );
}
