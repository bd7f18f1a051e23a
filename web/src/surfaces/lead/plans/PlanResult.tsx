import { useState } from 'preact/hooks';
import { num, signed, t } from '../../../i18n';
import { stamp } from '../../../i18n/time';
import { serverNow } from '../../../api/serverClock';
import { rounded } from '../forecast';
import { FanKey, PlanFan, WeeksTable } from './PlanFan';
import { type Came, type CameQueue, firstMeasure, type Measure, MEASURES, type Plan, type Queue, type Result, resultSentence, type Series, weeksOf, whereOf, zeroWords } from './plans';

const measureName = (m: Measure): string => t(m === 'debt' ? 'plans.debt' : m === 'queue' ? 'plans.queue' : 'plans.broken');
const difference = (change: number, half: number): string => t('plans.plusMinus', { change: signed(rounded(change)), half: num(rounded(half)) });

/** How what happened lies to what was foretold. */
export function seriesSentence(s: Series): string {
  return t('plans.inside', { weeks: s.happened.length, inside: s.inside, nothing: s.insideNothing });
}
function QueueCard({ q, result, came, measure }: { q: Queue; result: Result; came: CameQueue | undefined; measure: Measure }) {
  const weeks = weeksOf(q, measure);
  const series = came?.[measure] ?? null;
  const label = `${whereOf(q)}: ${measureName(measure)}`;
  const last = weeks.plan.at(-1), idle = weeks.nothing.at(-1);
  const sentence = t(measure === 'broken' ? 'plans.fanBroken' : measure === 'queue' ? 'plans.fanQueue' : 'plans.fanDebt', { plan: num(rounded(measure === 'broken' ? q.broken.plan[0] : last?.[0] ?? 0)), nothing: num(rounded(measure === 'broken' ? q.broken.nothing[0] : idle?.[0] ?? 0)), change: difference(q[measure].change, q[measure].half) });
  return (
    <article class="card fancard">
      <h3>{whereOf(q)}<small>{measureName(measure)}{!q.touched && ` · ${t('plans.onlyMoves')}`}</small></h3>
      <p class="s">{sentence} {series && <b>{seriesSentence(series)}</b>}</p>
      <PlanFan weeks={weeks} from={result.from} happened={series?.happened} sentence={`${label}. ${sentence}`} />
      <details><summary>{t('chart.table')}<span class="sr"> {label}</span></summary><WeeksTable weeks={weeks} from={result.from} happened={series?.happened} label={label} /></details>
    </article>
  );
}
function QueueTable({ result, came }: { result: Result; came: Came | null }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`${t('plans.result')}: ${t('chart.table')}`}>
      <table class="figures came" id="plan-queues">
        <thead><tr><th scope="col">{t('plans.queueOf')}</th><th scope="col" class="num">{t('plans.broken')}</th><th scope="col" class="num">{t('plans.queueEnd')}</th><th scope="col" class="num">{t('plans.waited')}</th><th scope="col" class="num">{t('plans.debtEnd')}</th><th scope="col">{t('plans.withoutDebt')}</th><th scope="col">{t('plans.withoutDebtNothing')}</th>{came && <th scope="col">{t('plans.withoutDebtCame')}</th>}</tr></thead>
        <tbody>
          {result.queues.map((q, i) => (
            <tr key={`${q.team} ${q.service}`}>
              <th scope="row">{whereOf(q)}</th>
              {[q.broken, q.queue, q.waitedDays, q.debt].map((e, n) => <td key={n} class="num">{num(rounded(e.plan[0]))} <small>({difference(e.change, e.half)})</small></td>)}
              <td>{zeroWords(q.zeroPlan, q.debtNow, result.from)}</td><td>{zeroWords(q.zeroNothing, q.debtNow, result.from)}</td>
              {came && <td>{came.queues[i]?.zero ? t('plans.zeroDay', { day: came.queues[i]?.zero?.split('-').reverse().map(Number).join('.') ?? '' }) : t('plans.zeroNotYet')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
/** What came of a decided plan, in sentences: the county first, then the queue it was about. */
function CameNote({ result, came }: { result: Result; came: Came }) {
  const first = came.queues[0];
  const verdict = came.complete ? (result.queues[0]?.touched ? first?.verdict : null) ?? came.verdict : null;
  return (
    <section aria-labelledby="came-title" data-part="came">
      <h2 id="came-title">{t(came.complete ? 'plans.verdict' : 'plans.cameTitle')}</h2>
      {verdict && (
        <p class="whole" data-part="verdict"><b>{t(verdict.word === 'better' ? 'plans.verdictBetter' : verdict.word === 'worse' ? 'plans.verdictWorse' : 'plans.verdictAs')}</b>{' '}
          {t('plans.verdictFigures', { where: result.queues[0]?.touched && first ? whereOf(first) : t('plans.county'), weeks: result.weeks, happened: verdict.happened })}
          {verdict.asNothing && <> {t('plans.verdictAsNothing')}</>}</p>
      )}
      <p>{t('plans.cameWeeks', { n: came.weeks, of: result.weeks })}{came.broken && <> {t('plans.county')}: {seriesSentence(came.broken)}</>}</p>
    </section>
  );
}
export function PlanResultView({ plan, result }: { plan: Plan; result: Result }) {
  const first = result.queues[0];
  const [measure, setMeasure] = useState<Measure>(first ? firstMeasure(first) : 'broken');
  const { came } = plan;
  const county = t('plans.fanBroken', { plan: num(rounded(result.broken.plan[0])), nothing: num(rounded(result.broken.nothing[0])), change: difference(result.broken.change, result.broken.half) });
  return (
    <>
      {came && <CameNote result={result} came={came} />}
      <section aria-labelledby="queues-title">
        <h2 id="queues-title">{t('plans.result')}</h2>
        <p class="whole" data-part="sentence">{resultSentence(result)}</p>
        <p class="s">{t('plans.basis', { when: stamp(result.asOf, serverNow()), futures: result.futures })}</p>
        <p class="noprint"><label>{t('plans.show')} <select id="measure" value={measure} onChange={(e) => setMeasure(e.currentTarget.value as Measure)}>{MEASURES.map((m) => <option key={m} value={m}>{measureName(m)}</option>)}</select></label></p>
        <FanKey came={came !== null} />
        <div class="fans">
          {result.queues.map((q, i) => <QueueCard key={`${q.team} ${q.service}`} q={q} result={result} came={came?.queues[i]} measure={measure} />)}
          <article class="card fancard">
            <h3>{t('plans.county')}<small>{t('plans.broken')}</small></h3>
            <p class="s">{county}{came?.broken && <> <b>{seriesSentence(came.broken)}</b></>}</p>
            <PlanFan weeks={result.brokenWeeks} from={result.from} happened={came?.broken?.happened} sentence={`${t('plans.county')}. ${county}`} />
            <details><summary>{t('chart.table')}<span class="sr"> {t('plans.county')}</span></summary><WeeksTable weeks={result.brokenWeeks} from={result.from} happened={came?.broken?.happened} label={t('plans.county')} /></details>
          </article>
        </div>
        {result.queues.length > 0 && <QueueTable result={result} came={came} />}
        <p class="s">{t('plans.differenceHint')}</p>
      </section>
    </>
  );
}
