/** The shapes of /api/v1 as the browser reads them. Instants are ISO 8601 with zone (UTC "Z"), days are YYYY-MM-DD.
 *  Codes (channel, reason, …) are stable words; their texts come from src/i18n. Names of teams, services, areas and rules come
 *  from the server in the language of the request (Accept-Language / ?lang=). */

import type { Need } from './notices';
import type { SegmentLine } from './segments';
import type { MyNumber, TicketState } from './walkin';

export type Lang = 'fi' | 'sv' | 'en';
export type Channel = 'web' | 'phone' | 'callback' | 'chat' | 'message' | 'walk_in' | 'letter' | 'professional' | 'import' | 'partner' | 'outreach';
export type About = 'self' | 'child' | 'other' | 'unnamed';
export type ReachBy = 'phone' | 'sms' | 'email' | 'letter' | 'code_only';
export type PromiseState = 'running' | 'overdue' | 'kept' | 'missed' | 'void';
export type RuleKind = 'statute' | 'own_target';
export type StepState = 'proposed' | 'offered' | 'booked' | 'done' | 'missed' | 'cancelled' | 'refused';
export type MatterState = 'open' | 'closed';

export type Mode = 'visit' | 'remote' | 'phone' | 'home' | 'group';

export interface Problem {            // application/problem+json (RFC 9457), text in the request's language
  type: string; title: string; status: number; detail: string; instance?: string;
  code: string;                       // e.g. "already-taken", "version-conflict", "field-errors"
  errors?: { field: string; reason: string; message: string }[];
}

export interface PromiseView {
  id: number; rule: string; title: string; kind: RuleKind;
  state: PromiseState;
  started: string; due: string | null;      // null: no date in law ("without undue delay")
  dueDay: string | null;                    // local day of `due`
  ended?: string;
  limit: { n: number; unit: 'calendar_day' | 'working_day' | 'school_working_day' | 'week' | 'month' | 'same_day' | 'immediate' | 'none' };
  basis: string; confidence: 'A' | 'B' | 'C' | 'D'; unverified: boolean;
  explanation: string;                      // one plain sentence
  extended?: boolean; voidReason?: string; ageAssumed?: boolean;
  extensions?: string[];                    // staff only: the reasons for which it may be extended now
}

// ---------- resident (no login) ----------
export interface Ask {                       // POST /api/v1/contacts   (+ Idempotency-Key header)
  words: string;                             // 1..10000 characters, any script
  about: About; age?: number; area?: string; // area code from /api/v1/areas
  lang: Lang; spokenLanguage?: string;       // ISO 639 code of the language the person wishes to use
  interpreter?: 'yes' | 'no';
  needs?: Need[]; needWords?: string;        // needWords with other, and only then
  reach: { by: ReachBy; value?: string };
  ledBy?: string;                            // a navigator's result, "what-help:mood"
}
export interface Asked {                     // 201
  code: string;                              // e.g. "7K4-M2X"
  secret: string;                            // shown once, to come back with
  matter: ResidentMatter;
}
// POST /api/v1/resident-session {code, secret} -> 204 + cookie ; DELETE -> 204.  GET /api/v1/my-matter -> ResidentMatter (+ETag)
export interface ResidentMatter {
  code: string; state: MatterState; words: string; asked: string;
  holder: { team: string; phone?: string; hours?: string };
  next: { kind: 'answer' | 'assessment' | 'booking' | 'visit' | 'outcome' | 'closed'; by: string | null; byKind?: RuleKind };
  visit?: { at: string; service: string; place: string; mode: Mode };
  steps?: ResidentStep[];                     // open steps, oldest first
  promises: PromiseView[];
  progress: { at: string; what: string }[];  // what: 'asked'|'taken'|'answered'|'assessed'|'proposed'|'booked'|'visit_done'|'visit_missed'|'moved'|'closed'|'reopened'
  handsCount: number;                         // accepted hand-overs
  number?: MyNumber | null;                   // of a walk-in list, while there is something to tell about it
}
/** The place on the waiting list for an earlier time. */
export interface Earlier { since: string; fromMinute: number; untilMinute: number; teams: string[]; offered: boolean }
/** Which session of a course the step is. */
export interface Session { first: number; nth: number; of: number }
export interface ResidentStep {
  id: number; service: string; state: 'proposed' | 'offered' | 'booked'; choosable: boolean;
  at?: string; minutes?: number; mode?: Mode; place?: string; slots: StepSlot[]; earlier?: Earlier | null; session?: Session | null;
  directions?: string; accessibility?: string;
}
// GET /api/v1/my-matter/events: SSE, event "matter" data {version}; refetch on it.
export interface Area { code: string; name: string }                      // GET /api/v1/areas (public)

