import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, newKey, problemWords, Refused, sendSurely } from '../../api/client';
import type { MatterView } from '../../api/types';
import { t } from '../../i18n';
import type { Sent } from './ActionDialog';

const SETTLE_MS = 120;

export interface Matter { matter: MatterView | null; status: 'none' | 'loading' | 'ready' | 'error'; notice: string; reload: () => Promise<void>; send: (action: string, body: Record<string, unknown>) => Promise<Sent & { matter?: MatterView }> }

/** The matter under the cursor: read a moment after the cursor stopped, changed with its version, told when somebody else was first. */
export function useMatter(id: number, onSignedOut: () => void): Matter {
  const [matter, setMatter] = useState<MatterView | null>(null);
  const [status, setStatus] = useState<Matter['status']>('none');
  const [notice, setNotice] = useState('');
  const current = useRef(id);
  current.current = id;
  const version = useRef(0);
  // One key for one intent: the same command tried again after a lost answer keeps it.
  const intent = useRef({ what: '', key: '' });

  const put = (fresh: MatterView): void => {
    // A read that was on its way while a command was answered must not bring the older version back.
    if (fresh.version < version.current) return;
    version.current = fresh.version;
    setMatter(fresh);
    setStatus('ready');
  };
  const reload = useCallback(async (): Promise<void> => {
    const wanted = current.current;
    if (!wanted) return;
    try {
      const fresh = await get<MatterView>(`/matters/${wanted}`);
      if (current.current === wanted) put(fresh);
    } catch (error) {
      if (current.current !== wanted) return;
      if (error instanceof Refused && error.status === 401) onSignedOut();
      else { setMatter(null); setStatus('error'); setNotice(error instanceof Refused ? (error.problem ? problemWords(error.problem) : '') : t('staff.unreachable')); }
    }
  }, []);
  useEffect(() => {
    setNotice('');
    // The cursor may be back on the matter still held here before another was read.
    version.current = matter?.id === id ? matter.version : 0;
    if (!id) { setMatter(null); setStatus('none'); return undefined; }
    setStatus('loading');
    const timer = setTimeout(() => void reload(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [id]);

  const send: Matter['send'] = async (action, body) => {
    const what = `${current.current} ${version.current} ${action} ${JSON.stringify(body)}`;
    if (intent.current.what !== what) intent.current = { what, key: newKey() };
    setNotice('');
    try {
      const answer = await sendSurely<MatterView | null>(`/matters/${current.current}/${action}`, { body, key: intent.current.key, ifMatch: version.current }, () => setNotice(t('staff.waiting')), 4);
      setNotice('');
      if (!answer.data) {
        // Done, and the matter is no longer ours to see: declined back to its giver.
        setMatter(null);
        setStatus('none');
        return { ok: true };
      }
      if (answer.data.id === current.current) put(answer.data);
      return { ok: true, matter: answer.data };
    } catch (error) {
      if (!(error instanceof Refused)) { setNotice(t('staff.unreachable')); return { ok: false, detail: t('staff.unreachable') }; }
      if (error.status === 401) { onSignedOut(); return { ok: false, detail: t('staff.signedOut') }; }
      if (error.status === 412) {
        await reload();
        setNotice(t('panel.conflict'));
        return { ok: false, detail: t('panel.conflict') };
      }
      const detail = (error.problem ? problemWords(error.problem) : t('staff.refused'));
      setNotice(detail);
      return { ok: false, detail, errors: Object.fromEntries((error.problem?.errors ?? []).map((e) => [e.field, e.message])) };
    }
  };
  return { matter: matter && matter.id === id ? matter : null, status, notice, reload, send };
}
