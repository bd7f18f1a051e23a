import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { titled } from '../../../design/ErrorSummary';
import { Note } from '../../../design/parts';
import { t } from '../../../i18n';
import { type Place, writePlace } from '../bundle';
import { Opens } from '../Opens';
import { GuidePage } from './GuidePage';
import { GuideComparePage, GuideVersionPage } from './GuideVersions';
import { useGuide } from './useGuide';

/** A guide as it is worked on, an older version of it, or two versions; the work stays while the others are looked at. */
export default function GuidePages({ place, heading, onShown, onOpen, onSignedOut, onDirty }: {
  place: Place; heading: RefObject<HTMLHeadingElement>; onShown: () => void; onOpen: (to: Place | null) => void; onSignedOut: () => void; onDirty: (dirty: boolean) => void;
}) {
  const work = useGuide(place.table, onSignedOut, onDirty);
  const { guide } = work;
  const name = guide?.name || place.table;
  useEffect(() => { document.title = titled(name); }, [name]);
  useEffect(onShown, [guide !== null, writePlace(place)]);
  const here: Place = { table: place.table, guide: true, version: 0, compare: null };
  return (
    <>
      <p class="noprint back">
        <Opens to="" onOpen={() => onOpen(null)}>{t('guide.all')}</Opens>
        {(place.compare || place.version > 0) && <> · <Opens to={writePlace(here)} onOpen={() => onOpen(here)}>{t('guide.back')}</Opens></>}
      </p>
      {!guide && (
        <>
          <h1 ref={heading} tabIndex={-1}>{name}</h1>
          {work.wrong ? <Note tone="late" role="alert"><p>{work.wrong}</p><p class="after"><button type="button" onClick={work.reload}>{t('staff.retry')}</button></p></Note> : <p role="status">{t('staff.loading')}</p>}
        </>
      )}
      {guide && (place.compare ? <GuideComparePage key={place.compare.join()} guide={guide} pair={place.compare} heading={heading} onOpen={onOpen} />
        : place.version > 0 ? <GuideVersionPage key={place.version} guide={guide} version={place.version} heading={heading} />
        : <GuidePage work={work} guide={guide} heading={heading} onOpen={onOpen} />)}
    </>
  );
}
