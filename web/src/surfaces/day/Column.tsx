import { Component } from 'preact';
import type { DaySlot, DayWorker, Place } from '../../api/times';
import { code, lang, t } from '../../i18n';
import { breaks, clockOf, type SlotState, stateOf } from './day';

export const slotId = (slot: number): string => `day-slot-${slot}`;
export interface Held { place: Place; slot: DaySlot; worker: DayWorker }

/** A time shorter than this has room for one line. */
const SHORT = 25;
interface ColumnProps {
  worker: DayWorker; from: number; minutesOf: (at: string) => number;
  /** The slot that Tab stops at, when it is in this column. */
  current: number;
  canMove: (p: Place) => boolean; mayChange: boolean;
  onMenu: (held: Held) => void; onBlock: (worker: DayWorker, slot: DaySlot | null) => void;
}
/** One professional's day. Drawn again only when its own times or the cursor in it change: sixty columns stand still beside it. */
export class Column extends Component<ColumnProps> {
  override shouldComponentUpdate(next: ColumnProps): boolean {
    const now = this.props;
    return next.worker !== now.worker || next.current !== now.current || next.from !== now.from || next.minutesOf !== now.minutesOf;
  }
  override render({ worker: w, onBlock, mayChange }: ColumnProps) {
    const free = w.slots.reduce((n, s) => n + (s.blocked ? 0 : s.free), 0);
    return (
      <section class="column" aria-labelledby={`worker-${w.code}`}>
        <div class="columnhead">
          <h2 id={`worker-${w.code}`}>{w.name}</h2>
          <p class="s">{code('profession', w.profession)} · {t('day.freeOf', { free, n: w.slots.length })}</p>
          {mayChange && <button type="button" class="link" aria-label={`${t('day.block')} ${w.name}`} onClick={() => onBlock(w, null)}>{t('day.block')}</button>}
        </div>
        <ul class="lane">{[...w.slots].sort((a, b) => Number(b.blocked !== null) - Number(a.blocked !== null) || a.at.localeCompare(b.at)).map((s) => this.slot(s))}</ul>
      </section>
    );
  }
  private slot(s: DaySlot) {
    const { worker, from, minutesOf, current } = this.props;
    const start = minutesOf(s.at);
    const state = stateOf(s);
    return (
      <li key={s.slot} class={`slot ${state}${s.minutes < SHORT ? ' short' : ''}`} style={{ '--start': String(start - from), '--len': String(s.minutes) }} data-slot={s.slot} data-state={state}>
        {this.inside(s, state, clockOf(start), current === s.slot ? 0 : -1, worker)}
      </li>
    );
  }
  private inside(s: DaySlot, state: SlotState, at: string, tab: 0 | -1, worker: DayWorker) {
    const { mayChange, onBlock } = this.props;
    if (state === 'free') {
      const words = <span class="slotwords"><b>{at}</b> {t('day.free')} <small>{s.type}{s.room && ` · ${s.room}`}</small></span>;
      return mayChange
        ? <button type="button" id={slotId(s.slot)} class="slotmain" tabIndex={tab} title={s.type} onClick={() => onBlock(worker, s)}>{words}</button>
        : <span id={slotId(s.slot)} class="slotmain" tabIndex={tab}>{words}</span>;
    }
    if (state === 'blocked') {
      const words = <span class="slotwords"><b>{at}</b> {t('day.blocked')} <small>{code('blockReason', s.blocked ?? '')}{s.places.length > 0 && ` · ${t('day.placesLeft', { n: s.places.length })}`}</small></span>;
      return mayChange
        ? <button type="button" id={slotId(s.slot)} class="slotmain" tabIndex={tab} title={t('day.unblock')} onClick={() => onBlock(worker, s)}>{words}</button>
        : <span id={slotId(s.slot)} class="slotmain" tabIndex={tab}>{words}</span>;
    }
    return <>{s.capacity > 1 && <small class="group">{at} {t('day.group', { taken: s.places.length, n: s.capacity })}</small>}{s.places.map((p, i) => this.place(s, p, at, i === 0 ? tab : -1, i === 0))}</>;
  }
  private place(s: DaySlot, p: Place, at: string, tab: 0 | -1, first: boolean) {
    const { worker, canMove, onMenu, mayChange } = this.props;
    const held = p.state === 'held';
    const word = held ? t(p.stepState === 'offered' ? 'day.offered' : 'day.held') : t(p.stepState === 'done' ? 'day.done' : p.stepState === 'missed' ? 'day.missed' : 'day.booked');
    const who = [p.age !== null && p.age !== undefined ? t('day.age', { n: p.age }) : '', p.language && p.language !== 'fi' ? p.language : '', p.interpreter ? t('day.interpreter') : '', ...(p.needs ?? []).map((n) => code('dayNeed', n))].filter(Boolean).join(', ');
    const late = breaks(s, p);
    const words = <><b>{at}</b> {late && <><strong class="risk">{t('day.risk')}</strong> </>}{word} <small>{p.matter === null ? t('day.otherTeam') : [p.service, who].filter(Boolean).join(' · ')}</small></>;
    const id = first ? slotId(s.slot) : undefined;
    if (p.matter === null) return <span key={`x${p.step}`} id={id} class="slotmain" tabIndex={tab}>{words}</span>;
    const moves = mayChange && canMove(p);
    return (
      <div key={p.step} class="placeline" draggable={moves} data-step={p.step}>
        <a id={id} class="slotmain" tabIndex={tab} draggable={false} href={`/${lang()}/desk/?matter=${p.matter}`} title={[p.service, who].filter(Boolean).join(' · ')}>{words}</a>
        {moves && <button type="button" class="slotmenu" tabIndex={tab} aria-label={t('day.moveOf', { when: at, who: worker.name })} onClick={() => onMenu({ place: p, slot: s, worker })}>⇄</button>}
      </div>
    );
  }
}
