import { useEffect, useState } from 'preact/hooks';
import { call, get, Refused } from '../../api/client';
import type { Session } from '../../api/types';

export type SessionState = Session | 'loading' | 'none' | 'unreachable';

export function useSession(): { session: SessionState; setSession: (s: SessionState) => void; leave: () => Promise<void>; retry: () => void } {
  const [session, setSession] = useState<SessionState>('loading');
  const retry = (): void => {
    get<Session>('/session').then(setSession, (error) => setSession(error instanceof Refused ? 'none' : 'unreachable'));
  };
  useEffect(retry, []);
  const leave = async (): Promise<void> => {
    try { await call('DELETE', '/session'); } catch { /* the session ends by itself */ }
    setSession('none');
  };
  return { session, setSession, leave, retry };
}
export const signedIn = (s: SessionState): s is Session => typeof s === 'object';
