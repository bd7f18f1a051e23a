/** What each action asks before it is sent: fields, and how the answers become the body of the command. */
import { serverNow } from '../../api/serverClock';
import type { CourseItem, MatterView, Opinion, ServiceItem, StepView, TeamItem } from '../../api/types';
import type { Errors } from '../../design/Fields';
import { code, t } from '../../i18n';
import { dayField, dayOf, helsinkiInstant, parseClock, parseDay, stamp } from '../../i18n/time';
import { CLOSE, DECLINE, DOMAIN_GROUPS, FACTS, FACTS_MORE, HAPPENED, MODES, OFFER, OUTCOMES, PROFESSIONS, REOPEN, URGENCY } from './words';

export interface FormField {
  name: string; kind: 'radio' | 'checks' | 'select' | 'day' | 'clock' | 'minutes' | 'words' | 'code'; label: string; hint?: string; options?: { value: string; label: string; group?: string }[];
  value?: string | string[]; optional?: boolean;
  /** Seldom needed: behind a summary that opens. */
  folded?: boolean;
}
export interface Content { services: ServiceItem[]; teams: TeamItem[]; courses?: CourseItem[] }
export interface ActionForm { fields: FormField[]; body: (data: FormData) => { body: Record<string, unknown>; errors: Errors } }

const options = (prefix: string, values: readonly string[]) => values.map((value) => ({ value, label: code(prefix, value) }));
/** A list begins with no choice: nobody sends what they did not choose. */
const choose = () => ({ value: '', label: t('field.choose') });
const openSteps = (m: MatterView, ...states: StepView['state'][]): StepView[] => m.steps.filter((s) => states.includes(s.state));
/** An offer waits for its answer, also one of an earlier time than the booked one. */
const offeredSteps = (m: MatterView): StepView[] => m.steps.filter((s) => s.state === 'offered' || s.earlier?.offered);
const stepOptions = (steps: StepView[]) => steps.map((s) => ({ value: String(s.id), label: s.at ? `${s.service}, ${stamp(s.at, serverNow())}` : s.service }));
const stepField = (steps: StepView[]): FormField => ({ name: 'step', kind: 'radio', label: t('field.step'), options: stepOptions(steps), value: String(steps[0]?.id ?? '') });
const missing = (data: FormData, ...names: string[]): Errors => Object.fromEntries(names.filter((n) => !data.get(n)).map((n) => [n, t('field.required')]));
const reasonForm = (prefix: string, values: readonly string[]): ActionForm => ({
  fields: [{ name: 'reason', kind: 'radio', label: t('field.reason'), options: options(prefix, values) }],
  body: (d) => ({ body: { reason: d.get('reason') }, errors: missing(d, 'reason') }),
});
/** One choice of step is no question: the action then goes without a dialog. */
const stepForm = (steps: StepView[]): ActionForm | null => steps.length < 2 ? null : { fields: [stepField(steps)], body: (d) => ({ body: { step: Number(d.get('step')) }, errors: missing(d, 'step') }) };

/** The body of an action that needs no questions. */
export function plainBody(action: string, m: MatterView): Record<string, unknown> {
  if (action === 'miss') return { step: openSteps(m, 'booked')[0]?.id };
  if (action === 'accept-times') return { step: offeredSteps(m)[0]?.id };
  if (action === 'withdraw-question') return { question: openQuestions(m)[0]?.id };
  if (action === 'refuse') return { step: openSteps(m, 'proposed', 'offered')[0]?.id };
  return {};
}

const openQuestions = (m: MatterView, which: 'all' | 'toMe' = 'all'): Opinion[] => m.opinions.filter((o) => o.state === 'open' && (which === 'all' || o.toMe));
const questionField = (list: Opinion[]): FormField => ({ name: 'question', kind: 'radio', label: t('field.whichQuestion'), options: list.map((o) => ({ value: String(o.id), label: `${o.team}: ${o.question}` })), value: String(list[0]?.id ?? '') });
const unwritten = (d: FormData, name: string): Errors => (String(d.get(name) ?? '').trim() === '' ? { [name]: t('field.write') } : {});
/** Eight letters and digits of the reference codes, however they are grouped. */
const codeLike = (text: string): boolean => /^[0-9a-z]{8}$/i.test(text.replaceAll(/[\s-]/g, ''));

