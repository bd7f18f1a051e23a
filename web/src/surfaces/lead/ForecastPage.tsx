import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { ForecastBoard } from './ForecastBoard';

export function ForecastPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="lead/forecast/" title={t('forecast.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {() => <ForecastBoard onSignedOut={() => setSession('none')} />}
    </StaffFrame>
  );
}
