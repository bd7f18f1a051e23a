import { useEffect, useState } from 'preact/hooks';
import { call, get, problemWords, Refused } from '../../api/client';
import type { Account, Session } from '../../api/types';
import { Note } from '../../design/parts';
import { code, t } from '../../i18n';

const ROLES: readonly Account['role'][] = ['professional', 'lead', 'admin'];
/** The team names an account, unless it has several. */
const sharesTeam = (list: Account[], a: Account): boolean => Boolean(a.team) && list.filter((b) => b.teamCode === a.teamCode).length > 1;

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
      setWrong(error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('login.refused')) : t('staff.unreachable'));
    }
  };
  return (
    <div class="login stack">
      <h1>{t('login.title')}</h1>
      <p>{t('login.lead')}</p>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {!accounts && !wrong && <p role="status">{t('staff.loading')}</p>}
      {ROLES.map((role) => {
        const list = accounts?.filter((a) => a.role === role) ?? [];
        return list.length > 0 && (
          <section key={role} aria-labelledby={`role-${role}`}>
            <h2 id={`role-${role}`}>{code('roleGroup', role)}</h2>
            <ul class="accounts">
              {list.map((a) => (
                <li key={a.id}>
                  <button type="button" class="q wide" data-account={a.id} onClick={() => void choose(a.id)}>
                    <span>{a.team ?? a.title}{sharesTeam(list, a) && <small> · {a.title}</small>}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
