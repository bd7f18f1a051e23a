import { useState } from 'preact/hooks';
import { Chip, Dialog } from '../../design/parts';
import { t } from '../../i18n';
import { type Bundle, type Case, type CaseResult, type Flaw, type Vocabulary, withCase, withoutCase } from './bundle';
import { CaseForm } from './CaseForm';
import type { Column } from './editor/model';
import { casePlace, flawWords } from './flawWords';
import { givenWords, outputWords } from './words';

/** The table's test cases, each with what came of it; what they give is told in words. */
export function Cases({ bundle, vocabulary, columns, result, flaws, checking, onChange, onShow }: {
  bundle: Bundle; vocabulary: Vocabulary; columns: Column[]; result: (at: number) => CaseResult | null; flaws: Map<number, Flaw[]>; checking: boolean;
  onChange: ((make: (now: Bundle) => Bundle) => void) | null; onShow: (row: number) => void;
}) {
  const [open, setOpen] = useState<{ at: number | null } | null>(null);
  const [leaving, setLeaving] = useState<number | null>(null);
  return (
    <section aria-labelledby="cases-title" class="part">
      <div class="row">
        <h2 id="cases-title">{t('studio.casesTitle', { n: bundle.cases.length })}</h2>
        {onChange && <button type="button" class="q noprint" data-do="add-case" onClick={() => setOpen({ at: null })}>{t('studio.addCase')}</button>}
      </div>
      <p class="s noprint">{t('studio.casesHint')}</p>
      {bundle.cases.length === 0 && <p class="empty">{t('studio.noCases')}</p>}
      <ul class="cases" aria-busy={checking}>
        {bundle.cases.map((one, i) => (
          <li key={i} data-case={one.name} data-passed={result(i) ? (result(i)?.passed ? 'yes' : 'no') : ''}>
            <Mark result={result(i)} onShow={onShow} />
            <div class="what">
              <h3>{one.name}</h3>
              <p class="s">{givenWords(one.given, bundle.about)}</p>
              {flaws.get(i) && <ul class="flaws">{flaws.get(i)?.map((f, n) => <li key={n}>{casePlace(f.place) && <b>{casePlace(f.place)}: </b>}{flawWords(f, bundle.about)}</li>)}</ul>}
            </div>
            <Outcome one={one} result={result(i)} about={bundle.about} />
            {onChange && (
              <div class="row noprint">
                <button type="button" class="link" data-do="edit-case" onClick={() => setOpen({ at: i })}>{t('studio.editCase')}<span class="sr"> {one.name}</span></button>
                <button type="button" class="link" data-do="drop-case" onClick={() => setLeaving(i)}>{t('studio.dropCase')}<span class="sr"> {one.name}</span></button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {open && onChange && (
        <CaseForm one={open.at === null ? null : bundle.cases[open.at] ?? null} others={bundle.cases.filter((_, i) => i !== open.at).map((c) => c.name)} about={bundle.about} vocabulary={vocabulary} columns={columns}
          onClose={() => setOpen(null)} onDone={(one) => { onChange((b) => withCase(b, open.at, one)); setOpen(null); }} />
      )}
      {leaving !== null && onChange && (
        <Dialog title={t('studio.dropCaseTitle')} no={t('button.cancel')} onClose={() => setLeaving(null)} foot={<button type="button" data-do="drop-case-yes" onClick={() => { onChange((b) => withoutCase(b, leaving)); setLeaving(null); }}>{t('studio.dropCase')}</button>}>
          <p><b>{bundle.cases[leaving]?.name}</b></p>
        </Dialog>
      )}
    </section>
  );
}
function Mark({ result, onShow }: { result: CaseResult | null; onShow: (row: number) => void }) {
  const row = result?.row;
  return (
    <p class="mark">
      {result ? <Chip tone={result.passed ? 'ok' : 'late'}>{t(result.passed ? 'studio.passed' : 'studio.failed')}</Chip> : <Chip>{t('studio.notRun')}</Chip>}{' '}
      {row ? <button type="button" class="link" onClick={() => onShow(row)}>{t('studio.row', { n: row })}</button> : null}
    </p>
  );
}
/** What it should be, and, when that did not come, what came. */
function Outcome({ one, result, about }: { one: Case; result: CaseResult | null; about: Bundle['about'] }) {
  return (
    <div class="came">
      <p><span class="s">{t('studio.expected')}</span> {outputWords(one.expect, about) || '–'}</p>
      {result && !result.passed && <p class="got"><span class="s">{t('studio.got')}</span> <b>{outputWords(result.got, about) || t('studio.nothingGot')}</b></p>}
    </div>
  );
}
