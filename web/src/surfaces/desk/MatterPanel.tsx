import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { MatterView, OtherMatter, PromiseView, StepView, TryResult } from '../../api/types';
import { Chip, Note, type Tone } from '../../design/parts';
import { code, lang, languageName, t } from '../../i18n';
import { dayField, momentInWords, stamp, timeLeft, whenShort } from '../../i18n/time';
import { workersOf } from './findTime';
import { ACTION_KEYS } from './keys';
import { CallbackPanel, Grounds, MessagesPanel } from './later';

export const subjectOf = (m: MatterView): string => {
  const line = m.words.trim().split('\n')[0] ?? '';
  return line === '' ? t(m.channel === 'outreach' ? 'row.outreach' : 'row.noWords') : [...line].length > 70 ? `${[...line].slice(0, 70).join('')}…` : line;
};
/** The order of work: what is done first stands first. */
const ORDER = ['answer-question', 'accept', 'decline', 'take', 'answer', 'assess', 'book-times', 'accept-times', 'end-hold', 'book', 'complete', 'miss', 'move', 'cancel-booking', 'refuse', 'propose', 'facts', 'offer', 'withdraw', 'extend', 'release', 'segment', 'own-contact', 'consult', 'withdraw-question', 'join', 'close', 'reopen', 'separate'];

function PromiseLine({ p, now }: { p: PromiseView; now: number }) {
  const tone: Record<PromiseView['state'], Tone> = { kept: 'ok', running: 'plain', overdue: 'late', missed: 'late', void: 'plain' };
  const left = p.state === 'running' && p.due ? timeLeft(p.started, p.due, now, p.limit.unit === 'working_day' ? 'working_day' : 'calendar_day') : null;
  return (
    <>
      <dt>{p.title}, {t(p.kind === 'statute' ? 'panel.law' : 'panel.target')}</dt>
      <dd>
        {p.due ? whenShort(p.due, now) : t('row.noDue')} <Chip tone={left?.tone ?? tone[p.state]}>{left ? left.words : code('promiseState', p.state)}</Chip>
        {p.unverified && <> <Chip tone="soon">{t('promise.unverified')}</Chip></>}
        {p.extended && <> <Chip>{t('panel.extended')}</Chip></>}
        <br /><small>{p.basis}. {p.explanation}{p.ageAssumed ? ` ${t('panel.ageAssumed')}` : ''}</small>
      </dd>
    </>
  );
}

