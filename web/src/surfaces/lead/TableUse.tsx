import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import type { TableUseBoard, TableUseLine } from '../../api/tables';
import { Chip, Note } from '../../design/parts';
import { code, num, t } from '../../i18n';
import { dayField } from '../../i18n/time';

/** Why people decided otherwise, the commonest first. */
const reasonsOf = (line: TableUseLine): string =>
  Object.entries(line.reasons).sort(([, a], [, b]) => b - a).map(([why, n]) => `${code('otherwise', why)} ${num(n)}`).join(', ');

function Row({ line }: { line: TableUseLine }) {
  const criterion = line.kind === 'criterion';
  const of = (verdict: string): string => (criterion ? num(line.verdicts[verdict] ?? 0) : '');
  return (
    <tr>
      <th scope="row">{line.name} <small>{t('tableuse.version', { n: line.version })}</small>{!line.inForce && <> <Chip>{t('tableuse.earlier')}</Chip></>}</th>
      <td class="num">{num(line.times)}</td>
      <td class="num">{of('met')}</td>
      <td class="num">{of('person_decides')}</td>
      <td class="num">{of('not_met')}</td>
      <td>{(criterion || line.kind === 'segment') && line.otherwise > 0 ? <>{num(line.otherwise)} <small>({reasonsOf(line)})</small></> : ''}</td>
    </tr>
  );
}

const KINDS = ['criterion', 'routing', 'group', 'segment', null] as const;
/** Tables of one kind stand together. */
const inOrder = (all: TableUseLine[]): TableUseLine[] => KINDS.flatMap((kind) => all.filter((line) => line.kind === kind));

/** How often the county's tables were followed, and why people decided otherwise. `seq` moves when the ledger has. */
export default function TableUse({ seq }: { seq: number }) {
  const [board, setBoard] = useState<TableUseBoard | null>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => { get<TableUseBoard>('/board/tables').then((b) => { setBoard(b); setWrong(false); }, () => setWrong(true)); }, [seq]);
  if (!board) return wrong ? <Note tone="late" role="alert">{t('staff.unreachable')}</Note> : null;
  return (
    <section>
      <h2 id="tableuse-title">{t('tableuse.title')} <small>{t('tableuse.since', { from: dayField(board.from) })}</small></h2>
      {board.tables.length === 0 ? <p>{t('tableuse.none')}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="tableuse-title">
          <table class="figures">
            <thead><tr>
              <th scope="col">{t('tableuse.table')}</th>
              {(['tableuse.times', 'tableuse.met', 'tableuse.person', 'tableuse.notMet'] as const).map((k) => <th key={k} scope="col" class="num">{t(k)}</th>)}
              <th scope="col">{t('tableuse.otherwise')}</th>
            </tr></thead>
            <tbody>{inOrder(board.tables).map((line) => <Row key={`${line.code}${line.version}`} line={line} />)}</tbody>
          </table>
        </div>
      )}
      <p class="s">{t('tableuse.why')}</p>
    </section>
  );
}
