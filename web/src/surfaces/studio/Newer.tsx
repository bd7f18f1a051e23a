import { useState } from 'preact/hooks';
import { serverNow } from '../../api/serverClock';
import { Note } from '../../design/parts';
import { t } from '../../i18n';
import { whenShort } from '../../i18n/time';
import type { Table } from './bundle';
import { Difference } from './Difference';
import type { Work } from './useTable';

/** Somebody saved meanwhile. What was typed here stays until there is a choice. */
export function Newer({ work, newer }: { work: Work; newer: Table }) {
  const [open, setOpen] = useState(false);
  const theirs = newer.draft?.bundle ?? newer.bundle;
  const { draft } = newer;
  return (
    <Note tone="soon" role="alert">
      <p><b>{t('studio.newerTitle')}</b> {draft ? t('studio.newerDraft', { by: draft.by ?? '', at: whenShort(draft.at, serverNow()) }) : t('studio.newerPublished', { n: newer.version })}</p>
      <div class="row after">
        <button type="button" class="q" data-do="see-newer" aria-expanded={open} onClick={() => setOpen(!open)}>{t('studio.seeNewer')}</button>
        {draft?.state !== 'offered' && <button type="button" data-do="save-on-top" aria-disabled={work.busy} onClick={() => { if (!work.busy) void work.saveOnTop(); }}>{t('studio.saveOnTop')}</button>}
        <button type="button" class="q" data-do="take-newer" onClick={work.takeNewer}>{t('studio.takeNewer')}</button>
      </div>
      {open && work.shown && theirs && <div class="card theirs"><p class="s">{t('studio.newerHint')}</p><Difference before={theirs} after={work.shown} /></div>}
    </Note>
  );
}
