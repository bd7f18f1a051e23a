import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../i18n';
import { km, type Named, type Shown } from './network';

/** A number field that says nothing until what is written is a number. */
export function NumberField({ id, label, value, min, max, step, onValue }: { id: string; label: string; value: number; min: number; max: number; step: number; onValue: (value: number) => void }) {
  const [text, setText] = useState(km(value));
  const [bad, setBad] = useState(false);
  useEffect(() => { setText(km(value)); setBad(false); }, [value]);
  const read = (written: string): void => {
    setText(written);
    const n = Number(written.trim().replace(',', '.').replace('\u2212', '-'));
    const fits = written.trim() !== '' && Number.isFinite(n) && n >= min && n <= max;
    setBad(!fits);
    if (fits) onValue(n);
  };
  const stepped = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0;
    if (by === 0) return;
    event.preventDefault();
    onValue(Math.min(Math.max(Math.round((value + by) * 100) / 100, min), max));
  };
  return (
    <div class={`field${bad ? ' bad' : ''}`}>
      <label for={id}>{label}</label>
      <input type="text" inputMode="decimal" class="short" id={id} value={text} aria-invalid={bad} aria-describedby={bad ? `${id}-error` : undefined} onInput={(e) => read(e.currentTarget.value)} onKeyDown={stepped} />
      {bad && <span class="error" id={`${id}-error`}>{t('network.between', { min: km(min), max: km(max) })}</span>}
    </div>
  );
}

/** The chosen point: open or not, where, when. */
export function PointForm({ points, services, chosen, onChoose, onChange, onServices, onTakeBack, onAdd }: {
  points: Shown[]; services: Named[]; chosen: string; onChoose: (code: string) => void; onChange: (change: { open?: boolean; east?: number; north?: number; days?: number; hours?: number }) => void;
  onServices: (services: string[]) => void; onTakeBack: () => void; onAdd: (mobile: boolean) => void;
}) {
  const point = points.find((p) => p.code === chosen);
  return (
    <section class="card pointform noprint" aria-labelledby="point-title">
      <h2 id="point-title">{t('network.point')}</h2>
      <div class="field">
        <label for="point">{t('network.choosePoint')}</label>
        <select id="point" value={chosen} onChange={(e) => onChoose(e.currentTarget.value)}>
          <option value="">{t('network.noPoint')}</option>
          {points.map((p) => <option key={p.code} value={p.code}>{p.open ? p.name : t('network.shutName', { name: p.name })}</option>)}
        </select>
      </div>
      {point && (
        <>
          {point.standing
            ? <div class="choice"><input type="checkbox" id="open" checked={point.open} onChange={(e) => onChange({ open: e.currentTarget.checked })} /><label for="open">{t('network.open')}</label></div>
            : (
              <fieldset class="services"><legend>{t('network.services')}</legend>
                {services.map((s) => {
                  const on = point.services.includes(s.code);
                  return <div key={s.code} class="choice"><input type="checkbox" id={`service-${s.code}`} checked={on} disabled={on && point.services.length === 1} onChange={(e) => onServices(services.map((one) => one.code).filter((c) => (c === s.code ? e.currentTarget.checked : point.services.includes(c))))} /><label for={`service-${s.code}`}>{s.name}</label></div>;
                })}
              </fieldset>
            )}
          {point.standing && <p class="s">{services.filter((s) => point.services.includes(s.code)).map((s) => s.name).join(', ')}</p>}
          <div class="fourfields">
            <NumberField id="days" label={t('network.days')} value={point.days} min={0.5} max={5} step={0.5} onValue={(days) => onChange({ days })} />
            <NumberField id="hours" label={t('network.hours')} value={point.hours} min={0.5} max={24} step={0.5} onValue={(hours) => onChange({ hours })} />
            <NumberField id="east" label={t('network.east')} value={point.east} min={-100} max={100} step={0.5} onValue={(east) => onChange({ east })} />
            <NumberField id="north" label={t('network.north')} value={point.north} min={-100} max={100} step={0.5} onValue={(north) => onChange({ north })} />
          </div>
          {point.changed && <p><button type="button" class="link" data-do="take-back" onClick={onTakeBack}>{t(point.standing ? 'network.takeBack' : 'network.remove')}</button></p>}
        </>
      )}
      <p class="row"><button type="button" class="q" data-do="add-fixed" onClick={() => onAdd(false)}>{t('network.addFixed')}</button><button type="button" class="q" data-do="add-mobile" onClick={() => onAdd(true)}>{t('network.addMobile')}</button></p>
    </section>
  );
}
