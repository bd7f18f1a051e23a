import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import type { LedContacts, NavigatorBoard } from '../../api/navigators';
import { Note } from '../../design/parts';
import { num, t } from '../../i18n';
import { type End, guidesOf } from './navigatorUses';

const CAME: readonly (keyof LedContacts & ('contacts' | 'open' | 'advised' | 'cared' | 'moved' | 'askedAgain' | 'helped' | 'notHelped'))[] = ['contacts', 'open', 'advised', 'cared', 'moved', 'askedAgain', 'helped', 'notHelped'];
const HEADS = ['navuse.contacts', 'navuse.open', 'navuse.advised', 'navuse.cared', 'navuse.moved', 'navuse.again', 'navuse.helped', 'navuse.notHelped'] as const;

function Row({ end }: { end: End }) {
  const { led } = end;
  return (
    <tr>
      <th scope="row">{end.title}{end.exit && <small> {t('navuse.exit')}</small>}</th>
      <td class="num">{num(end.times)}</td>
      {CAME.map((what) => <td key={what} class="num">{led ? num(led[what]) : ''}</td>)}
    </tr>
  );
}

/** How often guides were used and what became of the contacts that their results led to. `seq` moves when the ledger has. */
export default function NavigatorUse({ seq }: { seq: number }) {
  const [board, setBoard] = useState<NavigatorBoard | null>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => { get<NavigatorBoard>('/board/navigators').then((b) => { setBoard(b); setWrong(false); }, () => setWrong(true)); }, [seq]);
  if (!board) return wrong ? <Note tone="late" role="alert">{t('staff.unreachable')}</Note> : null;
  const guides = guidesOf(board);
  return (
    <section>
      <h2 id="navuse-title">{t('navuse.title')}</h2>
      {guides.length === 0 ? <p>{t('navuse.none')}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="navuse-title">
          <table class="figures">
            <thead><tr>
              <th scope="col">{t('navuse.result')}</th>
              <th scope="col" class="num">{t('navuse.times')}</th>
              {HEADS.map((head) => <th key={head} scope="col" class="num">{t(head)}</th>)}
            </tr></thead>
            {guides.map((guide) => (
              <tbody key={guide.code}>
                <tr><th scope="rowgroup" colSpan={10} class="guide">{guide.name} <small>{t('navuse.uses', { n: guide.times })}</small></th></tr>
                {guide.ends.map((end) => <Row key={`${end.code}${String(end.exit)}`} end={end} />)}
              </tbody>
            ))}
          </table>
        </div>
      )}
      <p class="s">{t('navuse.why')}</p>
    </section>
  );
}
