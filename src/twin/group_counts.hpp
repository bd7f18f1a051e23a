#pragma once

#include <vector>

#include "base/viewer.hpp"
#include "content/planning.hpp"
#include "core/state.hpp"

namespace vuoro::twin {

/// Promises of some people, over some weeks.
struct GroupCount {
  double due = 0;      ///< Fell due, but for those that were void before.
  double broken = 0;   ///< Of those, not kept when they fell due.
  double overdue = 0;  ///< At the end of the weeks: fallen due, and not kept, voided or given up since.
};

/// All; then each protected group of planning.toml in its order; then those in none. Who belongs to two
/// groups is counted in both, so groups need not add up to all. Weeks of seven days from `from`, as
/// outlook_of counts them; nothing after the State's end is known. Empty for a viewer that may not see the
/// whole. O(promises · groups).
std::vector<GroupCount> counts_by_group(const core::State& state, const Viewer& viewer,
                                        const content::Planning& planning, Instant from, int weeks);

}  // namespace vuoro::twin
