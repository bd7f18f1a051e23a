import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { LeadBoard } from './LeadBoard';

export function LeadPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="lead/" title={t('lead.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {() => <LeadBoard onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
