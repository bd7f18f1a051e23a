/** The first draft of a table: one row that takes everybody, so that there is something to write on. Pure. */
import type { Bundle, Kind, Names } from './bundle';

export interface Begun { kind: Kind; code: string; name: Names; service: string; source: Names; today: string }

/** The column that each kind most often begins with, and what the row says until somebody writes better. */
const FIRST: Record<Kind, { input: string; type: string; output: string; says: string }> = {
  criterion: { input: 'urgency', type: 'string', output: 'verdict', says: 'person_decides' },
  routing: { input: 'area', type: 'string', output: 'team', says: '' },
  group: { input: 'age', type: 'number', output: 'verdict', says: 'not_found' },
  segment: { input: 'age', type: 'number', output: 'segment', says: '' },
};
const text = (s: string): string => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function skeleton(b: Begun): Bundle {
  const first = FIRST[b.kind];
  const name = text(b.name.fi);
  const dmn = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${b.code}" name="${b.code}" namespace="urn:vuoro:table:${b.code}">
  <inputData id="in-${first.input}" name="${first.input}"><variable name="${first.input}" typeRef="${first.type}"/></inputData>
  <decision id="decision" name="${name}">
    <variable name="${name}"/>
    <informationRequirement id="needs-${first.input}"><requiredInput href="#in-${first.input}"/></informationRequirement>
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="column-${first.input}" label="${first.input}"><inputExpression typeRef="${first.type}"><text>${first.input}</text></inputExpression></input>
      <output id="output-${first.output}" name="${first.output}" label="${first.output}" typeRef="string"/>
      <output id="output-source" name="source" label="source" typeRef="string"/>
      <rule id="row-1">
        <inputEntry><text>-</text></inputEntry>
        <outputEntry><text>"${first.says}"</text></outputEntry>
        <outputEntry><text>"own"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`;
  return {
    about: { kind: b.kind, name: b.name, ...(b.kind === 'criterion' ? { service: b.service } : {}), valid_from: b.today, sources: [{ code: 'own', name: b.source, unverified: true }], ...(b.kind === 'group' ? { per_night: 10 } : {}) },
    dmn, cases: [],
  };
}
/** Words without what a code cannot have: "Uusi ääkkönen!" -> "uusi-aakkonen". */
export const codeFrom = (name: string): string =>
  name.toLowerCase().normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 62);
