import { useEffect, useState } from 'preact/hooks';
import { call, get, Refused } from '../../api/client';
import type { Account, Session } from '../../api/types';
import { Note } from '../../design/parts';
import { code, t } from '../../i18n';

/** Demo sign-in: choose whose eyes to look with. A real county signs in through its own identity provider instead. */
export function Login({ onSession }: { onSession: (session: Session) => void }) {
  const [accounts, setAccounts] = useState<Account[] | null>(null);
  const [wrong, setWrong] = useState('');
  useEffect(() => {
    get<Account[]>('/demo-accounts').then(setAccounts, (error) => setWrong(t(error instanceof Refused ? 'login.notDemo' : 'staff.unreachable')));
  }, []);
  const choose = async (account: string): Promise<void> => {
    try {
      onSession((await call<Session>('POST', '/session', { body: { account } })).data);
    } catch (error) {
      setWrong(error instanceof Refused ? error.problem?.detail ?? t('login.refused') : t('staff.unreachable'));
    }
  };
  return (
    <div class="login stack">
      <h1>{t('login.title')}</h1>
      <p>{t('login.lead')}</p>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {!accounts && !wrong && <p role="status">{t('staff.loading')}</p>}
      <ul class="accounts">
        {accounts?.map((a) => (
          <li key={a.id}>
            <button type="button" class="q wide" onClick={() => void choose(a.id)}>
              <span><b>{a.title}</b><br /><small>{[a.team, code('role', a.role)].filter(Boolean).join(' · ')}</small></span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
