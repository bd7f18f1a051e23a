// The desk's words and the server's are one list: read from the C++ headers, so that neither side can change alone.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as words from '../src/surfaces/desk/words';

const LANGS = ['fi', 'sv', 'en'];
const source = (path: string): string => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
const HEADERS = source('core/words.hpp') + source('promises/words.hpp');
const texts = Object.fromEntries(LANGS.map((lang) => [lang, Object.assign({}, ...['common', 'staff', 'desk', 'day', 'calls', 'grounds', 'otherwise'].map((name) =>
  JSON.parse(readFileSync(new URL(`../src/i18n/${lang}/${name}.json`, import.meta.url), 'utf8')))) as Record<string, string>]));

/** The words of one enumeration, in its order. */
function serverWords(name: string): string[] {
  const list = new RegExp(`struct Words<${name}> \\{[^{]*\\{([^}]*)\\}`).exec(HEADERS);
  if (!list) throw new Error(`words.hpp has no ${name}`);
  return [...(list[1] ?? '').matchAll(/"(\w+)"/g)].map((m) => m[1] ?? '');
}

/** Enumeration, prefix of its texts, what a person may choose, what only the server or an import says. */
const LISTS: [string, string, readonly string[], readonly string[]][] = [
  ['core::Urgency', 'urgency', words.URGENCY, ['unassessed']],
  ['Domain', 'domain', words.DOMAINS, ['admin', 'steering']],
  ['Fact', 'fact', [...words.FACTS, ...words.FACTS_MORE], ['written_contact', 'own_contact_due']],
  ['Trigger', 'trigger', words.HAPPENED, ['contact_received', 'contact_answered', 'hta_done', 'visit_realised', 'doctor_visit_realised', 'oral_event_realised',
    'dentist_event_realised', 'specialist_dentist_event_realised', 'urgent_assessed', 'social_contact', 'matter_pending', 'step_done', 'matter_closed', 'callback_unreached', 'unreached_told', 'hidden_need_found', 'segment_decided', 'own_contact_named']],
  ['core::Profession', 'profession', words.PROFESSIONS, ['none']],
  // A group is joined by its slots, never by a date and a time.
  ['core::Mode', 'mode', words.MODES, ['group']],
  ['core::Outcome', 'outcome', words.OUTCOMES, ['none']],
  ['core::Otherwise', 'otherwise', words.OTHERWISE, ['none']],
  ['core::Verdict', 'verdict', [], serverWords('core::Verdict')],
  ['core::CloseReason', 'closeReason', words.CLOSE, ['none', 'source_ended']],
  ['core::OfferReason', 'offerReason', words.OFFER, []],
  ['core::DeclineReason', 'declineReason', words.DECLINE, ['none']],
  ['core::ReopenReason', 'reopenReason', words.REOPEN, ['closing_undone']],
  // Which reasons extend a promise is in the rule; the server sends them with it.
  ['Reason', 'extendReason', [], serverWords('Reason')],
  ['core::CancelledBy', 'cancelledBy', [], ['person', 'unit', 'mistake', 'moved', 'person_late']],
  ['core::BlockReason', 'blockReason', [], serverWords('core::BlockReason')],
  ['core::StepState', 'stepState', [], serverWords('core::StepState')],
  ['core::TicketState', 'ticketState', [], serverWords('core::TicketState')],
  ['core::Channel', 'channel', [], serverWords('core::Channel')],
  ['core::About', 'about', [], serverWords('core::About')],
  ['core::About', 'deskAbout', [], serverWords('core::About')],
  ['core::ReachBy', 'reach', [], serverWords('core::ReachBy')],
  ['core::ReachBy', 'deskReach', [], serverWords('core::ReachBy')],
];

describe.each(LISTS)('%s', (name, prefix, chosen, others) => {
  it('is covered: each word is offered or known not to be, and no other word is', () => {
    expect([...chosen, ...others].sort()).toEqual(serverWords(name).sort());
  });
  it.each(LANGS)('has a text for each word and no text without a word, %s', (lang) => {
    const known = Object.keys(texts[lang] ?? {}).filter((key) => key.startsWith(`${prefix}.`)).map((key) => key.slice(prefix.length + 1));
    expect(known.sort()).toEqual(serverWords(name).sort());
  });
});

it('each kind of the timeline has a text', () => {
  const history = source('api/history.cpp');
  const kinds = [...history.matchAll(/(?:say\(|kind = )"(\w+)"/g)].map((m) => m[1] ?? '');
  expect(kinds.length).toBeGreaterThan(15);
  for (const state of ['done', 'missed', 'cancelled', 'refused']) kinds.push(`step_${state}`);
  for (const lang of LANGS) for (const kind of kinds) expect(texts[lang]?.[`kind.${kind}`], `${lang} kind.${kind}`).toBeTruthy();
});
it('each action of the server has a name', () => {
  const sight = source('api/sight.cpp');
  const list = /json::array actions_of[\s\S]*?\n\}/.exec(sight)?.[0] ?? '';
  const actions = [...new Set([...list.matchAll(/"([\w-]+)"/g)].map((m) => m[1] ?? ''))];
  expect(actions.length).toBeGreaterThan(12);
  for (const lang of LANGS) for (const action of actions) expect(texts[lang]?.[`action.${action}`], `${lang} action.${action}`).toBeTruthy();
});

it.each(LANGS)('facts have words on every page that loads the desk\'s, as the studio does: %s', (lang) => {
  const desk = JSON.parse(readFileSync(new URL(`../src/i18n/${lang}/desk.json`, import.meta.url), 'utf8')) as Record<string, string>;
  expect(serverWords('Fact').filter((fact) => !desk[`fact.${fact}`])).toEqual([]);
});
