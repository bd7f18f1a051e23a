import type { Lang } from '../api/types';
import type common from './fi/common.json';
import type desk from './fi/desk.json';
import type info from './fi/info.json';
import type lead from './fi/lead.json';
import type resident from './fi/resident.json';
import type staff from './fi/staff.json';
import type day from './fi/day.json';
import type subscribe from './fi/subscribe.json';
import type times from './fi/times.json';
import type told from './fi/told.json';
import type chat from './fi/chat.json';
import type answers from './fi/answers.json';
import type chats from './fi/chats.json';
import type calls from './fi/calls.json';
import type lines from './fi/lines.json';
import type newcontact from './fi/newcontact.json';
import type walkin from './fi/walkin.json';
import type display from './fi/display.json';
import type mynumber from './fi/mynumber.json';
import type studio from './fi/studio.json';
import type studiotable from './fi/studiotable.json';
import type studioflaws from './fi/studioflaws.json';
import type grounds from './fi/grounds.json';
import type otherwise from './fi/otherwise.json';
import type tableuse from './fi/tableuse.json';
import type forecast from './fi/forecast.json';
import type forecastslot from './fi/forecastslot.json';
import type navuse from './fi/navuse.json';
import type newtable from './fi/newtable.json';
import type segment from './fi/segment.json';
import type segmentuse from './fi/segmentuse.json';
import type tableinputs from './fi/tableinputs.json';
import type network from './fi/network.json';
import type plans from './fi/plans.json';
import type studioguide from './fi/studioguide.json';
import { type Args, format, number } from './format';

export type Key = keyof typeof common | keyof typeof resident | keyof typeof desk | keyof typeof lead | keyof typeof info | keyof typeof staff | keyof typeof times | keyof typeof day | keyof typeof calls | keyof typeof lines | keyof typeof newcontact | keyof typeof told | keyof typeof subscribe | keyof typeof chat | keyof typeof chats | keyof typeof walkin | keyof typeof display | keyof typeof mynumber | keyof typeof answers | keyof typeof grounds | keyof typeof otherwise | keyof typeof tableuse | keyof typeof tableinputs | keyof typeof studio | keyof typeof studiotable | keyof typeof studioflaws | keyof typeof segment | keyof typeof segmentuse | keyof typeof newtable | keyof typeof navuse | keyof typeof forecast | keyof typeof forecastslot | keyof typeof plans | keyof typeof network | keyof typeof studioguide;
export const LANGS: readonly Lang[] = ['fi', 'sv', 'en'];
export const AUTONYMS: Record<Lang, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English' };
/** Finland's forms: plain "sv" writes 2026-12-05 and plain "en" the American order. */
const LOCALES: Record<Lang, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-FI' };

type Texts = Record<string, string>;
let current: { lang: Lang; texts: Texts } = { lang: 'fi', texts: {} };

export function useTexts(lang: Lang, ...catalogues: Texts[]): void {
  current = { lang, texts: Object.assign({}, ...catalogues) as Texts };
}
/** Texts that came later, with a part of the page that is fetched when it is first needed. */
export function addTexts(more: Texts): void {
  current.texts = { ...current.texts, ...more };
}
export const lang = (): Lang => current.lang;
export const locale = (): string => LOCALES[current.lang];

export function t(key: Key, args: Args = {}): string {
  return format(current.texts[key] ?? key, args, locale());
}
/** The text of a code that the server sent. An unknown code is shown as it came: new codes must not break old pages. */
export function code(prefix: string, value: string, args: Args = {}): string {
  const text = current.texts[`${prefix}.${value}`];
  return text === undefined ? value.replaceAll('_', ' ') : format(text, args, locale());
}
export const num = (value: number): string => number(value, locale());
export function signed(value: number): string {
  return value === 0 ? '±0' : new Intl.NumberFormat(locale(), { signDisplay: 'always' }).format(value).replace('-', '−');
}
/** Two decimals, as an index is told. */
export const decimal = (value: number): string => new Intl.NumberFormat(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
export function share(value: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(value);
}
/** A language's name in the reader's language, or the code itself. */
export function languageName(code_: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: 'language' }).of(code_) ?? code_;
  } catch {
    return code_;
  }
}
