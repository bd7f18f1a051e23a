import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../i18n';
import type { Vocabulary } from '../bundle';
import { type Column, readTable } from './model';
import type { Opened } from './open';

const POLICIES = ['UNIQUE', 'FIRST'] as const;

/** What is done to the table as a whole: take back, do again, a new column from the vocabulary, how rows are chosen. */
export function Tools({ opened, xml, vocabulary, inputName, outputName }: { opened: Opened; xml: string; vocabulary: Vocabulary; inputName: (name: string) => string; outputName: (name: string) => string }) {
  const [columns, setColumns] = useState<Column[]>([]);
  useEffect(() => { readTable(xml).then((m) => setColumns(m.columns), () => undefined); }, [xml]);
  const has = (side: Column['side'], name: string): boolean => columns.some((c) => c.side === side && c.name === name);
  const inputs = vocabulary.inputs.filter((i) => !has('input', i.name));
  const outputs = vocabulary.outputs.filter((o) => !has('output', o.name));
  const add = (value: string): void => {
    const [side, name = ''] = value.split(' ');
    const input = vocabulary.inputs.find((i) => i.name === name);
    if (side === 'input' && input) opened.addInput(input, inputName(name));
    if (side === 'output') opened.addOutput(name, outputName(name));
  };
  return (
    <div class="row dmntools noprint">
      <button type="button" class="q" data-do="undo" aria-disabled={!opened.canUndo()} onClick={() => { if (opened.canUndo()) opened.undo(); }}>{t('studio.undo')}</button>
      <button type="button" class="q" data-do="redo" aria-disabled={!opened.canRedo()} onClick={() => { if (opened.canRedo()) opened.redo(); }}>{t('studio.redo')}</button>
      {inputs.length + outputs.length > 0 && <label>{t('studio.addColumn')}{' '}
        <select id="addcolumn" value="" onChange={(event) => { add(event.currentTarget.value); event.currentTarget.value = ''; }}>
          <option value="">{t('studio.choose')}</option>
          {inputs.length > 0 && <optgroup label={t('studio.conditions')}>{inputs.map((i) => <option key={i.name} value={`input ${i.name}`}>{inputName(i.name)}</option>)}</optgroup>}
          {outputs.length > 0 && <optgroup label={t('studio.results')}>{outputs.map((o) => <option key={o.name} value={`output ${o.name}`}>{outputName(o.name)}</option>)}</optgroup>}
        </select>
      </label>}
      {vocabulary.outputs.length > 0 && <label>{t('studio.hitPolicy')}{' '}
        <select id="hitpolicy" value={opened.hitPolicy()} onChange={(event) => opened.setHitPolicy(event.currentTarget.value)}>
          {POLICIES.map((p) => <option key={p} value={p}>{t(p === 'UNIQUE' ? 'studio.unique' : 'studio.first')}</option>)}
        </select>
      </label>}
    </div>
  );
}
