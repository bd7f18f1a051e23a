import { Choices, Select, TextField } from '../../design/Fields';
import { t } from '../../i18n';
import { type Input, typedOf, type Value } from './bundle';
import { inputName, wordOf } from './words';

/** One input of the vocabulary as a field; left alone, it is not known. */
export function InputField({ input, value, error, prefix }: { input: Input; value: Value | undefined; error?: string; prefix: string }) {
  const name = `${prefix}-${input.name}`;
  const label = inputName(input.name);
  const typed = typedOf(value);
  // A word that the vocabulary no longer has stays to be seen.
  const words = [...new Set([...(input.words ?? []), ...(input.words?.length ? typed : [])])];
  if (input.type === 'boolean') return <Select name={name} label={label} value={typed[0] ?? ''} empty={t('studio.notKnown')} options={[{ value: 'true', label: t('word.yes') }, { value: 'false', label: t('word.no') }]} error={error} />;
  if (input.type.startsWith('list') && words.length > 0) return <Choices name={name} type="checkbox" label={label} value={typed} columns options={words.map((w) => ({ value: w, label: wordOf(input.name, w) }))} error={error} />;
  if (words.length > 0) return <Select name={name} label={label} value={typed[0] ?? ''} empty={t('studio.notKnown')} options={words.map((w) => ({ value: w, label: wordOf(input.name, w) }))} error={error} />;
  return <TextField name={name} label={label} value={typed.join(', ')} class={input.type === 'number' ? 'short' : undefined} inputMode={input.type === 'number' ? 'numeric' : undefined} hint={input.type.startsWith('list') ? t('studio.manyHint') : undefined} autocomplete="off" maxLength={200} error={error} />;
}
/** What the table asks first, then the rest of the vocabulary. */
export function inOrder(inputs: readonly Input[], asked: readonly string[]): { first: Input[]; rest: Input[] } {
  return { first: asked.map((name) => inputs.find((i) => i.name === name)).filter((i) => i !== undefined), rest: inputs.filter((i) => !asked.includes(i.name)) };
}