function joinForm(m: MatterView): ActionForm {
  const known = m.samePerson.length > 0;
  return {
    fields: [
      ...(known ? [{ name: 'with', kind: 'radio', label: t('field.joinWith'), options: [...m.samePerson.map((o) => ({ value: o.code, label: `${o.code}, ${code('channel', o.channel)}, ${stamp(o.asked, serverNow())}` })), { value: 'other', label: t('field.joinOther') }], value: m.samePerson[0]?.code } satisfies FormField] : []),
      { name: known ? 'code' : 'with', kind: 'code', label: t('field.joinCode'), hint: t('field.joinHint'), optional: known },
    ],
    body: (d) => {
      const picked = String(d.get('with') ?? '');
      const text = known && picked !== 'other' ? picked : String(d.get(known ? 'code' : 'with') ?? '');
      return { body: { with: text.trim() }, errors: codeLike(text) ? {} : { [known ? 'code' : 'with']: t('field.joinCodeWrong') } };
    },
  };
}

export function formOf(action: string, m: MatterView, content: Content): ActionForm | null {
  const booked = openSteps(m, 'booked');
  switch (action) {
    case 'assess': return {
      fields: [
        { name: 'urgency', kind: 'radio', label: t('field.urgency'), options: options('urgency', URGENCY), value: m.assessed?.urgency },
        { name: 'domains', kind: 'checks', label: t('field.domains'), options: Object.entries(DOMAIN_GROUPS).flatMap(([g, list]) => options('domain', list).map((o) => ({ ...o, group: code('domainGroup', g) }))), value: m.assessed?.domains },
        { name: 'facts', kind: 'checks', label: t('field.facts'), hint: t('field.factsHint'), options: options('fact', FACTS), value: m.assessed?.facts, optional: true },
        { name: 'factsMore', kind: 'checks', label: t('field.factsMore'), options: options('fact', FACTS_MORE), value: m.assessed?.facts, optional: true, folded: true },
        { name: 'profession', kind: 'select', label: t('field.profession'), hint: t('field.professionHint'), options: options('profession', PROFESSIONS), value: m.assessed?.profession ?? 'nurse' },
      ],
      body: (d) => ({ body: { urgency: d.get('urgency'), domains: d.getAll('domains'), facts: [...d.getAll('facts'), ...d.getAll('factsMore')], profession: d.get('profession') }, errors: missing(d, 'urgency', 'domains') }),
    };
    case 'facts': return {
      fields: [{ name: 'fact', kind: 'select', label: t('field.fact'), options: [choose(), ...options('trigger', HAPPENED)] }],
      body: (d) => ({ body: { fact: d.get('fact') }, errors: missing(d, 'fact') }),
    };
    case 'book': return bookForm(m, content);
    case 'complete': return {
      fields: [...(booked.length > 1 ? [stepField(booked)] : []), { name: 'outcome', kind: 'radio', label: t('field.outcome'), options: options('outcome', OUTCOMES), value: 'helped' }],
      body: (d) => ({ body: { step: Number(d.get('step') ?? booked[0]?.id), outcome: d.get('outcome') }, errors: missing(d, 'outcome') }),
    };
    case 'cancel-booking': return {
      fields: [...(booked.length > 1 ? [stepField(booked)] : []), { name: 'by', kind: 'radio', label: t('field.cancelledBy'), options: [{ value: 'patient', label: code('cancelledBy', 'person') }, { value: 'unit', label: code('cancelledBy', 'unit') }] }],
      body: (d) => ({ body: { step: Number(d.get('step') ?? booked[0]?.id), by: d.get('by') }, errors: missing(d, 'by') }),
    };
    case 'miss': return stepForm(booked);
    case 'accept-times': return stepForm(offeredSteps(m));
    case 'end-hold': {
      const offered = offeredSteps(m);
      return {
        fields: [...(offered.length > 1 ? [stepField(offered)] : []), { name: 'how', kind: 'radio', label: t('field.endHold'), options: options('endHold', ['declined', 'withdrawn']) }],
        body: (d) => ({ body: { step: Number(d.get('step') ?? offered[0]?.id), how: d.get('how') }, errors: missing(d, 'how') }),
      };
    }
    case 'refuse': return stepForm(openSteps(m, 'proposed', 'offered'));
    case 'offer': return {
      fields: [
        { name: 'team', kind: 'select', label: t('field.team'), options: [choose(), ...content.teams.filter((x) => x.code !== m.holder.teamCode).map((x) => ({ value: x.code, label: x.name }))] },
        { name: 'reason', kind: 'radio', label: t('field.offerReason'), hint: t('field.offerHint'), options: options('offerReason', OFFER) },
      ],
      body: (d) => ({ body: { team: d.get('team'), reason: d.get('reason') }, errors: missing(d, 'team', 'reason') }),
    };
    case 'consult': return {
      fields: [
        { name: 'team', kind: 'select', label: t('field.askTeam'), options: [choose(), ...content.teams.map((x) => ({ value: x.code, label: x.name }))] },
        { name: 'question', kind: 'words', label: t('field.question'), hint: t('field.questionHint') },
      ],
      body: (d) => ({ body: { team: d.get('team'), question: String(d.get('question') ?? '').trim() }, errors: { ...missing(d, 'team'), ...unwritten(d, 'question') } }),
    };
    case 'answer-question': {
      const list = openQuestions(m, 'toMe');
      return {
        fields: [...(list.length > 1 ? [questionField(list)] : []), { name: 'answer', kind: 'words', label: t('field.answer'), hint: list.length > 1 ? undefined : list[0]?.question }],
        body: (d) => ({ body: { question: Number(d.get('question') ?? list[0]?.id), answer: String(d.get('answer') ?? '').trim() }, errors: unwritten(d, 'answer') }),
      };
    }
    case 'withdraw-question': {
      const list = openQuestions(m);
      return list.length < 2 ? null : { fields: [questionField(list)], body: (d) => ({ body: { question: Number(d.get('question')) }, errors: missing(d, 'question') }) };
    }
    case 'join': return joinForm(m);
    case 'decline': return reasonForm('declineReason', DECLINE);
    case 'close': return reasonForm('closeReason', CLOSE);
    case 'reopen': return reasonForm('reopenReason', REOPEN);
    case 'extend': {
      const running = m.promises.filter((p) => (p.extensions ?? []).length > 0);
      const reasons = [...new Set(running.flatMap((p) => p.extensions ?? []))];
      return {
        fields: [
          { name: 'promise', kind: 'radio', label: t('field.promise'), options: running.map((p) => ({ value: String(p.id), label: p.title })), value: String(running[0]?.id ?? '') },
          { name: 'reason', kind: 'radio', label: t('field.reason'), options: options('extendReason', reasons), value: reasons[0] },
        ],
        body: (d) => ({ body: { promise: Number(d.get('promise')), reason: d.get('reason') }, errors: missing(d, 'promise', 'reason') }),
      };
    }
    default: return null;
  }
}

