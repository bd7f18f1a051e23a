import type { ComponentChildren } from 'preact';
import { t } from '../i18n';

export type Errors = Record<string, string>;
interface Frame { name: string; label: string; hint?: string; error?: string; optional?: boolean }

const described = (f: Frame): string | undefined =>
  [f.hint && `${f.name}-hint`, f.error && `${f.name}-error`].filter(Boolean).join(' ') || undefined;
const Optional = ({ on }: { on?: boolean }) => (on ? <span class="optional"> ({t('form.optional')})</span> : null);
const Notes = ({ name, hint, error }: Frame) => (
  <>
    {hint && <div class="hint" id={`${name}-hint`}>{hint}</div>}
    {error && <span class="error" id={`${name}-error`}><span class="sr">{t('form.error')} </span>{error}</span>}
  </>
);

export function TextField(p: Frame & { value?: string; type?: string; class?: string; inputMode?: 'numeric' | 'tel' | 'email'; autocomplete?: string; ltr?: boolean; maxLength?: number }) {
  return (
    <div class={`field${p.error ? ' bad' : ''}`}>
      <label for={p.name}>{p.label}<Optional on={p.optional} /></label>
      <Notes {...p} />
      <input id={p.name} name={p.name} type={p.type ?? 'text'} defaultValue={p.value} class={p.class} inputMode={p.inputMode} autocomplete={p.autocomplete} maxLength={p.maxLength}
        dir={p.ltr ? 'ltr' : 'auto'} aria-describedby={described(p)} aria-invalid={p.error ? 'true' : undefined} />
    </div>
  );
}
export function TextArea(p: Frame & { value?: string; rows?: number; maxLength?: number }) {
  return (
    <div class={`field${p.error ? ' bad' : ''}`}>
      <label for={p.name}>{p.label}<Optional on={p.optional} /></label>
      <Notes {...p} />
      <textarea id={p.name} name={p.name} dir="auto" rows={p.rows ?? 6} maxLength={p.maxLength} defaultValue={p.value}
        aria-describedby={described(p)} aria-invalid={p.error ? 'true' : undefined} />
    </div>
  );
}
/** `group`: the heading under which the option stands; options of one group follow each other. */
export interface Option { value: string; label: ComponentChildren; reveal?: ComponentChildren; lang?: string; group?: string }
export function Choices(p: Frame & { type?: 'radio' | 'checkbox'; options: Option[]; value?: string | string[]; columns?: boolean; class?: string }) {
  const chosen = Array.isArray(p.value) ? p.value : p.value === undefined ? [] : [p.value];
  const first = p.options[0]?.value;
  const groups = [...new Set(p.options.map((o) => o.group))];
  const option = (o: Option) => (
    <div class="opt" key={o.value}>
      <label class="choice">
        <input id={o.value === first ? p.name : `${p.name}-${o.value}`} type={p.type ?? 'radio'} name={p.name} value={o.value} defaultChecked={chosen.includes(o.value)} />
        <span lang={o.lang}>{o.label}</span>
      </label>
      {o.reveal && <div class="reveal">{o.reveal}</div>}
    </div>
  );
  return (
    <fieldset class={`field ${p.class ?? ''}${p.error ? ' bad' : ''}`} aria-describedby={described(p)} onKeyDown={p.type === 'checkbox' ? stepBoxes : undefined}>
      <legend>{p.label}<Optional on={p.optional} /></legend>
      <Notes {...p} />
      {groups.length < 2 ? <div class={!p.columns ? undefined : p.options.length > 4 ? 'two' : 'two few'}>{p.options.map(option)}</div> : (
        <div class={groups.length > 2 ? 'groups-beside' : ''}>
          {groups.map((g, i) => (
            <div class="group" role="group" key={g} aria-labelledby={`${p.name}-group-${i}`}>
              <p class="grouphead" id={`${p.name}-group-${i}`}>{g}</p>
              <div class={p.columns && groups.length < 3 ? 'two' : undefined}>{p.options.filter((o) => o.group === g).map(option)}</div>
            </div>
          ))}
        </div>
      )}
    </fieldset>
  );
}
/** Arrow keys go from box to box, as they do among radio buttons; Tab still stops at each. */
function stepBoxes(event: KeyboardEvent): void {
  const by = ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 } as Record<string, number>)[event.key];
  const boxes = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const at = boxes.indexOf(event.target as HTMLInputElement);
  if (by === undefined || at < 0) return;
  event.preventDefault();
  boxes[(at + by + boxes.length) % boxes.length]?.focus();
}
export function Select(p: Frame & { options: Option[]; value?: string; empty?: string }) {
  return (
    <div class={`field${p.error ? ' bad' : ''}`}>
      <label for={p.name}>{p.label}<Optional on={p.optional} /></label>
      <Notes {...p} />
      <select id={p.name} name={p.name} aria-describedby={described(p)} aria-invalid={p.error ? 'true' : undefined}>
        {p.empty !== undefined && <option value="">{p.empty}</option>}
        {p.options.map((o) => <option key={o.value} value={o.value} lang={o.lang} selected={o.value === p.value}>{o.label}</option>)}
      </select>
    </div>
  );
}
