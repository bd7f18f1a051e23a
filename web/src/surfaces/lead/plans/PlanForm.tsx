import { useState } from 'preact/hooks';
import { call, Refused } from '../../../api/client';
import { serverNow } from '../../../api/serverClock';
import { ErrorSummary } from '../../../design/ErrorSummary';
import { type Errors, TextArea, TextField } from '../../../design/Fields';
import { Note } from '../../../design/parts';
import { t } from '../../../i18n';
import { dayField, dayOf, parseDay } from '../../../i18n/time';
import { ChangeRow, type Draft, freshDraft, draftOf, toChange } from './ChangeRow';
import type { Place, Plan } from './plans';
import { wrongWords } from './wrong';

/** Beginning a plan, or changing one. What is wrong is told at its field; what only the record can say comes with the run. */
export function PlanForm({ plan, places, team, service, onSaved, onBack }: { plan: Plan | null; places: Place[]; team: string; service: string; onSaved: (plan: Plan) => void; onBack: () => void }) {
  const [drafts, setDrafts] = useState<Draft[]>(() => (plan ? plan.changes.map(draftOf) : [freshDraft(places, team, service)]));
  const [errors, setErrors] = useState<Errors>({});
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const at = places.find((p) => p.team === team);
  const suggested = at ? t('plans.nameFor', { where: [at.teamName, at.services.find((s) => s.service === service)?.serviceName].filter(Boolean).join(', ') }) : '';
  const set = (n: number, more: Partial<Draft>): void => setDrafts((all) => all.map((d, i) => (i === n ? { ...d, ...more } : d)));
  const submit = async (form: FormData): Promise<void> => {
    if (busy) return;
    const found: Errors = {};
    const today = dayOf(serverNow());
    drafts.forEach((d, i) => {
      for (const which of ['from', 'until'] as const) if (d[which].trim() && parseDay(d[which], today) === null) found[`changes.${i}.${which}`] = t('plans.notDay', { example: dayField(today) });
    });
    setErrors(found);
    setWrong('');
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const body = { name: String(form.get('name') ?? '').trim(), reason: String(form.get('reason') ?? '').trim(), weeks: Number(form.get('weeks')) || 0, changes: drafts.map((d) => toChange(d, today)) };
    try {
      const { data } = await call<Plan>('POST', plan ? `/board/plans/${plan.number}/change` : '/board/plans', { body: plan ? { revision: plan.revision, ...body } : body });
      onSaved(data);
    } catch (error) {
      const told = error instanceof Refused ? Object.fromEntries((error.problem?.errors ?? []).map((e) => [e.field.replace(/\.(unit|kind)$/, '.amount').replace(/\.cost$/, '.cost.euros').replace(/^changes$/, 'add-change'), e.message])) : {};
      setErrors(told);
      if (Object.keys(told).length === 0) setWrong(wrongWords(error));
      setBusy(false);
    }
  };
  const labels = Object.fromEntries([['name', t('plans.name')], ['reason', t('plans.reason')], ['weeks', t('plans.weeks')], ...drafts.flatMap((_, i) => [['kind', t('plans.kind')], ['team', t('plans.team')], ['service', t('plans.service')], ['amount', t('plans.amount')], ['from', t('plans.fromDay')], ['until', t('plans.untilDay')], ['cost.euros', t('plans.cost')], ['cost.per', t('plans.cost')]].map(([f, label]) => [`changes.${i}.${f}`, `${t('plans.changeN', { n: i + 1 })}, ${label}`]))]);
  return (
    <form class="stack planform" noValidate onSubmit={(event) => { event.preventDefault(); void submit(new FormData(event.currentTarget)); }}>
      <ErrorSummary errors={errors} labels={labels} />
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p></Note>}
      <TextField name="name" label={t('plans.name')} value={plan?.name ?? suggested} class="words" maxLength={120} error={errors.name} />
      <TextArea name="reason" label={t('plans.reason')} hint={t('plans.reasonHint')} value={plan?.reason ?? ''} rows={3} maxLength={2000} error={errors.reason} />
      <TextField name="weeks" label={t('plans.weeks')} hint={t('plans.weeksHint')} value={String(plan?.weeks ?? 12)} class="short" inputMode="numeric" error={errors.weeks} />
      <section aria-labelledby="changes-title">
        <h2 id="changes-title">{t('plans.changes')}</h2>
        <ol class="changes">{drafts.map((d, i) => <ChangeRow key={d.key} nth={i} draft={d} places={places} errors={errors} onSet={(more) => set(i, more)} onRemove={drafts.length > 1 ? () => setDrafts((all) => all.filter((_, j) => j !== i)) : null} />)}</ol>
        <p class="after"><button type="button" class="q" id="add-change" data-do="add-change" disabled={drafts.length >= 20} onClick={() => setDrafts((all) => [...all, freshDraft(places, all.at(-1)?.team ?? '', '')])}>{t('plans.addChange')}</button></p>
      </section>
      <p class="row formend"><button type="submit" data-do="save" aria-disabled={busy}>{t(busy ? 'plans.saving' : 'plans.save')}</button> <button type="button" class="link" onClick={onBack}>{t('button.cancel')}</button></p>
    </form>
  );
}
