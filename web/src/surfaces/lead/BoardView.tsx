import type { ComponentChildren } from 'preact';
import type { Board, BoardRule, Debt } from '../../api/types';
import { DebtChart } from '../../design/charts/DebtChart';
import { ShareBar } from '../../design/charts/ShareBar';
import { Chip } from '../../design/parts';
import { code, num, share, signed, t } from '../../i18n';
import { cannotCount, changePoints, hasMatters, pairsByGap, type Place, rulesByGap, tenths, writePlace } from './board';

type Open = (place: Place) => void;
/** A number that opens its definition and rows: a real link, so it can be copied and opened beside. */
export function Opens({ place, onOpen, children, label }: { place: Place; onOpen: Open; children: ComponentChildren; label?: string }) {
  return (
    <a href={writePlace(place)} onClick={(event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      onOpen(place);
    }}>{children}{label && <span class="sr"> {label}</span>}</a>
  );
}
const shareWords = (r: BoardRule | null): string => (r?.keptShare == null ? t('board.tooFew') : share(r.keptShare));

function PairCard({ pair, onOpen }: { pair: ReturnType<typeof pairsByGap>[number]; onOpen: Open }) {
  const change = pair.own ? changePoints(pair.own) : null;
  const line = (r: BoardRule | null, mark: 'law' | 'own', name: string) => r && (
    <p class="pairline"><span class={`key ${mark}`} aria-hidden="true" /> {name} <b class={r.keptShare === null ? 'big few' : 'big'}><Opens place={{ kind: 'rules', id: r.rule, state: '' }} onOpen={onOpen} label={r.title}>{shareWords(r)}</Opens></b></p>
  );
  return (
    <section class="card pair">
      <h2>{pair.title}</h2>
      {line(pair.own, 'own', t('board.own'))}
      {line(pair.law, 'law', t('board.law'))}
      <ShareBar law={pair.law?.keptShare ?? null} own={pair.own?.keptShare ?? null} />
      {change !== null && <p class="s">{t('board.change', { points: signed(change) })}</p>}
    </section>
  );
}
function DebtCard({ debt, onOpen }: { debt: Debt; onOpen: Open }) {
  return (
    <section class="card debt">
      <h2>{debt.title}</h2>
      <p><b class="big"><Opens place={{ kind: 'debts', id: debt.kind, state: '' }} onOpen={onOpen} label={t('board.openDebt')}>{num(debt.open)}</Opens></b>{' '}
        <Chip tone={debt.changeWeek > 0 ? 'late' : debt.changeWeek < 0 ? 'ok' : 'plain'}>{t('board.week', { n: signed(debt.changeWeek) })}</Chip></p>
      <p class="s">{t('board.flow', { in: num(tenths(debt.inflowPerDay)), out: num(tenths(debt.outflowPerDay)) })}</p>
    </section>
  );
}

const STATES = ['kept', 'missed', 'running', 'overdue', 'void'] as const;
/** The roles keep it a table for assistive technology when a narrow window lays each rule out as a block. */
function RuleTable({ rules, onOpen, label }: { rules: BoardRule[]; onOpen: Open; label: string }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-labelledby={label}>
      <table class="rules" role="table" aria-labelledby={label}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{t('board.rule')}</th><th role="columnheader" scope="col">{t('board.kind')}</th>
            <th role="columnheader" scope="col" class="num">{t('board.share')}</th><th role="columnheader" scope="col" class="num">{t('board.before')}</th>
            {STATES.map((s) => <th role="columnheader" scope="col" class="num" key={s}>{code('boardState', s)}</th>)}
            <th role="columnheader" scope="col" class="num">{t('board.cannot')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rules.map((r) => {
            const change = changePoints(r);
            const cannot = cannotCount(r);
            return (
              <tr role="row" key={r.rule}>
                <th role="rowheader" scope="row">
                  <Opens place={{ kind: 'rules', id: r.rule, state: '' }} onOpen={onOpen}>{r.title}</Opens> {r.unverified && <Chip tone="soon">{t('promise.unverified')}</Chip>}
                  <br /><small>{r.basis}</small>
                  {r.cannotCompute.map((c) => <small class="why" key={c.reason}>{t('board.cannotWhy', { n: c.count, why: c.text })}</small>)}
                </th>
                <td role="cell" class="kind">{t(r.kind === 'statute' ? 'board.law' : 'board.own')}</td>
                <td role="cell" class="num share" data-name={t('board.share')}>{r.keptShare === null ? <small>{t('board.tooFew')}</small> : <b>{share(r.keptShare)}</b>}</td>
                <td role="cell" class="num" data-name={t('board.before')}>{change === null ? '–' : t('board.points', { n: signed(change) })}</td>
                {STATES.map((s) => (
                  <td role="cell" class="num" data-name={code('boardState', s)} key={s}>{r[s] > 0 ? <Opens place={{ kind: 'rules', id: r.rule, state: s === 'void' ? 'voided' : s }} onOpen={onOpen} label={`${code('boardState', s)}: ${r.title}`}>{num(r[s])}</Opens> : num(0)}</td>
                ))}
                <td role="cell" class="num" data-name={t('board.cannot')}>{num(cannot)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function BoardView({ board, onOpen }: { board: Board; onOpen: Open }) {
  const rules = rulesByGap(board.rules);
  const quiet = rules.filter((r) => !hasMatters(r));
  return (
    <div class="board">
      {board.finding && <section class="card finding" aria-label={t('board.finding')}><p>{board.finding}</p></section>}
      {pairsByGap(board).map((p) => <PairCard key={p.title} pair={p} onOpen={onOpen} />)}
      {board.debts.map((d) => <DebtCard key={d.kind} debt={d} onOpen={onOpen} />)}
      {board.debts.map((d) => <section class="card curvecard" key={d.kind}><DebtChart debt={d} heading={t('board.curve', { title: d.title, n: d.days.length })} /></section>)}
      <section class="card rulecard">
        <h2 id="rules-title">{t('board.rules')}</h2>
        <p class="s">{t('board.rulesHint')}</p>
        <RuleTable rules={rules.filter(hasMatters)} onOpen={onOpen} label="rules-title" />
        {quiet.length > 0 && (
          <details class="quiet">
            <summary id="quiet-title">{t('board.quiet', { n: quiet.length })}</summary>
            <RuleTable rules={quiet} onOpen={onOpen} label="quiet-title" />
          </details>
        )}
      </section>
    </div>
  );
}
