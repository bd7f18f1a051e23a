import type { ResidentStep } from '../../api/types';
import { Choices } from '../../design/Fields';
import { code, t } from '../../i18n';

/** Parts of the day in minutes of the Finnish clock. */
const PARTS: Record<string, [number, number]> = { any: [0, 1440], early: [0, 600], morning: [0, 720], afternoon: [720, 1440], late: [900, 1440] };
const partOf = (from: number, until: number): string => Object.keys(PARTS).find((p) => PARTS[p]?.[0] === from && PARTS[p]?.[1] === until) ?? 'any';

/** To be told when an earlier time is given back: which part of the day would do. Null takes the wish back. */
export function AskEarlier({ step, busy, onAsk }: { step: ResidentStep; busy: boolean; onAsk: (body: Record<string, unknown> | null) => void }) {
  const e = step.earlier;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const part = PARTS[String(new FormData(event.currentTarget as HTMLFormElement).get('part'))] ?? PARTS.any;
    if (!busy) onAsk({ fromMinute: part?.[0], untilMinute: part?.[1] });
  };
  return (
    <details class="card" data-do="earlier" open={Boolean(e)}>
      <summary>{t(step.state === 'booked' ? 'earlier.title' : 'earlier.titleNone')}</summary>
      <form noValidate onSubmit={submit} class="after">
        <p>{t(e ? 'earlier.on' : step.state === 'booked' ? 'earlier.why' : 'earlier.whyNone')}</p>
        <Choices name="part" label={t('earlier.part')} value={e ? partOf(e.fromMinute, e.untilMinute) : 'any'} options={Object.keys(PARTS).map((p) => ({ value: p, label: code('earlierPart', p) }))} />
        <p class="row"><button type="submit" class="q" aria-disabled={busy}>{t(e ? 'earlier.change' : 'earlier.ask')}</button>
          {e && <button type="button" class="link" data-do="stop-earlier" aria-disabled={busy} onClick={() => { if (!busy) onAsk(null); }}>{t('earlier.stop')}</button>}</p>
      </form>
    </details>
  );
}
