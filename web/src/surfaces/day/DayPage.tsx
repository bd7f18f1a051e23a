import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { Day } from './Day';

export function DayPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="desk/day/" title={t('day.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {(s) => <Day session={s} onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
