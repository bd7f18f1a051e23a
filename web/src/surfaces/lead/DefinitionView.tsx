import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get, problemWords, Refused } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { BoardRows, Definition } from '../../api/types';
import { Chip, Note } from '../../design/parts';
import { code, num, t } from '../../i18n';
import { dayOf, dueStamp, shortDay, stamp } from '../../i18n/time';
import { firstState, type Place } from './board';
import { Opens } from './BoardView';

type Cells = (string | number | null)[];
const said = (error: unknown): string => !(error instanceof Refused) ? t('staff.unreachable')
  : error.problem ? problemWords(error.problem) : t('staff.refused');

/** What a number means: its words, its rule through time, its basis, and the matters behind it. */
export function DefinitionView({ place, seq, heading, onOpen, onBack }: { place: Place; seq: number; heading: RefObject<HTMLHeadingElement>; onOpen: (p: Place) => void; onBack: () => void }) {
  const [definition, setDefinition] = useState<Definition | null>(null);
  const [rows, setRows] = useState<BoardRows | null>(null);
  const [wrong, setWrong] = useState('');
  const base = `/board/${place.kind}/${encodeURIComponent(place.id)}`;
  // A rule's rows are those of one state: the one asked for, or the first that has any.
  const state = place.kind === 'debts' ? '' : place.state || (definition ? firstState(definition.counts) : '');
  const query = (cursor?: string): string => {
    const p = new URLSearchParams();
    if (state) p.set('state', state);
    if (cursor) p.set('cursor', cursor);
    return `${base}/rows?${p}`;
  };
  useEffect(() => {
    let on = true;
    get<Definition>(base).then((d) => { if (on) setDefinition(d); }, (error: unknown) => { if (on) setWrong(said(error)); });
    return () => { on = false; };
  }, [place.kind, place.id, seq]);
  useEffect(() => {
    let on = true;
    if (place.kind === 'debts' || state) get<BoardRows>(query()).then((r) => { if (on) setRows(r); }, (error: unknown) => { if (on) setWrong(said(error)); });
    return () => { on = false; };
  }, [place.kind, place.id, state, seq]);
  const more = async (): Promise<void> => {
    if (!rows?.next) return;
    try {
      const page = await get<BoardRows>(query(rows.next));
      setRows({ ...page, rows: [...rows.rows, ...page.rows] });
    } catch { setWrong(t('staff.unreachable')); }
  };
  const now = serverNow();
  const debt = place.kind === 'debts';
  // A debt begins with a day, and the rows carry it twice.
  const shown = (col: string): boolean => !(debt && col === 'started');
  const title = (col: string): string => (debt && col === 'due' ? t('rowCol.inDebtSince') : code('rowCol', col));
  const show = (col: string, value: string | number | null) => value === null ? '–'
    : col === 'started' ? stamp(String(value), now)
    : col === 'due' ? (debt ? shortDay(dayOf(String(value)), dayOf(now)) : dueStamp(String(value), now))
    : typeof value === 'number' ? num(value) : <bdi class={col === 'code' ? 'nowrap' : ''}>{value}</bdi>;
  const numeric = (col: string): boolean => ['age', 'started', 'due', 'daysOver'].includes(col);
  return (
    <article class="definition stack">
      <p class="noprint"><a href="?" onClick={(event) => { event.preventDefault(); onBack(); }}>← {t('board.back')}</a></p>
      <h1 ref={heading} tabIndex={-1}>{definition?.title ?? t('board.definition')}</h1>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {definition && (
        <>
          <p class="words">{definition.words}</p>
          <dl class="facts">
            {definition.start && <><dt>{t('board.start')}</dt><dd>{code('measureEvent', definition.start)}</dd></>}
            {definition.stop && <><dt>{t('board.stop')}</dt><dd>{code('measureEvent', definition.stop)}</dd></>}
            <dt>{t('board.counts')}</dt>
            <dd class="row">{Object.entries(definition.counts).map(([s, n]) => place.kind === 'rules'
              ? <span key={s} class={s === state ? 'here' : ''}><Opens place={{ ...place, state: s }} onOpen={onOpen}>{code('boardState', s)} {num(n)}</Opens></span>
              : <span key={s}>{code('boardState', s)} {num(n)}</span>)}</dd>
          </dl>
          {definition.versions && definition.versions.length > 0 && (
            <section>
              <h2>{t('board.versions')}</h2>
              <div class="scroll" tabIndex={0} role="region" aria-label={t('board.versions')}>
                <table>
                  <thead><tr><th scope="col">{t('board.valid')}</th><th scope="col">{t('board.age')}</th><th scope="col">{t('board.limit')}</th><th scope="col">{t('board.basis')}</th><th scope="col">{t('board.confidence')}</th></tr></thead>
                  <tbody>
                    {definition.versions.map((v) => (
                      <tr key={`${v.from}${v.age}`}>
                        <th scope="row">{shortDay(v.from, '0000').replace(/^\D+/, '')}–{v.to ? shortDay(v.to, '0000').replace(/^\D+/, '') : ''}</th><td>{v.age}</td><td>{v.limit}</td><td>{v.basis}</td>
                        <td>{v.unverified ? <Chip tone="soon">{t('promise.unverified')}</Chip> : code('confidence', v.confidence)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          )}
        </>
      )}
      {(definition || rows) && <section aria-busy={rows === null}>
        <h2>{t('board.rows')} {state && <Chip>{code('boardState', state)}</Chip>} {rows && <small>{t('board.rowCount', { n: rows.total })}</small>}</h2>
        {rows && rows.rows.length === 0 && <p class="empty">{t('board.noRows')}</p>}
        {rows && rows.rows.length > 0 && (
          <div class="scroll" tabIndex={0} role="region" aria-label={t('board.rows')}>
            <table role="table" class="matters">
              <thead role="rowgroup"><tr role="row">{rows.cols.filter(shown).map((c) => <th role="columnheader" scope="col" key={c} class={numeric(c) ? 'num' : ''}>{title(c)}</th>)}</tr></thead>
              <tbody role="rowgroup">
                {rows.rows.map((r: Cells, i) => <tr role="row" key={i}>{r.map((v, k) => { const c = rows.cols[k] ?? ''; return shown(c) && <td role="cell" key={c} class={`${numeric(c) ? 'num ' : ''}at-${c}`} data-name={title(c)}>{show(c, v)}</td>; })}</tr>)}
              </tbody>
            </table>
          </div>
        )}
        {rows?.next && <p class="more"><button type="button" class="q" onClick={() => void more()}>{t('board.more')}</button></p>}
        {!rows && !wrong && <p role="status">{t('staff.loading')}</p>}
      </section>}
      {!definition && !rows && !wrong && <p role="status">{t('staff.loading')}</p>}
    </article>
  );
}
