#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/viewer.hpp"
#include "core/rows.hpp"
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

/// How a promise stood when it fell due.
enum class Fate : std::uint8_t { kept, broken, voided };
/// Broken: not kept, and not void, when it fell due, whatever came later. Only of a promise that has fallen
/// due.
[[nodiscard]] Fate fate_of(const core::PromiseRow& promise);

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

/// How many promises are overdue in each queue at each of the `days` + 1 midnights from `from` on: fallen due
/// and not kept, voided or given up since. A promise is in the queue that its line in an outlook names;
/// service none is the desk. Nothing after the State's end is known. O(rows + lines × days).
std::map<CareKey, std::vector<std::int32_t>> debts_of(const core::State& state, const Viewer& viewer,
                                                      Instant from, int days);

}  // namespace vuoro::twin
