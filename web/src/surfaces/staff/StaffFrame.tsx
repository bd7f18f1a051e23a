import type { ComponentChildren } from 'preact';
import type { Session } from '../../api/types';
import { Note } from '../../design/parts';
import { StaffShell } from '../../design/Shell';
import { lang, t } from '../../i18n';
import { Login } from './Login';
import { type SessionState, signedIn } from './useSession';

const who = (s: Session): string => [s.account.team, s.account.title].filter(Boolean).join(' · ').replace(/ (\d+)$/, '\u00a0$1');

/** Header, sign-in and the states before there is a session; `children` is drawn only for a signed-in person. */
export function StaffFrame({ page, title, session, onSession, onLeave, onRetry, children }: {
  page: 'desk/' | 'desk/new/' | 'desk/day/' | 'desk/chat/' | 'desk/walk-in/' | 'desk/answers/' | 'lead/' | 'lead/forecast/' | 'lead/plans/' | 'lead/network/' | 'studio/'; title: string; session: SessionState; onSession: (s: Session) => void; onLeave: () => void; onRetry: () => void; children: (s: Session) => ComponentChildren;
}) {
  const link = (to: string, text: string) => <a href={`/${lang()}/${to}`} aria-current={to === page ? 'page' : undefined}>{text}</a>;
  return (
    <StaffShell page={page} nav={<>{link('desk/', t('staff.desk'))}{link('desk/new/', t('staff.new'))}{link('desk/day/', t('staff.day'))}{link('desk/walk-in/', t('staff.walkin'))}{link('desk/chat/', t('staff.chat'))}{link('desk/answers/', t('staff.answers'))}{link('lead/', t('staff.lead'))}{(page === 'studio/' || (signedIn(session) && session.account.role === 'admin')) && link('studio/', t('staff.studio'))}</>}
      who={signedIn(session) && (
        <span class="who s"><span class="whotext" title={who(session)}>{who(session)}</span> <button type="button" class="link" onClick={onLeave}>{t('staff.leave')}</button></span>
      )}>
      {signedIn(session) ? children(session)
        : session === 'none' ? <Login onSession={onSession} />
        : (
          <div class="login stack">
            <h1>{title}</h1>
            {session === 'loading' ? <p role="status">{t('staff.loading')}</p> : (
              <Note tone="late" role="alert"><p>{t('staff.unreachable')}</p><p class="after"><button type="button" onClick={onRetry}>{t('staff.retry')}</button></p></Note>
            )}
            <noscript><p>{t('staff.noscript')}</p></noscript>
          </div>
        )}
    </StaffShell>
  );
}
