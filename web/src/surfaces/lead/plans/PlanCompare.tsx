import { useEffect, useState } from 'preact/hooks';
import { get, Refused } from '../../../api/client';
import { Note } from '../../../design/parts';
import { num, signed, t } from '../../../i18n';
import { dayOf } from '../../../i18n/time';
import { high80, low80, rounded, type Spread } from '../forecast';
import { FanKey, PlanFan, topOf } from './PlanFan';
import { changeWords, euros, firstMeasure, type Measure, MEASURES, type Plan, type Queue, resultSentence, type Result, weeksOf, whereOf, zeroWords } from './plans';
import { StateChip } from './PlanTable';
import { wrongWords } from './wrong';

type Lived = Plan & { result: Result };
const same = (a: Queue, b: Queue): boolean => a.team === b.team && a.service === b.service;
const range = (s: Spread): string => t('forecast.meanRange', { mean: num(rounded(s[0])), low: num(low80(s)), high: num(high80(s)) });

/** Up to four plans side by side: what each changes, on the same scales. */
export function PlanCompare({ numbers, onOpen, onSignedOut }: { numbers: number[]; onOpen: (n: number) => void; onSignedOut: () => void }) {
  const [plans, setPlans] = useState<Lived[] | null>(null);
  const [wrong, setWrong] = useState('');
  const [measure, setMeasure] = useState<Measure | null>(null);
  useEffect(() => {
    Promise.all(numbers.map((n) => get<Plan>(`/board/plans/${n}`))).then(
      (all) => setPlans(all.filter((p): p is Lived => p.result !== null)),
      (error) => { if (error instanceof Refused && error.status === 401) onSignedOut(); else setWrong(wrongWords(error)); });
  }, [numbers.join()]);
  if (wrong) return <Note tone="late" role="alert"><p>{wrong}</p></Note>;
  if (!plans) return <p role="status">{t('staff.loading')}</p>;
  if (plans.length === 0) return <p class="empty">{t('plans.compareNone')}</p>;
  // The queues that any of them touches; a plan that leaves one alone has none to show.
  const queues = plans.flatMap((p) => p.result.queues.filter((q) => q.touched)).filter((q, i, all) => all.findIndex((o) => same(o, q)) === i);
  const days = new Set(plans.map((p) => dayOf(p.result.asOf)));
  const lengths = new Set(plans.map((p) => p.result.weeks));
  const shown = measure ?? (queues[0] ? firstMeasure(queues[0]) : 'broken');
  const of = (p: Lived, q: Queue): Queue | undefined => p.result.queues.find((one) => same(one, q));
  const rows: [string, (p: Lived) => string][] = [
    [t('plans.rowBroken'), (p) => range(p.result.broken.plan)],
    [t('plans.rowNothing'), (p) => range(p.result.broken.nothing)],
    [t('plans.rowChange'), (p) => t('plans.plusMinus', { change: signed(rounded(p.result.broken.change)), half: num(rounded(p.result.broken.half)) })],
    [t('plans.cost'), (p) => euros(p.result.cost[0])],
    ...queues.map((q): [string, (p: Lived) => string] => [t('plans.rowZero', { where: whereOf(q) }), (p) => { const mine = of(p, q); return mine ? zeroWords(mine.zeroPlan, mine.debtNow, p.result.from) : t('plans.rowSame'); }]),
  ];
  return (
    <div class="compare">
      {(days.size > 1 || lengths.size > 1) && <Note tone="soon"><p data-part="unlike">{t(days.size > 1 ? 'plans.otherDays' : 'plans.otherWeeks')}</p></Note>}
      <div class="scroll" tabIndex={0} role="region" aria-label={t('plans.compareTitle')}>
        <table class="figures came comparison">
          <thead><tr><td />{plans.map((p) => <th key={p.number} scope="col"><a href={`?plan=${p.number}`} onClick={(event) => { event.preventDefault(); onOpen(p.number); }}>{p.name}</a> <StateChip state={p.state} /></th>)}</tr></thead>
          <tbody>{rows.map(([name, text]) => <tr key={name}><th scope="row">{name}</th>{plans.map((p) => <td key={p.number}>{text(p)}</td>)}</tr>)}</tbody>
        </table>
      </div>
      <p class="noprint"><label>{t('plans.show')} <select id="measure" value={shown} onChange={(e) => setMeasure(e.currentTarget.value as Measure)}>{MEASURES.map((m) => <option key={m} value={m}>{t(m === 'debt' ? 'plans.debt' : m === 'queue' ? 'plans.queue' : 'plans.broken')}</option>)}</select></label></p>
      <FanKey came={false} />
      <div class="sides">
        {plans.map((p) => (
          <section key={p.number} class="card fancard" aria-labelledby={`side-${p.number}`}>
            <h2 id={`side-${p.number}`}>{p.name}</h2>
            <p>{resultSentence(p.result)}</p>
            <ul class="changelist s">{p.changes.map((c, i) => <li key={i}>{changeWords(c)}</li>)}</ul>
            {queues.map((q) => {
              const mine = of(p, q);
              const top = Math.max(...plans.map((one) => { const other = of(one, q); return other ? topOf(weeksOf(other, shown)) : 1; }));
              return <figure key={whereOf(q)}><figcaption class="s">{whereOf(q)}</figcaption>{mine ? <PlanFan weeks={weeksOf(mine, shown)} from={p.result.from} top={top} sentence={`${p.name}: ${whereOf(q)}`} /> : <p class="s">{t('plans.rowSame')}</p>}</figure>;
            })}
            <figure><figcaption class="s">{t('plans.county')}: {t('plans.broken')}</figcaption><PlanFan weeks={p.result.brokenWeeks} from={p.result.from} top={Math.max(...plans.map((one) => topOf(one.result.brokenWeeks)))} sentence={`${p.name}: ${t('plans.county')}`} /></figure>
          </section>
        ))}
      </div>
    </div>
  );
}
