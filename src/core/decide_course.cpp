#include <algorithm>

#include "core/booking.hpp"
#include "core/course.hpp"
#include "core/draft.hpp"
#include "core/time_rules.hpp"
#include "core/timetable.hpp"
#include "core/unused.hpp"

/// Courses and chains of visits: proposed whole, held, booked, moved and cancelled from a session on. One by
/// one they are steps like any other.
namespace vuoro::core {

namespace {

/// The open sessions from one on, each with the time wanted for it.
struct Wanted {
  std::vector<StepId> steps;
  Answer refusal;
};

Wanted from_here(const Draft& d, StepId from, std::size_t times) {
  Wanted wanted;
  bool here = false;
  for (const StepId step : course::sessions_of(d.t, from)) {
    here = here || step == from;
    if (here && !ended(d.t.steps[step.n].state)) wanted.steps.push_back(step);
  }
  if (wanted.steps.empty() || wanted.steps.size() < times)
    wanted.refusal = Refusal{RefusalCode::no_session, from.n};
  wanted.steps.resize(std::min(wanted.steps.size(), times));
  return wanted;
}

/// Whether the session may have the slot, beside the others that are moved with it.
Answer refused_slot(const Draft& d, const MatterRow& m, StepId step, SlotId id,
                    const std::vector<StepId>& moved) {
  if (!d.t.slots.has(id.n)) return Refusal{RefusalCode::unknown_slot, id.n};
  const SlotRow& slot = d.t.slots[id.n];
  if (slot.blocked != 0) return Refusal{RefusalCode::slot_blocked, id.n};
  if (slot.begin.instant() <= d.now) return Refusal{RefusalCode::slot_past, id.n};
  if (timetable::free_places(d.t, id, Moment::of(d.now), moved) == 0)
    return Refusal{RefusalCode::slot_taken, id.n};
  if (reserved(d.setting, slot, m, d.now)) return Refusal{RefusalCode::slot_reserved, id.n};
  if (!serves(d.setting, slot.type, d.t.steps[step.n].service))
    return Refusal{RefusalCode::slot_wrong_service, id.n};
  if (timetable::overlaps(d.t, m.person, slot.begin.instant(), slot.minutes, moved))
    return Refusal{RefusalCode::overlapping_booking, step.n};
  return {};
}

/// Whether the times follow each other, the session before and the session after as the course wants.
Answer refused_order(const Draft& d, const std::vector<StepId>& steps, std::span<const SlotId> slots) {
  course::Visit before;
  bool before_moved = false;
  for (const StepId step : course::sessions_of(d.t, steps.front())) {
    const auto moved = std::ranges::find(steps, step);
    const bool moves = moved != steps.end();
    const auto index = static_cast<std::size_t>(moved - steps.begin());
    const course::Visit visit = moves ? course::visit_in(d.t, slots[index]) : course::visit_of(d.t, step);
    const SessionRow& row = d.t.sessions.at(step.n);
    if (visit.begin && before.begin && (moves || before_moved)) {
      if (!course::gap_holds(row, before, visit)) return Refusal{RefusalCode::course_gap, step.n};
      if (row.same == SameProfessional::required && before.worker != visit.worker)
        return Refusal{RefusalCode::course_professional, step.n};
    }
    before = visit;
    before_moved = moves;
  }
  return {};
}

/// Everything that must hold before sessions are held or booked.
Answer refused_sessions(const Draft& d, StepId from, const SessionSlots& slots, std::vector<StepId>& steps) {
  const HeldStep held = held_step(d, from);
  if (held.refusal) return held.refusal;
  if (slots.all().empty()) return Refusal{RefusalCode::no_slots, from.n};
  const Wanted wanted = from_here(d, from, slots.all().size());
  if (wanted.refusal) return wanted.refusal;
  for (std::size_t i = 0; i < slots.all().size(); ++i) {
    if (Answer refused = refused_slot(d, *held.matter, wanted.steps[i], slots.all()[i], wanted.steps))
      return refused;
  }
  steps = wanted.steps;
  return refused_order(d, steps, slots.all());
}

bool holds_anything(const Draft& d, StepId step) {
  bool any = false;
  timetable::for_each_place(d.t, step,
                            [&](SlotId, const PlaceRow& p) { any = any || p.state == PlaceState::held; });
  return any;
}

}  // namespace

Answer decide_on(Draft& d, const ProposeCourse& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (c.course == 0 || c.course > d.setting.courses.size())
    return Refusal{RefusalCode::unknown_course, c.course};
  if (!held.row->assessed) return Refusal{RefusalCode::not_assessed, c.matter.n};
  const StepId first{static_cast<std::uint32_t>(d.t.steps.size() + 1)};
  StepId next = first;
  const auto& parts = d.setting.courses[c.course - 1U].parts;
  for (const CourseRule::Part& part : parts) {
    const TeamId provider = d.setting.services[part.service.n].team;
    d.emit(StepProposed{next, c.matter, part.service, provider ? provider : held.row->team, no_due});
    ++next.n;
  }
  std::uint8_t nth = 0;
  next = first;
  for (const CourseRule::Part& part : parts) {
    d.emit(SessionPlanned{next, first, ++nth, part.least_days, part.most_days, part.same});
    ++next.n;
  }
  d.decision.subject = first.n;
  return {};
}

Answer decide_on(Draft& d, const HoldSessions& c) {
  std::vector<StepId> steps;
  if (Answer refused = refused_sessions(d, c.step, c.slots, steps)) return refused;
  for (const StepId step : steps) {
    if (d.t.steps[step.n].state != StepState::proposed)
      return Refusal{RefusalCode::step_already_booked, step.n};
  }
  for (const StepId step : steps) {
    if (holds_anything(d, step)) d.emit(HoldEnded{step, HoldEnd::replaced});
  }
  for (std::size_t i = 0; i < steps.size(); ++i)
    d.emit(PlaceHeld{steps[i], c.slots.all()[i], d.now + d.setting.hold_for});
  d.decision.subject = c.step.n;
  return {};
}

Answer decide_on(Draft& d, const BookSessions& c) {
  std::vector<StepId> steps;
  if (Answer refused = refused_sessions(d, c.step, c.slots, steps)) return refused;
  // All leave first: a session may get the time that the next one had.
  for (const StepId step : steps) {
    if (d.t.steps[step.n].state == StepState::booked) d.emit(BookingCancelled{step, CancelledBy::moved});
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    SlotList one;
    static_cast<void>(one.add(c.slots.all()[i]));
    book(d, steps[i], d.t.steps[steps[i].n].service, one);
  }
  d.emit(CourseBooked{c.step});
  d.decision.subject = c.step.n;
  return {};
}

Answer decide_on(Draft& d, const CancelSessions& c) {
  const bool own = d.actor.kind == ActorKind::resident && c.by == CancelledBy::person;
  const HeldStep held = own ? chosen_step(d, c.step) : held_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (c.by != CancelledBy::person && c.by != CancelledBy::unit)
    return Refusal{RefusalCode::no_reason, c.step.n};
  const Wanted wanted = from_here(d, c.step, 1);
  if (wanted.refusal) return wanted.refusal;
  std::vector<StepId> booked;
  bool here = false;
  for (const StepId step : course::sessions_of(d.t, c.step)) {
    here = here || step == c.step;
    const StepRow& row = d.t.steps[step.n];
    if (here && row.state == StepState::booked && !begun_for_resident(d, row)) booked.push_back(step);
  }
  if (booked.empty()) return Refusal{RefusalCode::step_not_booked, c.step.n};
  for (const StepId step : booked) {
    const bool by_person = c.by == CancelledBy::person;
    d.emit(BookingCancelled{step, by_person ? own_cancelling(d.setting, d.t.steps[step.n], d.now) : c.by});
  }
  d.decision.subject = static_cast<std::uint32_t>(booked.size());
  return {};
}

}  // namespace vuoro::core
