import { type Input, readValue, type Value } from './bundle';

/** What was given in a form's fields of the vocabulary; wrong ones by the fields' names. */
export function readGiven(form: FormData, inputs: readonly Input[], prefix: string, wrong: string): { given: Record<string, Value>; errors: Record<string, string> } {
  const given: Record<string, Value> = {}, errors: Record<string, string> = {};
  for (const input of inputs) {
    const read = readValue(input, form.getAll(`${prefix}-${input.name}`).map(String));
    if (read.wrong) errors[`${prefix}-${input.name}`] = wrong;
    else if (read.value !== undefined) given[input.name] = read.value;
  }
  return { given, errors };
}
