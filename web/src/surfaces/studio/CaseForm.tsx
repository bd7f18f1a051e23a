import { useState } from 'preact/hooks';
import { ErrorSummary } from '../../design/ErrorSummary';
import { type Errors, Select, TextField } from '../../design/Fields';
import { Dialog } from '../../design/parts';
import { t } from '../../i18n';
import type { About, Case, Output, Vocabulary } from './bundle';
import type { Column } from './editor/model';
import { InputField, inOrder } from './InputField';
import { readGiven } from './readForm';
import { outputName, wordOf } from './words';

export function CaseForm({ one, others, about, vocabulary, columns, onClose, onDone }: {
  one: Case | null; others: string[]; about: About; vocabulary: Vocabulary; columns: Column[]; onClose: () => void; onDone: (one: Case) => void;
}) {
  const [errors, setErrors] = useState<Errors>({});
  const asked = [...new Set([...columns.filter((c) => c.side === 'input').map((c) => c.name), ...Object.keys(one?.given ?? {})])];
  const { first, rest } = inOrder(vocabulary.inputs, asked);
  const outputs = columns.length > 0 ? vocabulary.outputs.filter((o) => columns.some((c) => c.side === 'output' && c.name === o.name) || one?.expect[o.name] !== undefined) : vocabulary.outputs;
  const wordsOf = (o: Output): string[] => [...new Set([...(o.name === 'source' && !o.words?.length ? about.sources.map((s) => s.code) : o.words ?? []), ...(one?.expect[o.name] ? [one.expect[o.name] ?? ''] : [])])];
  const submit = (form: FormData): void => {
    const read = readGiven(form, vocabulary.inputs, 'given', t('studio.notNumber'));
    const found: Errors = {};
    const name = String(form.get('case-name') ?? '').trim();
    if (!name) found['case-name'] = t('studio.nameMissing');
    else if (others.includes(name)) found['case-name'] = t('studio.nameTaken');
    Object.assign(found, read.errors);
    const expect = Object.fromEntries(outputs.map((o) => [o.name, String(form.get(`expect-${o.name}`) ?? '').trim()]).filter(([, v]) => v !== ''));
    if (Object.keys(expect).length === 0 && outputs[0]) found[`expect-${outputs[0].name}`] = t('studio.expectMissing');
    setErrors(found);
    if (Object.keys(found).length === 0) onDone({ name, given: read.given, expect: expect as Record<string, string> });
  };
  return (
    <Dialog wide title={t(one ? 'studio.caseTitle' : 'studio.newCaseTitle')} onClose={onClose} onSubmit={submit} foot={<button type="submit">{t('studio.caseDone')}</button>}>
      <ErrorSummary errors={errors} />
      <TextField name="case-name" label={t('studio.caseName')} hint={t('studio.caseNameHint')} value={one?.name} class="words" maxLength={200} autocomplete="off" error={errors['case-name']} />
      <h3 class="formhead">{t('studio.given')}</h3>
      <div class="fieldgrid">{first.map((i) => <InputField key={i.name} input={i} value={one?.given[i.name]} error={errors[`given-${i.name}`]} prefix="given" />)}</div>
      {rest.length > 0 && <details class="folded"><summary>{t('studio.otherInputs')}</summary><div class="fieldgrid">{rest.map((i) => <InputField key={i.name} input={i} value={undefined} error={errors[`given-${i.name}`]} prefix="given" />)}</div></details>}
      <h3 class="formhead">{t('studio.expect')}</h3>
      <div class="fieldgrid">
        {outputs.map((o) => wordsOf(o).length > 0
          ? <Select key={o.name} name={`expect-${o.name}`} label={outputName(o.name)} value={one?.expect[o.name] ?? ''} empty={t('studio.notChecked')} options={wordsOf(o).map((w) => ({ value: w, label: wordOf(o.name, w, about) }))} error={errors[`expect-${o.name}`]} />
          : <TextField key={o.name} name={`expect-${o.name}`} label={outputName(o.name)} value={one?.expect[o.name]} hint={t('studio.notCheckedHint')} maxLength={100} autocomplete="off" error={errors[`expect-${o.name}`]} />)}
      </div>
    </Dialog>
  );
}
