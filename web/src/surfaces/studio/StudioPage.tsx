import { t } from '../../i18n';
import { StaffFrame } from '../staff/StaffFrame';
import { useSession } from '../staff/useSession';
import { Studio } from './Studio';

export function StudioPage() {
  const { session, setSession, leave, retry } = useSession();
  return (
    <StaffFrame page="studio/" title={t('studio.title')} session={session} onSession={setSession} onLeave={() => void leave()} onRetry={retry}>
      {(s) => s.account.role === 'admin' ? <Studio onSignedOut={() => setSession('none')} />
        : <div class="login stack"><h1>{t('studio.title')}</h1><p>{t('studio.notAdmin')}</p></div>}
    </StaffFrame>
  );
}
