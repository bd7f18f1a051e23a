/** A decision table's XML as plain rows and columns, for showing, comparing and for the names that the forms ask for. */
import { DmnModdle } from 'dmn-moddle';
import type { Input } from '../bundle';

export interface Column { id: string; side: 'input' | 'output'; name: string; label: string; type: string }
export interface Row { id: string; cells: string[]; note: string }
export interface TableModel { hitPolicy: string; columns: Column[]; rows: Row[] }

interface Text { id?: string; text?: string }
export interface Clause { id: string; label?: string; name?: string; typeRef?: string; inputExpression?: Text & { typeRef?: string } }
export interface Logic { $type: string; hitPolicy: string; input?: Clause[]; output?: Clause[]; rule?: { id: string; description?: string; inputEntry?: Text[]; outputEntry?: Text[] }[] }
export interface Requirement { requiredInput?: { href: string } }
export interface Drg { $type: string; id: string; name?: string; decisionLogic?: Logic; variable?: { name: string }; informationRequirement?: Requirement[]; $parent?: unknown }
export interface Definitions { drgElement?: Drg[]; itemDefinition?: { name: string; isCollection?: boolean; typeRef?: string }[]; get: (name: string) => unknown[] }

const isTable = (e: Drg): boolean => e.$type === 'dmn:Decision' && e.decisionLogic?.$type === 'dmn:DecisionTable';
/** The model's decision table: the one of that id, or without one the first. */
export const tableOf = (definitions: Definitions, id?: string): Drg | null => definitions.drgElement?.find((e) => isTable(e) && (!id || e.id === id)) ?? null;
const definitionsOf = async (xml: string): Promise<Definitions> => (await new DmnModdle().fromXML(xml, 'dmn:Definitions')).rootElement as Definitions;
/** The tables of a model, in the order they are written. Throws when the text is no DMN. */
export const readTables = async (xml: string): Promise<{ id: string; name: string }[]> =>
  ((await definitionsOf(xml)).drgElement ?? []).filter(isTable).map((e) => ({ id: e.id, name: e.variable?.name ?? e.name ?? e.id }));

/** A table that is not there, for comparing with one that is. */
export const noTable: TableModel = { hitPolicy: 'UNIQUE', columns: [], rows: [] };

/** Throws when the text is no DMN or has no decision table. */
export async function readTable(xml: string, id?: string): Promise<TableModel> {
  const logic = tableOf(await definitionsOf(xml), id)?.decisionLogic;
  if (!logic) throw new Error('no decision table');
  const columns: Column[] = [
    ...(logic.input ?? []).map((c): Column => ({ id: c.id, side: 'input', name: c.inputExpression?.text?.trim() ?? '', label: c.label ?? '', type: c.inputExpression?.typeRef ?? '' })),
    ...(logic.output ?? []).map((c): Column => ({ id: c.id, side: 'output', name: c.name ?? '', label: c.label ?? '', type: c.typeRef ?? '' })),
  ];
  const rows = (logic.rule ?? []).map((r): Row => ({ id: r.id, note: r.description ?? '', cells: [...(r.inputEntry ?? []).map((e) => e.text || '-'), ...(r.outputEntry ?? []).map((e) => e.text ?? '')] }));
  return { hitPolicy: logic.hitPolicy || 'UNIQUE', columns, rows };
}

/** The model's own name for lists of texts; one that the table already has is taken. */
const LIST = 'tList';
export function typeOf(definitions: Definitions, input: Input): string {
  if (!input.type.startsWith('list')) return input.type === 'text' ? 'string' : input.type;
  return definitions.itemDefinition?.find((d) => d.isCollection)?.name ?? LIST;
}
/** Makes the model's input data follow the table's columns: each column's datum is there with its type and is required, and no other is. */
export function completeInputs(definitions: Definitions, inputs: readonly Input[], create: (type: string, attributes: object) => unknown): void {
  const decision = tableOf(definitions);
  if (!decision) return;
  const used = [...new Set((decision.decisionLogic?.input ?? []).map((c) => c.inputExpression?.text?.trim() ?? ''))];
  const all = definitions.get('drgElement') as Drg[];
  const nameOf = (d: Drg): string => d.variable?.name ?? d.name ?? '';
  for (const input of inputs.filter((i) => used.includes(i.name) && !all.some((d) => d.$type === 'dmn:InputData' && nameOf(d) === i.name))) {
    const type = typeOf(definitions, input);
    if (type === LIST && !definitions.itemDefinition?.some((d) => d.name === LIST)) {
      own(definitions.get('itemDefinition'), create('dmn:ItemDefinition', { id: 't-list', name: LIST, isCollection: true, typeRef: 'string' }), definitions);
    }
    const datum = create('dmn:InputData', { id: freeId(all, `in-${input.name.replaceAll('_', '-')}`), name: input.name }) as Drg;
    datum.variable = create('dmn:InformationItem', { name: input.name, typeRef: type }) as { name: string };
    // Data stand before the decision that needs them, as a person would write it.
    datum.$parent = definitions;
    all.splice(Math.max(all.indexOf(decision), 0), 0, datum);
  }
  const data = all.filter((d) => d.$type === 'dmn:InputData');
  for (const datum of data.filter((d) => !used.includes(nameOf(d)) && inputs.some((i) => i.name === nameOf(d)))) all.splice(all.indexOf(datum), 1);
  const needed = all.filter((d) => d.$type === 'dmn:InputData' && used.includes(nameOf(d)));
  const known = new Map((decision.informationRequirement ?? []).map((r) => [r.requiredInput?.href.replace('#', ''), r]));
  const others = (decision.informationRequirement ?? []).filter((r) => !r.requiredInput);
  decision.informationRequirement = [...others, ...needed.map((datum) => known.get(datum.id) ?? requirement(decision, datum, create))];
}
function requirement(decision: Drg, datum: Drg, create: (type: string, attributes: object) => unknown): Requirement {
  const made = create('dmn:InformationRequirement', { id: `needs-${datum.id}` }) as Requirement & { $parent: unknown };
  made.requiredInput = create('dmn:DMNElementReference', { href: `#${datum.id}` }) as { href: string };
  made.$parent = decision;
  return made;
}
function own(list: unknown[], element: unknown, parent: unknown): void {
  (element as { $parent: unknown }).$parent = parent;
  list.push(element);
}
function freeId(all: Drg[], wanted: string): string {
  let id = wanted;
  for (let n = 2; all.some((e) => e.id === id); n += 1) id = `${wanted}-${n}`;
  return id;
}
/** The editor knows its cells by ids and draws a changed cell anew only by its id; files written by hand have none in their cells. */
export function giveIds(definitions: Definitions, taken: Set<string>, id?: string): void {
  const logic = tableOf(definitions, id)?.decisionLogic;
  const give = (element: { id?: string } | undefined, wanted: string): void => {
    if (!element || element.id) return;
    let free = wanted;
    for (let n = 2; taken.has(free); n += 1) free = `${wanted}-${n}`;
    taken.add(free);
    element.id = free;
  };
  logic?.input?.forEach((c, i) => { give(c, `input-${i + 1}`); give(c.inputExpression, `${c.id}-fact`); });
  logic?.output?.forEach((c, i) => give(c, `output-${i + 1}`));
  logic?.rule?.forEach((r, i) => {
    give(r, `row-${i + 1}`);
    r.inputEntry?.forEach((e, k) => give(e, `${r.id}-if-${k + 1}`));
    r.outputEntry?.forEach((e, k) => give(e, `${r.id}-then-${k + 1}`));
  });
}
