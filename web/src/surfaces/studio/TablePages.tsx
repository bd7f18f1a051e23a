import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { titled } from '../../design/ErrorSummary';
import { Note } from '../../design/parts';
import { t } from '../../i18n';
import { type Place, writePlace } from './bundle';
import { ComparePage } from './ComparePage';
import { Opens } from './Opens';
import { TablePage } from './TablePage';
import { useTable } from './useTable';
import { VersionPage } from './VersionPage';

/** A table as it is worked on, an older version of it, or two versions side by side; the work stays while the others are looked at. */
export default function TablePages({ place, heading, onShown, onOpen, onSignedOut, onDirty }: {
  place: Place; heading: RefObject<HTMLHeadingElement>; onShown: () => void; onOpen: (to: Place | null) => void; onSignedOut: () => void; onDirty: (dirty: boolean) => void;
}) {
  const work = useTable(place.table, onSignedOut, onDirty);
  const { table } = work;
  const name = table?.name || place.table;
  useEffect(() => { document.title = titled(name); }, [name]);
  useEffect(onShown, [table !== null, writePlace(place)]);
  const here = { table: place.table, version: 0, compare: null };
  return (
    <>
      <p class="noprint back">
        <Opens to="" onOpen={() => onOpen(null)}>{t('studio.back')}</Opens>
        {(place.compare || place.version > 0) && <> · <Opens to={writePlace(here)} onOpen={() => onOpen(here)}>{t('studio.backToTable')}</Opens></>}
      </p>
      {!table && (
        <>
          <h1 ref={heading} tabIndex={-1}>{name}</h1>
          {work.wrong ? <Note tone="late" role="alert"><p>{work.wrong}</p><p class="after"><button type="button" onClick={work.reload}>{t('staff.retry')}</button></p></Note> : <p role="status">{t('staff.loading')}</p>}
        </>
      )}
      {table && (place.compare ? <ComparePage key={place.compare.join()} table={table} pair={place.compare} heading={heading} onOpen={onOpen} />
        : place.version > 0 ? <VersionPage key={place.version} table={table} version={place.version} heading={heading} onOpen={onOpen} />
        : <TablePage work={work} table={table} heading={heading} onOpen={onOpen} />)}
    </>
  );
}
