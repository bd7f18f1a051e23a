import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import type { Errors } from './Fields';

/** First in main; takes focus each time the errors change; each link goes to its field. `labels` name the fields where the messages do not. */
export function ErrorSummary({ errors, title, labels }: { errors: Errors; title?: string; labels?: Record<string, string> }) {
  const box = useRef<HTMLDivElement>(null);
  const fields = Object.keys(errors);
  // Before anything is painted: whoever types on at once types where the focus is going, not where it was.
  useLayoutEffect(() => { if (fields.length > 0) box.current?.focus(); }, [errors]);
  if (fields.length === 0) return null;
  return (
    <div class="summary" role="alert" tabIndex={-1} ref={box} aria-labelledby="summary-title">
      <h2 id="summary-title">{title ?? t('form.problem')}</h2>
      <ul>
        {fields.map((field) => (
          <li key={field}>
            <a href={`#${field}`} onClick={(event) => {
              const input = document.getElementById(field);
              if (!input) return;
              event.preventDefault();
              input.scrollIntoView({ block: 'center' });
              input.focus();
            }}>{labels?.[field] && `${labels[field]}${labels[field].endsWith('?') ? '' : ':'} `}{errors[field]}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
export function titled(text: string, errors: Errors = {}): string {
  return `${Object.keys(errors).length > 0 ? `${t('form.errorTitle')} ` : ''}${text} – Vuoro`;
}
