import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { call, get, listen, newKey, Refused, sendSurely } from '../../api/client';
import { t } from '../../i18n';
import { type Bundle, type Check, sameContent, type Table } from './bundle';
import { wrongWords } from './TableList';

const PAUSE_MS = 600;
/** Refusals that mean: what you look at is not the newest. */
const STALE = new Set(['draft-changed', 'draft-offered', 'draft-not-offered', 'no-draft']);

export interface Work {
  table: Table | null; wrong: string; busy: boolean; said: string;
  /** What is shown: the working copy, else the draft, else what is in force. */
  shown: Bundle | null; editing: boolean; dirty: boolean;
  check: Check | null; checking: boolean; checkWrong: string;
  /** Somebody else's newer state, when a save met it. */
  newer: Table | null;
  edit: () => void; change: (make: (now: Bundle) => Bundle) => void; stopEditing: () => void;
  save: () => Promise<void>; saveOnTop: () => Promise<void>; takeNewer: () => void;
  act: (what: 'offer' | 'return' | 'drop' | 'publish') => Promise<boolean>;
  reload: () => void;
}

/** One table of the studio: the server's state, the working copy, the run of its cases, and what is done to it. */
export function useTable(code: string, onSignedOut: () => void, onDirty: (dirty: boolean) => void): Work {
  const [table, setTable] = useState<Table | null>(null);
  const [mine, setMine] = useState<Bundle | null>(null);
  const [newer, setNewer] = useState<Table | null>(null);
  const [wrong, setWrong] = useState('');
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const [check, setCheck] = useState<{ of: Bundle; check: Check } | null>(null);
  const [checkWrong, setCheckWrong] = useState('');
  const working = useRef(false);
  const intent = useRef({ what: '', key: '' });
  const now = useRef({ mine, table });
  now.current = { mine, table };

  const base = table?.draft?.bundle ?? table?.bundle ?? null;
  // The server may write the same bundle in its own way: what was saved as this revision is not unsaved.
  const saved = useRef<{ revision: number; bundle: Bundle } | null>(null);
  const isSaved = saved.current !== null && saved.current.bundle === mine && saved.current.revision === table?.revision;
  const dirty = mine !== null && !isSaved && !sameContent(mine, base);
  const dirtyNow = useRef(dirty);
  dirtyNow.current = dirty;
  useEffect(() => onDirty(dirty), [dirty]);
  const shown = mine ?? base;

  const tell = (error: unknown): void => { if (error instanceof Refused && error.status === 401) onSignedOut(); else setWrong(wrongWords(error)); };
  const take = (fresh: Table, copy: 'keep' | 'renew'): void => {
    setTable(fresh);
    if (copy === 'renew') setMine(fresh.draft?.state === 'draft' ? fresh.draft.bundle : null);
  };
  const load = useCallback(async (): Promise<Table | null> => {
    try {
      const fresh = await get<Table>(`/studio/tables/${code}`);
      setWrong('');
      const before = now.current.table;
      // What is typed and not saved stays; that there is something newer shows when it is saved.
      if (before && before.revision === fresh.revision) return fresh;
      if (dirtyNow.current) return fresh;
      take(fresh, now.current.mine !== null && before !== null && sameContent(now.current.mine, fresh.draft?.state === 'draft' ? fresh.draft.bundle : null) ? 'keep' : 'renew');
      return fresh;
    } catch (error) { tell(error); return null; }
  }, [code]);
  useEffect(() => {
    void load();
    let lost = false;
    return listen('/events', { studio: () => { if (!working.current) void load(); } }, (link) => { if (link === 'open' && lost) void load(); lost = link === 'lost'; });
  }, [code]);

  // The cases run by themselves a moment after each change; an answer that comes late is not shown.
  const asked = useRef(0);
  useEffect(() => {
    if (!shown) return undefined;
    const turn = (asked.current += 1);
    const run = async (): Promise<void> => {
      try {
        const { data } = await call<Check>('POST', `/studio/tables/${code}/check`, { body: { bundle: shown }, key: newKey() });
        if (turn === asked.current) { setCheck({ of: shown, check: data }); setCheckWrong(''); }
      } catch (error) {
        if (turn !== asked.current) return;
        if (error instanceof Refused && error.status === 401) onSignedOut(); else setCheckWrong(wrongWords(error));
      }
    };
    const timer = setTimeout(() => void run(), check ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [shown, code]);

  /** One deed at a time, with one key until there is an answer. */
  const once = async (what: string, path: string, body: object): Promise<'done' | 'stale' | 'failed'> => {
    if (working.current) return 'failed';
    const whole = what + JSON.stringify(body);
    if (intent.current.what !== whole) intent.current = { what: whole, key: newKey() };
    working.current = true;
    setBusy(true);
    setWrong('');
    setSaid('');
    try {
      await sendSurely(`/studio/tables/${code}/${path}`, { body, key: intent.current.key }, () => setWrong(t('staff.waiting')), 4);
      intent.current = { what: '', key: '' };
      setWrong('');
      return 'done';
    } catch (error) {
      if (error instanceof Refused) intent.current = { what: '', key: '' };
      if (error instanceof Refused && STALE.has(error.problem?.code ?? '')) return 'stale';
      tell(error);
      return 'failed';
    } finally {
      working.current = false;
      setBusy(false);
    }
  };
  const fetchNow = async (): Promise<Table | null> => { try { return await get<Table>(`/studio/tables/${code}`); } catch (error) { tell(error); return null; } };

  const saveWith = async (revision: number): Promise<void> => {
    if (!mine) return;
    const done = await once('draft', 'draft', { bundle: mine, revision });
    if (done === 'failed') return;
    const fresh = await fetchNow();
    if (!fresh) return;
    if (done === 'stale') { setNewer(fresh); return; }
    setNewer(null);
    saved.current = { revision: fresh.revision, bundle: mine };
    setSaid(t('studio.saidSaved'));
    take(fresh, 'keep');
  };
  const act: Work['act'] = async (what) => {
    if (!table) return false;
    const done = await once(what, what, { revision: table.revision });
    if (done === 'stale') setWrong(t('studio.staleAct'));
    if (done === 'failed') return false;
    const fresh = await fetchNow();
    if (fresh) take(fresh, 'renew');
    if (done === 'done') setSaid(t(what === 'offer' ? 'studio.saidOffered' : what === 'return' ? 'studio.saidReturned' : what === 'drop' ? 'studio.saidDropped' : 'studio.saidPublished', { n: fresh?.version ?? 0 }));
    return done === 'done';
  };
  return {
    table, wrong, busy, said, shown, editing: mine !== null, dirty, newer, checkWrong,
    check: check && check.of === shown ? check.check : null, checking: !checkWrong && (!check || check.of !== shown),
    edit: () => { setSaid(''); setMine(table?.bundle ?? null); },
    stopEditing: () => { setMine(null); setNewer(null); },
    change: (make) => { setSaid(''); setMine((m) => (m ? make(m) : m)); },
    save: () => saveWith(table?.revision ?? 0),
    saveOnTop: () => saveWith(newer?.revision ?? 0),
    takeNewer: () => { if (newer) { take(newer, 'renew'); setNewer(null); } },
    act, reload: () => void load(),
  };
}
