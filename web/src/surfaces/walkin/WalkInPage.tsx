import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { WalkIn } from './WalkIn';

export function WalkInPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="desk/walk-in/" title={t('walkin.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {(s) => s.account.teamCode ? <WalkIn onSignedOut={() => setSession('none')} /> : <p class="empty">{t('walkin.noTeam')}</p>}
    </StaffFrame>
  );
}
