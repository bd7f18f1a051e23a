import { useRef, useState } from 'preact/hooks';
import { t } from '../../../i18n';
import { changeOf, type Group, minutes, type Network, type Shown, tone } from './network';

const UNIT = 26, MARGIN = 2.6, STEP = 0.5;

/** Areas sized by residents and coloured by the change of their way, points on top. A point is dragged, or chosen and moved by arrow keys;
 *  the fields beside do the same. Numbers stand in the table that follows. */
export function NetworkMap({ network, rows, points, chosen, changed, onChoose, onMove }: {
  network: Network; rows: Group[]; points: Shown[]; chosen: string; changed: boolean; onChoose: (code: string) => void; onMove: (code: string, east: number, north: number) => void;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<{ code: string; east: number; north: number } | null>(null);
  // The frame is that of the network that stands: nothing shifts while a point is moved.
  const spots = [...network.areas, ...network.points];
  const west = Math.min(...spots.map((s) => s.east)) - MARGIN, north = Math.max(...spots.map((s) => s.north)) + MARGIN;
  const width = (Math.max(...spots.map((s) => s.east)) + MARGIN - west) * UNIT, height = (north - Math.min(...spots.map((s) => s.north)) + MARGIN) * UNIT;
  const x = (east: number): number => (east - west) * UNIT;
  const y = (at: number): number => (north - at) * UNIT;
  const most = Math.max(1, ...rows.map((r) => r.residents));
  const size = (row: Group): number => 14 + 22 * Math.sqrt(row.residents / most);
  const inside = (value: number, low: number, high: number): number => Math.min(Math.max(Math.round(value * 10) / 10, low), high);
  const place = (east: number, at: number): { east: number; north: number } => ({ east: inside(east, Math.ceil((west + 0.3) * 10) / 10, west + width / UNIT - 0.3), north: inside(at, Math.ceil((north - height / UNIT + 0.3) * 10) / 10, north - 0.3) });
  const under = (event: PointerEvent): { east: number; north: number } | null => {
    const box = svg.current?.getBoundingClientRect();
    return box ? place(west + ((event.clientX - box.left) / box.width) * (width / UNIT), north - ((event.clientY - box.top) / box.height) * (height / UNIT)) : null;
  };
  const keyed = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[event.key];
    const point = points.find((p) => p.code === chosen);
    if (!by || !point) return;
    event.preventDefault();
    const to = place(point.east + (by[0] ?? 0), point.north + (by[1] ?? 0));
    onMove(point.code, to.east, to.north);
  };
  const down = (event: PointerEvent, code: string): void => { onChoose(code); setDrag({ code, east: NaN, north: NaN }); svg.current?.setPointerCapture(event.pointerId); event.preventDefault(); };
  const moved = (event: PointerEvent): void => { const to = drag && under(event); if (drag && to) setDrag({ ...drag, ...to }); };
  const dropped = (): void => { if (drag && Number.isFinite(drag.east)) onMove(drag.code, drag.east, drag.north); setDrag(null); };
  const drawn = points.map((p) => (drag?.code === p.code && Number.isFinite(drag.east) ? { ...p, east: drag.east, north: drag.north } : p));
  return (
    <div class="netmap" tabIndex={0} role="group" aria-label={t('network.mapKeys')} onKeyDown={keyed} data-part="map">
      <svg ref={svg} viewBox={`0 0 ${width.toFixed(0)} ${height.toFixed(0)}`} direction="ltr" aria-hidden="true" onPointerMove={moved} onPointerUp={dropped} onPointerCancel={() => setDrag(null)}>
        {network.areas.map((area, i) => {
          const row = rows[i];
          return row && <g key={area.code} class={`area ${changed ? tone(row, network.notableMinutes) : 'same'}`} data-area={area.code}><circle cx={x(area.east)} cy={y(area.north)} r={size(row)} /></g>;
        })}
        {network.areas.map((area, i) => {
          const row = rows[i];
          if (!row) return null;
          const r = size(row);
          return (
            <g key={area.code} data-words={area.code}>
              <text class="figure" x={x(area.east)} y={y(area.north) + r + 12}>{row.after.visits > 0 ? (changed ? t('network.mapChange', { change: changeOf(row.before.visits > 0 ? row.after.minutes - row.before.minutes : 0) }) : t('network.mapMinutes', { minutes: minutes(row.after.minutes) })) : '–'}</text>
              <text class="name" x={x(area.east)} y={y(area.north) - r - 4}>{area.name}</text>
            </g>
          );
        })}
        {drawn.map((p) => (
          <g key={p.code} data-point={p.code} class={`point ${p.open ? 'open' : 'shut'} ${p.mobile ? 'mobile' : ''} ${p.changed ? 'changed' : ''} ${p.code === chosen ? 'chosen' : ''}`} transform={`translate(${x(p.east).toFixed(1)} ${y(p.north).toFixed(1)})`} onPointerDown={(event) => down(event, p.code)}>
            <title>{p.name}</title>
            <circle class="grip" r="12" />
            {p.mobile ? <path class="mark" d="M0 -7L7 6H-7Z" /> : <rect class="mark" x="-6" y="-6" width="12" height="12" />}
            {!p.open && <path class="cross" d="M-4 -4L4 4M4 -4L-4 4" />}
          </g>
        ))}
      </svg>
    </div>
  );
}

export function MapKey({ changed }: { changed: boolean }) {
  const mark = (kind: string, words: string, shape: 'square' | 'triangle' | 'circle', cross = false) => (
    <li><svg class="netkey" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true"><g class={kind}>{shape === 'circle' ? <circle r="7" /> : shape === 'triangle' ? <path class="mark" d="M0 -7L7 6H-7Z" /> : <rect class="mark" x="-6" y="-6" width="12" height="12" />}{cross && <path class="cross" d="M-4 -4L4 4M4 -4L-4 4" />}</g></svg> {words}</li>
  );
  return (
    <ul class="netlegend s">
      {mark('point open', t('network.keyOpen'), 'square')}
      {mark('point open mobile', t('network.keyMobile'), 'triangle')}
      {mark('point shut', t('network.keyShut'), 'square', true)}
      {changed ? <>{mark('area up2', t('network.keyUp2'), 'circle')}{mark('area up1', t('network.keyUp1'), 'circle')}{mark('area same', t('network.keySame'), 'circle')}{mark('area down1', t('network.keyDown1'), 'circle')}{mark('area down2', t('network.keyDown2'), 'circle')}</> : mark('area same', t('network.keyArea'), 'circle')}
    </ul>
  );
}
