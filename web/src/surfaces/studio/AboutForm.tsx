import { useState } from 'preact/hooks';
import { serverNow } from '../../api/serverClock';
import { ErrorSummary } from '../../design/ErrorSummary';
import { Choices, type Errors, TextField } from '../../design/Fields';
import { Dialog } from '../../design/parts';
import { AUTONYMS, LANGS, t } from '../../i18n';
import { dayField, dayOf, parseDay } from '../../i18n/time';
import type { About, Names, Source } from './bundle';

const names = (form: FormData, prefix: string): Names => Object.fromEntries(LANGS.map((l) => [l, String(form.get(`${prefix}-${l}`) ?? '').trim()])) as Names;

/** Names in three languages, validity and sources; a source is removed by emptying its code. */
export function AboutForm({ about, onClose, onDone }: { about: About; onClose: () => void; onDone: (about: About) => void }) {
  const [errors, setErrors] = useState<Errors>({});
  const [rows, setRows] = useState<number[]>(about.sources.map((_, i) => i));
  const source = (i: number): Source | undefined => about.sources[i];
  const submit = (form: FormData): void => {
    const found: Errors = {};
    const today = dayOf(serverNow());
    const name = names(form, 'name');
    for (const l of LANGS) if (!name[l]) found[`name-${l}`] = t('studio.nameMissing');
    const from = parseDay(String(form.get('valid_from') ?? ''), today);
    const untilText = String(form.get('valid_until') ?? '').trim();
    const until = untilText ? parseDay(untilText, today) : undefined;
    if (!from) found.valid_from = t('studio.notDay');
    if (until === null || (until && from && until < from)) found.valid_until = t('studio.notDay');
    const sources: Source[] = [];
    for (const i of rows) {
      const code = String(form.get(`source-${i}-code`) ?? '').trim();
      if (!/^[a-z0-9-]{1,62}$/.test(code)) found[`source-${i}-code`] = t('studio.notCode');
      if (sources.some((s) => s.code === code)) found[`source-${i}-code`] = t('studio.nameTaken');
      const called = names(form, `source-${i}-name`);
      for (const l of LANGS) if (!called[l]) found[`source-${i}-name-${l}`] = t('studio.nameMissing');
      const address = String(form.get(`source-${i}-address`) ?? '').trim();
      if (address && !/^https:\/\/\S+$/.test(address)) found[`source-${i}-address`] = t('studio.notAddress');
      sources.push({ code, name: called, ...(address ? { address } : {}), ...(form.get(`source-${i}-unverified`) ? { unverified: true } : {}) });
    }
    const perNight = Number(String(form.get('per_night') ?? '0').trim());
    if (about.kind === 'group' && !(Number.isInteger(perNight) && perNight > 0)) found.per_night = t('studio.notNumber');
    setErrors(found);
    if (Object.keys(found).length > 0 || !from) return;
    const { valid_until: _, ...rest } = about;
    onDone({ ...rest, name, valid_from: from, ...(until ? { valid_until: until } : {}), sources, ...(about.kind === 'group' ? { team: String(form.get('team') ?? '').trim(), per_night: perNight } : {}) });
  };
  const free = (): void => setRows((r) => [...r, Math.max(-1, ...r, about.sources.length - 1) + 1]);
  return (
    <Dialog wide title={t('studio.aboutTitle')} onClose={onClose} onSubmit={submit} foot={<button type="submit">{t('studio.caseDone')}</button>}>
      <ErrorSummary errors={errors} />
      <fieldset class="field"><legend>{t('studio.name')}</legend><div class="fieldgrid">{LANGS.map((l) => <TextField key={l} name={`name-${l}`} label={AUTONYMS[l]} value={about.name[l]} maxLength={200} error={errors[`name-${l}`]} />)}</div></fieldset>
      <div class="fieldgrid">
        <TextField name="valid_from" label={t('studio.validFrom')} hint={t('studio.dayHint')} value={dayField(about.valid_from)} maxLength={10} class="short" error={errors.valid_from} />
        <TextField name="valid_until" label={t('studio.validUntil')} hint={t('studio.untilHint')} optional value={about.valid_until ? dayField(about.valid_until) : ''} maxLength={10} class="short" error={errors.valid_until} />
        {about.kind === 'group' && <TextField name="team" label={t('studio.team')} hint={t('studio.teamHint')} optional value={about.team} maxLength={62} error={errors.team} />}
        {about.kind === 'group' && <TextField name="per_night" label={t('studio.perNight')} inputMode="numeric" value={String(about.per_night ?? '')} maxLength={4} class="short" error={errors.per_night} />}
      </div>
      <h3 class="formhead">{t('studio.sources')}</h3>
      {rows.map((i, n) => (
        <fieldset class="field sourcefield" key={i}>
          <legend>{t('studio.sourceNth', { n: n + 1 })}</legend>
          <div class="fieldgrid">
            <TextField name={`source-${i}-code`} label={t('studio.sourceCode')} hint={t('studio.sourceCodeHint')} value={source(i)?.code} maxLength={62} error={errors[`source-${i}-code`]} />
            {LANGS.map((l) => <TextField key={l} name={`source-${i}-name-${l}`} label={t('studio.nameIn', { language: AUTONYMS[l] })} value={source(i)?.name[l]} maxLength={300} error={errors[`source-${i}-name-${l}`]} />)}
            <TextField name={`source-${i}-address`} label={t('studio.address')} hint={t('studio.addressHint')} optional value={source(i)?.address} maxLength={500} ltr error={errors[`source-${i}-address`]} />
          </div>
          <Choices name={`source-${i}-unverified`} type="checkbox" label={t('studio.checked')} class="sronly-legend" value={source(i)?.unverified ? ['yes'] : []} options={[{ value: 'yes', label: t('studio.unverified') }]} />
          <button type="button" class="link" onClick={() => setRows((r) => r.filter((x) => x !== i))}>{t('studio.dropSource')}<span class="sr"> {n + 1}</span></button>
        </fieldset>
      ))}
      <p class="after"><button type="button" class="q" data-do="add-source" onClick={free}>{t('studio.addSource')}</button></p>
    </Dialog>
  );
}