export function MatterPanel({ matter: m, page, now, notice, heading, keys, onAction, onBack, onTry, onTold }: {
  matter: MatterView; page: boolean; now: number; notice: string; heading: RefObject<HTMLHeadingElement>; keys: boolean; onAction: (action: string) => void; onBack: () => void;
  onTry: (result: TryResult) => void; onTold: () => void;
}) {
  // On a narrow screen the matter is a page of its own, and its name is the page's heading.
  const Title = page ? 'h1' : 'h2';
  const Sub = page ? 'h2' : 'h3';
  const facts = [m.age === null ? t('row.noAge') : t('row.age', { n: m.age }), m.area, languageName(m.spokenLanguage) + (m.interpreter ? `, ${t('row.interpreter')}` : ''), code('channel', m.channel)];
  const long = m.words.trim() !== '' && subjectOf(m) !== m.words.trim();
  // When nothing waits for a time, the search moves a booked one, and what is done with the visit comes first.
  const moves = !m.actions.includes('offer-times');
  const order = ORDER.filter((a) => a !== (moves ? 'book-times' : 'move')).map((a) => (a === 'move' ? 'book-times' : a));
  const actions = order.filter((a) => m.actions.includes(a)).concat(m.actions.filter((a) => !ORDER.includes(a) && a !== 'undo' && !['offer-times', 'call-tried', 'move-number'].includes(a)));
  const primary = actions[0];
  return (
    <article class="panel-in" aria-labelledby="panel-title">
      <p class="narrow noprint"><button type="button" class="link" onClick={onBack}>← {t('panel.back')}</button></p>
      <header>
        <Title id="panel-title" class="panel-title" ref={heading} tabIndex={-1} dir="auto">{subjectOf(m)}</Title>
        <p class="s">{facts.filter(Boolean).join(' · ')} · {t('panel.code')} <bdi class="nowrap">{m.code}</bdi></p>
      </header>
      {notice && <Note tone="late" role="alert">{notice}</Note>}
      {m.returned && <ReturnedNote m={m} now={now} />}
      {m.unused && <UnusedNote m={m} now={now} />}
      {m.number && (m.number.state === 'lapsed' ? <Note tone="late" role="alert">{numberWords(m.number)}</Note> : <p class="s">{numberWords(m.number)} {stamp(m.number.ended ?? m.number.called ?? m.number.given, now)}{m.actions.includes('move-number') && <> <a href={`/${lang()}/desk/walk-in/`}>{code('action', 'move-number')}</a></>}</p>)}
      {m.offer && <OfferNote m={m} now={now} />}
      {m.state === 'closed' && <Note>{t('panel.closed', { reason: code('closeReason', m.closedReason ?? '') })}</Note>}
      {long && <blockquote class="quote keep" dir="auto" lang={m.wordsLang}>{m.words}</blockquote>}
      <p class="reach">{code('deskAbout', m.about)} · {code('deskReach', m.reach.by)}{m.reach.value && <> <b dir="auto" class={m.reach.by === 'letter' ? 'keep' : 'nowrap'}>{m.reach.value}</b></>}</p>
      {m.callback && <CallbackPanel matter={m} now={now} Sub={Sub} onTry={onTry} />}
      <div class="actions noprint" role="group" aria-label={t('panel.actions')}>
        {actions.map((a) => (
          <button type="button" key={a} class={a === primary ? '' : 'q'} onClick={() => onAction(a)} aria-keyshortcuts={keys ? ACTION_KEYS[a] : undefined}>
            {a === 'book-times' && moves ? t('panel.move') : code('action', a)}{keys && ACTION_KEYS[a] && <kbd aria-hidden="true">{ACTION_KEYS[a]}</kbd>}
          </button>
        ))}
        {m.undo && <button type="button" class="q" onClick={() => onAction('undo')}>{t('toast.undo')}{keys && <kbd aria-hidden="true">u</kbd>}</button>}
      </div>
      <p class="noprint">
        <button type="button" class="link" data-do="told" onClick={onTold}>{t('panel.told')}</button> · <a data-do="letter" href={`/api/v1/matters/${m.id}/letter.pdf`} target="_blank" rel="noopener">{t('panel.letter')}</a>
        {m.noticesFailed > 0 && <> <Chip tone="late">{t('panel.notTold')}</Chip></>}
      </p>
      <section><Sub class="panel-sub">{t('panel.promises')}</Sub><dl class="facts promiselist">{[...m.promises].sort(byUrgency).map((p) => <PromiseLine key={p.id} p={p} now={now} />)}</dl></section>
      {m.assessed && (
        <section>
          <Sub class="panel-sub">{t('panel.assessed')}</Sub>
          <p>{code('urgency', m.assessed.urgency)} · {m.assessed.domains.map((d) => code('domain', d)).join(', ')} · {code('profession', m.assessed.profession)} <small>{stamp(m.assessed.at, now)}</small></p>
          {m.assessed.facts.length > 0 && <p class="s">{m.assessed.facts.map((f) => code('fact', f)).join(' · ')}</p>}
        </section>
      )}
      {m.segment && (
        <section data-part="segment">
          <Sub class="panel-sub">{t('panel.segment')}</Sub>
          {m.segment.name ? <p><b>{m.segment.name}</b> {m.segment.due ? <Chip tone="soon">{t('panel.segmentDue')}</Chip> : m.segment.review && <small>{t('panel.segmentReview', { day: dayField(m.segment.review) })}</small>}</p> : <p>{t('panel.segmentNone')}</p>}
          {m.segment.path && <p class="s">{m.segment.path}</p>}
          {(m.segment.own || m.segment.name) && <p>{m.segment.own ? (m.segment.own.me ? t('panel.ownMe') : t('panel.own', { name: m.segment.own.name })) : t('panel.ownNone')}</p>}
        </section>
      )}
      {m.steps.length > 0 && (
        <section>
          <Sub class="panel-sub">{t('panel.steps')}</Sub>
          <ul class="steplist">
            {m.steps.map((s) => (
              <li key={s.id}>
                <b>{s.service}</b>{s.session && ` ${s.session.nth}/${s.session.of}`} <Chip tone={s.state === 'done' ? 'ok' : s.state === 'missed' ? 'late' : s.state === 'booked' ? 'law' : 'plain'}>{code('stepState', s.state)}</Chip>
                {s.at && <><br />{momentInWords(s.at, now)} · {s.minutes} min · {code('mode', s.mode ?? '')}{s.place ? ` · ${s.place}` : ''}</>}
                <StepTimes s={s} now={now} />
                {s.outcome && <><br /><small>{code('outcome', s.outcome)}</small></>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Why key={`why${m.id}`} m={m} />
      <Messages key={m.id} m={m} />
      <section>
        <Sub class="panel-sub">{t('panel.holder')}</Sub>
        <p>{m.holder.team}{m.holder.staff ? ` · ${m.holder.me ? t('row.mine') : m.holder.staffLabel}` : ` · ${t('row.free')}`} <small>{m.handsCount > 0 ? ` · ${t('panel.hands', { n: m.handsCount })}` : ''}{m.contactsCount > 1 ? ` · ${t('panel.contacts', { n: m.contactsCount })}` : ''}{m.reopened > 0 ? ` · ${t('panel.reopened', { n: m.reopened })}` : ''}</small></p>
      </section>
      {m.opinions.length > 0 && (
        <section>
          <Sub class="panel-sub">{t('panel.opinions')}</Sub>
          <ul class="steplist">
            {m.opinions.map((o) => (
              <li key={o.id}>
                <b>{o.team}</b>{o.state !== 'answered' && <> <Chip tone={o.state === 'open' ? 'soon' : 'plain'}>{t(o.state === 'open' ? 'panel.opinionOpen' : 'panel.opinionWithdrawn')}</Chip></>}
                <br /><span class="keep" dir="auto">{o.question}</span> <small>{o.asker}, {stamp(o.asked, now)}</small>
                {o.answer !== null && <blockquote class="quote keep" dir="auto">{o.answer} <small>{o.answerer}, {stamp(o.ended ?? o.asked, now)}</small></blockquote>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {(m.joinedInto || m.duplicates.length > 0 || m.samePerson.length > 0) && (
        <section>
          <Sub class="panel-sub">{t('panel.sameNeed')}</Sub>
          {m.joinedInto && <p>{t('panel.joinedInto')} {m.joinedInto.id === null ? <bdi class="nowrap">{m.joinedInto.code}</bdi> : <a href={`?matter=${m.joinedInto.id}`}><bdi class="nowrap">{m.joinedInto.code}</bdi></a>}</p>}
          {m.duplicates.length > 0 && <p>{t('panel.duplicates')} <Others list={m.duplicates} now={now} /></p>}
          {m.samePerson.length > 0 && <p>{t('panel.samePerson', { n: m.samePerson.length })} <Others list={m.samePerson} now={now} /></p>}
        </section>
      )}
      <section>
        <Sub class="panel-sub">{t('panel.timeline')}</Sub>
        <ol class="steps dense">
          {m.timeline.map((e) => <li key={`${e.seq}${e.kind}`}>{stamp(e.at, now)} · {code('kind', kindOf(e))}{stateOf(e)} {e.by && <small>{e.by}</small>}</li>)}
        </ol>
      </section>
    </article>
  );
}
/** What the resident and we have written; fetched when asked for. */
function Messages({ m }: { m: MatterView }) {
  const [open, setOpen] = useState(false);
  return open ? <MessagesPanel base={`/matters/${m.id}`} events="/events" side="staff" writes={m.actions.length > 0 && !m.offer?.toMe} onSignedOut={() => location.reload()} />
    : <p><button type="button" class="q" data-do="messages" onClick={() => setOpen(true)}>{t('panel.messages')}</button></p>;
}
/** With whom the booked visit is, or which time is kept for the resident and until when. */
function StepTimes({ s, now }: { s: StepView; now: number }) {
  const slots = s.slots ?? [];
  const held = slots.filter((x) => x.state === 'held');
  const who = workersOf(slots).join(', ');
  if (slots.length === 0) return null;
  const until = held[0]?.until;
  return (
    <>
      {held[0] && (s.state !== 'booked' || s.earlier?.offered) && <><br />{momentInWords(held[0].at, now)} · {held[0].minutes} min · {code('mode', held[0].mode)}</>}
      <br />{who}{new Set(slots.map((x) => x.worker)).size > 1 && <small> · {t('panel.together', { n: workersOf(slots).length })}</small>}
      {until && <><br /><Chip tone="soon">{t(s.state === 'offered' || s.earlier?.offered ? 'panel.offeredUntil' : 'panel.heldUntil', { until: momentInWords(until, now) })}</Chip></>}
    </>
  );
}
/** Those that still run first, the soonest on top. */
const byUrgency = (a: PromiseView, b: PromiseView): number => {
  const open = (p: PromiseView): number => (p.state === 'overdue' || p.state === 'running' ? 0 : 1);
  return open(a) - open(b) || (a.due ?? '9').localeCompare(b.due ?? '9') || a.id - b.id;
};
/** A step ends in one of several ways, and the line says which. */
const kindOf = (e: MatterView['timeline'][number]): string => (e.kind === 'step_ended' && e.detail.state ? `step_${e.detail.state}` : e.kind);
/** How a walk-in number stood at the line's moment. */
const stateOf = (e: MatterView['timeline'][number]): string => (e.kind === 'ticket_moved' ? ` ${code('ticketState', e.detail.state ?? '')}` : e.kind === 'ticket_given' ? ` ${e.detail.number}` : '');
const numberWords = (n: NonNullable<MatterView['number']>): string => t('panel.number', { n: n.number, state: code('ticketState', n.state) });

const Others = ({ list, now }: { list: OtherMatter[]; now: number }) => (
  <>{list.map((o, i) => <span key={o.id}>{i > 0 && ', '}<a href={`?matter=${o.id}`}><bdi class="nowrap">{o.code}</bdi></a> <small>{code('channel', o.channel)}, {stamp(o.asked, now)}</small></span>)}</>
);
function ReturnedNote({ m, now }: { m: MatterView; now: number }) {
  const back = m.returned;
  if (!back) return null;
  const at = stamp(back.at, now);
  return <Note tone="late" role="alert">{back.reason === null ? t('panel.returnedUnanswered', { team: back.team, at }) : t('panel.returnedDeclined', { team: back.team, at, reason: code('declineReason', back.reason) })}</Note>;
}
function UnusedNote({ m, now }: { m: MatterView; now: number }) {
  const unused = m.unused;
  if (!unused || m.state === 'closed') return null;
  const words = [unused.missed && t('panel.missed', { at: stamp(unused.missed, now) }), t('panel.unused', { n: unused.times }), unused.callFirst && t('panel.callFirst')].filter(Boolean).join(' ');
  return unused.missed ? <div data-note="missed"><Note tone="late" role="alert">{words}</Note></div> : <p class="s">{words}</p>;
}
function OfferNote({ m, now }: { m: MatterView; now: number }) {
  const offer = m.offer;
  if (!offer) return null;
  const reason = code('offerReason', offer.reason);
  return <Note tone="soon">{offer.toMe ? t('panel.offeredToUs', { from: m.holder.team, since: stamp(offer.since, now), reason }) : t('panel.offeredByUs', { team: offer.team, since: stamp(offer.since, now), reason })} {t('panel.offerLapses', { until: momentInWords(offer.until, now) })}</Note>;
}
/** What the county's tables said; fetched when asked for. Whom a table found has no other words: there it stands at once. */
function Why({ m }: { m: MatterView }) {
  const [open, setOpen] = useState(m.channel === 'outreach');
  return open ? <Grounds key={m.version} matter={m.id} /> : <p class="noprint"><button type="button" class="q" data-do="grounds" onClick={() => setOpen(true)}>{t('panel.grounds')}</button></p>;
}
