#include <algorithm>

#include "calendar/zone.hpp"
#include "core/draft.hpp"
#include "core/timetable.hpp"
#include "core/unused.hpp"

/// Assessment of need, recorded facts, steps and their bookings.
namespace vuoro::core {

namespace {

using promises::Domain;
using promises::Trigger;

constexpr promises::DomainSet social_domains{Domain::social, Domain::disability, Domain::child, Domain::older,
                                             Domain::social_assistance};

}  // namespace

HeldStep held_step(const Draft& d, StepId id) {
  if (!d.t.steps.has(id.n)) return {nullptr, nullptr, Refusal{RefusalCode::unknown_step, id.n}};
  const StepRow& s = d.t.steps[id.n];
  const Held held = held_open(d, s.matter);
  if (held.refusal) return {nullptr, nullptr, held.refusal};
  if (ended(s.state)) return {nullptr, nullptr, Refusal{RefusalCode::step_ended, id.n}};
  return {&s, held.row, std::nullopt};
}

HeldStep chosen_step(const Draft& d, StepId id) {
  if (!d.t.steps.has(id.n)) return {nullptr, nullptr, Refusal{RefusalCode::unknown_step, id.n}};
  const StepRow& s = d.t.steps[id.n];
  const bool provider = d.actor.kind == ActorKind::staff && d.actor.team == s.team;
  if (d.actor.kind != ActorKind::resident && !provider) return held_step(d, id);
  const MatterRow& m = d.t.matters[s.matter.n];
  if (m.status == MatterStatus::closed)
    return {nullptr, nullptr, Refusal{RefusalCode::matter_closed, s.matter.n}};
  if (ended(s.state)) return {nullptr, nullptr, Refusal{RefusalCode::step_ended, id.n}};
  if (d.now < m.opened.instant()) return {nullptr, nullptr, Refusal{RefusalCode::bad_time, id.n}};
  return {&s, &m, std::nullopt};
}

Answer decide_on(Draft& d, const AssessNeed& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  const MatterRow& m = *held.row;
  if (m.assessed) return Refusal{RefusalCode::already_assessed, c.matter.n};
  if (c.domains.empty()) return Refusal{RefusalCode::no_domains, c.matter.n};
  if (c.urgency == Urgency::unassessed) return Refusal{RefusalCode::no_reason, c.matter.n};

  TriggerSet pulse{Trigger::hta_done};
  TriggerSet since_contact;
  if (c.domains.has_any(social_domains)) {
    // Whoever says how urgent a social need is has assessed the urgent need of help (SHL 36.1 §; decision
    // 128).
    if (!m.happened.has(Trigger::urgent_assessed)) pulse.insert(Trigger::urgent_assessed);
    // The client contacted the authority to get services, and an employee learnt of a possible need, when the
    // contact arrived (SHL 34 and 36 §): those clocks start there, although the domain is known only now.
    for (const Trigger t : {Trigger::social_contact, Trigger::matter_pending, Trigger::need_known}) {
      // Whom a county's table found has not contacted anybody: only that the need is known began then.
      const bool began = m.channel != Channel::outreach || t == Trigger::need_known;
      if (began && !m.happened.has(t)) since_contact.insert(t);
    }
  }
  pulse.bits |= since_contact.bits;
  d.emit(NeedAssessed{c.matter, c.urgency, c.profession, c.domains, c.facts, pulse});
  d.stop_promises(m, {Trigger::hta_done}, d.now);
  Situation situation = d.situation_of(c.matter, m);
  situation.domains = c.domains;
  situation.facts.bits |= c.facts.bits;
  situation.hta_done = d.now;
  since_contact.for_each([&](Trigger t) { d.start_promises(t, situation, m.opened.instant()); });
  if (c.domains.has_any(social_domains)) {
    d.stop_promises(m, {Trigger::urgent_assessed}, d.now);
    d.stop_started({Trigger::urgent_assessed}, d.now);
  }
  // Facts learnt now may bring in rules whose start was the contact itself (urgent care, TervL 50 §).
  TriggerSet happened = m.happened;
  happened.bits |= pulse.bits;
  if (m.channel != Channel::outreach)
    d.start_late(Trigger::contact_received, situation, m.opened.instant(), m, happened);
  d.start_promises(Trigger::hta_done, situation, d.now);
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const RecordFact& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  d.emit(FactRecorded{c.matter, c.trigger});
  d.stop_promises(*held.row, {c.trigger}, d.now);
  d.start_promises(c.trigger, d.situation_of(c.matter, *held.row), d.now);
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const ProposeStep& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (c.service.n == 0 || c.service.n >= d.setting.services.size() ||
      !d.setting.services[c.service.n].service) {
    return Refusal{RefusalCode::unknown_service, c.service.n};
  }
  if (!held.row->assessed) return Refusal{RefusalCode::not_assessed, c.matter.n};
  if (c.due != no_due && (c.due < held.row->opened.instant() || c.due > latest)) {
    return Refusal{RefusalCode::bad_time, c.matter.n};
  }
  if (const Answer refused = weigh(d, c.advice)) return refused;
  if (c.advice.verdict == Verdict::routed || c.advice.verdict == Verdict::found)
    return Refusal{RefusalCode::unknown_version, c.advice.table.n};
  if (c.advice.verdict == Verdict::not_met && c.otherwise == Otherwise::none)
    return Refusal{RefusalCode::otherwise_needed, c.matter.n};
  const TeamId provider = d.setting.services[c.service.n].team;
  const StepId id{static_cast<std::uint32_t>(d.t.steps.size() + 1)};
  d.emit(StepProposed{id, c.matter, c.service, provider ? provider : held.row->team, c.due});
  note_advice(d, c.matter, id, c.advice,
              c.advice.verdict == Verdict::not_met ? c.otherwise : Otherwise::none);
  d.decision.subject = id.n;
  return {};
}

Answer decide_on(Draft& d, const BookStep& c) {
  const HeldStep held = held_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (held.step->state == StepState::booked) return Refusal{RefusalCode::step_already_booked, c.step.n};
  if (c.begin < held.matter->opened.instant() || c.begin > latest || c.minutes > 24 * 60) {
    return Refusal{RefusalCode::bad_time, c.step.n};
  }
  if (timetable::overlaps(d.t, held.matter->person, c.begin, c.minutes)) {
    return Refusal{RefusalCode::overlapping_booking, c.step.n};
  }
  d.emit(StepBooked{c.step, c.begin, c.minutes, c.mode});
  d.decision.subject = c.step.n;
  return {};
}

Answer decide_on(Draft& d, const CancelBooking& c) {
  // People may cancel their own times.
  const HeldStep held = d.actor.kind == ActorKind::resident && c.by == CancelledBy::person
                            ? chosen_step(d, c.step)
                            : held_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (held.step->state != StepState::booked) return Refusal{RefusalCode::step_not_booked, c.step.n};
  // BookTimes moves, UndoLast takes back a mistake, and what is late the county says.
  if (c.by != CancelledBy::person && c.by != CancelledBy::unit)
    return Refusal{RefusalCode::no_reason, c.step.n};
  if (begun_for_resident(d, *held.step)) return Refusal{RefusalCode::slot_past, c.step.n};
  // The booking ends, the need stays: the clock keeps its original start (rules-and-indicators §2.12).
  const bool own = c.by == CancelledBy::person;
  d.emit(BookingCancelled{c.step, own ? own_cancelling(d.setting, *held.step, d.now) : c.by});
  d.decision.subject = c.step.n;
  return {};
}

Answer decide_on(Draft& d, const CompleteStep& c) {
  const HeldStep held = held_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (held.step->state != StepState::booked) return Refusal{RefusalCode::step_not_booked, c.step.n};
  if (c.outcome == Outcome::none) return Refusal{RefusalCode::no_reason, c.step.n};
  const Instant begin = held.step->begin.instant();
  if (calendar::local_day(d.now) < calendar::local_day(begin))
    return Refusal{RefusalCode::visit_not_begun, c.step.n};
  TriggerSet pulse;
  if (held.step->service.n < d.setting.services.size())
    pulse = d.setting.services[held.step->service.n].on_done;
  pulse.insert(Trigger::step_done);
  // A visit written down later stopped the clock when it was held, not when it was written.
  const Instant held_at = held.step->minutes != 0 ? begin : calendar::end_of_day(calendar::local_day(begin));
  const Instant stopped = std::min(held_at, d.now);
  d.emit(StepEnded{c.step, StepState::done, c.outcome, pulse});
  d.stop_promises(*held.matter, pulse, stopped);
  const Situation situation = d.situation_of(held.step->matter, *held.matter);
  pulse.for_each([&](Trigger t) { d.start_promises(t, situation, stopped); });
  d.decision.subject = c.step.n;
  return {};
}

Answer decide_on(Draft& d, const MissStep& c) {
  const HeldStep held = held_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (held.step->state != StepState::booked) return Refusal{RefusalCode::step_not_booked, c.step.n};
  if (calendar::local_day(d.now) < calendar::local_day(held.step->begin.instant())) {
    return Refusal{RefusalCode::visit_not_begun, c.step.n};
  }
  d.emit(StepEnded{c.step, StepState::missed, Outcome::none, {}});
  d.decision.subject = c.step.n;
  return {};
}

Answer decide_on(Draft& d, const RefuseStep& c) {
  const HeldStep held = held_step(d, c.step);
  if (held.refusal) return held.refusal;
  d.emit(StepEnded{c.step, StepState::refused, Outcome::none, {}});
  d.decision.subject = c.step.n;
  return {};
}

}  // namespace vuoro::core
