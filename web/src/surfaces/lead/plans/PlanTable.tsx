import { useState } from 'preact/hooks';
import { serverNow } from '../../../api/serverClock';
import { Chip } from '../../../design/parts';
import { t } from '../../../i18n';
import { stamp } from '../../../i18n/time';
import { changeSentence, costWords, type Line, oneSentence, queueSentence } from './plans';

export const StateChip = ({ state }: { state: Line['state'] }) => <Chip tone={state === 'decided' ? 'ok' : state === 'draft' ? 'law' : 'plain'}>{t(state === 'decided' ? 'plans.stateDecided' : state === 'draft' ? 'plans.stateDraft' : 'plans.stateGivenUp')}</Chip>;

function standing(p: Line): string {
  if (p.headline) {
    const { headline: h } = p;
    return oneSentence([changeSentence(h.change, h.half, h.weeks), ...(h.queue ? [queueSentence(h.queue, h.queue.zero, h.queue.debtNow, h.from)] : []), costWords(h.cost)]);
  }
  if (p.run.state === 'running') return t('plans.running');
  if (p.faults.length > 0) return t('plans.faults');
  if (p.run.state === 'failed') return t('plans.failed', { why: p.run.why ?? '' });
  return t('plans.notLivedShort');
}
/** All plans; up to four that were worked out can be chosen for comparing. */
export function PlanTable({ plans, chosen, onOpen, onCompare }: { plans: Line[]; chosen: number[]; onOpen: (n: number) => void; onCompare: (all: number[]) => void }) {
  const [marked, setMarked] = useState<number[]>(chosen);
  const mark = (n: number, on: boolean): void => setMarked((all) => (on ? [...all, n] : all.filter((one) => one !== n)));
  return (
    <>
      <ul class="planlist">
        {plans.map((p) => (
          <li key={p.number} class="card planline" data-plan={p.number}>
            <div>
              <h2><a href={`?plan=${p.number}`} onClick={(event) => { event.preventDefault(); onOpen(p.number); }}>{p.name}</a> <StateChip state={p.state} /></h2>
              <p>{standing(p)}</p>
              <p class="s">{t('plans.byAt', { by: p.by, at: stamp(p.at, serverNow()) })}{p.end && <>; {t(p.state === 'decided' ? 'plans.decidedBy' : 'plans.givenUpBy', { by: p.end.by, at: stamp(p.end.at, serverNow()) })}</>}</p>
            </div>
            {p.headline && <label class="choice noprint"><input type="checkbox" checked={marked.includes(p.number)} disabled={!marked.includes(p.number) && marked.length >= 4} onChange={(e) => mark(p.number, e.currentTarget.checked)} /> <span>{t('plans.mark')}<span class="sr">: {p.name}</span></span></label>}
          </li>
        ))}
      </ul>
      {plans.filter((p) => p.headline).length > 1 && <p class="noprint after"><button type="button" class="q" data-do="compare" aria-disabled={marked.length < 2} onClick={() => { if (marked.length >= 2) onCompare(marked); }}>{t('plans.compareN', { n: marked.length })}</button> <span class="s">{t('plans.compareHint')}</span></p>}
    </>
  );
}
