import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { call, get, listen, newKey, Refused, sendSurely } from '../../../api/client';
import type { Lang } from '../../../api/types';
import { t } from '../../../i18n';
import { wrongWords } from '../TableList';
import { type Changes, type Guide, type GuideCheck, type GuideText, type Parts, rebased, typed, wording } from './guide';

const PAUSE_MS = 600;
const STALE = new Set(['draft-changed', 'draft-offered', 'draft-not-offered', 'no-draft']);

export interface GuideWork {
  guide: Guide | null; wrong: string; busy: boolean; said: string;
  shown: Parts | null; editing: boolean; changes: Changes; dirty: boolean;
  check: GuideCheck | null; checking: boolean; checkWrong: string;
  newer: Guide | null; canUndo: boolean;
  edit: () => void; write: (text: GuideText, language: Lang, words: string) => void; writeTable: (dmn: string) => void; undo: () => void; stopEditing: () => void;
  save: () => Promise<void>; saveOnTop: () => Promise<void>; takeNewer: () => void; putForm: (form: string) => Promise<void>;
  act: (what: 'offer' | 'return' | 'drop' | 'publish') => Promise<boolean>;
  reload: () => void;
}

/** One guide of the studio: the server's state, the words that are not saved yet, what there is to say of them, and what is done. */
export function useGuide(code: string, onSignedOut: () => void, onDirty: (dirty: boolean) => void): GuideWork {
  const [guide, setGuide] = useState<Guide | null>(null);
  const [started, setStarted] = useState(false);
  const [changes, setChanges] = useState<Changes>({});
  const [dmn, setDmn] = useState<string | null>(null);
  const [past, setPast] = useState<{ field: string; changes: Changes }[]>([]);
  const [newer, setNewer] = useState<Guide | null>(null);
  const [wrong, setWrong] = useState('');
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const [check, setCheck] = useState<{ of: Changes; dmn: string | null; revision: number; check: GuideCheck } | null>(null);
  const [checkWrong, setCheckWrong] = useState('');
  const working = useRef(false);
  const intent = useRef({ what: '', key: '' });
  const base = guide?.draft?.bundle ?? guide?.inForce ?? null;
  // The table is sent only when it was changed: whoever saved another meanwhile keeps theirs.
  const table = dmn !== null && dmn !== base?.dmn ? dmn : null;
  const mineOf = (words: Changes): object => ({ wording: wording(words), ...(table === null ? {} : { dmn: table }) });
  const dirty = table !== null || Object.keys(changes).length > 0;
  const now = useRef({ guide, dirty });
  now.current = { guide, dirty };
  useEffect(() => onDirty(dirty), [dirty]);

  const tell = (error: unknown): void => { if (error instanceof Refused && error.status === 401) onSignedOut(); else setWrong(wrongWords(error)); };
  const take = (fresh: Guide): void => {
    setGuide(fresh);
    setChanges({});
    setDmn(null);
    setPast([]);
    if (fresh.draft?.state !== 'draft') setStarted(false);
  };
  const load = useCallback(async (): Promise<void> => {
    try {
      const fresh = await get<Guide>(`/studio/guides/${code}`);
      setWrong('');
      // What is typed and not saved stays; that there is something newer shows when it is saved.
      if (!now.current.dirty && now.current.guide?.revision !== fresh.revision) take(fresh);
    } catch (error) { tell(error); }
  }, [code]);
  useEffect(() => {
    void load();
    let lost = false;
    return listen('/events', { studio: () => { if (!working.current) void load(); } }, (link) => { if (link === 'open' && lost) void load(); lost = link === 'lost'; });
  }, [code]);

  const asked = useRef(0);
  useEffect(() => {
    if (!guide || !dirty) return undefined;
    const turn = (asked.current += 1);
    const run = async (): Promise<void> => {
      try {
        const { data } = await call<GuideCheck>('POST', `/studio/guides/${code}/check`, { body: mineOf(changes), key: newKey() });
        if (turn === asked.current) { setCheck({ of: changes, dmn: table, revision: guide.revision, check: data }); setCheckWrong(''); }
      } catch (error) {
        if (turn !== asked.current) return;
        if (error instanceof Refused && error.status === 401) onSignedOut(); else setCheckWrong(wrongWords(error));
      }
    };
    const timer = setTimeout(() => void run(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [changes, table, guide, code]);

  /** One deed at a time, with one key until there is an answer. */
  const once = async (path: string, body: object): Promise<'done' | 'stale' | 'failed'> => {
    if (working.current) return 'failed';
    const whole = path + JSON.stringify(body);
    if (intent.current.what !== whole) intent.current = { what: whole, key: newKey() };
    working.current = true;
    setBusy(true);
    setWrong('');
    setSaid('');
    try {
      await sendSurely(`/studio/guides/${code}/${path}`, { body, key: intent.current.key }, () => setWrong(t('staff.waiting')), 4);
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
  const fetchNow = async (): Promise<Guide | null> => { try { return await get<Guide>(`/studio/guides/${code}`); } catch (error) { tell(error); return null; } };

  const saveWith = async (revision: number, body: object): Promise<void> => {
    const done = await once('draft', { ...body, revision });
    if (done === 'failed') return;
    const fresh = await fetchNow();
    if (!fresh) return;
    if (done === 'stale') { setNewer(fresh); return; }
    setNewer(null);
    setSaid(t('studio.saidSaved'));
    take(fresh);
  };
  const act: GuideWork['act'] = async (what) => {
    if (!guide) return false;
    const done = await once(what, { revision: guide.revision });
    if (done === 'stale') setWrong(t('guide.staleAct'));
    if (done === 'failed') return false;
    const fresh = await fetchNow();
    if (fresh) take(fresh);
    if (done === 'done') setSaid(t(what === 'offer' ? 'studio.saidOffered' : what === 'return' ? 'studio.saidReturned' : what === 'drop' ? 'studio.saidDropped' : 'studio.saidPublished', { n: fresh?.version ?? 0 }));
    return done === 'done';
  };
  const mine = check !== null && check.of === changes && check.dmn === table && check.revision === guide?.revision;
  return {
    guide, wrong, busy, said, changes, dirty, newer, checkWrong, canUndo: past.length > 0,
    shown: base && table !== null ? { ...base, dmn: table } : base,
    editing: guide?.draft?.state === 'draft' || (started && !guide?.draft),
    // While words are typed the marks before stay in sight.
    check: dirty ? check?.check ?? guide?.check ?? null : guide?.check ?? null, checking: dirty && !mine && !checkWrong,
    edit: () => { setSaid(''); setStarted(true); },
    write: (text, language, words) => {
      setSaid('');
      const field = language + text.place;
      // Letters typed one after another in a field are taken back together.
      setPast((p) => (p.at(-1)?.field === field ? p : [...p, { field, changes }]));
      setChanges(typed(changes, text, language, words));
    },
    writeTable: (fresh) => { setSaid(''); setDmn(fresh); },
    undo: () => { const last = past.at(-1); if (last) { setChanges(last.changes); setPast(past.slice(0, -1)); } },
    stopEditing: () => { setStarted(false); setChanges({}); setDmn(null); setPast([]); setNewer(null); },
    save: () => saveWith(guide?.revision ?? 0, mineOf(changes)),
    saveOnTop: () => saveWith(newer?.revision ?? 0, mineOf(rebased(changes, (newer?.draft?.bundle ?? newer?.inForce)?.texts ?? []))),
    takeNewer: () => { if (newer) { take(newer); setNewer(null); } },
    putForm: (form) => saveWith(guide?.revision ?? 0, { form }),
    act, reload: () => void load(),
  };
}
