import type { RefObject } from 'preact';
import { serverNow } from '../../api/serverClock';
import { Note } from '../../design/parts';
import { lang, t } from '../../i18n';
import { whenShort } from '../../i18n/time';
import { AboutView } from './AboutView';
import { nameIn, NOTHING, type Place, type Table, writePlace } from './bundle';
import { Cases } from './Cases';
import { DmnTable } from './editor/DmnTable';
import { Opens } from './Opens';
import { validity } from './TableList';
import { useVersion } from './useVersion';

/** A version as it was published, only to be read. */
export function VersionPage({ table, version: n, heading, onOpen }: { table: Table; version: number; heading: RefObject<HTMLHeadingElement>; onOpen: (to: Place) => void }) {
  const { version, wrong, retry } = useVersion(table.code, n);
  const against: Place | null = n === table.version ? (n > 1 ? { table: table.code, version: 0, compare: [n - 1, n] } : null) : { table: table.code, version: 0, compare: [n, table.version] };
  return (
    <article class="tablepage">
      <header class="row head">
        <h1 ref={heading} tabIndex={-1}>{version?.bundle ? nameIn(version.bundle.about.name, lang()) : table.name}: {t('studio.versionNth', { n })}</h1>
        <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
        {version && <p class="s meta">{version.fromFiles ? t('studio.fromFiles') : t('studio.byApproved', { by: version.by ?? '', approved: version.approvedBy ?? '' })} · {whenShort(version.at, serverNow())}{version.bundle && <> · {validity(version.bundle.about.valid_from, version.bundle.about.valid_until)}</>}</p>}
      </header>
      <Note><p>{t('studio.neverChanges')} {against && <Opens to={writePlace(against)} onOpen={() => onOpen(against)}>{t('studio.compareThese', { from: against.compare?.[0] ?? 0, to: against.compare?.[1] ?? 0 })}</Opens>}</p></Note>
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={retry}>{t('staff.retry')}</button></p></Note>}
      {!version && !wrong && <p role="status">{t('staff.loading')}</p>}
      {version && !version.bundle && <Note tone="late"><p>{t('studio.broken')}</p></Note>}
      {version?.bundle && (
        <>
          <section aria-labelledby="table-title" class="part">
            <h2 id="table-title">{t('studio.tableTitle')}</h2>
            <DmnTable xml={version.bundle.dmn} edit={false} vocabulary={table.vocabulary ?? NOTHING} />
          </section>
          <Cases bundle={version.bundle} vocabulary={table.vocabulary ?? NOTHING} columns={[]} result={() => null} flaws={new Map()} checking={false} onChange={null} onShow={() => undefined} />
          <AboutView bundle={version.bundle} flaws={[]} onChange={null} />
        </>
      )}
    </article>
  );
}
