/** What a county's table is, as /api/v1/studio tells it, and what can be made of it without a server. Pure. */
import type { Lang } from '../../api/types';

export type Kind = 'criterion' | 'routing' | 'group' | 'segment';
export const KINDS: readonly Kind[] = ['criterion', 'routing', 'group', 'segment'];
export type Names = Record<Lang, string>;
export interface Source { code: string; name: Names; address?: string; unverified?: boolean }
export interface About { kind: Kind; name: Names; service?: string; valid_from: string; valid_until?: string; sources: Source[]; team?: string; per_night?: number }
export type Value = string | number | boolean | null | string[];
export interface Case { name: string; given: Record<string, Value>; expect: Record<string, string> }
export interface Bundle { about: About; dmn: string; cases: Case[] }

export interface Input { name: string; type: string; nullable?: boolean; words?: string[] }
export interface Output { name: string; needed?: boolean; words?: string[] }
export interface Vocabulary { inputs: Input[]; outputs: Output[] }
/** Of a table that cannot be read. */
export const NOTHING: Vocabulary = { inputs: [], outputs: [] };
export interface DraftMark { revision: number; state: 'draft' | 'offered'; by: string | null; at: string }
/** `fault`: why the version in force cannot be asked; then what it says of itself is not known. */
interface Stands { code: string; kind: Kind | null; service: string | null; serviceName: string | null; name: string; version: number; mark: string; validFrom: string | null; validUntil: string | null; cases: number; fault: string | null }
export interface TableRow extends Stands { draft: DraftMark | null }
export interface VersionRow { version: number; at: string; by: string | null; approvedBy: string | null; fromFiles: boolean; mark: string }
export interface Version extends VersionRow { bundle: Bundle | null }
export interface Table extends Stands {
  revision: number; bundle: Bundle | null; draft: (DraftMark & { basis: number; mayPublish: boolean; bundle: Bundle }) | null; versions: VersionRow[]; vocabulary?: Vocabulary;
}
/** What one input has where rows leave a gap or meet. */
export interface Condition { name: string; is: string; values: Value[] }
/** `code` and its values: flawWords.ts has the sentences. */
export interface Flaw { place: string; line: number; row: number; column: string; code: string; values: Record<string, string>; when: Condition[]; warning: boolean }
export interface CaseResult { name: string; passed: boolean; expected: Record<string, Value>; got: Record<string, Value> | null; row: number | null; why?: string }
export interface Check { flaws: Flaw[]; cases: CaseResult[]; uncovered: number[] }
export interface Tried { row?: number; outputs?: Record<string, Value>; source?: { name: string; address: string | null; unverified: boolean } | null; because?: { input: string; value: Value }[]; why?: string; where?: string }

export const nameIn = (name: Names | undefined, lang: Lang): string => name?.[lang] || name?.fi || '';

/** The same content however the keys are ordered; absent and undefined are the same. */
export function sameContent(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}

export const withCase = (bundle: Bundle, at: number | null, one: Case): Bundle => ({ ...bundle, cases: at === null ? [...bundle.cases, one] : bundle.cases.map((c, i) => (i === at ? one : c)) });
export const withoutCase = (bundle: Bundle, at: number): Bundle => ({ ...bundle, cases: bundle.cases.filter((_, i) => i !== at) });

/** Flaws by where they are shown: under the table, beside a case, by the facts about the table. */
export interface Placed { table: Flaw[]; cases: Map<number, Flaw[]>; about: Flaw[] }
export function placeFlaws(flaws: readonly Flaw[]): Placed {
  const placed: Placed = { table: [], cases: new Map(), about: [] };
  for (const flaw of flaws) {
    const at = /^cases\[(\d+)\]/.exec(flaw.place);
    if (at) placed.cases.set(Number(at[1]), [...(placed.cases.get(Number(at[1])) ?? []), flaw]);
    else if (/^about\b/.test(flaw.place)) placed.about.push(flaw);
    else placed.table.push(flaw);
  }
  return placed;
}
/** The result of a case: by its place, if the names agree; a case that was just renamed has none until the next run. */
export const resultOf = (check: Check | null, cases: readonly Case[], at: number): CaseResult | null => {
  const found = check?.cases[at];
  return found && found.name === cases[at]?.name ? found : null;
};
export interface Sum { passed: number; failed: number; flaws: number; uncovered: number }
export const sumOf = (check: Check): Sum => ({ passed: check.cases.filter((c) => c.passed).length, failed: check.cases.filter((c) => !c.passed).length, flaws: check.flaws.length, uncovered: check.uncovered.length });

/** Why approval cannot be asked for now; null when it can. */
export type NotYet = 'unsaved' | 'checking' | 'unchecked' | 'flaws' | 'failed' | 'uncovered';
export function whyNotOffer(dirty: boolean, checking: boolean, check: Check | null): NotYet | null {
  if (checking) return 'checking';
  if (!check) return 'unchecked';
  const sum = sumOf(check);
  if (sum.flaws > 0) return 'flaws';
  if (sum.failed > 0) return 'failed';
  if (sum.uncovered > 0) return 'uncovered';
  return dirty ? 'unsaved' : null;
}

/** `guide`: the code is a guide's. */
export interface Place { table: string; guide?: boolean; version: number; compare: [number, number] | null }
const count = (text: string | null): number => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0);
export function readPlace(search: string): Place | null {
  const p = new URLSearchParams(search);
  const guide = p.has('guide');
  const table = p.get(guide ? 'guide' : 'table') ?? '';
  if (!/^[a-z0-9-]{1,62}$/.test(table)) return null;
  const from = count(p.get('compare')), to = count(p.get('with'));
  return { table, ...(guide ? { guide } : {}), version: count(p.get('version')), compare: from > 0 && to > 0 ? [from, to] : null };
}
export function writePlace(place: Place | null): string {
  if (!place) return '';
  const p = new URLSearchParams({ [place.guide ? 'guide' : 'table']: place.table });
  if (place.compare) { p.set('compare', String(place.compare[0])); p.set('with', String(place.compare[1])); }
  else if (place.version > 0) p.set('version', String(place.version));
  return `?${p}`;
}

/** What a form gave for an input; undefined leaves the input out (it is null then). */
export function readValue(input: Input, typed: string[]): { value?: Value; wrong?: 'number' } {
  const first = typed[0]?.trim() ?? '';
  if (input.type.startsWith('list')) {
    const words = input.words?.length ? typed : first.split(',').map((w) => w.trim()).filter(Boolean);
    return words.length > 0 ? { value: words } : {};
  }
  if (first === '') return {};
  if (input.type === 'boolean') return { value: first === 'true' };
  if (input.type !== 'number') return { value: first };
  const n = Number(first.replace(',', '.').replace('−', '-'));
  return Number.isFinite(n) ? { value: n } : { wrong: 'number' };
}
export const typedOf = (value: Value | undefined): string[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [String(value)]);
