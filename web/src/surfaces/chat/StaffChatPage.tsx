import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { StaffChats } from './StaffChats';

export function StaffChatPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="desk/chat/" title={t('chats.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {() => <StaffChats onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
