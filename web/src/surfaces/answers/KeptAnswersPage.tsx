import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { OpenAnswers } from './OpenAnswers';

export function KeptAnswersPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="desk/answers/" title={t('kept.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {() => <OpenAnswers onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
