import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import type { SegmentBoard } from '../../api/segments';
import { Note } from '../../design/parts';
import { code, num, t } from '../../i18n';
import { dayField } from '../../i18n/time';

/** How many open matters there are in each customership, what waits to be done, and how decisions came about. `seq` moves when the ledger has. */
export default function SegmentUse({ seq }: { seq: number }) {
  const [board, setBoard] = useState<SegmentBoard | null>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => { get<SegmentBoard>('/board/segments').then((b) => { setBoard(b); setWrong(false); }, () => setWrong(true)); }, [seq]);
  if (!board) return wrong ? <Note tone="late" role="alert">{t('staff.unreachable')}</Note> : null;
  if (board.segments.length === 0) return null;
  const d = board.decisions;
  const reasons = Object.entries(d.reasons).sort(([, a], [, b]) => b - a).map(([why, n]) => `${code('otherwise', why)} ${num(n)}`).join(', ');
  return (
    <section>
      <h2 id="segmentuse-title">{t('segmentuse.title')}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="segmentuse-title">
        <table class="figures">
          <thead><tr>
            <th scope="col">{t('segmentuse.segment')}</th>
            {(['segmentuse.open', 'segmentuse.review', 'segmentuse.withoutOwn'] as const).map((k) => <th key={k} scope="col" class="num">{t(k)}</th>)}
          </tr></thead>
          <tbody>
            {board.segments.map((s) => <tr key={s.code}><th scope="row">{s.name}</th><td class="num">{num(s.open)}</td><td class="num">{num(s.review)}</td><td class="num">{num(s.withoutOwn)}</td></tr>)}
            <tr><th scope="row">{t('segmentuse.undecided')}</th><td class="num">{num(board.undecided)}</td><td /><td /></tr>
          </tbody>
        </table>
      </div>
      <p class="s">{t('segmentuse.decisions', { from: dayField(board.from), n: d.all, followed: num(d.followed), otherwise: num(d.otherwise), without: num(d.withoutForm) })}{reasons && ` ${t('segmentuse.reasons', { list: reasons })}`}</p>
    </section>
  );
}
