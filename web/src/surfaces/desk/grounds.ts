/** Services of a proposal in the order of their criteria, and the words of why. */
import type { CourseItem, ServiceItem } from '../../api/types';
import type { FactValue, GrantedService, Verdict } from '../../api/tables';
import { code, languageName, num, t } from '../../i18n';

/** Groups as they stand in the dialog: what is granted first. A course has no criteria of its own. */
export const GROUPS = ['met', 'person_decides', 'none', 'not_met', 'courses'] as const;
export type Group = (typeof GROUPS)[number];
export const groupOf = (verdict: Verdict | null): Group => (verdict === 'met' || verdict === 'person_decides' || verdict === 'not_met' ? verdict : 'none');

export interface Choice { value: string; label: string; group: Group; service?: GrantedService }
/** Every service and course; within a group those of the person's customership first, then those of the assessed domains, else as the server gives them. */
export function choices(granted: GrantedService[], services: ServiceItem[], courses: CourseItem[], domains: string[]): Choice[] {
  const minutes = new Map(services.map((s) => [s.code, s.minutes]));
  const fit = (s: GrantedService): number => (s.segment ? 0 : domains.includes(s.domain) ? 1 : 2);
  const all: Choice[] = [...granted].sort((a, b) => fit(a) - fit(b)).map((service) => ({
    value: service.code, group: groupOf(service.verdict), service,
    label: minutes.has(service.code) ? `${service.name} (${minutes.get(service.code) ?? 0}\u00a0min)` : service.name,
  }));
  all.push(...courses.map((c): Choice => ({ value: `course:${c.code}`, label: `${c.name} (${c.sessions}×)`, group: 'courses' })));
  return GROUPS.flatMap((g) => all.filter((c) => c.group === g));
}

const PREFIX: Record<string, string> = { urgency: 'urgency', profession: 'profession', domains: 'domain', facts: 'fact', channel: 'channel', about: 'deskAbout' };
const word = (input: string, value: string): string => (input === 'language' ? languageName(value) : PREFIX[input] ? code(PREFIX[input], value) : value);
export function valueWords(input: string, value: FactValue): string {
  if (value === null) return t('grounds.notKnown');
  if (Array.isArray(value)) return value.length > 0 ? value.map((v) => word(input, v)).join(', ') : t('grounds.noneOf');
  if (typeof value === 'boolean') return t(value ? 'grounds.yes' : 'grounds.no');
  return typeof value === 'number' ? num(value) : word(input, value);
}
/** "Ikä 34, arvioitu ammattilainen: fysioterapeutti": the facts that the row looked at. */
export const becauseWords = (service: GrantedService): string =>
  (service.because ?? []).map((b) => `${code('tableInput', b.input)}: ${valueWords(b.input, b.value)}`).join(' · ');

/** A condition as it is written in the table, its words in the reader's language where they are words of a vocabulary. */
export function testWords(input: string, test: string): string {
  const words = test.replaceAll(/"([^"]*)"/g, (_, value: string) => word(input, value));
  return words.replaceAll(/list contains\(\?,\s*([^)]*)\)/g, '$1').replaceAll(/\bnot\(/g, `${t('grounds.not')} (`).replaceAll(/ or /g, ` ${t('grounds.or')} `).replaceAll(/ and /g, ` ${t('grounds.and')} `);
}