function bookForm(m: MatterView, content: Content): ActionForm {
  const steps = openSteps(m, 'proposed', 'offered', 'missed');
  const service = content.services.find((s) => s.code === steps[0]?.serviceCode);
  const today = dayOf(serverNow());
  return {
    fields: [
      ...(steps.length > 1 ? [stepField(steps)] : []),
      { name: 'day', kind: 'day', label: t('field.day'), hint: t('field.dayHint', { example: dayField(today) }) },
      { name: 'clock', kind: 'clock', label: t('field.clock'), hint: t('field.clockHint') },
      { name: 'minutes', kind: 'minutes', label: t('field.minutes'), value: String(service?.minutes ?? 30) },
      { name: 'mode', kind: 'radio', label: t('field.mode'), options: options('mode', service?.modes ?? MODES), value: service?.modes[0] ?? 'visit' },
    ],
    body: (d) => {
      const day = parseDay(String(d.get('day') ?? ''), today);
      const clock = parseClock(String(d.get('clock') ?? ''));
      const minutes = Number(d.get('minutes'));
      const at = day !== null && clock !== null ? helsinkiInstant(day, clock) : null;
      const errors: Errors = {};
      if (day === null) errors.day = t('field.dayWrong');
      if (clock === null) errors.clock = t('field.clockWrong');
      else if (day !== null && at === null) errors.clock = t('field.clockGap');
      if (!Number.isInteger(minutes) || minutes < 5 || minutes > 480) errors.minutes = t('field.minutesWrong');
      return { body: { step: Number(d.get('step') ?? steps[0]?.id), at, minutes, mode: d.get('mode') }, errors };
    },
  };
}
