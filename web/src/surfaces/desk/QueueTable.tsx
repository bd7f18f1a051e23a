import { Component } from 'preact';
import { Chip, TimeBar } from '../../design/parts';
import { code, t } from '../../i18n';
import { stamp, timeLeft, whenShort } from '../../i18n/time';
import type { Row } from './rows';

export const rowId = (id: number): string => `row-${id}`;

export function who(row: Pick<Row, 'about' | 'age' | 'area'>): string {
  const age = row.age === null ? t('row.noAge') : t('row.age', { n: row.age });
  const person = row.about === 'other' ? t('row.relative', { age }) : row.about === 'child' ? t('row.child', { age }) : age;
  return [person, row.area].filter(Boolean).join(', ');
}
function stateWords(row: Row, me: number): string {
  if (row.gone) return t('row.gone');
  if (row.state === 'offered') return t('row.offered');
  if (row.state === 'returned' || row.state === 'missed') return t(`row.${row.state}`);
  if (row.state === 'new' || row.takenBy === 0) return t('row.free');
  return row.takenBy === me ? t('row.mine') : t('row.taken');
}

/** What the next call waits for: nothing, the gap since the last try, or a letter instead. */
function Tries({ row, now }: { row: Row; now: number }) {
  const later = row.tryFrom !== '' && Date.parse(row.tryFrom) > now;
  if (!row.tries && !later) return null;
  return <Chip tone={row.tryFrom === '' ? 'soon' : 'plain'}>{[row.tries ? t('row.tries', { n: row.tries }) : '', later ? t('row.tryFrom', { when: whenShort(row.tryFrom, now) }) : ''].filter(Boolean).join(', ')}</Chip>;
}

interface LineProps { row: Row; selected: boolean; now: number; me: number; onSelect: (id: number, open: boolean) => void }
/** Drawn again only when its own row, selection or minute changes: moving the cursor touches two lines of thousands. */
class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    return next.row !== this.props.row || next.selected !== this.props.selected || next.now !== this.props.now;
  }
  override render({ row, selected, now, me, onSelect }: LineProps) {
  const left = row.due ? timeLeft(row.started, row.due, now, row.dueUnit === 'working_day' ? 'working_day' : 'calendar_day') : null;
  return (
    <tr role="row" class={`${selected ? 'sel' : ''} ${row.gone ? 'gone' : ''}`} onClick={() => onSelect(row.id, true)}>
      <td role="cell" class="subject" title={row.subject}>
        <a id={rowId(row.id)} href={`?matter=${row.id}`} tabIndex={selected ? 0 : -1} aria-current={selected ? 'true' : undefined}
          onClick={(event) => { event.preventDefault(); event.stopPropagation(); onSelect(row.id, true); }}><bdi dir="auto">{row.subject || t('row.noWords')}</bdi></a>
      </td>
      <td role="cell" class="person" title={who(row)}>{who(row)}</td>
      <td role="cell" class="channel">{code('channel', row.channel)} <small lang={row.lang}>{row.lang}</small></td>
      <td role="cell" class="groups">{row.interpreter && <Chip>{t('row.interpreter')}</Chip>}{row.group && <Chip>{row.group}</Chip>}{row.tries !== null && <Tries row={row} now={now} />}{row.lateChance !== null && <Chip>{t('row.lateChance', { n: Math.round(row.lateChance * 10) })}</Chip>}{row.waits && <Chip tone="soon">{t('row.wrote')} {stamp(row.waits, now)}</Chip>}</td>
      <td role="cell" class="due num" title={row.promiseTitle}>{row.due ? whenShort(row.due, now) : t('row.noDue')}</td>
      <td role="cell" class="left">{left && <>{left.spent < 1 && <><TimeBar spent={left.spent} tone={left.tone} /> </>}<Chip tone={left.tone}>{left.words}</Chip></>}</td>
      <td role="cell" class="state">{stateWords(row, me)}</td>
    </tr>
  );
  }
}

interface TableProps { rows: Row[]; selected: number; now: number; me: number; onSelect: (id: number, open: boolean) => void }
const BLOCK = 50;
/** Fifty lines. Only the blocks that hold the old or the new cursor are gone through when it moves. */
class Block extends Component<TableProps & { from: number }> {
  private holds(p: TableProps & { from: number }): boolean {
    for (let i = p.from; i < Math.min(p.from + BLOCK, p.rows.length); i += 1) if (p.rows[i]?.id === p.selected) return true;
    return false;
  }
  override shouldComponentUpdate(next: TableProps & { from: number }): boolean {
    if (next.rows !== this.props.rows || next.now !== this.props.now) return true;
    return next.selected !== this.props.selected && (this.holds(next) || this.holds(this.props));
  }
  override render({ rows, from, selected, now, me, onSelect }: TableProps & { from: number }) {
    return (
      <tbody role="rowgroup">
        {rows.slice(from, from + BLOCK).map((row) => <Line key={row.id} row={row} selected={row.id === selected} now={now} me={me} onSelect={onSelect} />)}
      </tbody>
    );
  }
}

/** Drawn again for its own reasons only, not for every word that changes in the panel. */
export class QueueTable extends Component<TableProps> {
  override shouldComponentUpdate(next: TableProps): boolean {
    return next.rows !== this.props.rows || next.selected !== this.props.selected || next.now !== this.props.now;
  }
  override render(props: TableProps) {
    return <Table {...props} />;
  }
}

function Table({ rows, selected, now, me, onSelect }: TableProps) {
  const cursor = rows.some((r) => r.id === selected) ? selected : rows[0]?.id ?? 0;
  const th = (key: 'col.subject' | 'col.person' | 'col.channel' | 'col.group' | 'col.due' | 'col.left' | 'col.state', name: string) => <th role="columnheader" scope="col" class={name}>{t(key)}</th>;
  return (
    <table role="table" class="queue-table" aria-label={t('desk.title')}>
      <thead role="rowgroup">
        <tr role="row">
          {th('col.subject', 'subject')}{th('col.person', 'person')}{th('col.channel', 'channel')}{th('col.group', 'groups')}{th('col.due', 'due num')}{th('col.left', 'left')}{th('col.state', 'state')}
        </tr>
      </thead>
      {Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, i) => <Block key={i} rows={rows} from={i * BLOCK} selected={cursor} now={now} me={me} onSelect={onSelect} />)}
    </table>
  );
}