// ---------- staff session (demo) ----------
export interface Account { id: string; role: 'professional' | 'lead' | 'admin'; title: string; team?: string; teamCode?: string }
// GET /api/v1/demo-accounts -> Account[] (demo mode only) ; POST /api/v1/session {account} -> Session + cookie ; GET -> Session|401 ; DELETE -> 204
export interface Session { account: Account; staff: number; lang: Lang }

// ---------- desk ----------
export type QueueFilter = 'all' | 'new' | 'mine' | 'offered' | 'callbacks' | 'asked' | 'returned';
export interface QueuePage {                 // GET /api/v1/queue?filter=&team=&q=&cursor=&limit=50
  asOf: string; seq: number;                 // seq: ledger position, use as Last-Event-ID start
  counts: Record<QueueFilter, number> & { breakingToday: number; overdue: number };
  cols: string[];                            // names of the columns below, in order
  rows: (string | number | null)[][];
  // cols: id, code, subject(first words, may be ""), age, area, channel, lang, interpreter(0/1), group, promiseRule, promiseTitle,
  //       promiseKind, due(ISO|null), started(ISO), state('new'|'taken'|'offered'|'returned'|'missed'), takenBy(staff id|0), version, about, dueUnit (optional: unit of the promise's limit, e.g. 'working_day'; the time
  //       left is then told in working days), …, lateChance (0.5…1|null)
  next: string | null;                       // cursor
}
export interface MatterView {                // GET /api/v1/matters/{id}  (+ETag = version)
  id: number; code: string; version: number; state: MatterState; words: string; wordsLang: string;
  about: About; person: null | { id: number; age: number | null; sex: 'f' | 'm' | 'x'; area: string; language: string; homeTeam: string };
  age: number | null; area: string; channel: Channel; spokenLanguage: string; interpreter: boolean;
  reach: { by: ReachBy; value?: string };
  holder: { team: string; teamCode: string; staff: number; staffLabel: string; me: boolean };
  offer: null | { team: string; teamCode: string; since: string; until: string; reason: string; toMe: boolean; byMe: boolean };
  callback: null | CallbackView;
  assessed: null | { at: string; urgency: Urgency; domains: string[]; facts: string[]; profession: string };
  promises: PromiseView[];
  steps: StepView[];
  timeline: { seq: number; at: string; kind: string; by: string; detail: Record<string, string> }[];
  actions: string[];                          // what the viewer may do now: 'take','release','answer','assess','propose','book',…
  undo: null | { label: string; until: string; version: number };   // last own action that can still be taken back
  handsCount: number; contactsCount: number; reopened: number; closedReason?: string;
  returned: null | { team: string; at: string; reason: string | null };   // a hand-over that came back; reason null: nobody answered in time
  unused: null | { times: number; missed: string | null; callFirst: boolean };   // visits nobody came to, and times cancelled too late
  opinions: Opinion[];                        // newest first
  joinedInto: null | { code: string; id: number | null };
  duplicates: OtherMatter[]; samePerson: OtherMatter[];
  needs: Need[]; noticesFailed: number;
  segment: SegmentLine | null;                // null: the county has no customerships
  number: null | { number: number; day: string; state: TicketState; given: string; called: string | null; ended: string | null };   // of a walk-in list
}
export interface Opinion { id: number; team: string; toMe: boolean; state: 'open' | 'answered' | 'withdrawn'; asked: string; asker: string; ended: string | null; answerer: string | null; question: string; answer: string | null }
export interface OtherMatter { id: number; code: string; channel: Channel; asked: string }
export type TryResult = 'no_answer' | 'busy' | 'wrong_number' | 'message_sent' | 'letter_sent' | 'reached';
/** How a call-back stands, and what the county's policy asks for. Command: call-tried {result}. */
export interface CallbackView {
  asked: string; waiting: boolean; reached: string | null; unreached: string | null; counted: number; of: number; gapMinutes: number;
  after: 'message' | 'letter'; next: string | null; tries: { at: string; result: TryResult; by: string }[];
}
export interface DeskAsked { code: string; secret: string; matter: MatterView }   // POST /api/v1/desk/contacts: Ask + channel, take, referral
export interface LineFigures {
  line?: string; name?: string; offered: number; answered: number; abandoned: number; answeredShare: number | null; abandonedShare: number | null;
  medianWaitSeconds: number | null; callbacksAsked: number; callbacksReachedSameDay: number; reachedSameDayShare: number | null;
}
export interface LineBoard { from: string; until: string; lines: LineFigures[]; all: LineFigures }   // GET /api/v1/board/telephone
export type Urgency = 'immediate' | 'today' | 'days' | 'non_urgent';
export interface StepView {
  id: number; service: string; serviceCode: string; state: StepState; proposed: string; due: string | null;
  at?: string; minutes?: number; mode?: string; place?: string; outcome?: string; team: string; slots?: StepSlot[]; earlier?: Earlier | null; session?: Session | null;
}
// Commands: POST /api/v1/matters/{id}/{action} with If-Match: "version" and Idempotency-Key; body per action; answer MatterView (200), or 204 when the matter is no longer the viewer's to see (decline).
//  take {} · release {} · answer {} · assess {urgency, domains[], facts[], profession, lines?} · facts {fact} (record a trigger: doctor_need_found, …)
//  propose {service} · book {step, at, minutes, mode} · cancel-booking {step, by:'patient'|'unit'} · complete {step, outcome} · miss {step}
//  refuse {step} · offer {team, reason} · accept {} · decline {reason} · withdraw {} · close {reason} · reopen {reason} · extend {promise, reason} · undo {}
//  segment {segment, review, words?, answers?, seen?, otherwise?} · own-contact {}
//  consult {team, question} · answer-question {question, answer} · withdraw-question {question} · join {with: code} · separate {}
export interface ServiceItem { code: string; name: string; domain: string; minutes: number; modes: string[]; professions: string[]; why?: string }  // GET /api/v1/services
export interface CourseItem { code: string; name: string; sessions: number }                                                 // GET /api/v1/courses
export interface TeamItem { code: string; name: string; unit: string }                                                       // GET /api/v1/teams

