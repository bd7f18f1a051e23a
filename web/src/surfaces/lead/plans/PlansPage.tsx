import { t } from '../../../i18n';
import { StaffFrame } from '../../staff/StaffFrame';
import { useSession } from '../../staff/useSession';
import { PlansBoard } from './PlansBoard';

export function PlansPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="lead/plans/" title={t('plans.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {() => <PlansBoard onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
