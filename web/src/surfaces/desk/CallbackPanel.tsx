import type { MatterView, TryResult } from '../../api/types';
import { Chip, Note } from '../../design/parts';
import { code, t } from '../../i18n';
import { momentInWords, stamp, whenShort } from '../../i18n/time';

const CALLED: readonly TryResult[] = ['reached', 'no_answer', 'busy', 'wrong_number'];
const WRITTEN: readonly TryResult[] = ['message_sent', 'letter_sent'];
const WRITE_RULE = 'OWN-UNREACHED';

/** Who waits for a call: the tries so far, when the next one counts, what follows, and one press for what came of it. */
export default function CallbackPanel({ matter: m, now, Sub, onTry }: { matter: MatterView; now: number; Sub: 'h2' | 'h3'; onTry: (result: TryResult) => void }) {
  const c = m.callback;
  if (!c) return null;
  const may = m.actions.includes('call-tried');
  const due = m.promises.find((p) => p.rule === WRITE_RULE && p.state !== 'void')?.due;
  // Once the tries are used up, writing is what comes next.
  const results = c.unreached ? [...WRITTEN, ...CALLED] : CALLED;
  return (
    <section class="callback" aria-labelledby="callback-title">
      <Sub class="panel-sub" id="callback-title">{t('calls.title')}</Sub>
      <p>
        {t('calls.asked', { when: stamp(c.asked, now) })} {m.reach.value && c.waiting && <a class="nowrap" href={`tel:${m.reach.value.replaceAll(/[^+\d]/g, '')}`}>{m.reach.value}</a>}
        {c.reached && <> <Chip tone="ok">{t('calls.reachedAt', { when: stamp(c.reached, now) })}</Chip></>}
      </p>
      {c.tries.length > 0 ? (
        <ol class="steps dense">{c.tries.map((x) => <li key={x.at}>{stamp(x.at, now)} · {code('try', x.result)} <small>{x.by || t('calls.exchange')}</small></li>)}</ol>
      ) : c.waiting && <p class="s">{t('calls.none')}</p>}
      {c.unreached && c.waiting && <Note tone="soon">{t('calls.unreached', { when: stamp(c.unreached, now), after: c.after, due: due ? whenShort(due, now) : 'none' })}</Note>}
      {c.waiting && !c.unreached && (
        <p>
          {c.counted > 0 && <>{t('calls.counted', { n: c.counted, of: c.of })} </>}
          <b>{c.next && Date.parse(c.next) > now ? t('calls.nextFrom', { when: momentInWords(c.next, now) }) : t('calls.nextNow')}</b>
        </p>
      )}
      {may && (
        <div class="actions noprint" role="group" aria-label={t('calls.results')}>
          {results.map((r, i) => <button type="button" key={r} class={i === 0 ? '' : 'q'} onClick={() => onTry(r)}>{code('try', r)}</button>)}
        </div>
      )}
      {c.waiting && !c.unreached && <p class="s">{t('calls.policy', { of: c.of, gap: c.gapMinutes, after: c.after })}</p>}
    </section>
  );
}
