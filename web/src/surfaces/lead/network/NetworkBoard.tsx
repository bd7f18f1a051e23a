import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, problemWords, Refused } from '../../../api/client';
import { serverNow } from '../../../api/serverClock';
import { Note } from '../../../design/parts';
import { lang, t } from '../../../i18n';
import { addPoint, changePoint, changesOf, isEmpty, letter, MOST_TRIALS, type Network, noTrial, readState, sentences, setDigital, shownPoints, type State, takeBack, type Trial, type Tried, writeState } from './network';
import { MapKey, NetworkMap } from './NetworkMap';
import { NumberField, PointForm } from './PointForm';
import { Alternatives, AreaTable, GroupTable, PointTable } from './Results';
import { SiteHelper } from './SiteHelper';

const wrongWords = (error: unknown): string => {
  if (!(error instanceof Refused)) return t('staff.unreachable');
  const faults = error.problem?.errors?.map((e) => `${e.field}: ${e.message}`) ?? [];
  return error.problem ? [problemWords(error.problem), ...faults].join(' ') : t('staff.refused');
};
const keyOf = (year: number, trial: Trial): string => JSON.stringify([year, trial]);

/** Tries networks of points. The state is in the address's fragment: a reload keeps it, a link shares it. */
export function NetworkBoard({ onSignedOut }: { onSignedOut: () => void }) {
  const [network, setNetwork] = useState<Network | null>(null);
  const [none, setNone] = useState(false);
  const [state, setState] = useState<State | null>(null);
  const [answers, setAnswers] = useState<ReadonlyMap<string, Tried>>(new Map());
  const [chosen, setChosen] = useState('');
  const [who, setWho] = useState<'all' | 'oldest'>('all');
  const [wrong, setWrong] = useState('');
  const [again, setAgain] = useState(0);
  const [told, setTold] = useState('');
  const shown = useRef<Tried | null>(null);

  const load = async (): Promise<void> => {
    try {
      const answer = await get<{ network: Network | null }>('/board/network');
      setWrong('');
      setNone(answer.network === null);
      setNetwork(answer.network);
      if (answer.network) setState(readState(location.hash, answer.network.years, new Date(serverNow()).getFullYear()));
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return onSignedOut();
      setWrong(wrongWords(error));
    }
  };
  useEffect(() => { void load(); }, []);
  useEffect(() => {
    if (!network) return;
    const moved = (): void => setState(readState(location.hash, network.years, new Date(serverNow()).getFullYear()));
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, [network]);
  useEffect(() => {
    if (!state) return;
    history.replaceState({}, '', location.pathname + location.search + writeState(state));
    const missing = [...new Map(state.trials.map((one) => [keyOf(state.year, one), one])).entries()].filter(([key]) => !answers.has(key));
    if (missing.length === 0) { setWrong(''); return; }
    const stop = new AbortController();
    // While somebody drags or types, only where they come to rest is asked.
    const timer = setTimeout(() => {
      Promise.all(missing.map(async ([key, trial]) => [key, (await call<Tried>('POST', '/board/network/try', { body: { year: state.year, ...trial }, signal: stop.signal })).data] as const)).then(
        (fresh) => { if (stop.signal.aborted) return; setAnswers((old) => new Map([...[...old].slice(-40), ...fresh])); setWrong(''); },
        (error) => { if (stop.signal.aborted) return; if (error instanceof Refused && error.status === 401) onSignedOut(); else setWrong(wrongWords(error)); });
    }, 200);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [state, again]);

  const trial = state?.trials[state.at] ?? noTrial();
  const set = (next: Trial): void => { if (state) setState({ ...state, trials: state.trials.map((one, i) => (i === state.at ? next : one)) }); };
  const fresh = state ? answers.get(keyOf(state.year, trial)) ?? null : null;
  if (fresh) shown.current = fresh;
  // The last answer stays while the next is on its way: nothing jumps under the hand.
  const tried = fresh ?? shown.current;
  const changed = !isEmpty(trial);
  const all = state?.trials.map((one) => answers.get(keyOf(state.year, one))) ?? [];
  const titles = all.map((_, i) => t('network.trialN', { n: letter(i) }));
  const share = async (): Promise<void> => {
    try { await navigator.clipboard.writeText(location.href); setTold(t('network.copied')); } catch { setTold(t('network.copyYourself')); }
  };
  const points = network ? shownPoints(network, trial) : [];
  const rows = tried ? (who === 'oldest' ? tried.oldest : tried.groups.filter((g) => g.kind === 'area')) : [];
  return (
    <div class="lead forecast network">
      <div class="row head">
        <h1>{t('network.title')}</h1>
        <a class="noprint" href={`/${lang()}/lead/`}>{t('board.back')}</a>
        <a class="noprint" href={`/${lang()}/lead/plans/`}>{t('network.toPlans')}</a>
        <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
      </div>
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p><p class="after"><button type="button" onClick={() => (network ? setAgain(again + 1) : void load())}>{t('staff.retry')}</button></p></Note>}
      {!wrong && !none && !tried && <p role="status">{t('staff.loading')}</p>}
      {none && <p class="empty" data-part="none">{t('network.none')}</p>}
      {network && state && (
        <>
          <div class="trialbar noprint">
            <fieldset class="trials"><legend class="sr">{t('network.sides')}</legend>
              {state.trials.map((_, i) => <button key={i} type="button" class={i === state.at ? '' : 'q'} aria-pressed={i === state.at} data-trial={letter(i)} onClick={() => { setState({ ...state, at: i }); setChosen(''); }}>{titles[i]}</button>)}
              {state.trials.length < MOST_TRIALS && <button type="button" class="q" data-do="copy" onClick={() => setState({ ...state, at: state.trials.length, trials: [...state.trials, structuredClone(trial)] })}>{t('network.copyTrial')}</button>}
              {state.trials.length > 1 && <button type="button" class="link" data-do="drop" onClick={() => { const rest = state.trials.filter((_, i) => i !== state.at); setState({ ...state, trials: rest, at: Math.min(state.at, rest.length - 1) }); }}>{t('network.dropTrial', { n: letter(state.at) })}</button>}
              {changed && <button type="button" class="link" data-do="clear" onClick={() => { set(noTrial()); setChosen(''); }}>{t('network.clear')}</button>}
            </fieldset>
            <div class="field yearfield"><label for="year">{t('network.year', { year: String(state.year) })}</label><input type="range" id="year" min={network.years[0]} max={network.years[1]} step="1" value={state.year} onInput={(e) => setState({ ...state, year: Number(e.currentTarget.value) })} /></div>
            <button type="button" class="link" data-do="share" onClick={() => void share()}>{t('network.share')}</button><span class="s" role="status">{told}</span>
          </div>
          <h2 class="onlyprint">{t('network.trialYear', { n: letter(state.at), year: String(state.year) })}</h2>
          {tried && (
            <div class="card finding" aria-busy={fresh === null}>
              {changed
                ? <><p class="s" data-part="changes">{changesOf(network, trial).join('; ')}</p><div role="status" data-part="sentence">{sentences(network, tried).map((s) => <p key={s}>{s}</p>)}</div></>
                : <p data-part="standing">{t('network.standing', { year: String(state.year) })}</p>}
            </div>
          )}
          <div class="netgrid">
            <div class="card mapcard">
              <div class="row"><h2>{t('network.map')}</h2><label class="noprint">{t('network.whose')} <select id="who" value={who} onChange={(e) => setWho(e.currentTarget.value as 'all' | 'oldest')}><option value="all">{t('network.everybody')}</option><option value="oldest">{network.ages.at(-1)?.name}</option></select></label></div>
              {tried && <NetworkMap network={network} rows={rows} points={points} chosen={chosen} changed={changed} onChoose={setChosen} onMove={(code, east, north) => set(changePoint(network, trial, code, { east, north }))} />}
              <MapKey changed={changed} />
              <p class="s noprint">{t('network.mapHint')}</p>
            </div>
            <div class="netside">
              <PointForm points={points} services={network.services} chosen={chosen} onChoose={setChosen} onChange={(c) => set(changePoint(network, trial, chosen, c))}
                onServices={(services) => set({ ...trial, added: trial.added.map((a) => (a.code === chosen ? { ...a, services } : a)) })}
                onTakeBack={() => { const own = trial.added.some((a) => a.code === chosen); set(takeBack(trial, chosen)); if (own) setChosen(''); }}
                onAdd={(mobile) => { const made = addPoint(network, trial, mobile); set(made.trial); setChosen(made.code); }} />
              <section class="card noprint" aria-labelledby="digital-title">
                <h2 id="digital-title">{t('network.digital')}</h2>
                <p class="s">{t('network.digitalHint')}</p>
                <div class="fourfields">{network.ages.map((a) => <NumberField key={a.code} id={`digital-${a.code}`} label={a.name} value={trial.digital.find((d) => d.age === a.code)?.points ?? 0} min={-100} max={100} step={5} onValue={(n) => set(setDigital(trial, a.code, n))} />)}</div>
              </section>
            </div>
          </div>
          {tried && <AreaTable network={network} rows={rows} changed={changed} />}
          {tried && <GroupTable network={network} tried={tried} changed={changed} />}
          {all.length > 1 && all.every((one) => one !== undefined) && <Alternatives all={all} titles={titles} />}
          {tried && <PointTable points={points} tried={tried} changed={changed} />}
          <SiteHelper network={network} state={state} points={points} onSignedOut={onSignedOut} />
          <p class="s">{t('network.limits')}</p>
          <dl class="facts s sources">{([['network.sourceNetwork', network.source], ['network.sourceResidents', network.residentsSource], ['network.sourceTravel', network.travelSource]] as const).map(([key, source]) => <><dt>{t(key)}</dt><dd>{source}</dd></>)}</dl>
        </>
      )}
    </div>
  );
}
