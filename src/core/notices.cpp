#include "core/notices.hpp"

#include "core/notice_rules.hpp"
#include "core/view.hpp"

namespace vuoro::core {

std::vector<Untold> Notices::untold() const {
  std::vector<Untold> found;
  if (viewer_.role() != Role::system) return found;
  const Tables& t = Access::tables(state_);
  found.reserve(t.untold.size());
  for (const auto& [key, row] : t.untold) {
    found.push_back(
        {MatterId{static_cast<std::uint32_t>(key >> 32)}, notice_rules::step_of_untold(key), row});
  }
  return found;
}

std::vector<NoticeId> Notices::unfinished() const {
  if (viewer_.role() != Role::system) return {};
  const auto& all = Access::tables(state_).unfinished;
  return {all.begin(), all.end()};
}

std::vector<Visit> Notices::visits(Instant from, Instant until) const {
  std::vector<Visit> found;
  if (viewer_.role() != Role::system) return found;
  const Tables& t = Access::tables(state_);
  for (auto at = t.visits.lower_bound(queue_key(Moment::of(from), MatterId{}));
       at != t.visits.end() && due_of(*at).instant() < until; ++at) {
    const StepId step{static_cast<std::uint32_t>(*at)};
    found.push_back({step, t.steps[step.n].matter, due_of(*at)});
  }
  return found;
}

const NoticeRow* Notices::notice(NoticeId id) const {
  const Tables& t = Access::tables(state_);
  if (!t.notices.has(id.n) || !visible(state_, viewer_, t.notices[id.n].matter)) return nullptr;
  return &t.notices[id.n];
}

bool Notices::holds(NoticeId id, Instant now) const {
  const Tables& t = Access::tables(state_);
  const NoticeRow& row = t.notices[id.n];
  return notice_rules::holds(t, row.matter, row.step, row.kind, row.about, now);
}

bool Notices::holds(const Untold& untold, Instant now) const {
  return notice_rules::holds(Access::tables(state_), untold.matter, untold.step, untold.what.kind,
                             untold.what.about, now);
}

bool Notices::reminded(const Visit& visit, std::uint8_t nth) const {
  return static_cast<bool>(notice_rules::find(Access::tables(state_), visit.matter, visit.step,
                                              NoticeKind::reminder, visit.begin, nth));
}

Moment Notices::told_at(const Visit& visit) const {
  const Tables& t = Access::tables(state_);
  const auto newest = t.notices_of.find(visit.matter.n);
  for (NoticeId id = newest == t.notices_of.end() ? NoticeId{} : newest->second; id;
       id = t.notices[id.n].older) {
    const NoticeRow& row = t.notices[id.n];
    const bool booking = row.kind == NoticeKind::booked || row.kind == NoticeKind::moved;
    if (row.step == visit.step && booking && row.about == visit.begin && row.state == NoticeState::sent)
      return row.last;
  }
  return {};
}

const MatterRow* Notices::matter(MatterId id) const {
  return visible(state_, viewer_, id) ? &Access::tables(state_).matters[id.n] : nullptr;
}

const StepRow* Notices::step(StepId id) const {
  const Tables& t = Access::tables(state_);
  if (!t.steps.has(id.n) || !visible(state_, viewer_, t.steps[id.n].matter)) return nullptr;
  return &t.steps[id.n];
}

std::vector<NoticeId> Notices::of(MatterId matter) const {
  std::vector<NoticeId> found;
  const Tables& t = Access::tables(state_);
  if (!visible(state_, viewer_, matter)) return found;
  const auto newest = t.notices_of.find(matter.n);
  for (NoticeId id = newest == t.notices_of.end() ? NoticeId{} : newest->second; id;
       id = t.notices[id.n].older)
    found.push_back(id);
  return found;
}

std::vector<Untold> Notices::untold_of(MatterId matter) const {
  std::vector<Untold> found;
  if (!visible(state_, viewer_, matter)) return found;
  const auto& all = Access::tables(state_).untold;
  for (auto at = all.lower_bound(place_key(matter, StepId{})); at != all.end() && at->first >> 32 == matter.n;
       ++at)
    found.push_back({matter, notice_rules::step_of_untold(at->first), at->second});
  return found;
}

std::optional<NeedsRow> Notices::needs(MatterId matter) const {
  const auto& all = Access::tables(state_).needs;
  const auto row = all.find(matter.n);
  if (row == all.end() || !visible(state_, viewer_, matter)) return std::nullopt;
  return row->second;
}

std::optional<std::uint32_t> Notices::calendar(MatterId matter) const {
  const auto& all = Access::tables(state_).calendars;
  const auto row = all.find(matter.n);
  if (row == all.end() || row->second.open == 0 || !visible(state_, viewer_, matter)) return std::nullopt;
  return row->second.generation;
}

}  // namespace vuoro::core
