import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { serverNow } from '../../../api/serverClock';
import { Chip, Dialog, Note } from '../../../design/parts';
import { AUTONYMS, code, lang, LANGS, t } from '../../../i18n';
import { whenShort } from '../../../i18n/time';
import type { Place } from '../bundle';
import { type Guide, type GuideCheck, whyNot, written } from './guide';
import { GuideDifference } from './GuideDifference';
import { GuideTable } from './GuideTable';
import { GuideTexts } from './GuideTexts';
import { GuideVersions } from './GuideVersions';
import type { GuideWork } from './useGuide';

export function GuidePage({ work, guide, heading, onOpen }: { work: GuideWork; guide: Guide; heading: RefObject<HTMLHeadingElement>; onOpen: (to: Place | null) => void }) {
  const { shown } = work;
  const name = shown?.texts.find((x) => x.kind === 'name');
  return (
    <article class="tablepage guidepage">
      <header class="row head">
        <h1 ref={heading} tabIndex={-1}>{(name && written(name, lang(), work.changes)) || guide.name}</h1>
        <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
        <p class="s meta">{t('guide.kind')} · {t('studio.versionNow', { n: guide.version })}</p>
      </header>
      {guide.inUse !== guide.version && <Note tone="late"><p>{t('guide.older', { n: guide.version, used: guide.inUse })}</p><p><code>{guide.fault}</code></p></Note>}
      <State work={work} guide={guide} />
      {work.newer && <Newer work={work} newer={work.newer} />}
      <Trial guide={guide} dirty={work.dirty} />
      {shown && work.check && <Faults check={work.check} />}
      {shown && <GuideTexts work={work} texts={shown.texts} />}
      {shown && <GuideTable dmn={shown.dmn} hint={t(work.editing ? 'guide.tableEdit' : 'guide.tableHint')} uncovered={work.check?.uncovered} {...(work.editing ? { onChange: work.writeTable } : {})} />}
      {shown && <Cases check={work.check} />}
      <Form work={work} guide={guide} />
      <GuideVersions guide={guide} onOpen={onOpen} />
    </article>
  );
}

