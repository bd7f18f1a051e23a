import { t } from '../../../i18n';
import { StaffFrame } from '../../staff/StaffFrame';
import { useSession } from '../../staff/useSession';
import { NetworkBoard } from './NetworkBoard';

export function NetworkPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="lead/network/" title={t('network.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {() => <NetworkBoard onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
