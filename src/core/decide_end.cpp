#include <algorithm>

#include "core/callbacks.hpp"
#include "core/course.hpp"
#include "core/draft.hpp"
#include "core/hands.hpp"
#include "core/timetable.hpp"

/// How promises are lengthened or voided, how matters end, and how the last action is taken back.
namespace vuoro::core {

namespace {

struct HeldPromise {
  const PromiseRow* promise = nullptr;
  const promises::Rule* rule = nullptr;
  Answer refusal;
};

HeldPromise held_promise(const Draft& d, PromiseId id) {
  if (!d.t.promises.has(id.n)) return {nullptr, nullptr, Refusal{RefusalCode::unknown_promise, id.n}};
  const PromiseRow& p = d.t.promises[id.n];
  const Held held = held_open(d, p.matter);
  if (held.refusal) return {nullptr, nullptr, held.refusal};
  if (p.state != PromiseState::running) return {nullptr, nullptr, Refusal{RefusalCode::promise_ended, id.n}};
  const promises::Rule* rule = d.setting.pack.find(d.t.limits[p.limit - 1U].rule);
  if (rule == nullptr) return {nullptr, nullptr, Refusal{RefusalCode::rule_not_bound, id.n}};
  return {&p, rule, std::nullopt};
}

/// The version's index that the interned limit came from. Versions for different ages begin on the same day,
/// so the limit itself tells; the rule may have changed its list since, and then the day must do.
std::uint16_t version_of(const promises::Rule& rule, const LimitRow& limit) {
  std::size_t found = 0;
  for (std::size_t i = rule.versions.size(); i-- > 0;) {
    const promises::Version& v = rule.versions[i];
    if (v.from != limit.version_from) continue;
    found = i;
    if (v.limit == promises::Limit{limit.n, limit.unit}) break;
  }
  return static_cast<std::uint16_t>(found);
}

promises::Due due_of(const Draft& d, PromiseId id, const PromiseRow& p, const promises::Rule& rule) {
  const LimitRow& limit = d.t.limits[p.limit - 1U];
  promises::Due due;
  due.due = p.due.instant();
  due.steer = due.due;
  const auto counted = d.t.counted_from.find(id.n);
  due.counted_from = counted == d.t.counted_from.end() ? p.start.instant() : Instant{counted->second};
  due.n = limit.n;
  due.unit = limit.unit;
  due.roll = limit.roll;
  due.version = due.decided_by = version_of(rule, limit);
  due.version_from = limit.version_from;
  due.conf = limit.confidence;
  due.placeholder = limit.placeholder;
  due.legal = limit.legal;
  return due;
}

/// The step proposed last, or the whole course that it is of.
void take_back_proposal(Draft& d, StepId newest) {
  const std::vector<StepId> course = course::sessions_of(d.t, newest);
  if (course.empty()) d.emit(StepEnded{newest, StepState::cancelled, Outcome::none, {}});
  for (const StepId step : course) d.emit(StepEnded{step, StepState::cancelled, Outcome::none, {}});
}

/// When the tries were used up, as it stands when the last try is taken back.
Instant unreached_without(const Draft& d, MatterId id, Moment taken_back) {
  const auto row = d.t.callbacks.find(id.n);
  if (row == d.t.callbacks.end() || !row->second.unreached || row->second.unreached == taken_back) return {};
  return row->second.unreached.instant();
}

Answer take_back(Draft& d, MatterId id, const MatterRow& m) {
  switch (static_cast<Action>(m.last_action)) {
    case Action::take:
      d.emit(MatterReleased{id});
      break;
    case Action::release:
      d.emit(MatterTaken{id, StaffId{m.last_subject}});
      break;
    case Action::answer:
      d.emit(AnswerWithdrawn{id});
      break;
    case Action::assess:
      d.emit(AssessmentWithdrawn{id, d.setting.contact_domains, {}});
      break;
    case Action::offer:
      d.emit(HandOverWithdrawn{id, m.offered_to});
      break;
    case Action::propose:
      take_back_proposal(d, m.first_step);
      break;
    case Action::try_call:
      d.emit(TryWithdrawn{id, Instant{m.last_subject}, unreached_without(d, id, Moment{m.last_subject})});
      break;
    case Action::segment:
      d.emit(SegmentWithdrawn{id});
      break;
    case Action::name_contact:
      d.emit(ContactDropped{id});
      break;
    case Action::close:
      if (d.t.joined_into.contains(id.n)) return decide_on(d, SeparateMatters{id});
      d.emit(MatterReopened{id, ReopenReason::closing_undone});
      break;
    default:
      return Refusal{RefusalCode::nothing_to_undo, id.n};
  }
  d.restore_promises(m);
  return {};
}

/// Undo of what was done to a step.
Answer take_back_step(Draft& d, const MatterRow& m) {
  const StepId id{m.last_subject};
  if (!d.t.steps.has(id.n)) return Refusal{RefusalCode::nothing_to_undo, id.n};
  const StepRow& s = d.t.steps[id.n];
  if (s.state == StepState::booked) {
    d.emit(BookingCancelled{id, CancelledBy::mistake});
    return {};
  }
  // Somebody may have booked the person for the same time meanwhile.
  if (s.begin && timetable::overlaps(d.t, m.person, s.begin.instant(), s.minutes)) {
    return Refusal{RefusalCode::overlapping_booking, id.n};
  }
  std::optional<Refusal> gone;
  std::vector<SlotId> left;
  timetable::for_each_place(d.t, id, [&](SlotId slot, const PlaceRow& place) {
    if (place.state != PlaceState::left || place.until) return;
    left.push_back(slot);
    if (timetable::free_places(d.t, slot, Moment::of(d.now), id) == 0)
      gone = Refusal{RefusalCode::slot_taken, slot.n};
  });
  if (s.begin && gone) return gone;
  d.emit(StepResumed{id, s.begin ? StepState::booked : StepState::proposed});
  if (s.begin) {
    for (const SlotId slot : left) d.emit(PlaceTaken{id, slot});
  }
  d.restore_promises(m);
  return {};
}

}  // namespace

Answer decide_on(Draft& d, const ExtendPromise& c) {
  const HeldPromise held = held_promise(d, c.promise);
  if (held.refusal) return held.refusal;
  const auto until = c.until == calendar::open_end ? std::nullopt : std::optional<Day>(c.until);
  const auto extended = promises::extend(d.setting.calendar, *held.rule,
                                         due_of(d, c.promise, *held.promise, *held.rule), c.reason, until);
  // A promise is lengthened once: the law's extension is a figure, not a step to be repeated.
  if (!extended || d.t.due_before_extension.contains(c.promise.n)) {
    return Refusal{RefusalCode::extension_not_allowed, c.promise.n};
  }
  d.emit(PromiseExtended{c.promise, extended->due, c.reason});
  d.decision.subject = held.promise->matter.n;
  return {};
}

Answer decide_on(Draft& d, const VoidPromise& c) {
  const HeldPromise held = held_promise(d, c.promise);
  if (held.refusal) return held.refusal;
  d.emit(PromiseEnded{c.promise, PromiseState::voided, reason_of(c.reason),
                      std::max(d.now, held.promise->start.instant())});
  d.decision.subject = held.promise->matter.n;
  return {};
}

Answer decide_on(Draft& d, const CloseMatter& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (c.reason == CloseReason::none) return Refusal{RefusalCode::no_reason, c.matter.n};
  if (chat_live(d, c.matter)) return Refusal{RefusalCode::chat_live, c.matter.n};
  if (const TicketId ticket = live_ticket(d.t, c.matter))
    return Refusal{RefusalCode::ticket_live, d.t.tickets[ticket.n].number};
  for (StepId step = held.row->first_step; step; step = d.t.steps[step.n].older) {
    if (!ended(d.t.steps[step.n].state)) return Refusal{RefusalCode::open_steps, step.n};
  }
  if (held.row->offered_to) d.emit(HandOverWithdrawn{c.matter, held.row->offered_to});
  for_each_question(d.t, c.matter, [&](ConsultationId id, const ConsultationRow& row) {
    if (!row.ended) d.emit(ConsultationWithdrawn{id});
  });
  d.emit(MatterClosed{c.matter, c.reason});
  d.stop_promises(*held.row, {promises::Trigger::matter_closed}, d.now);
  d.close_promises(*held.row);
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const ReopenMatter& c) {
  const Held held = held_ever(d, c.matter);
  if (held.refusal) return held.refusal;
  const MatterRow& m = *held.row;
  if (m.status == MatterStatus::open) return Refusal{RefusalCode::matter_open, c.matter.n};
  if (d.t.joined_into.contains(c.matter.n)) return decide_on(d, SeparateMatters{c.matter});
  if (d.now < m.closed.instant()) return Refusal{RefusalCode::bad_time, c.matter.n};
  if (c.reason == ReopenReason::closing_undone) return Refusal{RefusalCode::no_reason, c.matter.n};
  d.emit(MatterReopened{c.matter, c.reason});
  d.resume_promises(m);
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const UndoLast& c) {
  if (!d.t.matters.has(c.matter.n)) return Refusal{RefusalCode::unknown_matter, c.matter.n};
  const MatterRow& m = d.t.matters[c.matter.n];
  const auto action = static_cast<Action>(m.last_action);
  if (!d.actor.staff || m.last_by != d.actor.staff || action == Action::none) {
    return Refusal{RefusalCode::nothing_to_undo, c.matter.n};
  }
  if (d.actor.team != m.team) return Refusal{RefusalCode::not_holder, m.team.n};
  if (d.now < m.changed.instant() || d.now - m.changed.instant() > d.setting.undo_within) {
    return Refusal{RefusalCode::undo_too_late, c.matter.n};
  }
  if ((m.ended_by_last >> ended_beyond) != 0) return Refusal{RefusalCode::nothing_to_undo, c.matter.n};
  d.decision.subject = c.matter.n;
  const bool of_step = action == Action::book || action == Action::complete || action == Action::miss ||
                       action == Action::refuse;
  return of_step ? take_back_step(d, m) : take_back(d, c.matter, m);
}

}  // namespace vuoro::core
