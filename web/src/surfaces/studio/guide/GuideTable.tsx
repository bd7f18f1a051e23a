import { useEffect, useState } from 'preact/hooks';
import { code, t } from '../../../i18n';
import { NOTHING } from '../bundle';
import { DmnTable } from '../editor/DmnTable';
import { showRow } from '../editor/marks';
import type { GuideCheck } from './guide';

/** The tables of a guide, one at a time: which result follows, and who is led to help at once. Rows without a case are marked. With
 *  `onChange` it can be written in. */
export function GuideTable({ dmn, hint, uncovered = [], onChange }: { dmn: string; hint?: string; uncovered?: GuideCheck['uncovered']; onChange?: (dmn: string) => void }) {
  const [tables, setTables] = useState<{ id: string; name: string }[]>([]);
  const [picked, setPicked] = useState('');
  useEffect(() => {
    let gone = false;
    // A text that cannot be read keeps the tables that were there; the editor says what is wrong.
    import('../editor/model').then((m) => m.readTables(dmn)).then((all) => { if (!gone) setTables(all); }, () => undefined);
    return () => { gone = true; };
  }, [dmn]);
  const table = tables.find((x) => x.id === picked) ?? tables.find((x) => x.name === 'Outcome') ?? tables[0];
  const bare = uncovered.filter((u) => u.table === table?.name);
  return (
    <section class="part" aria-labelledby="table-title">
      <div class="row">
        <h2 id="table-title">{t('studio.tableTitle')}</h2>
        {tables.length > 1 && <label class="noprint">{t('guide.whichTable')}{' '}
          <select id="which-table" value={table?.id} onChange={(event) => setPicked(event.currentTarget.value)}>{tables.map((x) => <option key={x.id} value={x.id} selected={x.id === table?.id}>{code('guideTable', x.name)}</option>)}</select></label>}
      </div>
      {hint && <p class="s">{hint}</p>}
      {table && <DmnTable key={table.id} xml={dmn} edit={onChange !== undefined} vocabulary={NOTHING} decision={table.id} marks={{ reached: 0, flawed: bare.map((u) => ({ row: u.row, column: 0 })) }} {...(onChange ? { onChange } : {})} />}
      {bare.length > 0 && (
        <div class="flaws" data-part="table-flaws"><ul>{bare.map((u) => <li key={u.row}><button type="button" class="link" onClick={() => showRow(u.row)}>{t('studio.row', { n: u.row })}</button>: {t('studio.uncovered')}</li>)}</ul></div>
      )}
    </section>
  );
}
