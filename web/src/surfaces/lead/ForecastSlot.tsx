import { useEffect, useState } from 'preact/hooks';
import { get, listen } from '../../api/client';
import { lang, t } from '../../i18n';
import type { ForecastBoard } from './forecast';

/** The forecast in one line on the board, and the way to its page. Without one, or out of reach, only the way. */
export default function ForecastSlot() {
  const [board, setBoard] = useState<ForecastBoard | null>(null);
  useEffect(() => {
    const load = (): void => { get<ForecastBoard>('/board/forecast').then(setBoard, () => undefined); };
    load();
    return listen('/events', { forecast: load }, () => undefined);
  }, []);
  const forecast = board?.forecast;
  return (
    <section class="card slot" aria-labelledby="slot-title">
      <h2 id="slot-title">{t('slot.title')}</h2>
      <p>{!forecast ? t('slot.none') : forecast.alarms.length > 0 ? t('slot.alarms', { n: forecast.alarms.length }) : t('slot.noAlarms')}
        {forecast && board.record.trust === 'worse' && <> <b>{t('slot.worse')}</b></>}
        {forecast && board.record.trust === 'unknown' && <> {t('slot.unknown')}</>}{' '}
        <a href={`/${lang()}/lead/forecast/`}>{t('slot.open')}</a> · <a href={`/${lang()}/lead/plans/`}>{t('slot.plans')}</a> · <a href={`/${lang()}/lead/network/`}>{t('slot.network')}</a></p>
    </section>
  );
}
