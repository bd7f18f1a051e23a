import { useEffect, useState } from 'preact/hooks';
import { get } from '../../api/client';
import { serverNow } from '../../api/serverClock';
import type { StepView, TeamItem } from '../../api/types';
import { t } from '../../i18n';
import { stamp } from '../../i18n/time';

const HOURS = Array.from({ length: 17 }, (_, i) => 360 + i * 60);
const MOST_TEAMS = 3;
const hour = (minutes: number): string => `${minutes / 60}.00`;

/** The waiting list for an earlier time: on it, with which wishes, or off it. */
export function EarlierList({ step, onSend }: { step: StepView; onSend: (action: string, body: Record<string, unknown>) => void }) {
  const e = step.earlier;
  const [teams, setTeams] = useState<TeamItem[]>([]);
  const [also, setAlso] = useState<string[]>([]);
  const [from, setFrom] = useState(e?.fromMinute ?? 0);
  const [until, setUntil] = useState(e?.untilMinute ?? 1440);
  useEffect(() => { get<TeamItem[]>('/teams').then((all) => { setTeams(all); setAlso(all.filter((x) => e?.teams.includes(x.name)).map((x) => x.code)); }, () => undefined); }, []);
  return (
    <details class="s timefacts" data-do="earlier" open={Boolean(e)}>
      <summary>{e ? t('times.earlierOn', { since: stamp(e.since, serverNow()) }) : t('times.earlier')}</summary>
      <p>{t('times.earlierWhy')}</p>
      <div class="row timefilters">
        <label>{t('times.earlierFrom')} <select value={from} onChange={(x) => setFrom(Number(x.currentTarget.value))}>{[0, ...HOURS].map((h) => <option key={h} value={h}>{h === 0 ? '–' : hour(h)}</option>)}</select></label>
        <label>{t('times.earlierUntil')} <select value={until} onChange={(x) => setUntil(Number(x.currentTarget.value))}>{[...HOURS.filter((h) => h > from), 1440].map((h) => <option key={h} value={h}>{h === 1440 ? '–' : hour(h)}</option>)}</select></label>
      </div>
      <details><summary>{t('times.earlierTeams')}{also.length > 0 && `: ${also.length}`}</summary>
        {teams.filter((x) => x.name !== step.team).map((x) => <label class="choice" key={x.code}><input type="checkbox" checked={also.includes(x.code)} disabled={!also.includes(x.code) && also.length >= MOST_TEAMS} onChange={(c) => setAlso(c.currentTarget.checked ? [...also, x.code] : also.filter((y) => y !== x.code))} /> <span>{x.name}</span></label>)}
      </details>
      <p class="row after">
        <button type="button" class="q" onClick={() => onSend('ask-earlier', { step: step.id, fromMinute: from, untilMinute: until, teams: also })}>{t(e ? 'times.earlierChange' : 'times.earlierAsk')}</button>
        {e && <button type="button" class="link" onClick={() => onSend('stop-earlier', { step: step.id })}>{t('times.earlierStop')}</button>}
      </p>
    </details>
  );
}
