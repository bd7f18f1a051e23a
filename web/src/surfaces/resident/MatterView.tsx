import type { PromiseView, ResidentMatter } from '../../api/types';
import { Chip } from '../../design/parts';
import { code, lang, t } from '../../i18n';
import { clock, dayInWords, dayOf, dueInWords, momentInWords } from '../../i18n/time';

/** What happens next: the largest thing on the page. */
export function Next({ matter }: { matter: ResidentMatter }) {
  const now = Date.now();
  const { kind, by, byKind } = matter.next;
  const visit = matter.visit;
  const day = by ? dueInWords(by, now) : '';
  // The server says what is late: a telephone's clock may be wrong.
  const late = kind !== 'closed' && matter.promises.some((p) => p.state === 'overdue' && p.due === by);
  return (
    <div class="now" id="next">
      {visit && kind !== 'closed' ? (
        <>
          <b>{t('next.visit', { day: t('time.dayClockLong', { day: dayInWords(dayOf(visit.at), dayOf(now)), clock: clock(visit.at) }) })}</b>
          <p>{visit.service}. {code('mode', visit.mode)}{visit.place && ['visit', 'group'].includes(visit.mode) ? `: ${visit.place}` : ''}.</p>
        </>
      ) : late ? (
        <>
          <b>{t('next.late', { day })}</b>
          <p>{code('nextLate', kind)} {t('next.lateHelp')}</p>
        </>
      ) : (
        <>
          <b>{by ? code('nextBy', kind, { day }) : code('nextNoDate', kind)}</b>
          {kind === 'closed' && <p>{t('next.closedHelp')} <a href={`/${lang()}/`}>{t('asked.again')}</a></p>}
          {byKind && <p>{t(byKind === 'statute' ? 'next.byLaw' : 'next.byTarget')}</p>}
        </>
      )}
    </div>
  );
}

/** As on a road: what is behind first, then what is still to come, the soonest first. */
const inOrder = (a: PromiseView, b: PromiseView): number => {
  const ahead = (p: PromiseView): number => (p.state === 'running' || p.state === 'overdue' ? 1 : 0);
  const at = (p: PromiseView): string => (ahead(p) ? p.due : p.ended) ?? '9';
  return ahead(a) - ahead(b) || at(a).localeCompare(at(b)) || a.id - b.id;
};
const MARK: Record<PromiseView['state'], string> = { kept: 'd', running: 'c', overdue: 'x', missed: 'x', void: '' };

export function promiseState(p: PromiseView, now: number): string {
  const day = (at: string | null | undefined): string => (at ? dueInWords(at, now) : '');
  switch (p.state) {
    case 'kept': return p.ended ? t('promise.kept', { when: momentInWords(p.ended, now) }) : t('promise.keptPlain');
    case 'missed': return p.ended ? t('promise.missed', { day: day(p.due), when: day(p.ended) }) : t('promise.missedPlain', { day: day(p.due) });
    case 'overdue': return t('promise.overdue', { day: day(p.due) });
    case 'void': return p.voidReason ? t('promise.voidBecause', { reason: code('voidReason', p.voidReason) }) : t('promise.void');
    default: return p.due ? t('promise.running', { day: day(p.due) }) : t('promise.noDate');
  }
}
export function Promises({ matter }: { matter: ResidentMatter }) {
  const now = Date.now();
  if (matter.promises.length === 0) return null;
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">{t('matter.promises')}</h2>
      <p class="s">{t('matter.lawAndTarget')}</p>
      <ol class="steps promises">
        {[...matter.promises].sort(inOrder).map((p) => (
          <li key={p.id} class={MARK[p.state]}>
            <b>{p.title}.</b> <Chip tone={p.kind === 'statute' ? 'law' : 'plain'}>{t(p.kind === 'statute' ? 'promise.law' : 'promise.target')}</Chip>
            <br />{promiseState(p, now)}
            {p.extended && <> {t('promise.extended')}</>}
            <br /><span class="s">{p.explanation}{p.ageAssumed ? ` ${t('promise.ageAssumed')}` : ''}</span>
            {p.unverified && <><br /><Chip tone="soon">{t('promise.unverified')}</Chip> <span class="s">{t(p.kind === 'statute' ? 'promise.unverifiedWhy' : 'promise.unverifiedTarget')}</span></>}
          </li>
        ))}
      </ol>
    </section>
  );
}
export function HolderPhone({ holder: { phone, hours } }: { holder: ResidentMatter['holder'] }) {
  return phone ? <p>{t('matter.phone')} <a class="nowrap" href={`tel:${phone.replace(/[^\d+]/g, '')}`}><bdi>{phone}</bdi></a>{hours && <> · <span class="nowrap">{hours}</span></>}</p> : null;
}
export function Holder({ matter }: { matter: ResidentMatter }) {
  return (
    <section aria-labelledby="holder">
      <h2 id="holder">{t('matter.holder')}</h2>
      <p><b>{matter.holder.team}</b></p>
      <HolderPhone holder={matter.holder} />
      <p class="s">{t('matter.holderStays')}{matter.handsCount > 0 ? ` ${t('matter.hands', { n: matter.handsCount })}` : ''}</p>
    </section>
  );
}
export function Progress({ matter }: { matter: ResidentMatter }) {
  const now = Date.now();
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{t('matter.progress')}</h2>
      <ol class="steps">
        {matter.progress.map((p, i) => (
          <li key={i} class={i === matter.progress.length - 1 && matter.state === 'open' ? 'c' : 'd'}>
            <b>{code('progress', p.what)}</b><br /><span class="s">{momentInWords(p.at, now)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
export function Words({ matter }: { matter: ResidentMatter }) {
  return (
    <section aria-labelledby="words">
      <h2 id="words">{t('matter.words')}</h2>
      <blockquote class="keep quote" dir="auto">{matter.words}</blockquote>
    </section>
  );
}