//  propose {course} proposes all its sessions · hold-sessions, book-sessions {step, slots[]} · cancel-sessions {step, by} from the step on
//  ask-earlier {step, fromMinute?, untilMinute?, teams?} · stop-earlier {step} · book-times {step, slots[]} (a booked step is moved) · offer-times {step, slots[], until} · accept-times {step} · end-hold {step, how}
/** What a step has booked, or holds until an instant. */
export interface StepSlot {
  slot: number; at: string; minutes: number; mode: Mode; team: string; teamCode?: string; place: string; room: string; worker: string; workerCode?: string;
  profession: string; state: 'held' | 'booked'; until: string | null;
}

// ---------- lead ----------
export interface Board {                      // GET /api/v1/board
  asOf: string; seq: number;
  finding: string;                            // one sentence in the reader's language
  rules: BoardRule[];
  debts: Debt[];
  pairs: { law: string; own: string; title: string }[];   // rules shown side by side
}
export interface BoardRule {
  rule: string; title: string; kind: RuleKind; unverified: boolean; basis: string;
  kept: number; missed: number; running: number; overdue: number; void: number;
  cannotCompute: { reason: string; text: string; count: number }[];
  keptShare: number | null;                   // of ended in the last 28 days; null when fewer than 5 ended
  keptShareBefore: number | null;             // the 28 days before that
}
export interface Debt {
  kind: 'care' | 'service' | 'rehabilitation'; title: string; open: number; changeWeek: number;
  inflowPerDay: number; outflowPerDay: number;
  days: { day: string; open: number; in: number; out: number }[];   // last 56 days
}
export interface Definition {                 // GET /api/v1/board/rules/{rule} and /api/v1/board/debts/{kind}
  id: string; title: string; words: string; start?: string; stop?: string;
  versions?: { from: string; to: string | null; age: string; limit: string; basis: string; confidence: string; unverified: boolean }[];
  counts: Record<string, number>;
}
export interface BoardRows {                  // GET /api/v1/board/rules/{rule}/rows?state=overdue&cursor= and /board/debts/{kind}/rows
  cols: string[]; rows: (string | number | null)[][]; next: string | null; total: number;
  // cols: code, age, area, team, started, due, daysOver
}
// GET /api/v1/events (staff SSE): event "queue" data {matter, team, version, kind, seq}; event "board" data {seq} (at most one a second). Last-Event-ID supported.