function State({ work, guide }: { work: GuideWork; guide: Guide }) {
  const [asking, setAsking] = useState<'drop' | 'publish' | 'discard' | null>(null);
  const { draft } = guide;
  const offered = draft?.state === 'offered';
  const why = whyNot(work.dirty, work.checking, work.checkWrong ? null : work.check);
  const may = (ok: boolean, run: () => void) => ({ 'aria-disabled': !ok || work.busy, onClick: () => { if (ok && !work.busy) run(); } });
  const stand = offered ? t('studio.standOffered', { by: draft.by ?? '', at: whenShort(draft.at, serverNow()) })
    : draft ? t('studio.standDraft', { by: draft.by ?? '', at: whenShort(draft.at, serverNow()) })
    : work.editing ? t('studio.standNew') : t('studio.standPublished', { n: guide.version });
  return (
    <div class="state card noprint" role="group" aria-label={t('guide.stateTitle')}>
      <p><Chip tone={offered ? 'soon' : draft || work.editing ? 'law' : 'ok'}>{code('studioDraft', offered ? 'offered' : draft || work.editing ? 'draft' : 'published')}</Chip> {stand}</p>
      <Sum work={work} />
      <div class="row deeds">
        {!draft && !work.editing && <button type="button" data-do="edit" onClick={work.edit}>{t('studio.edit')}</button>}
        {work.editing && <button type="button" data-do="save" {...may(work.dirty, () => void work.save())}>{t(work.busy ? 'staff.sending' : 'studio.save')}</button>}
        {work.editing && <button type="button" class="q" data-do="undo" {...may(work.canUndo, work.undo)}>{t('studio.undo')}</button>}
        {draft?.state === 'draft' && <button type="button" data-do="offer" class={work.dirty ? 'q' : ''} aria-describedby={why ? 'offer-why' : undefined} {...may(why === null, () => void work.act('offer'))}>{t('studio.offer')}</button>}
        {offered && <button type="button" data-do="publish" aria-describedby={draft.mayPublish ? undefined : 'publish-why'} {...may(draft.mayPublish, () => setAsking('publish'))}>{t('studio.publish', { n: guide.version + 1 })}</button>}
        {offered && <button type="button" class="q" data-do="return" {...may(true, () => void work.act('return'))}>{t('studio.return')}</button>}
        {draft?.state === 'draft' && <button type="button" class="q" data-do="drop" {...may(true, () => setAsking('drop'))}>{t('studio.drop')}</button>}
        {!draft && work.editing && <button type="button" class="q" data-do="stop" onClick={() => { if (work.dirty) setAsking('discard'); else work.stopEditing(); }}>{t('studio.stop')}</button>}
      </div>
      {work.editing && <p class="s" id="offer-why">{work.dirty && !draft ? t('studio.whyUnsaved') : draft && why ? code('guideWhyNot', why) : ''}</p>}
      {offered && !draft.mayPublish && <p class="s" id="publish-why">{t('studio.samePerson')}</p>}
      <div role="status">{work.said && <p class="said">{work.said}</p>}</div>
      {work.wrong && <Note tone="late" role="alert">{work.wrong}</Note>}
      {asking === 'discard' && (
        <Dialog title={t('studio.discardTitle')} no={t('studio.stay')} onClose={() => setAsking(null)} foot={<button type="button" data-do="discard" onClick={() => { setAsking(null); work.stopEditing(); }}>{t('studio.discard')}</button>}><p>{t('studio.discardWhy')}</p></Dialog>
      )}
      {asking === 'drop' && (
        <Dialog title={t('studio.dropTitle')} no={t('studio.stay')} onClose={() => setAsking(null)} foot={<button type="button" data-do="drop-yes" onClick={() => { setAsking(null); void work.act('drop'); }}>{t('studio.drop')}</button>}><p>{t('studio.dropWhy', { n: guide.version })}</p></Dialog>
      )}
      {asking === 'publish' && (
        <Dialog title={t('studio.publishTitle', { n: guide.version + 1 })} no={t('button.cancel')} onClose={() => setAsking(null)} foot={<button type="button" data-do="publish-yes" onClick={() => { setAsking(null); void work.act('publish'); }}>{t('studio.publishYes')}</button>}><p>{t('guide.publishWhy')}</p></Dialog>
      )}
    </div>
  );
}
function Sum({ work }: { work: GuideWork }) {
  if (work.checkWrong) return <p data-part="check"><Chip tone="late">{t('studio.checkFailed')}</Chip> {work.checkWrong}</p>;
  if (!work.check) return null;
  const { flaws, cases, uncovered, marks } = work.check;
  const failed = cases.filter((c) => c.passed === false).length;
  const fine = flaws.length + failed + uncovered.length === 0;
  return (
    <p data-part="check" data-fine={work.checking ? undefined : fine ? 'yes' : 'no'} role="status">
      <Chip tone={fine ? 'ok' : 'late'}>{t(fine ? 'studio.allPass' : 'studio.notAll')}</Chip>{' '}
      {[fine || flaws.length === 0 ? t('studio.sum', { passed: cases.length - failed, all: cases.length }) : t('studio.sumFlaws', { n: flaws.length }), uncovered.length > 0 && t('studio.sumUncovered', { n: uncovered.length }), t('guide.sumMarks', { n: marks.length })].filter(Boolean).join(', ')}
    </p>
  );
}
function Faults({ check }: { check: GuideCheck }) {
  if (check.flaws.length + check.uncovered.length === 0) return null;
  return (
    <div class="flaws" role="group" aria-label={t('guide.flaws')}>
      <b>{t('guide.flaws')}</b>
      <ul>
        {check.flaws.map((f, i) => <li key={i}>{f.item && <code>{f.item} </code>}{f.place && <code>{f.place}</code>} {f.what}</li>)}
        {check.uncovered.map((u) => <li key={u.table + u.row}>{t('guide.uncovered', { table: code('guideTable', u.table), n: u.row })}</li>)}
      </ul>
    </div>
  );
}
function Trial({ guide, dirty }: { guide: Guide; dirty: boolean }) {
  return (
    <p class="row trial noprint"><b>{t('guide.try')}</b>
      {LANGS.map((l) => <a key={l} href={`/${l}/studio/guides/${guide.code}/try/`} target="_blank" rel="noopener" lang={l} hreflang={l} data-do={`try-${l}`}>{AUTONYMS[l]}<span class="sr"> {t('guide.newTab')}</span></a>)}
      <span class="s">{t(dirty ? 'guide.trySaved' : 'guide.tryHint')}</span>
    </p>
  );
}
function Cases({ check }: { check: GuideCheck | null }) {
  const cases = check?.cases ?? [];
  return (
    <section aria-labelledby="cases-title" class="part">
      <h2 id="cases-title">{t('studio.casesTitle', { n: cases.length })}</h2>
      <ul class="cases short">
        {cases.map((c, i) => (
          <li key={i} data-case={c.name} data-passed={c.passed === null ? '' : c.passed ? 'yes' : 'no'}>
            <div class="came"><Chip tone={c.passed ? 'ok' : c.passed === null ? 'plain' : 'late'}>{t(c.passed ? 'studio.passed' : c.passed === null ? 'studio.notRun' : 'studio.failed')}</Chip></div>
            <div class="what">{c.name}{c.why && <p class="got">{c.why}</p>}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}
/** The form out, and in again. */
function Form({ work, guide }: { work: GuideWork; guide: Guide }) {
  const file = useRef<HTMLInputElement>(null);
  const may = guide.draft?.state !== 'offered' && !work.dirty && !work.busy;
  const put = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    if (!chosen || !may) return;
    await work.putForm(await chosen.text());
    if (file.current) file.current.value = '';
  };
  return (
    <section aria-labelledby="form-title" class="part card noprint">
      <h2 id="form-title">{t('guide.form')}</h2>
      <p class="s">{t('guide.formHint')}</p>
      <p class="row"><a href={`/api/v1/studio/guides/${guide.code}/form`} download={`${guide.code}.json`} data-do="export">{t('guide.export')}</a></p>
      <div class="field"><label for="import">{t('guide.import')}</label><div class="hint" id="import-hint">{t(may ? 'guide.importHint' : 'guide.importNot')}</div>
        <input ref={file} id="import" type="file" accept=".json,application/json,application/fhir+json" aria-describedby="import-hint" disabled={!may} onChange={() => void put()} /></div>
    </section>
  );
}
/** Somebody saved meanwhile. What was typed here stays until there is a choice. */
function Newer({ work, newer }: { work: GuideWork; newer: Guide }) {
  const [open, setOpen] = useState(false);
  const theirs = newer.draft?.bundle ?? newer.inForce;
  const { draft } = newer;
  const mine = work.shown && { ...work.shown, texts: work.shown.texts.map((x) => ({ ...x, ...Object.fromEntries(LANGS.map((l) => [l, written(x, l, work.changes)])) })) };
  return (
    <Note tone="soon" role="alert">
      <p><b>{t('studio.newerTitle')}</b> {draft ? t('studio.newerDraft', { by: draft.by ?? '', at: whenShort(draft.at, serverNow()) }) : t('studio.newerPublished', { n: newer.version })}</p>
      <div class="row after">
        <button type="button" class="q" data-do="see-newer" aria-expanded={open} onClick={() => setOpen(!open)}>{t('studio.seeNewer')}</button>
        {draft?.state !== 'offered' && <button type="button" data-do="save-on-top" aria-disabled={work.busy} onClick={() => { if (!work.busy) void work.saveOnTop(); }}>{t('studio.saveOnTop')}</button>}
        <button type="button" class="q" data-do="take-newer" onClick={work.takeNewer}>{t('studio.takeNewer')}</button>
      </div>
      {open && mine && theirs && <div class="card theirs"><p class="s">{t('studio.newerHint')}</p><GuideDifference before={theirs} after={mine} /></div>}
    </Note>
  );
}
