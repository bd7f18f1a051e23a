import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import type { LineBoard, LineFigures } from '../../api/types';
import { Note } from '../../design/parts';
import { num, share, t } from '../../i18n';
import { dayField } from '../../i18n/time';

const wait = (s: number | null): string => (s === null ? '–' : s < 120 ? t('lines.seconds', { n: s }) : t('lines.minutes', { n: Math.round(s / 60) }));
const part = (n: number, of: number | null): string => (of === null ? '–' : `${num(n)} (${share(of)})`);

function Row({ f, name }: { f: LineFigures; name: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="num">{num(f.offered)}</td>
      <td class="num">{part(f.answered, f.answeredShare)}</td>
      <td class="num">{part(f.abandoned, f.abandonedShare)}</td>
      <td class="num">{wait(f.medianWaitSeconds)}</td>
      <td class="num">{num(f.callbacksAsked)}</td>
      <td class="num">{part(f.callbacksReachedSameDay, f.reachedSameDayShare)}</td>
    </tr>
  );
}

/** How the telephone was answered, line by line. `seq` moves when the ledger has. */
export default function Lines({ seq }: { seq: number }) {
  const [board, setBoard] = useState<LineBoard | null>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => { get<LineBoard>('/board/telephone').then((b) => { setBoard(b); setWrong(false); }, () => setWrong(true)); }, [seq]);
  if (!board) return wrong ? <Note tone="late" role="alert">{t('staff.unreachable')}</Note> : null;
  return (
    <section>
      <h2 id="lines-title">{t('lines.title')} <small>{t('lines.span', { from: dayField(board.from), until: dayField(board.until) })}</small></h2>
      {board.all.offered === 0 ? <p>{t('lines.none')}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="lines-title">
          <table class="figures">
            <thead><tr>
              <th scope="col">{t('lines.line')}</th>
              {(['lines.offered', 'lines.answered', 'lines.abandoned', 'lines.wait', 'lines.asked', 'lines.sameDay'] as const).map((k) => <th key={k} scope="col" class="num">{t(k)}</th>)}
            </tr></thead>
            <tbody>
              {board.lines.map((f) => <Row key={f.line} f={f} name={f.name ?? ''} />)}
              {board.lines.length > 1 && <Row f={board.all} name={t('lines.all')} />}
            </tbody>
          </table>
        </div>
      )}
      <p class="s">{t('lines.why')}</p>
    </section>
  );
}
