import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { Queue } from './Queue';

export function DeskPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="desk/" title={t('desk.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {(s) => <Queue session={s} onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
