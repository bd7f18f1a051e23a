import { useEffect, useState } from 'preact/hooks';
import { call, get, newKey } from '../../api/client';
import { Note } from '../../design/parts';
import { t } from '../../i18n';

interface Link { path: string | null }

/** The secret address from which a calendar reads the times by itself: made when it is first looked at, ended by the resident. */
export default function Subscribe() {
  const [path, setPath] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const change = (method: 'POST' | 'DELETE'): Promise<void> => call<Link>(method, '/my-matter/calendar-link', { key: newKey() })
    .then(({ data }) => { setPath(data.path); setSaid(data.path ? '' : t('subscribe.ended')); }, () => setSaid(t('subscribe.wrong')));
  useEffect(() => {
    void get<Link>('/my-matter/calendar-link').then((link) => (link.path ? setPath(link.path) : change('POST')), () => setSaid(t('subscribe.wrong')));
  }, []);
  return (
    <div class="field" data-part="subscribe">
      {said && <Note role="status">{said}</Note>}
      {path && (
        <>
          <label for="subscribe">{t('subscribe.address')}</label>
          <p class="hint" id="subscribe-how">{t('subscribe.how')}</p>
          <input id="subscribe" type="text" readOnly aria-describedby="subscribe-how" value={location.origin + path} onFocus={(event) => event.currentTarget.select()} />
          <p><button type="button" class="link" data-do="unsubscribe" onClick={() => void change('DELETE')}>{t('subscribe.end')}</button></p>
        </>
      )}
    </div>
  );
}
