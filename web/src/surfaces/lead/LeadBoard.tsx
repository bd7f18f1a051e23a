import { useEffect, useRef, useState } from 'preact/hooks';
import { get, type Link, listen, problemWords, Refused } from '../../api/client';
import { learnServerTime, serverNow } from '../../api/serverClock';
import type { Board } from '../../api/types';
import { titled } from '../../design/ErrorSummary';
import { type Catalogue, lazily } from '../../design/lazily';
import { Note, useFocusOn } from '../../design/parts';
import { t } from '../../i18n';
import { clock, dayOf, shortDay } from '../../i18n/time';
import { type Place, readPlace, writePlace } from './board';
import { BoardView } from './BoardView';
import { DefinitionView } from './DefinitionView';

/** The telephone lines come after the board: the board itself opens without them. */
const SegmentUse = lazily(() => import('./SegmentUse'), import.meta.glob<Catalogue>(['../../i18n/*/segmentuse.json', '../../i18n/*/otherwise.json']));
const NavigatorUse = lazily(() => import('./NavigatorUse'), import.meta.glob<Catalogue>('../../i18n/*/navuse.json'));
const TableUse = lazily(() => import('./TableUse'), import.meta.glob<Catalogue>(['../../i18n/*/tableuse.json', '../../i18n/*/otherwise.json']));
const ForecastSlot = lazily(() => import('./ForecastSlot'), import.meta.glob<Catalogue>('../../i18n/*/forecastslot.json'));
const Lines = lazily(() => import('./Lines'), import.meta.glob<Catalogue>('../../i18n/*/lines.json'));

export function LeadBoard({ onSignedOut }: { onSignedOut: () => void }) {
  const [board, setBoard] = useState<Board | null>(null);
  const [wrong, setWrong] = useState('');
  const [link, setLink] = useState<Link>('open');
  const [place, setPlace] = useState<Place | null>(() => readPlace(location.search));
  const busy = useRef(false);
  const again = useRef(false);
  const heading = useFocusOn(writePlace(place));

  // One request at a time; what happens meanwhile is fetched after it.
  const load = async (): Promise<void> => {
    if (busy.current) { again.current = true; return; }
    busy.current = true;
    try {
      const fresh = await get<Board>('/board');
      learnServerTime(fresh.asOf);
      setBoard(fresh);
      setWrong('');
    } catch (error) {
      if (error instanceof Refused && error.status === 401) onSignedOut();
      else setWrong(error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('staff.refused')) : t('staff.unreachable'));
    } finally {
      busy.current = false;
      if (again.current) { again.current = false; void load(); }
    }
  };
  useEffect(() => {
    void load();
    let lost = false;
    const close = listen('/events', { board: () => void load() }, (now) => {
      setLink(now);
      if (now === 'open' && lost) void load();
      lost = now === 'lost';
    });
    const back = (): void => setPlace(readPlace(location.search));
    addEventListener('popstate', back);
    return () => { close(); removeEventListener('popstate', back); };
  }, []);
  useEffect(() => { document.title = titled(place ? t('board.definition') : t('lead.title')); }, [place]);
  const open = (to: Place | null): void => {
    setPlace(to);
    history.pushState({}, '', location.pathname + writePlace(to));
  };

  return (
    <div class="lead">
      {place ? <DefinitionView key={writePlace({ ...place, state: '' })} place={place} seq={board?.seq ?? 0} heading={heading} onOpen={open} onBack={() => open(null)} /> : (
        <>
          <div class="row head">
            <h1 ref={heading} tabIndex={-1}>{t('lead.title')}</h1>
            {board && <p class="s">{t('board.asOf', { day: shortDay(dayOf(board.asOf), dayOf(serverNow())), clock: clock(board.asOf) })}</p>}
            <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
          </div>
          {link === 'lost' && <Note tone="soon" role="status">{t('board.offline')}</Note>}
          {wrong && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={() => void load()}>{t('staff.retry')}</button></p></Note>}
          {!board && !wrong && <p role="status">{t('staff.loading')}</p>}
          {board && <ForecastSlot />}
          {board && <BoardView board={board} onOpen={open} />}
          {board && <Lines seq={board.seq} />}
          {board && <SegmentUse seq={board.seq} />}
          {board && <TableUse seq={board.seq} />}
          {board && <NavigatorUse seq={board.seq} />}
        </>
      )}
    </div>
  );
}
