import type { RefObject } from 'preact';
import { serverNow } from '../../api/serverClock';
import type { DeskAsked, PromiseView } from '../../api/types';
import { lang, t } from '../../i18n';
import { momentInWords } from '../../i18n/time';

const soonest = (promises: PromiseView[]): PromiseView | undefined =>
  promises.filter((p) => p.state === 'running' && p.due).sort((a, b) => (a.due ?? '').localeCompare(b.due ?? ''))[0];

/** What to tell who asked: what happens next and by when, and how they can follow it. */
export function Saved({ saved, heading, onAgain }: { saved: DeskAsked; heading: RefObject<HTMLHeadingElement>; onAgain: () => void }) {
  const { matter: m } = saved;
  const next = soonest(m.promises);
  const answered = m.promises.some((p) => p.state === 'kept');
  return (
    <div class="newcontact stack">
      <h1 ref={heading} tabIndex={-1}>{t('new.doneTitle')}</h1>
      {m.number && <p role="status">{t('new.tellNumber', { n: m.number.number })} <b class="bignumber" aria-hidden="true">{m.number.number}</b></p>}
      <section aria-labelledby="tell">
        <h2 id="tell">{t('new.tell')}</h2>
        <ul>
          {answered && <li>{t('new.tellAnswered')}</li>}
          <li>{t('new.tellNone', { team: m.holder.team })}</li>
          {next?.due && <li><b>{t('new.tellWhen', { title: next.title, when: momentInWords(next.due, serverNow()) })}</b></li>}
        </ul>
      </section>
      <section aria-label={t('new.code')}>
        <div class="ticket">
          <div>{t('new.code')} <bdi class="codebox" translate={false}>{saved.code}</bdi></div>
          <div>{t('new.secret')} <bdi class="secretbox" translate={false}>{saved.secret}</bdi></div>
          <p class="where">{t('new.where')} <bdi class="keep" translate={false}>{`${location.origin}/${lang()}/matter/`}</bdi></p>
        </div>
        <p>{t('new.secretWhy')}</p>
      </section>
      <p class="row noprint">
        <button type="button" onClick={onAgain}>{t('new.again')}</button>
        <a href={`/${lang()}/desk/?matter=${m.id}`}>{t('new.open')}</a>
        {m.number && <a href={`/${lang()}/desk/walk-in/`}>{t('new.walkin')}</a>}
        <button type="button" class="q" onClick={() => print()}>{t('button.print')}</button>
      </p>
    </div>
  );
}
