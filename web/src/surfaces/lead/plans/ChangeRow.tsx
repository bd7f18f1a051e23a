import type { Errors } from '../../../design/Fields';
import { t } from '../../../i18n';
import { dayField, parseDay } from '../../../i18n/time';
import type { Change, Kind, Place, Unit } from './plans';

/** A change as it is being written: numbers and days as typed. */
export interface Draft { key: number; kind: Kind; team: string; service: string; amount: string; unit: Unit; from: string; until: string; euros: string; per: 'visit' | 'month' }
let keys = 0;
const KINDS: readonly Kind[] = ['capacity', 'desk', 'demand', 'digital'];
const UNITS: Record<Kind, Unit[]> = { capacity: ['visits_a_week', 'percent'], desk: ['percent', 'hours_a_day'], demand: ['percent'], digital: ['percent'] };

export function freshDraft(places: Place[], team: string, service: string): Draft {
  const place = places.find((p) => p.team === team) ?? places[0];
  const given = place?.services.find((s) => s.service === service)?.service;
  const kind: Kind = team && !given ? 'desk' : 'capacity';
  return { key: (keys += 1), kind, team: place?.team ?? '', service: kind === 'capacity' ? given ?? place?.services[0]?.service ?? '' : '', amount: '', unit: UNITS[kind][0] ?? 'percent', from: '', until: '', euros: '', per: kind === 'capacity' ? 'visit' : 'month' };
}
const typed = (n: number): string => String(n).replace('.', t('plans.point'));
export const draftOf = (c: Change): Draft => ({ key: (keys += 1), kind: c.kind, team: c.team ?? '', service: c.service ?? '', amount: typed(c.amount), unit: c.unit, from: c.from ? dayField(c.from) : '', until: c.until ? dayField(c.until) : '', euros: c.cost ? typed(c.cost.euros) : '', per: c.cost?.per ?? (c.kind === 'capacity' ? 'visit' : 'month') });
/** "+40", "−5", "1 200,5" as a number; what is none goes as it was typed, and the server names the field. */
export function readNumber(text: string): number | string | null {
  const plain = text.replace(/[\s\u00a0+]/g, '').replace('−', '-').replace(',', '.');
  if (plain === '') return null;
  return Number.isFinite(Number(plain)) ? Number(plain) : text;
}
export const toChange = (d: Draft, today: string) => ({
  kind: d.kind, team: d.team || null, service: d.kind === 'capacity' ? d.service || null : null, amount: readNumber(d.amount), unit: d.unit,
  from: d.from.trim() ? parseDay(d.from, today) : null, until: d.until.trim() ? parseDay(d.until, today) : null, cost: d.euros.trim() ? { euros: readNumber(d.euros), per: d.per } : null,
});

