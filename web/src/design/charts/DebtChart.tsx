import type { Debt } from '../../api/types';
import { num, t } from '../../i18n';
import { shortDay } from '../../i18n/time';
import { tenths } from '../../surfaces/lead/board';

const W = 420, H = 230, LEFT = 46, RIGHT = 6, TOP = 10, MID = 140, FLOOR = 206;

/** A round step for about `lines` grid lines below `max`. */
export function niceStep(max: number, lines: number): number {
  const rough = Math.max(max / lines, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
}
/** Open debt by day as a step curve over its own range, and below it what came in and went out each day. Axes run left to right in
 *  every language. The curve's axis need not start at zero, so it says its own figures; the bars start at zero. */
export function DebtChart({ debt, heading }: { debt: Debt; heading: string }) {
  const days = debt.days;
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return <p class="empty">{t('chart.noDays')}</p>;
  const today = last.day;
  const open = days.map((d) => d.open);
  const step = niceStep(Math.max(...open) - Math.min(...open), 3);
  const low = Math.max(Math.floor(Math.min(...open) / step) * step, 0);
  const high = Math.max(Math.ceil(Math.max(...open) / step) * step, low + step);
  const flow = Math.max(...days.map((d) => Math.max(d.in, d.out)), 1);
  const x = (i: number): number => LEFT + ((W - LEFT - RIGHT) * i) / days.length;
  const wide = (W - LEFT - RIGHT) / days.length;
  const y = (v: number): number => MID - ((MID - TOP) * (v - low)) / (high - low);
  const bar = (v: number): number => ((FLOOR - MID - 22) * v) / flow;
  const line = days.map((d, i) => `${i === 0 ? 'M' : 'V'}${i === 0 ? `${x(0).toFixed(1)} ${y(d.open).toFixed(1)}` : y(d.open).toFixed(1)}H${x(i + 1).toFixed(1)}`).join('');
  const grid = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
  const sentence = t('chart.sentence', { from: num(first.open), to: num(last.open), in: num(tenths(debt.inflowPerDay)), out: num(tenths(debt.outflowPerDay)) });
  return (
    <figure class="chart">
      <figcaption><b>{heading}</b> {sentence}</figcaption>
      <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={`${heading}. ${sentence}`} direction="ltr">
        {grid.map((v) => <g key={v}><path class="grid" d={`M${LEFT} ${y(v)}H${W - RIGHT}`} /><text class="tick" x={LEFT - 6} y={y(v) + 4} text-anchor="end">{num(v)}</text></g>)}
        <path class="curve" d={line} />
        <path class="axis" d={`M${LEFT} ${FLOOR}H${W - RIGHT}`} />
        {days.map((d, i) => (
          <g key={d.day}>
            <rect class="in" x={x(i) + wide * 0.08} y={FLOOR - bar(d.in)} width={wide * 0.4} height={bar(d.in)} />
            <rect class="out" x={x(i) + wide * 0.52} y={FLOOR - bar(d.out)} width={wide * 0.4} height={bar(d.out)} />
          </g>
        ))}
        <text class="tick" x={LEFT - 6} y={FLOOR - bar(flow) + 8} text-anchor="end">{num(flow)}</text>
        <text class="tick" x={LEFT - 6} y={FLOOR + 4} text-anchor="end">{num(0)}</text>
        {days.map((d, i) => ((i % 14 === 0 && i < days.length - 7) || i === days.length - 1) && (
          <text key={d.day} class="tick" x={i === days.length - 1 ? W - RIGHT : x(i)} y={H - 6} text-anchor={i === days.length - 1 ? 'end' : 'start'}>{shortDay(d.day, today).replace(/^\D+/, '')}</text>
        ))}
      </svg>
      <p class="legend s" aria-hidden="true"><span class="key curve" /> {t('chart.open')} <span class="key in" /> {t('chart.in')} <span class="key out" /> {t('chart.out')}</p>
      <details>
        <summary>{t('chart.table')}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={heading}>
          <table>
            <thead><tr><th scope="col">{t('chart.day')}</th><th scope="col" class="num">{t('chart.open')}</th><th scope="col" class="num">{t('chart.in')}</th><th scope="col" class="num">{t('chart.out')}</th></tr></thead>
            <tbody>{[...days].reverse().map((d) => <tr key={d.day}><th scope="row">{shortDay(d.day, today)}</th><td class="num">{num(d.open)}</td><td class="num">{num(d.in)}</td><td class="num">{num(d.out)}</td></tr>)}</tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
