import { useState } from 'preact/hooks';
import { call, problemWords, Refused } from '../../../api/client';
import { Note } from '../../../design/parts';
import { t } from '../../../i18n';
import { km, minutes, type Network, percent, type Question, type Shown, type Site, type Sites, type State, type Tried, whole } from './network';
import { NumberField } from './PointForm';

/** Where points would serve least travel, and how few reach enough: asked for one service at a time. */
export function SiteHelper({ network, state, points, onSignedOut }: { network: Network; state: State; points: Shown[]; onSignedOut: () => void }) {
  const trial = state.trials[state.at];
  const [question, setQuestion] = useState<Question>({ service: network.services[0]?.code ?? '', age: null, points: 4, minutes: network.within[1], share: 90 });
  const [answer, setAnswer] = useState<{ sites: Sites; to: string; question: Question } | null>(null);
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const key = JSON.stringify([state.year, trial]);
  const set = (more: Partial<Question>): void => setQuestion({ ...question, ...more });
  const ask = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWrong('');
    try {
      const { data } = await call<Tried>('POST', '/board/network/try', { body: { year: state.year, ...trial, sites: question } });
      if (data.sites) setAnswer({ sites: data.sites, to: key, question });
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return onSignedOut();
      setWrong(error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('staff.refused')) : t('staff.unreachable'));
    } finally { setBusy(false); }
  };
  const name = (site: Site): string => (site.point === null ? t('network.centreOf', { area: network.areas.find((a) => a.code === site.area)?.name ?? '' }) : points.find((p) => p.code === site.point)?.name ?? site.point);
  const names = (sites: Site[]) => <ul class="sitelist">{sites.map((s) => <li key={name(s)}>{name(s)}{!s.openNow && <small> {t('network.notNow')}</small>}</li>)}</ul>;
  const gap = (value: number): string => t('network.gap', { gap: km(Math.round(value * 1000) / 10) });
  const sites = answer?.to === key ? answer.sites : null;
  const asked = answer?.question ?? question;
  return (
    <section class="card helper" aria-labelledby="helper-title">
      <h2 id="helper-title">{t('network.helper')}</h2>
      <p class="s">{t('network.helperHint')}</p>
      <div class="helperfields noprint">
        <div class="field"><label for="site-service">{t('network.service')}</label><select id="site-service" value={question.service} onChange={(e) => set({ service: e.currentTarget.value })}>{network.services.map((s) => <option key={s.code} value={s.code}>{s.name}</option>)}</select></div>
        <div class="field"><label for="site-age">{t('network.group')}</label><select id="site-age" value={question.age ?? ''} onChange={(e) => set({ age: e.currentTarget.value || null })}><option value="">{t('network.everybody')}</option>{network.ages.map((a) => <option key={a.code} value={a.code}>{a.name}</option>)}</select></div>
        <NumberField id="site-points" label={t('network.howMany')} value={question.points} min={1} max={100} step={1} onValue={(points_) => set({ points: Math.round(points_) })} />
        <NumberField id="site-minutes" label={t('network.withinMinutes')} value={question.minutes} min={1} max={600} step={5} onValue={(m) => set({ minutes: m })} />
        <NumberField id="site-share" label={t('network.shareWanted')} value={question.share} min={1} max={100} step={5} onValue={(share) => set({ share })} />
        <p><button type="button" data-do="sites" aria-disabled={busy} onClick={() => void ask()}>{t(busy ? 'network.asking' : 'network.ask')}</button></p>
      </div>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
      {sites && (
        <div class="helperanswers" role="status" data-part="sites">
          <div>
            <h3>{t('network.medianTitle', { n: sites.median.open.length })}</h3>
            <p>{t('network.medianWords', { minutes: minutes(sites.median.value), now: sites.minutesNow === null ? '–' : minutes(sites.minutesNow), n: sites.openNow })} {gap(sites.median.gap)}</p>
            {names(sites.median.open)}
            <p class="s">{t('network.greedyMinutes', { minutes: minutes(sites.median.greedyValue) })}</p>
          </div>
          <div>
            <h3>{t('network.coverTitle', { share: km(asked.share), minutes: km(asked.minutes) })}</h3>
            {sites.coverage.possible
              ? <><p>{t('network.coverWords', { n: sites.coverage.value, now: percent(sites.coveredNow) })} {gap(sites.coverage.gap)}</p>{names(sites.coverage.open)}<p class="s">{t('network.greedyPoints', { n: whole(sites.coverage.greedyValue) })}</p></>
              : <p>{t('network.coverNever', { now: percent(sites.coveredNow) })}</p>}
          </div>
        </div>
      )}
    </section>
  );
}
