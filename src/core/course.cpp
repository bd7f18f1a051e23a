#include "core/course.hpp"

#include <algorithm>

#include "calendar/zone.hpp"
#include "core/timetable.hpp"

namespace vuoro::core::course {

std::vector<StepId> sessions_of(const Tables& t, StepId step) {
  std::vector<StepId> found;
  const auto own = t.sessions.find(step.n);
  if (own == t.sessions.end()) return found;
  for (StepId s = t.matters[t.steps[step.n].matter.n].first_step; s; s = t.steps[s.n].older) {
    const auto row = t.sessions.find(s.n);
    if (row != t.sessions.end() && row->second.first == own->second.first) found.push_back(s);
  }
  std::ranges::reverse(found);  // steps are listed newest first, and sessions are proposed in their order
  return found;
}

Visit visit_of(const Tables& t, StepId step) {
  const StepRow& s = t.steps[step.n];
  Visit visit{s.begin, std::int64_t{s.begin.s} + std::int64_t{s.minutes} * 60, {}};
  if (s.state != StepState::booked && s.state != StepState::done) return {};
  timetable::for_each_place(t, step, [&](SlotId slot, const PlaceRow& place) {
    if (place.state == PlaceState::booked && t.slots[slot.n].begin == s.begin)
      visit.worker = t.slots[slot.n].worker;
  });
  return visit;
}

Visit visit_in(const Tables& t, SlotId slot) {
  const SlotRow& s = t.slots[slot.n];
  return {s.begin, s.end(), s.worker};
}

bool gap_holds(const SessionRow& next, const Visit& before, const Visit& after) {
  if (after.begin.s < before.end) return false;
  const int days = calendar::local_day(after.begin.instant()) - calendar::local_day(before.begin.instant());
  return days >= next.least_days && days <= next.most_days;
}

bool beyond_gap(const SessionRow& next, const Visit& before, const Visit& after) {
  return calendar::local_day(after.begin.instant()) - calendar::local_day(before.begin.instant()) >
         next.most_days;
}

bool stands_between(const Tables& t, StepId step, const Visit& wanted) {
  const std::vector<StepId> all = sessions_of(t, step);
  const auto at = std::ranges::find(all, step);
  if (at == all.end()) return true;
  if (at != all.begin()) {
    const Visit before = visit_of(t, *std::prev(at));
    if (before.begin && !gap_holds(t.sessions.at(step.n), before, wanted)) return false;
  }
  if (std::next(at) == all.end()) return true;
  const Visit after = visit_of(t, *std::next(at));
  return !after.begin || gap_holds(t.sessions.at(std::next(at)->n), wanted, after);
}

}  // namespace vuoro::core::course
