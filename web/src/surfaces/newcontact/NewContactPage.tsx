import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { NewContact } from './NewContact';

export function NewContactPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="desk/new/" title={t('new.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {() => <NewContact onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
