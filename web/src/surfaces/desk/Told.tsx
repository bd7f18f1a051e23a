import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, newKey, problemWords, Refused } from '../../api/client';
import type { Need, Notice, Notices } from '../../api/notices';
import { serverNow } from '../../api/serverClock';
import { Chip, Dialog, Note, type Tone } from '../../design/parts';
import { code, t } from '../../i18n';
import { momentInWords, stamp } from '../../i18n/time';

const NEEDS: Need[] = ['wheelchair', 'hearing', 'sight', 'other'];
const TONES: Record<Notice['state'], Tone> = { started: 'plain', waiting: 'soon', sent: 'ok', failed: 'late', lapsed: 'plain' };
const wordsOf = (error: unknown): string => (error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));

/** What the resident was told outside the pages, and what visits must be ready for. */
export default function Told({ matter, onClose, onSaved }: { matter: number; onClose: () => void; onSaved: () => void }) {
  const [all, setAll] = useState<Notices | null>(null);
  const [needs, setNeeds] = useState<Need[]>([]);
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const words = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void get<Notices>(`/matters/${matter}/notices`).then((n) => { setAll(n); setNeeds(n.needs); }, (error: unknown) => setWrong(wordsOf(error)));
  }, [matter]);
  const save = (form: FormData): void => {
    const needWords = String(form.get('needWords') ?? '').trim();
    if (busy) return;
    if (needs.includes('other') && needWords === '') { setWrong(t('need.sayOther')); words.current?.focus(); return; }
    setBusy(true);
    setWrong('');
    void call<Notices>('POST', `/matters/${matter}/needs`, { key: newKey(), body: { needs, ...(needs.includes('other') ? { needWords } : {}) } })
      .then(onSaved, (error: unknown) => { setBusy(false); setWrong(wordsOf(error)); });
  };
  const now = serverNow();
  return (
    <Dialog title={t('told.title')} onClose={onClose} onSubmit={save} wide
      foot={all && <button type="submit" aria-disabled={busy}>{t('told.save')}</button>}>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {!all && !wrong && <p role="status">{t('told.loading')}</p>}
      {all && (
        <>
          {all.byPeople && <p>{t('told.byPeople')}</p>}
          {all.untold.length > 0 && <ul class="steplist" data-list="untold">{all.untold.map((u) => <li key={`${u.step ?? 0}${u.kind}`}>{code('notice', u.kind)}{u.about && u.kind !== 'time_offered' ? `: ${momentInWords(u.about, now)}` : ''} <Chip tone="soon">{t(all.byPeople ? 'told.tellYourself' : 'told.notYet')}</Chip></li>)}</ul>}
          {all.told.length === 0 && <p>{t('told.nothing')}</p>}
          {all.told.length > 0 && <ul class="steplist" data-list="told">{all.told.map((n) => <Line key={n.id} n={n} now={now} />)}</ul>}
          <fieldset class="field">
            <legend>{t('told.needs')}</legend>
            {NEEDS.map((need) => (
              <label key={need} class="choice"><input type="checkbox" name="needs" value={need} checked={needs.includes(need)}
                onChange={(event) => { const on = event.currentTarget.checked; setNeeds((before) => NEEDS.filter((x) => (x === need ? on : before.includes(x)))); }} /> <span>{code('need', need)}</span></label>
            ))}
            {needs.includes('other') && <p><label for="needWords">{t('need.otherWhat')}</label><br /><input ref={words} id="needWords" name="needWords" type="text" class="wide" maxLength={500} defaultValue={all.needWords} /></p>}
          </fieldset>
        </>
      )}
    </Dialog>
  );
}

function Line({ n, now }: { n: Notice; now: number }) {
  return (
    <li data-state={n.state}>
      {stamp(n.state === 'sent' ? n.last : n.first, now)} · {code('notice', n.kind)}{n.about && n.kind !== 'time_offered' ? `: ${momentInWords(n.about, now)}` : ''} · {code('noticeChannel', n.channel)} <Chip tone={TONES[n.state]}>{code('noticeState', n.state)}</Chip>
      {n.state === 'failed' && <><br /><b>{code('noticeFault', n.fault)}</b> {t('told.tellOtherwise')}</>}
      {n.state === 'waiting' && n.again && <><br /><small>{code('noticeFault', n.fault)} {t('told.again', { when: momentInWords(n.again, now), tries: n.tries })}</small></>}
    </li>
  );
}
