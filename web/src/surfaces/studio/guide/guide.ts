/** What a guide is, as /api/v1/studio/guides tells it, and what can be made of it without a server. Pure. */
import type { Lang } from '../../../api/types';
import type { DraftMark } from '../bundle';

export type TextKind = 'name' | 'intro' | 'form-title' | 'group' | 'question' | 'option' | 'help' | 'outcome-title' | 'outcome-text' | 'first-step' | 'exit-title' | 'exit-text';
export interface GuideText extends Record<Lang, string> { place: string; kind: TextKind; about: string; option: string }
export interface Parts { texts: GuideText[]; dmn: string; cases: unknown[] }
export interface Mark { place: string; language: Lang; mark: string; detail: string }
export interface GuideFlaw { code: string; place: string; item: string; what: string }
export interface GuideCase { name: string; passed: boolean | null; why: string }
export interface GuideCheck { flaws: GuideFlaw[]; cases: GuideCase[]; uncovered: { table: string; row: number }[]; marks: Mark[] }
export interface GuideVersionRow { version: number; at: string; by: string | null; approvedBy: string | null; fromFiles: boolean }
export type GuideVersion = GuideVersionRow & Parts;
export interface Guide {
  code: string; name: string; version: number; revision: number; inUse: number; fault: string | null; inForce: Parts | null;
  draft: (DraftMark & { mayPublish: boolean; bundle: Parts }) | null; check: GuideCheck; versions: GuideVersionRow[];
}
export interface GuideRow { code: string; name: string; version: number; inUse: number; fault: string | null; questions: number; draft: DraftMark | null }

/** What was typed and is not saved, by place and language. */
export type Changes = Readonly<Record<string, string>>;
const key = (place: string, language: Lang): string => `${language} ${place}`;
export const written = (text: GuideText, language: Lang, changes: Changes): string => changes[key(text.place, language)] ?? text[language];
/** Typing the old words again is no change. */
export function typed(changes: Changes, text: GuideText, language: Lang, words: string): Changes {
  const { [key(text.place, language)]: _, ...rest } = changes;
  return words === text[language] ? rest : { ...rest, [key(text.place, language)]: words };
}
export const wording = (changes: Changes): { place: string; language: Lang; text: string }[] =>
  Object.entries(changes).map(([k, text]) => ({ language: k.slice(0, 2) as Lang, place: k.slice(3), text }));
/** Changes against another base: what it has already, and what it has no place for, is none. */
export function rebased(changes: Changes, texts: readonly GuideText[]): Changes {
  const by = new Map(texts.map((x) => [x.place, x]));
  return Object.fromEntries(Object.entries(changes).filter(([k, text]) => { const at = by.get(k.slice(3)); return at !== undefined && at[k.slice(0, 2) as Lang] !== text; }));
}

/** Texts under the heading of the part of the guide they belong to, in the order a resident meets them. */
export type Part = 'whole' | 'questions' | 'outcomes' | 'exits';
export const PARTS: readonly Part[] = ['whole', 'questions', 'outcomes', 'exits'];
export const partOf = (kind: TextKind): Part =>
  kind === 'name' || kind === 'intro' || kind === 'form-title' ? 'whole' : kind.startsWith('exit') ? 'exits' : kind.startsWith('outcome') || kind === 'first-step' ? 'outcomes' : 'questions';

export interface TextDifference { place: string; kind: TextKind; about: string; language: Lang; before: string | null; after: string | null }
export function compareTexts(before: readonly GuideText[], after: readonly GuideText[], langs: readonly Lang[]): TextDifference[] {
  const old = new Map(before.map((x) => [x.place, x]));
  const fresh = new Set(after.map((x) => x.place));
  const out: TextDifference[] = [];
  const add = (a: GuideText | undefined, b: GuideText | undefined): void => {
    const one = b ?? a;
    if (!one) return;
    for (const language of langs) {
      const was = a?.[language] ?? null, is = b?.[language] ?? null;
      if (was !== is) out.push({ place: one.place, kind: one.kind, about: one.about, language, before: was, after: is });
    }
  };
  for (const text of after) add(old.get(text.place), text);
  for (const text of before) if (!fresh.has(text.place)) add(text, undefined);
  return out;
}
export function compareGuideCases(before: readonly unknown[], after: readonly unknown[]): { added: string[]; removed: string[] } {
  const words = (all: readonly unknown[]): Set<string> => new Set(all.map((c) => JSON.stringify(c)));
  const a = words(before), b = words(after);
  return { added: [...b].filter((x) => !a.has(x)), removed: [...a].filter((x) => !b.has(x)) };
}

/** Why approval cannot be asked for now; null when it can. */
export function whyNot(dirty: boolean, checking: boolean, check: GuideCheck | null): 'unsaved' | 'checking' | 'unchecked' | 'flaws' | 'failed' | 'uncovered' | null {
  if (checking) return 'checking';
  if (!check) return 'unchecked';
  if (check.flaws.length > 0) return 'flaws';
  if (check.cases.some((c) => !c.passed)) return 'failed';
  if (check.uncovered.length > 0) return 'uncovered';
  return dirty ? 'unsaved' : null;
}
