import { num, t } from '../../i18n';
import { shortDay } from '../../i18n/time';
import { niceStep } from '../../design/charts/DebtChart';
import { rounded, type Spread, weekStart } from './forecast';

const W = 420, H = 170, LEFT = 40, RIGHT = 8, TOP = 12, FLOOR = 142;

/** Weeks before today as they were, weeks after it as a fan: the darker, the more futures. Each week is drawn at its middle; numbers stand
 *  in the table beneath. Axes run left to right in every language. */
export function FanChart({ past, ahead, from, sentence }: { past: number[]; ahead: Spread[]; from: string; sentence: string }) {
  const weeks = past.length + ahead.length;
  const top = Math.max(...past, ...ahead.map((s) => s[6]), 1);
  const step = niceStep(top, 3);
  const high = Math.ceil(top / step) * step;
  const x = (week: number): number => LEFT + ((W - LEFT - RIGHT) * (week + 0.5)) / weeks;
  const y = (v: number): number => FLOOR - ((FLOOR - TOP) * v) / high;
  const point = (week: number, v: number): string => `${x(week).toFixed(1)} ${y(v).toFixed(1)}`;
  const band = (low: 1 | 3 | 5): string => `M${ahead.map((s, w) => point(past.length + w, s[low])).join('L')}L${ahead.map((s, w) => point(past.length + w, s[low === 1 ? 2 : low === 3 ? 4 : 6])).reverse().join('L')}Z`;
  const today = LEFT + ((W - LEFT - RIGHT) * past.length) / weeks;
  const grid = Array.from({ length: Math.round(high / step) + 1 }, (_, i) => i * step);
  const tick = (nth: number): string => shortDay(weekStart(from, nth), from).replace(/^\D+/, '');
  return (
    <svg class="fan" viewBox={`0 0 ${W} ${H}`} role="img" aria-label={sentence} direction="ltr">
      {grid.map((v) => <g key={v}><path class="grid" d={`M${LEFT} ${y(v)}H${W - RIGHT}`} /><text class="tick" x={LEFT - 6} y={y(v) + 4} text-anchor="end">{num(v)}</text></g>)}
      <path class="b95" d={band(5)} /><path class="b80" d={band(3)} /><path class="b50" d={band(1)} />
      {past.length > 0 && <path class="was" d={`M${past.map((v, w) => point(w, v)).join('L')}`} />}
      {past.map((v, w) => <circle key={w} class="dot" cx={x(w)} cy={y(v)} r="2.5" />)}
      <path class="mean" d={`M${ahead.map((s, w) => point(past.length + w, s[0])).join('L')}`} />
      <path class="now" d={`M${today} ${TOP - 8}V${FLOOR}`} />
      <text class="tick" x={today + 4} y={TOP - 2}>{t('forecast.today')}</text>
      {past.length > 3 && <text class="tick" x={LEFT} y={H - 8}>{tick(1 - past.length)}</text>}
      <text class="tick" x={today} y={H - 8} text-anchor={past.length > 0 ? 'middle' : 'start'}>{tick(1)}</text>
      <text class="tick" x={W - RIGHT} y={H - 8} text-anchor="end">{tick(ahead.length + 1)}</text>
    </svg>
  );
}

/** The same numbers for whoever does not look at the picture. */
export function FanTable({ ahead, due, from, label, queue, waited }: { ahead: Spread[]; due: number[]; from: string; label: string; queue: Spread[] | null; waited: Spread[] | null }) {
  const range = (low: number, high: number): string => t('forecast.range', { low: num(Math.round(low)), high: num(Math.round(high)) });
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="figures">
        <thead><tr>
          <th scope="col">{t('forecast.week')}</th><th scope="col" class="num">{t('forecast.expected')}</th>
          <th scope="col" class="num">50 %</th><th scope="col" class="num">80 %</th><th scope="col" class="num">95 %</th>
          <th scope="col" class="num">{t('forecast.due')}</th>
          {queue && <th scope="col" class="num">{t('forecast.queue')}</th>}
          {waited && <th scope="col" class="num">{t('forecast.waited')}</th>}
        </tr></thead>
        <tbody>
          {ahead.map((s, w) => (
            <tr key={w}>
              <th scope="row">{shortDay(weekStart(from, w + 1), from).replace(/^\D+/, '')}</th>
              <td class="num">{num(rounded(s[0]))}</td><td class="num">{range(s[1], s[2])}</td><td class="num">{range(s[3], s[4])}</td><td class="num">{range(s[5], s[6])}</td>
              <td class="num">{num(rounded(due[w] ?? 0))}</td>
              {queue && <td class="num">{num(rounded(queue[w]?.[0] ?? 0))}</td>}
              {waited && <td class="num">{num(rounded(waited[w]?.[0] ?? 0))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
