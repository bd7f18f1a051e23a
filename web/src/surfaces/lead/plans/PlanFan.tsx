import { niceStep } from '../../../design/charts/DebtChart';
import { num, t } from '../../../i18n';
import { shortDay } from '../../../i18n/time';
import { high80, low80, rounded, type Spread, weekStart } from '../forecast';
import type { Weeks } from './plans';

const W = 420, H = 170, LEFT = 40, RIGHT = 8, TOP = 12, FLOOR = 142;
export const topOf = (weeks: Weeks, happened: number[] = []): number => Math.max(...happened, ...weeks.plan.map((s) => s[6]), ...weeks.nothing.map((s) => s[4]), 1);

/** The plan as a fan, doing nothing as a dashed line with the edges of its 80 % band, what happened as dots. Numbers stand in the table. */
export function PlanFan({ weeks, from, happened = [], sentence, top = topOf(weeks, happened) }: { weeks: Weeks; from: string; happened?: number[]; sentence: string; top?: number }) {
  const count = weeks.plan.length;
  const step = niceStep(top, 3);
  const high = Math.ceil(top / step) * step;
  const x = (week: number): number => LEFT + ((W - LEFT - RIGHT) * (week + 0.5)) / count;
  const y = (v: number): number => FLOOR - ((FLOOR - TOP) * v) / high;
  const line = (values: number[]): string => `M${values.map((v, w) => `${x(w).toFixed(1)} ${y(v).toFixed(1)}`).join('L')}`;
  const band = (low: 1 | 3 | 5, up: 2 | 4 | 6): string => `${line(weeks.plan.map((s) => s[low]))}L${weeks.plan.map((s, w) => `${x(w).toFixed(1)} ${y(s[up]).toFixed(1)}`).reverse().join('L')}Z`;
  const grid = Array.from({ length: Math.round(high / step) + 1 }, (_, i) => i * step);
  const tick = (nth: number): string => shortDay(weekStart(from, nth), from).replace(/^\D+/, '');
  return (
    <svg class="fan" viewBox={`0 0 ${W} ${H}`} role="img" aria-label={sentence} direction="ltr">
      {grid.map((v) => <g key={v}><path class="grid" d={`M${LEFT} ${y(v)}H${W - RIGHT}`} /><text class="tick" x={LEFT - 6} y={y(v) + 4} text-anchor="end">{num(v)}</text></g>)}
      <path class="b95" d={band(5, 6)} /><path class="b80" d={band(3, 4)} /><path class="b50" d={band(1, 2)} />
      <path class="edge" d={line(weeks.nothing.map((s) => s[3]))} /><path class="edge" d={line(weeks.nothing.map((s) => s[4]))} />
      <path class="idle" d={line(weeks.nothing.map((s) => s[0]))} />
      <path class="mean" d={line(weeks.plan.map((s) => s[0]))} />
      {happened.length > 0 && <path class="was" d={line(happened)} />}
      {happened.map((v, w) => <circle key={w} class="dot" cx={x(w)} cy={y(v)} r="3.5" />)}
      <text class="tick" x={LEFT} y={H - 8}>{tick(1)}</text>
      <text class="tick" x={W - RIGHT} y={H - 8} text-anchor="end">{tick(count + 1)}</text>
    </svg>
  );
}
export function FanKey({ came }: { came: boolean }) {
  return (
    <p class="legend s" aria-hidden="true"><span class="key mean" /> {t('plans.keyPlan')} <span class="key b50" /> 50 % <span class="key b80" /> 80 % <span class="key b95" /> 95 % <span class="key idle" /> {t('plans.keyNothing')}
      {came && <> <span class="key was" /> {t('plans.keyCame')}</>}</p>
  );
}
const cell = (s: Spread): string => t('forecast.meanRange', { mean: num(rounded(s[0])), low: num(low80(s)), high: num(high80(s)) });
/** The same numbers for whoever does not look at the picture. */
export function WeeksTable({ weeks, from, happened = [], label }: { weeks: Weeks; from: string; happened?: number[]; label: string }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="figures">
        <thead><tr><th scope="col">{t('forecast.week')}</th><th scope="col" class="num">{t('plans.keyPlan')}</th><th scope="col" class="num">{t('plans.keyNothing')}</th>{happened.length > 0 && <th scope="col" class="num">{t('plans.keyCame')}</th>}</tr></thead>
        <tbody>
          {weeks.plan.map((s, w) => (
            <tr key={w}><th scope="row">{shortDay(weekStart(from, w + 1), from).replace(/^\D+/, '')}</th><td class="num">{cell(s)}</td><td class="num">{cell(weeks.nothing[w] ?? s)}</td>
              {happened.length > 0 && <td class="num">{happened[w] === undefined ? '' : num(happened[w])}</td>}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
