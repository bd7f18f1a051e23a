import { useEffect, useRef, useState } from 'preact/hooks';
import { type Catalogue, lazily } from '../../design/lazily';
import { Dialog } from '../../design/parts';
import { t } from '../../i18n';
import { type Place, readPlace, writePlace } from './bundle';
import { TableList } from './TableList';

/** A table comes with its words when it is first opened; the list opens without it. The words of the vocabulary are the desk's own. */
const TablePages = lazily(() => import('./TablePages'), import.meta.glob<Catalogue>(['../../i18n/*/studiotable.json', '../../i18n/*/studioflaws.json', '../../i18n/*/tableinputs.json', '../../i18n/*/desk.json']));

const GuidePages = lazily(() => import('./guide/GuidePages'), import.meta.glob<Catalogue>(['../../i18n/*/studiotable.json', '../../i18n/*/studioguide.json']));
const same = (a: Place | null, b: Place | null): boolean => a?.table === b?.table && a?.guide === b?.guide;

/** Which table or guide is open follows the address; what is not saved is not left without asking. */
export function Studio({ onSignedOut }: { onSignedOut: () => void }) {
  const [place, setPlace] = useState<Place | null>(() => readPlace(location.search));
  const [asking, setAsking] = useState<{ to: Place | null } | null>(null);
  const dirty = useRef(false);
  const here = useRef(place);
  here.current = place;
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  /** The heading of what has just come takes the focus, but not on first load: the skip link comes first there. */
  const shown = (): void => { if (moved.current) { heading.current?.focus(); scrollTo(0, 0); } };

  /** An older version of the same table is looked at beside the work, which stays. */
  const loses = (to: Place | null): boolean => dirty.current && !same(to, here.current);
  const open = (to: Place | null): void => {
    if (loses(to)) { setAsking({ to }); return; }
    moved.current = true;
    history.pushState({}, '', location.pathname + writePlace(to));
    setPlace(to);
  };
  useEffect(() => {
    const back = (): void => {
      const to = readPlace(location.search);
      moved.current = true;
      if (!loses(to)) { setPlace(to); return; }
      // The address has already gone: it is put back until there is an answer.
      history.pushState({}, '', location.pathname + writePlace(here.current));
      setAsking({ to });
    };
    const leaving = (event: BeforeUnloadEvent): void => { if (dirty.current) event.preventDefault(); };
    addEventListener('popstate', back);
    addEventListener('beforeunload', leaving);
    return () => { removeEventListener('popstate', back); removeEventListener('beforeunload', leaving); };
  }, []);
  const leave = (to: Place | null): void => {
    dirty.current = false;
    setAsking(null);
    open(to);
  };
  return (
    <div class="studio">
      {place?.guide ? <GuidePages key={`guide/${place.table}`} place={place} heading={heading} onShown={shown} onOpen={open} onSignedOut={onSignedOut} onDirty={(now) => { dirty.current = now; }} />
        : place ? <TablePages key={place.table} place={place} heading={heading} onShown={shown} onOpen={open} onSignedOut={onSignedOut} onDirty={(now) => { dirty.current = now; }} />
        : <TableList heading={heading} onShown={shown} onOpen={open} onSignedOut={onSignedOut} />}
      {asking && (
        <Dialog title={t('studio.leaveTitle')} no={t('studio.stay')} onClose={() => setAsking(null)} foot={<button type="button" data-do="leave" onClick={() => leave(asking.to)}>{t('studio.leave')}</button>}>
          <p>{t('studio.leaveWhy')}</p>
        </Dialog>
      )}
    </div>
  );
}
