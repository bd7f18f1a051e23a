import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, problemWords, Refused } from '../../api/client';
import type { SegmentProposal, SegmentView } from '../../api/segments';
import { serverNow } from '../../api/serverClock';
import type { MatterView } from '../../api/types';
import { ErrorSummary } from '../../design/ErrorSummary';
import { Choices, type Errors, TextArea, TextField } from '../../design/Fields';
import { Chip, Dialog, Note } from '../../design/parts';
import { code, num, t } from '../../i18n';
import { dayField, dayOf, parseDay, stamp } from '../../i18n/time';
import type { Sent } from './ActionDialog';
import { answersOf, monthsLater } from './segment';
import { OTHERWISE } from './words';

/** Deciding a person's customership together with them: the form, what the table proposes and why, what people decide. */
export default function Segment({ matter, send, onClose }: { matter: MatterView; send: (action: string, body: Record<string, unknown>) => Promise<Sent>; onClose: () => void }) {
  const [view, setView] = useState<SegmentView | null>(null);
  const [proposal, setProposal] = useState<SegmentProposal | null>(null);
  const [chosen, setChosen] = useState('');
  const [review, setReview] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [detail, setDetail] = useState('');
  const [busy, setBusy] = useState(false);
  const asked = useRef('');
  const load = (): void => {
    setDetail('');
    void get<SegmentView>(`/matters/${matter.id}/segment`).then(setView, (error: unknown) => setDetail(wordsOf(error)));
  };
  useEffect(load, [matter.id]);
  if (!view) {
    return (
      <Dialog title={code('action', 'segment')} wide onClose={onClose}>
        {detail ? <Note tone="late" role="alert"><p>{detail}</p><p class="after"><button type="button" onClick={load}>{t('staff.retry')}</button></p></Note> : <p role="status">{t('segment.loading')}</p>}
      </Dialog>
    );
  }
  const questions = view.form?.questions ?? [];
  const segment = view.segments.find((s) => s.code === chosen);
  const against = proposal?.proposed !== null && proposal?.proposed !== undefined && chosen !== '' && chosen !== proposal.proposed;
  const today = dayOf(serverNow());
  const choose = (which: string): void => {
    setChosen(which);
    const months = view.segments.find((s) => s.code === which)?.reviewMonths;
    if (months !== undefined) setReview(dayField(monthsLater(today, months)));
  };
  /** Once every question has its answer the table is asked; a later answer wins over an earlier one that is still on its way. */
  const answered = (form: HTMLFormElement): void => {
    const answers = answersOf(new FormData(form), questions.map((q) => q.code));
    const key = answers ? JSON.stringify(answers) : '';
    if (key === asked.current) return;
    asked.current = key;
    setProposal(null);
    if (!answers) return;
    call<SegmentProposal>('POST', `/matters/${matter.id}/segment-proposal`, { body: { answers } }).then(({ data }) => {
      if (asked.current !== key) return;
      setProposal(data);
      if (data.proposed) choose(data.proposed);
    }, (error: unknown) => { if (asked.current === key) { asked.current = ''; setDetail(wordsOf(error)); } });
  };
  const submit = async (data: FormData): Promise<void> => {
    if (busy) return;
    const answers = answersOf(data, questions.map((q) => q.code));
    const words = String(data.get('words') ?? '').trim();
    const day = parseDay(review, today);
    const wrong: Errors = {};
    if (!segment) wrong.segment = t('field.required');
    if (against && !data.get('otherwise')) wrong.otherwise = t('field.required');
    // What was answered is not dropped without a word: a form that was begun is finished.
    const begun = questions.some((q) => data.get(`a.${q.code}`) !== null);
    if (begun) for (const q of questions) if (data.get(`a.${q.code}`) === null) wrong[`a.${q.code}`] = t('field.required');
    if (!begun && words === '') wrong.words = t('segment.wordsNeeded');
    if (day === null) wrong.review = t('field.dayWrong');
    setErrors(wrong);
    setDetail('');
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const sent = await send('segment', {
      segment: chosen, review: day, ...(words ? { words } : {}), ...(answers ? { answers } : {}),
      ...(answers && proposal?.seen ? { seen: proposal.seen } : {}), ...(against ? { otherwise: data.get('otherwise') } : {}),
    });
    setBusy(false);
    if (sent.ok) return onClose();
    setErrors(Object.fromEntries(Object.entries(sent.errors ?? {}).map(([name, text]) => [name.replace(/^answers\./, 'a.'), text])));
    setDetail(sent.errors && Object.keys(sent.errors).length > 0 ? '' : sent.detail ?? t('staff.unreachable'));
  };
  return (
    <Dialog title={code('action', 'segment')} wide onClose={onClose} onSubmit={(data) => void submit(data)}
      foot={<button type="submit" aria-disabled={busy}>{busy ? t('staff.sending') : t('segment.decide')}</button>}>
      <ErrorSummary errors={errors} labels={{ ...Object.fromEntries(questions.map((q) => [`a.${q.code}`, q.text])), segment: t('segment.which'), otherwise: t('segment.otherwise'), words: t('segment.words'), review: t('segment.review') }} />
      {detail && <Note tone="late" role="alert">{detail}</Note>}
      <p>{t('segment.together')}</p>
      {view.form && (
        <section class="segmentform" onChange={(event) => answered((event.currentTarget as HTMLElement).closest('form') as HTMLFormElement)}>
          <h3>{view.form.title}</h3>
          {questions.map((q) => <Choices key={q.code} name={`a.${q.code}`} label={q.text} error={errors[`a.${q.code}`]} columns options={q.options.map((o) => ({ value: o.code, label: o.text }))} />)}
        </section>
      )}
      <div aria-live="polite">
        {proposal && (
          <Note>
            <b>{proposal.proposed ? t('segment.proposed', { name: nameOf(view, proposal.proposed) }) : t('segment.noProposal')}</b>{' '}
            {proposal.scores.map((s) => `${s.name} ${num(s.score)}`).join(' · ')}
            {proposal.table && <><br /><small>{proposal.table.name} {t('segment.row', { row: proposal.table.row, version: proposal.table.version })}. {proposal.table.source?.name}{proposal.table.source?.unverified && <> <Chip tone="soon">{t('promise.unverified')}</Chip></>}</small></>}
          </Note>
        )}
      </div>
      <fieldset class={`field services${errors.segment ? ' bad' : ''}`}>
        <legend>{t('segment.which')}</legend>
        {errors.segment && <span class="error" id="segment-error"><span class="sr">{t('form.error')} </span>{errors.segment}</span>}
        {view.segments.map((s, i) => (
          <div class="opt" key={s.code}>
            <label class="choice">
              <input id={i === 0 ? 'segment' : `segment-${s.code}`} type="radio" name="segment" value={s.code} checked={chosen === s.code} onChange={() => choose(s.code)} aria-describedby={`segment-about-${s.code}`} />
              <span>{s.name}{proposal?.proposed === s.code && <> <Chip tone="ok">{t('segment.isProposed')}</Chip></>}</span>
            </label>
            <p class="s why" id={`segment-about-${s.code}`}>{s.about}</p>
            {chosen === s.code && (
              <div class="reveal">
                <p>{s.path}</p>
                {s.ownContact && <p class="s">{t('segment.asksContact')}</p>}
                {s.services.length > 0 && <p class="s">{t('segment.services', { list: s.services.join(', ') })}</p>}
                {against && (
                  <>
                    <Note tone="soon" role="status">{t('segment.against')}</Note>
                    <Choices name="otherwise" label={t('segment.otherwise')} error={errors.otherwise} options={OTHERWISE.filter((value) => value !== 'no_other').map((value) => ({ value, label: code('otherwise', value) }))} />
                  </>
                )}
              </div>
            )}
          </div>
        ))}
      </fieldset>
      <TextArea name="words" label={t('segment.words')} hint={t('segment.wordsHint')} error={errors.words} rows={3} maxLength={2000} optional={proposal !== null} />
      <div class={`field${errors.review ? ' bad' : ''}`} onInput={(event) => setReview((event.target as HTMLInputElement).value)}>
        <TextField key={chosen} name="review" label={t('segment.review')} hint={t('field.dayHint', { example: dayField(monthsLater(today, 6)) })} error={errors.review} value={review} class="short" autocomplete="off" />
      </div>
      <Before view={view} />
    </Dialog>
  );
}

