import { useEffect, useRef, useState } from 'preact/hooks';
import { get, Refused } from '../../api/client';
import type { WaitingRoom } from '../../api/walkin';
import { t } from '../../i18n';
import { clock } from '../../i18n/time';

const POLL_MS = 3000;

/** The screen of a waiting room: numbers and nothing else, for everybody who sits there. */
export function DisplayPage() {
  const [room, setRoom] = useState<WaitingRoom | null>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'lost' | 'unknown'>('loading');
  const seen = useRef(0);
  useEffect(() => {
    const team = new URLSearchParams(location.search).get('team') ?? '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async (): Promise<void> => {
      try {
        const fresh = await get<WaitingRoom>(`/walk-in/display?${new URLSearchParams({ team })}`);
        if (over) return;
        setRoom(fresh);
        setState('shown');
        seen.current = 0;
      } catch (error) {
        if (over) return;
        // No such team: asking again would not help.
        if (error instanceof Refused && error.status < 500) { setState('unknown'); return; }
        // One lost answer is nothing to read on a wall.
        seen.current += 1;
        if (seen.current > 2) setState('lost');
      }
      timer = setTimeout(() => void look(), POLL_MS);
    };
    void look();
    return () => { over = true; clearTimeout(timer); };
  }, []);
  const called = room?.called ?? [];
  return (
    <main class="display">
      <h1>{t(called.length > 0 ? 'display.called' : 'display.title')}</h1>
      {state === 'unknown' ? <p class="words">{t('display.unknown')}</p> : state === 'loading' ? <p class="words" role="status">{t('display.loading')}</p> : (
        <>
          <div aria-live="assertive" class={called.length > 1 ? 'called many' : 'called'}>
            {called.length === 0 ? <p class="words">{t(room?.waiting ? 'display.soon' : 'display.nobody')}</p>
              : <ul>{called.map((n) => <li key={n}><b>{n}</b></li>)}</ul>}
          </div>
          {room && room.next.length > 0 && (
            <section aria-labelledby="next">
              <h2 id="next">{t('display.next')}</h2>
              <ol class="next">{room.next.map((n) => <li key={n}>{n}</li>)}</ol>
            </section>
          )}
          <p class="count">{room && t('display.waiting', { n: room.waiting })}{state === 'lost' && room && <strong role="status"> {t('display.lost', { clock: clock(room.asOf) })}</strong>}</p>
        </>
      )}
    </main>
  );
}
