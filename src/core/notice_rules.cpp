#include "core/notice_rules.hpp"

#include "core/timetable.hpp"

namespace vuoro::core::notice_rules {

namespace {

NoticeId newest_of(const Tables& t, MatterId matter) {
  const auto found = t.notices_of.find(matter.n);
  return found == t.notices_of.end() ? NoticeId{} : found->second;
}

/// Whether the person may have got it. What was tried may have gone out though nobody heard back, unless the
/// gateway would not take it.
bool may_be_known(const NoticeRow& row) {
  return row.fault != NoticeFault::no_address && row.fault != NoticeFault::refused;
}

bool about_a_booking(NoticeKind kind) {
  return kind == NoticeKind::booked || kind == NoticeKind::moved || kind == NoticeKind::cancelled_by_unit ||
         kind == NoticeKind::cancelled_by_person;
}

bool offer_open(const Tables& t, StepId step, Moment until) {
  bool open = false;
  timetable::for_each_place(t, step, [&](SlotId, const PlaceRow& place) {
    open = open || (place.state == PlaceState::held && place.until == until);
  });
  const auto earlier = t.earlier.find(step.n);  // offered to a step that keeps its booking meanwhile
  const bool asked = t.steps[step.n].state == StepState::offered ||
                     (earlier != t.earlier.end() && earlier->second.offered != 0);
  return open && asked;
}

}  // namespace

const NoticeRow* last_time_told(const Tables& t, MatterId matter, StepId step) {
  for (NoticeId id = newest_of(t, matter); id; id = t.notices[id.n].older) {
    const NoticeRow& row = t.notices[id.n];
    if (row.step == step && about_a_booking(row.kind) && may_be_known(row)) return &row;
  }
  return nullptr;
}

NoticeId find(const Tables& t, MatterId matter, StepId step, NoticeKind kind, Moment about,
              std::uint8_t nth) {
  for (NoticeId id = newest_of(t, matter); id; id = t.notices[id.n].older) {
    const NoticeRow& row = t.notices[id.n];
    if (row.step == step && row.kind == kind && row.about == about && row.nth == nth) return id;
  }
  return {};
}

bool holds(const Tables& t, MatterId matter, StepId step, NoticeKind kind, Moment about, Instant now) {
  if (kind == NoticeKind::callback_missed) {
    const auto callback = t.callbacks.find(matter.n);
    return t.matters.has(matter.n) && t.matters[matter.n].status == MatterStatus::open &&
           callback != t.callbacks.end() && !callback->second.reached;
  }
  if (!t.steps.has(step.n)) return false;
  const StepRow& s = t.steps[step.n];
  if (kind == NoticeKind::visit_missed)
    return s.state == StepState::missed && s.begin == about &&
           t.matters[matter.n].status == MatterStatus::open;
  if (about.instant() <= now) return false;
  const bool booked_then = s.state == StepState::booked && s.begin == about;
  switch (kind) {
    case NoticeKind::time_offered:
      return offer_open(t, step, about);
    case NoticeKind::booked:
    case NoticeKind::moved:
    case NoticeKind::reminder:
      return booked_then;
    case NoticeKind::cancelled_by_unit:
    case NoticeKind::cancelled_by_person:
      // Another time booked meanwhile is told as a move, which says it all.
      return s.state != StepState::booked && s.state != StepState::done && s.state != StepState::missed;
    case NoticeKind::callback_missed:
    case NoticeKind::visit_missed:
      break;
  }
  return false;
}

}  // namespace vuoro::core::notice_rules
