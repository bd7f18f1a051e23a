#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/viewer.hpp"
#include "core/state.hpp"
#include "twin/deed.hpp"

namespace vuoro::twin {

/// One line of a forecast about promises: a rule, and the service that the matter waited for in the week. The
/// team is the one that gives the service; without a service, the holder.
struct PromiseLine {
  RuleId rule;
  TeamId team;
  ServiceId service;

  friend constexpr auto operator<=>(const PromiseLine&, const PromiseLine&) = default;
};

/// One week of a line.
struct PromiseWeek {
  std::uint32_t due = 0;     ///< Promises that fell due, but for those that were void before.
  std::uint32_t broken = 0;  ///< Of those, not kept when they fell due.
};

/// One week of a team's service; with service none, of its answering of contacts.
struct CareWeek {
  std::int32_t queue = 0;    ///< At the week's end: proposed and not yet visited, with a time or without.
  std::uint32_t served = 0;  ///< Visits held, or contacts answered.
  std::uint32_t used = 0;    ///< Visit times that came, held or not.
  double waited = 0;         ///< Days, of those served, summed.
};

/// What happened in each of some weeks, read from a State. The same reading serves the past, the future and
/// what came of a forecast.
struct Outlook {
  std::map<PromiseLine, std::vector<PromiseWeek>> promises;
  std::map<CareKey, std::vector<CareWeek>> care;
};

/// Weeks of seven days from `from`. A promise is broken in the week in which it falls due and is not kept by
/// then, whatever comes later. Nothing after the State's end is known, so weeks must lie before it. Empty
/// for a viewer that may not see the whole. O(rows).
Outlook outlook_of(const core::State& state, const Viewer& viewer, Instant from, int weeks);

}  // namespace vuoro::twin