const wordsOf = (error: unknown): string => (error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));
const nameOf = (view: SegmentView, which: string): string => view.segments.find((s) => s.code === which)?.name ?? which;

/** What was decided before, and why: who decides again knows it. */
function Before({ view }: { view: SegmentView }) {
  if (view.history.length === 0) return null;
  const now = serverNow();
  const grounds = view.grounds;
  return (
    <details class="folded">
      <summary>{t('segment.before', { n: view.history.length })}</summary>
      {grounds && (
        <div>
          {grounds.why && <blockquote class="quote keep" dir="auto">{grounds.why}</blockquote>}
          {grounds.answers.length > 0 && <dl class="facts">{grounds.answers.map((a) => <><dt>{a.question}</dt><dd>{a.answer}</dd></>)}</dl>}
          {grounds.scores.length > 0 && <p class="s">{grounds.scores.map((s) => `${s.name} ${num(s.score)}`).join(' · ')}{grounds.table && ` · ${grounds.table.name} ${t('segment.row', { row: grounds.table.row, version: grounds.table.version })}`}</p>}
        </div>
      )}
      <ul class="steplist">{view.history.map((d) => (
        <li key={d.at}><b>{d.name}</b>{d.proposed && d.otherwise && <> {t('segment.insteadOf', { name: d.proposed.name, why: code('otherwise', d.otherwise) })}</>}<br /><small>{d.by}, {stamp(d.at, now)}</small></li>
      ))}</ul>
    </details>
  );
}
