import { Chip, Note } from '../../design/parts';
import { lang, num, share, t } from '../../i18n';
import { addDays, shortDay } from '../../i18n/time';
import { type Alarm, asBefore, careOf, type Forecast, type ForecastRecord, type ForecastRow, high80, type Line, low80, queueMove, rounded, stretches, weekStart } from './forecast';
import { FanChart, FanTable } from './FanChart';

export const where = (line: Line): string => t(line.serviceName === null ? 'forecast.whereBefore' : 'forecast.where', { team: line.teamName, service: line.serviceName ?? '' });
const day = (from: string, nth: number): string => shortDay(weekStart(from, nth), from).replace(/^\D+/, '');

const lastDay = (from: string, nth: number): string => shortDay(addDays(weekStart(from, nth), 6), from).replace(/^\D+/, '');

/** How far the forecasts of this county have been right: said before any figure of the future. */
export function TrustNote({ record }: { record: ForecastRecord }) {
  const figures = { error: num(rounded(record.error)), before: num(rounded(record.errorAsBefore)), days: record.days };
  if (record.trust === 'unknown') return <Note><p><b>{t('forecast.trustUnknown')}</b> {t(record.days > 0 ? 'forecast.trustSoFar' : 'forecast.trustNone', { days: record.days })}</p></Note>;
  return (
    <Note tone={record.trust === 'worse' ? 'late' : record.trust === 'no_better' ? 'soon' : undefined}>
      <p><b>{t(record.trust === 'worse' ? 'forecast.trustWorse' : record.trust === 'no_better' ? 'forecast.trustNoBetter' : 'forecast.trustBetter')}</b> {t('forecast.trustFigures', figures)}
        {record.insideShare !== null && <> {t('forecast.trustBands', { share: share(record.insideShare) })}</>}
        {record.alarms > 0 && <> {t('forecast.trustAlarms', { n: record.alarms, came: record.cameTrue })}</>}
        {record.trust === 'worse' && <> {t('forecast.trustAdvice')}</>}</p>
    </Note>
  );
}

function AlarmCard({ alarm, forecast }: { alarm: Alarm; forecast: Forecast }) {
  const { behind } = alarm;
  const move = behind && queueMove(behind);
  // A Finnish date ends in a full stop, and so does the sentence.
  const weeks = stretches(alarm.weeks).map(([a, b]) => t('forecast.range', { low: day(forecast.from, a), high: lastDay(forecast.from, b) })).join(', ').replace(/\.$/, '');
  return (
    <li class="card alarm">
      <h3>{alarm.title}: {where(alarm)}</h3>
      <p>{t('forecast.alarm', { weeks: forecast.soonWeeks, mean: num(rounded(alarm.soon[0])), low: num(low80(alarm.soon)), high: num(high80(alarm.soon)), before: num(asBefore(alarm.pastMean, forecast.soonWeeks)), past: alarm.pastWeeks })}</p>
      <p class="s">{t('forecast.alarmWeeks', { weeks })}
        {behind && move && <> {t(move === 'grows' ? 'forecast.queueGrows' : 'forecast.queueShrinks', { now: num(rounded(behind.queueNow)), then: num(rounded(behind.queueThen[0])), low: num(low80(behind.queueThen)), high: num(high80(behind.queueThen)) })}</>}
        {behind && behind.used !== null && <> {t('forecast.used', { share: share(behind.used) })}</>}
        {(!behind || (!move && behind.used === null)) && <> {t('forecast.alarmNoCause')}</>}</p>
      <p class="noprint"><a data-do="plan" href={`/${lang()}/lead/plans/?new&team=${encodeURIComponent(alarm.team)}${alarm.service === null ? '' : `&service=${encodeURIComponent(alarm.service)}`}`}>{t('forecast.makePlan')}<span class="sr">: {where(alarm)}</span></a></p>
    </li>
  );
}
export function Alarms({ forecast }: { forecast: Forecast }) {
  return (
    <section aria-labelledby="alarms-title">
      <h2 id="alarms-title">{t('forecast.alarms')}</h2>
      {forecast.alarms.length === 0 ? <p data-part="no-alarm">{t('forecast.noAlarms', { weeks: forecast.soonWeeks })}</p>
        : <ul class="alarms">{forecast.alarms.map((a) => <AlarmCard key={`${a.rule} ${a.team} ${a.service}`} alarm={a} forecast={forecast} />)}</ul>}
    </section>
  );
}

/** One rule, team and service: a sentence, the fan, and the same as a table. */
export function RowCard({ row, forecast }: { row: ForecastRow; forecast: Forecast }) {
  const care = careOf(forecast, row);
  const used = care?.utilisation?.at(-1);
  const last = care?.queue.at(-1);
  const sentence = t('forecast.sentence', { weeks: forecast.weeks, mean: num(rounded(row.all[0])), low: num(low80(row.all)), high: num(high80(row.all)), before: num(asBefore(row.pastMean, forecast.weeks)), past: row.past.length });
  const label = `${row.title}, ${where(row)}`;
  return (
    <article class="card fancard">
      <h3>{row.title} {row.alarm && <Chip tone="late">{t('forecast.alarmChip')}</Chip>}<small>{where(row)}</small></h3>
      <p class="s">{sentence}</p>
      <FanChart past={row.past} ahead={row.broken} from={forecast.from} sentence={`${label}. ${sentence}`} />
      {care && last && (
        <p class="s">{t('forecast.careSentence', { now: num(rounded(care.queueNow)), weeks: forecast.weeks, then: num(rounded(last[0])), low: num(low80(last)), high: num(high80(last)), days: num(rounded(care.waitedDays.at(-1)?.[0] ?? 0)) })}
          {used && <> {t('forecast.used', { share: share(used[0]) })}</>}</p>
      )}
      <details>
        <summary>{t('chart.table')}<span class="sr"> {label}</span></summary>
        <FanTable ahead={row.broken} due={row.due} from={forecast.from} label={label} queue={care?.queue ?? null} waited={care?.waitedDays ?? null} />
      </details>
    </article>
  );
}
