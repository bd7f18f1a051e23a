import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, type Link, listen, problemWords, Refused } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import { Note } from '../../design/parts';
import { lang, num, t } from '../../i18n';
import { clock, dayInWords, dayOf, shortDay } from '../../i18n/time';
import { type Forecast, type ForecastBoard as Board, high80, low80, rounded, type Run } from './forecast';
import { Came } from './ForecastRecord';
import { Alarms, RowCard, TrustNote } from './ForecastView';

const when = (instant: string): string => t('forecast.when', { day: shortDay(dayOf(instant), dayOf(serverNow())), clock: clock(instant) });

/** What became of the last attempt, and of what day the forecast is, when that is not as it should be. */
function Standing({ board }: { board: Board }) {
  const { run, forecast } = board;
  const failed = run.state === 'failed' && run.ended !== null;
  return (
    <>
      {run.state === 'running' && <Note role="status"><p>{t('forecast.running')}</p></Note>}
      {failed && <Note tone="soon" role="status"><p data-part="failed">{forecast && <>{t('forecast.isFrom', { day: dayInWords(dayOf(forecast.made), dayOf(serverNow())) })} </>}{t(run.by === 'night' ? 'forecast.nightFailed' : 'forecast.askedFailed', { when: when(run.ended ?? ''), why: run.why ?? '' })}</p></Note>}
      {!failed && forecast?.stale && <Note tone="soon"><p>{t('forecast.stale', { day: dayInWords(dayOf(forecast.made), dayOf(serverNow())) })}</p></Note>}
      {board.skipped.map((s) => <Note key={s.file} tone="soon"><p data-part="skipped">{s.why}</p></Note>)}
    </>
  );
}
function Ask({ run, mayRun, onAsked }: { run: Run; mayRun: boolean; onAsked: () => void }) {
  const [wrong, setWrong] = useState('');
  const busy = run.state === 'running';
  const ask = async (): Promise<void> => {
    if (busy) return;
    setWrong('');
    try {
      await call('POST', '/board/forecast/runs');
    } catch (error) {
      setWrong(error instanceof Refused && error.problem ? problemWords(error.problem) : t('staff.unreachable'));
    }
    onAsked();
  };
  if (!mayRun) return <p class="s noprint">{t('forecast.off')}</p>;
  return (
    <div class="noprint">
      <p><button type="button" class="q" data-do="forecast" aria-disabled={busy} onClick={() => void ask()}>{t(busy ? 'forecast.runningShort' : 'forecast.run')}</button></p>
      {wrong && <Note tone="late" role="alert">{wrong}</Note>}
    </div>
  );
}
function Rows({ forecast, team, onTeam }: { forecast: Forecast; team: string; onTeam: (team: string) => void }) {
  return (
    <section aria-labelledby="rows-title">
      <div class="row head">
        <h2 id="rows-title">{t('forecast.rows')}</h2>
        <label class="noprint">{t('forecast.team')} <select id="team" value={team} onChange={(event) => onTeam(event.currentTarget.value)}>
          <option value="">{t('forecast.allTeams')}</option>
          {forecast.teams.map((one) => <option key={one.team} value={one.team}>{one.teamName}</option>)}
        </select></label>
      </div>
      <p class="s">{t('forecast.rowsHint', { futures: forecast.futures })}</p>
      <p class="legend s" aria-hidden="true"><span class="key was" /> {t('forecast.keyWas')} <span class="key mean" /> {t('forecast.expected')} <span class="key b50" /> 50 % <span class="key b80" /> 80 % <span class="key b95" /> 95 %</p>
      {forecast.rows.length === 0 ? <p class="empty">{t('forecast.noRows')}</p> : <div class="fans">{forecast.rows.map((r) => <RowCard key={`${r.rule} ${r.team} ${r.service}`} row={r} forecast={forecast} />)}</div>}
      <p class="s">{forecast.moreRows > 0 && <>{t('forecast.moreRows', { n: forecast.moreRows })} </>}{forecast.quietRows > 0 && t('forecast.quietRows', { n: forecast.quietRows })}</p>
    </section>
  );
}

export function ForecastBoard({ onSignedOut }: { onSignedOut: () => void }) {
  const [board, setBoard] = useState<Board | null>(null);
  const [wrong, setWrong] = useState('');
  const [forbidden, setForbidden] = useState(false);
  const [link, setLink] = useState<Link>('open');
  const [team, setTeam] = useState(() => new URLSearchParams(location.search).get('team') ?? '');
  const asked = useRef(team);
  // Only the answer to the last question is shown: a slow one for another team must not come on top of it.
  const turn = useRef(0);

  const load = async (): Promise<void> => {
    const mine = (turn.current += 1);
    try {
      const fresh = await get<Board>(`/board/forecast${asked.current ? `?team=${encodeURIComponent(asked.current)}` : ''}`);
      if (mine !== turn.current) return;
      setBoard(fresh);
      setWrong('');
    } catch (error) {
      if (mine !== turn.current) return;
      if (error instanceof Refused && error.status === 401) return onSignedOut();
      // A team that is no more, in an old address.
      if (error instanceof Refused && error.status === 422 && asked.current) return choose('');
      if (error instanceof Refused && error.status === 403) setForbidden(true);
      setWrong(error instanceof Refused ? (error.problem ? problemWords(error.problem) : t('staff.refused')) : t('staff.unreachable'));
    }
  };
  const choose = (to: string): void => {
    asked.current = to;
    setTeam(to);
    history.replaceState({}, '', location.pathname + (to ? `?team=${encodeURIComponent(to)}` : ''));
    void load();
  };
  useEffect(() => {
    void load();
    let lost = false;
    return listen('/events', { forecast: () => void load() }, (now) => {
      setLink(now);
      if (now === 'open' && lost) void load();
      lost = now === 'lost';
    });
  }, []);
  const forecast = board?.forecast ?? null;
  return (
    <div class="lead forecast">
      <div class="row head">
        <h1>{t('forecast.title')}</h1>
        {forecast && <p class="s">{t('forecast.asOf', { when: when(forecast.asOf) })}</p>}
        <a class="noprint" href={`/${lang()}/lead/`}>{t('board.back')}</a>
        <a class="noprint" href={`/${lang()}/lead/plans/`}>{t('forecast.toPlans')}</a>
        <button type="button" class="link noprint" onClick={() => print()}>{t('button.print')}</button>
      </div>
      {link === 'lost' && <Note tone="soon" role="status">{t('board.offline')}</Note>}
      {wrong && <Note tone="late" role="alert"><p>{wrong}</p>{!forbidden && <p class="after"><button type="button" onClick={() => void load()}>{t('staff.retry')}</button></p>}</Note>}
      {!board && !wrong && <p role="status">{t('staff.loading')}</p>}
      {board && (
        <>
          <Standing board={board} />
          {forecast ? <TrustNote record={board.record} /> : <p class="empty" data-part="none">{t('forecast.none')}</p>}
          {forecast && <Alarms forecast={forecast} />}
          {forecast && <p class="whole">{t('forecast.whole', { weeks: forecast.weeks, mean: num(rounded(forecast.all[0])), low: num(low80(forecast.all)), high: num(high80(forecast.all)) })}</p>}
          <Ask run={board.run} mayRun={board.mayRun} onAsked={() => void load()} />
          <Came record={board.record} />
          {forecast && <Rows forecast={forecast} team={team} onTeam={choose} />}
          <p class="s">{t('forecast.limits')}</p>
        </>
      )}
    </div>
  );
}
