import { useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../api/serverClock';
import type { Move, WalkInMatter, WalkInRow } from '../../api/walkin';
import { Chip, Note } from '../../design/parts';
import { code, lang, languageName, t } from '../../i18n';
import { clock, dayInWords, dayOf } from '../../i18n/time';
import { useWalkIn } from './useWalkIn';

const BUTTON = { called: 'walkin.called', unanswered: 'walkin.unanswered', came: 'walkin.came', left: 'walkin.left', waiting: 'walkin.back' } as const;
const MINUTE_MS = 60_000;
const minutesSince = (at: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(at)) / MINUTE_MS));
/** Keys do not work while somebody types or asks the browser for something. */
const free = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !(event.target as HTMLElement).closest('input, textarea, select');

/** Who waits at the door: the next is called with one press, and each number says what came of it. */
export function WalkIn({ onSignedOut }: { onSignedOut: () => void }) {
  const { list, wrong, online, busy, callNext, move } = useWalkIn(onSignedOut);
  const [said, setSaid] = useState('');
  const [now, setNow] = useState(serverNow());
  const [focus, setFocus] = useState('');
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 20_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => setNow(serverNow()), [list]);
  // The row moves to another part of the page with its button: the focus goes with it, or to what comes next.
  useEffect(() => {
    if (!focus) return;
    (page.current?.querySelector<HTMLElement>(`${focus} button`) ?? page.current?.querySelector<HTMLElement>('[data-do=next]'))?.focus();
    setFocus('');
  }, [list, focus]);

  const next = async (): Promise<void> => {
    const matter = await callNext();
    if (matter) { setSaid('called'); setFocus(`#now-${matter}`); }
  };
  const act = async (row: WalkInRow, m: WalkInMatter, to: Move): Promise<void> => {
    if (!await move(m, to)) return;
    setSaid(t('walkin.said', { n: row.number, state: code('walkinState', to === 'waiting' ? 'returned' : to) }));
    setFocus(to === 'called' ? `#now-${m.id}` : to === 'waiting' ? `[data-matter="${m.id}"]` : '[data-part=next]');
  };
  const nextRef = useRef(next);
  nextRef.current = next;
  useEffect(() => {
    const key = (event: KeyboardEvent): void => { if (event.key === 'k' && free(event)) { event.preventDefault(); void nextRef.current(); } };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);

  if (!list) return <div class="walkin"><h1>{t('walkin.title')}</h1>{wrong ? <Note tone="late" role="alert">{wrong}</Note> : <p role="status">{t('staff.loading')}</p>}</div>;
  const called = list.rows.filter((r) => r.state === 'called').sort((a, b) => (b.called ?? '').localeCompare(a.called ?? ''));
  const waiting = list.rows.filter((r) => r.state !== 'called').sort((a, b) => (a.before ?? 0) - (b.before ?? 0));
  const ended = (state: WalkInRow['state']): number => list.over.filter((r) => r.state === state).length;
  const words = said === 'called' ? t('walkin.saidCalled', { n: called[0]?.number ?? 0 }) : said;
  const button = (row: WalkInRow, m: WalkInMatter, to: Move, quiet = true) => (
    <button type="button" class={quiet ? 'q' : ''} data-move={to} aria-disabled={busy} onClick={() => void act(row, m, to)}>{t(to === 'called' && row.called ? 'walkin.callAgain' : BUTTON[to])}<span class="sr"> {t('walkin.ofNumber', { n: row.number })}</span></button>
  );
  return (
    <div class="walkin" ref={page}>
      <header>
        <h1>{t('walkin.title')}</h1>
        <p class="s">{list.team.name} · {t('walkin.waiting', { n: waiting.length })}{list.pace !== null && waiting.length > 0 && <> · {t('walkin.pace', { n: list.pace })}</>}</p>
      </header>
      <div role="status" class="sr">{words}</div>
      {!online && <Note tone="soon" role="status">{t('walkin.offline', { clock: clock(list.asOf) })}</Note>}
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      <p class="row noprint" data-part="next">
        <button type="button" data-do="next" aria-keyshortcuts="k" aria-disabled={busy || waiting.length === 0} onClick={() => { if (waiting.length > 0) void next(); }}>{t('walkin.next')}{waiting[0] && ` ${waiting[0].number}`} <kbd aria-hidden="true">k</kbd></button>
        <a class="btn q" href={`/${lang()}/desk/new/?channel=walk_in`}>{t('walkin.new')}</a>
        <a href={`/${lang()}/walk-in/?team=${encodeURIComponent(list.team.code)}`} target="_blank" rel="noopener">{t('walkin.screen')}</a>
      </p>
      <section aria-labelledby="now-title">
        <h2 id="now-title">{t('walkin.nowTitle')}</h2>
        {called.length === 0 && <p class="s">{t('walkin.nobodyCalled')}</p>}
        <ul class="nowcalled">
          {called.map((r) => (
            <li key={r.number} id={`now-${r.matter?.id}`} class="card" data-number={r.number} data-matter={r.matter?.id}>
              <b class="num">{r.number}</b>
              <Who row={r} now={now} />
              {r.matter && <div class="row">{button(r, r.matter, 'came', false)}{r.mine && button(r, r.matter, 'called')}{button(r, r.matter, 'unanswered')}{button(r, r.matter, 'left')}</div>}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="wait-title">
        <h2 id="wait-title">{t('walkin.waitTitle')}</h2>
        {waiting.length === 0 && <p class="s">{t('walkin.nobody')}</p>}
        <ol class="waitlist">
          {waiting.map((r) => (
            <li key={r.number} data-number={r.number} data-matter={r.matter?.id}>
              <b class="num">{r.number}</b>
              <Who row={r} now={now} />
              {r.matter && <div class="row">{button(r, r.matter, 'called')}{button(r, r.matter, 'came')}{button(r, r.matter, 'left')}</div>}
            </li>
          ))}
        </ol>
      </section>
      {list.unserved.length > 0 && (
        <section aria-labelledby="unserved-title">
          <h2 id="unserved-title">{t('walkin.unservedTitle')}</h2>
          <Note tone="soon">{t('walkin.unservedWhy')}</Note>
          <ul class="waitlist" data-part="unserved">
            {list.unserved.map((r) => <li key={`${r.day} ${r.number}`}><b class="num">{r.number}</b><div><p>{dayInWords(r.day, dayOf(now))}</p><Subject row={r} /></div></li>)}
          </ul>
        </section>
      )}
      {list.over.length > 0 && (
        <section aria-labelledby="over-title">
          <h2 id="over-title">{t('walkin.overTitle')}</h2>
          <p class="s" data-part="today">{t('walkin.today', { given: list.rows.length + list.over.length, came: ended('came'), left: ended('left'), here: list.rows.length })}</p>
          <ul class="waitlist over">
            {list.over.map((r) => (
              <li key={r.number} data-number={r.number} data-matter={r.matter?.id}>
                <b class="num">{r.number}</b>
                <div><p>{code('walkinState', r.state)} {r.ended && clock(r.ended)}{r.by && <small> {r.by}</small>}</p><Subject row={r} /></div>
                {r.matter?.returnable && <div class="row">{button(r, r.matter, 'waiting')}</div>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
function Subject({ row }: { row: WalkInRow }) {
  const m = row.matter;
  return m ? <p><a href={`/${lang()}/desk/?matter=${m.id}`}><bdi dir="auto">{m.subject || t('walkin.noWords')}</bdi></a></p> : null;
}
/** What to know before the door is opened: whose matter, since when, and what the meeting must be ready for. */
function Who({ row, now }: { row: WalkInRow; now: number }) {
  const m = row.matter;
  return (
    <div>
      <Subject row={row} />
      <p class="marks">
        {t('walkin.since', { clock: clock(row.given), n: minutesSince(row.given, now) })}
        {row.state === 'called' && row.called && <> · {t('walkin.calledAt', { clock: clock(row.called) })}{row.by && <small> {row.by}</small>}</>}
        {row.state === 'unanswered' && row.called && <> <Chip tone="soon">{t('walkin.didNotAnswer', { clock: clock(row.called) })}</Chip></>}
        {m && m.age !== null && <> · {t('walkin.age', { n: m.age })}</>}
        {m && m.about !== 'self' && <> · {code('walkinAbout', m.about)}</>}
        {m && m.lang && m.lang !== lang() && <> <Chip>{languageName(m.lang)}</Chip></>}
        {m?.interpreter && <> <Chip tone="law">{t('walkin.interpreter')}</Chip></>}
        {m?.needs.map((need) => <span key={need}> <Chip tone="law">{code('walkinNeed', need)}</Chip></span>)}
        {m?.takenBy && <> · <small>{m.takenBy}</small></>}
      </p>
    </div>
  );
}