export function ChangeRow({ nth, draft, places, errors, onSet, onRemove }: { nth: number; draft: Draft; places: Place[]; errors: Errors; onSet: (more: Partial<Draft>) => void; onRemove: (() => void) | null }) {
  const services = places.find((p) => p.team === draft.team)?.services ?? [];
  const id = (field: string): string => `changes.${nth}.${field}`;
  const bad = (field: string) => ({ id: id(field), 'aria-invalid': errors[id(field)] ? ('true' as const) : undefined, 'aria-describedby': errors[id(field)] ? `${id(field)}-error` : undefined });
  const error = (field: string) => errors[id(field)] && <span class="error" id={`${id(field)}-error`}><span class="sr">{t('form.error')} </span>{errors[id(field)]}</span>;
  const setKind = (kind: Kind): void => onSet({ kind, unit: UNITS[kind][0], per: kind === 'capacity' ? 'visit' : 'month', service: kind === 'capacity' ? services[0]?.service ?? '' : '', team: draft.team || (kind === 'demand' ? '' : places[0]?.team ?? '') });
  const setTeam = (team: string): void => onSet({ team, service: draft.kind === 'capacity' ? places.find((p) => p.team === team)?.services[0]?.service ?? '' : '' });
  return (
    <li class="card changerow">
      <fieldset class="field">
        <legend>{t('plans.changeN', { n: nth + 1 })}</legend>
        <div class="changegrid">
          <div class="field wide2"><label for={id('kind')}>{t('plans.kind')}</label><select {...bad('kind')} value={draft.kind} onChange={(e) => setKind(e.currentTarget.value as Kind)}>{KINDS.map((k) => <option key={k} value={k}>{t(k === 'capacity' ? 'plans.kindCapacity' : k === 'desk' ? 'plans.kindDesk' : k === 'demand' ? 'plans.kindDemand' : 'plans.kindDigital')}</option>)}</select></div>
          <div class="field"><label for={id('team')}>{t('plans.team')}</label><select {...bad('team')} value={draft.team} onChange={(e) => setTeam(e.currentTarget.value)}>{draft.kind === 'demand' && <option value="">{t('plans.everyTeam')}</option>}{places.map((p) => <option key={p.team} value={p.team}>{p.teamName}</option>)}</select>{error('team')}</div>
          {draft.kind === 'capacity' && <div class="field"><label for={id('service')}>{t('plans.service')}</label><select {...bad('service')} value={draft.service} onChange={(e) => onSet({ service: e.currentTarget.value })}>{services.length === 0 && <option value="">{t('plans.noService')}</option>}{services.map((s) => <option key={s.service} value={s.service}>{s.serviceName}</option>)}</select>{error('service')}</div>}
          <div class="field"><label for={id('amount')}>{t('plans.amount')}</label>
            <span class="pair2"><input type="text" class="short" inputMode="text" {...bad('amount')} value={draft.amount} placeholder={draft.kind === 'capacity' ? '+40' : '+10'} onInput={(e) => onSet({ amount: e.currentTarget.value })} />
              <select id={`${id('amount')}-unit`} aria-label={t('plans.unit')} value={draft.unit} onChange={(e) => onSet({ unit: e.currentTarget.value as Unit })}>{UNITS[draft.kind].map((u) => <option key={u} value={u}>{t(u === 'visits_a_week' ? 'plans.unitVisits' : u === 'hours_a_day' ? 'plans.unitHours' : 'plans.unitPercent')}</option>)}</select></span>{error('amount')}</div>
          <div class="field"><label for={id('from')}>{t('plans.fromDay')} <span class="optional">({t('form.optional')})</span></label><input type="text" class="short" {...bad('from')} value={draft.from} onInput={(e) => onSet({ from: e.currentTarget.value })} />{error('from')}</div>
          <div class="field"><label for={id('until')}>{t('plans.untilDay')} <span class="optional">({t('form.optional')})</span></label><input type="text" class="short" {...bad('until')} value={draft.until} onInput={(e) => onSet({ until: e.currentTarget.value })} />{error('until')}</div>
          <div class="field"><label for={id('cost.euros')}>{t('plans.cost')} <span class="optional">({t('form.optional')})</span></label>
            <span class="pair2"><input type="text" class="short" {...bad('cost.euros')} value={draft.euros} onInput={(e) => onSet({ euros: e.currentTarget.value })} />
              <select id={id('cost.per')} aria-label={t('plans.costPer')} value={draft.per} onChange={(e) => onSet({ per: e.currentTarget.value as 'visit' | 'month' })}>{draft.kind === 'capacity' && <option value="visit">{t('plans.perVisit')}</option>}<option value="month">{t('plans.perMonth')}</option></select></span>{error('cost.euros')}{error('cost.per')}</div>
        </div>
        {onRemove && <p><button type="button" class="link" onClick={onRemove}>{t('plans.removeChange')}<span class="sr"> {t('plans.changeN', { n: nth + 1 })}</span></button></p>}
      </fieldset>
    </li>
  );
}
