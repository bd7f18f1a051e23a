import { useEffect } from 'preact/hooks';
import type { MyNumber as Mine } from '../../api/walkin';
import { t } from '../../i18n';
import { clock } from '../../i18n/time';

/** Others' turns make no event of this matter: while somebody waits, the page asks now and then. */
const LOOK_MS = 15_000;

export default function MyNumber({ number: n, onLook }: { number: Mine; onLook: () => void }) {
  const waits = n.state !== 'lapsed';
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(onLook, LOOK_MS);
    return () => clearInterval(timer);
  }, [waits]);
  return (
    <section class="now" data-part="number" aria-labelledby="mynumber">
      <h2 id="mynumber">{t('mynumber.title')} {n.number}</h2>
      <p role="status">
        {n.state === 'called' ? <b>{t('mynumber.called')}</b> : n.state === 'lapsed' ? t('mynumber.lapsed') : n.state === 'unanswered' ? t('mynumber.unanswered', { clock: clock(n.called ?? n.given) }) : null}
        {n.before !== null && <> {t('mynumber.before', { n: n.before })}</>}
        {n.wait !== null && <> {t('mynumber.wait', { n: n.wait })}</>}
      </p>
      {waits && n.place && <p>{n.place}</p>}
    </section>
  );
}
