import { num, share, t } from '../../i18n';
import { dayField } from '../../i18n/time';
import { type ForecastRecord, high80, type Judged, low80, rounded } from './forecast';
import { where } from './ForecastView';

const foretold = (j: Judged): string => (j.bands ? t('forecast.meanRange', { mean: num(rounded(j.foretold)), low: num(low80(j.bands)), high: num(high80(j.bands)) }) : num(rounded(j.foretold)));

/** What came of the forecasts that were kept: "foretold 12 (8–17), happened 14". */
export function Came({ record }: { record: ForecastRecord }) {
  return (
    <section>
      <h2 id="came-title">{t('forecast.came')}</h2>
      {record.judged === 0 ? <p>{t('forecast.cameNone')}</p> : (
        <>
          <p class="s">{t('forecast.cameHint')}</p>
          <div class="scroll" tabIndex={0} role="region" aria-labelledby="came-title">
            <table class="figures came">
              <thead><tr>
                <th scope="col">{t('forecast.madeOn')}</th><th scope="col" class="num">{t('forecast.weeksOver')}</th>
                <th scope="col" class="num">{t('forecast.foretold')}</th><th scope="col" class="num">{t('forecast.happened')}</th>
                <th scope="col" class="num">{t('forecast.held')}</th><th scope="col" class="num">{t('forecast.error')}</th><th scope="col" class="num">{t('forecast.errorBefore')}</th>
              </tr></thead>
              <tbody>
                {record.forecasts.map((j) => (
                  <tr key={j.day}>
                    <th scope="row">{dayField(j.day)}{j.afterwards && <small> {t('forecast.afterwards')}</small>}</th>
                    <td class="num">{t('forecast.weeksOf', { n: j.weeks, of: j.ofWeeks })}</td><td class="num">{foretold(j)}</td><td class="num">{num(j.happened)}</td>
                    <td class="num">{j.insideShare === null ? t('board.tooFew') : share(j.insideShare)}</td>
                    <td class="num">{num(rounded(j.error))}</td><td class="num">{num(rounded(j.errorAsBefore))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {record.judged > record.forecasts.length && <p class="s">{t('forecast.cameMore', { n: record.judged - record.forecasts.length })}</p>}
          {record.rows.length > 0 && record.rowDay && (
            <details>
              <summary id="came-rows">{t('forecast.cameRows', { day: dayField(record.rowDay), weeks: record.rowWeeks })}</summary>
              <div class="scroll" tabIndex={0} role="region" aria-labelledby="came-rows">
                <table class="figures came">
                  <thead><tr><th scope="col">{t('board.rule')}</th><th scope="col" class="num">{t('forecast.foretold')}</th><th scope="col" class="num">{t('forecast.happened')}</th><th scope="col" class="num">{t('forecast.asBefore')}</th></tr></thead>
                  <tbody>
                    {record.rows.map((r) => (
                      <tr key={`${r.rule} ${r.team} ${r.service}`}>
                        <th scope="row">{r.title} <small>{where(r)}</small></th>
                        <td class="num">{t('forecast.meanRange', { mean: num(rounded(r.foretold[0])), low: num(low80(r.foretold)), high: num(high80(r.foretold)) })}</td>
                        <td class="num">{num(r.happened)}</td><td class="num">{num(rounded(r.asBefore))}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </details>
          )}
        </>
      )}
    </section>
  );
}
