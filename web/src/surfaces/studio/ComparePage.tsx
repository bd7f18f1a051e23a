import type { RefObject } from 'preact';
import { Note } from '../../design/parts';
import { t } from '../../i18n';
import type { Place, Table } from './bundle';
import { Difference } from './Difference';
import { useVersion } from './useVersion';
import { PickTwo } from './Versions';

export function ComparePage({ table, pair, heading, onOpen }: { table: Table; pair: [number, number]; heading: RefObject<HTMLHeadingElement>; onOpen: (to: Place) => void }) {
  const a = useVersion(table.code, pair[0]);
  const b = useVersion(table.code, pair[1]);
  const wrong = a.wrong || b.wrong;
  return (
    <article class="tablepage">
      <header class="row head">
        <h1 ref={heading} tabIndex={-1}>{table.name}: {t('studio.compareTitle', { from: pair[0], to: pair[1] })}</h1>
        <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
      </header>
      <PickTwo table={table} first={pair[0]} second={pair[1]} onOpen={onOpen} />
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={() => { a.retry(); b.retry(); }}>{t('staff.retry')}</button></p></Note>}
      {(!a.version || !b.version) && !wrong && <p role="status">{t('staff.loading')}</p>}
      {a.version && b.version && (a.version.bundle && b.version.bundle ? <Difference before={a.version.bundle} after={b.version.bundle} /> : <Note tone="late"><p>{t('studio.broken')}</p></Note>)}
    </article>
  );
}
