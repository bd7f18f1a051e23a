#include "twin/group_counts.hpp"

#include "core/view.hpp"
#include "planner/groups.hpp"
#include "twin/outlook.hpp"

namespace vuoro::twin {

std::vector<GroupCount> counts_by_group(const core::State& state, const Viewer& viewer,
                                        const content::Planning& planning, Instant from, int weeks) {
  std::vector<GroupCount> counts;
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return counts;
  const planner::Groups groups(state, planning);
  counts.resize(groups.count() + 2);
  const std::int64_t end = from.s + std::int64_t{weeks} * 7 * 86'400;
  for (const auto& chunk : whole->promises().chunks()) {
    for (const core::PromiseRow& row : chunk) {
      const std::int64_t due = row.due.s;
      const std::int64_t ended = row.ended.s;
      const bool counted = due >= from.s && due < end && fate_of(row) != Fate::voided;
      const bool overdue = due <= end && (ended == 0 || ended > end);
      if (!counted && !overdue) continue;
      const GroupCount one{counted ? 1.0 : 0.0, counted && fate_of(row) == Fate::broken ? 1.0 : 0.0,
                           overdue ? 1.0 : 0.0};
      const auto add = [&](GroupCount& to) {
        to.due += one.due;
        to.broken += one.broken;
        to.overdue += one.overdue;
      };
      add(counts.front());
      bool in_one = false;
      for (std::size_t group = 0; group < groups.count(); ++group) {
        if (!groups.holds(whole->matters()[row.matter.n], group)) continue;
        in_one = true;
        add(counts[group + 1]);
      }
      if (!in_one) add(counts.back());
    }
  }
  return counts;
}

}  // namespace vuoro::twin
