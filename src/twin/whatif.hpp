#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "twin/changes.hpp"
#include "twin/forecast.hpp"

namespace vuoro::twin {

struct WhatIfPlan {
  int weeks = 12;
  std::uint64_t seed = 1;
  std::uint32_t futures = 100;  ///< Of each plan; at least 2.
  unsigned threads = 1;
  /// Told after each future how many of all are lived; from any of the threads. May be empty.
  std::function<void(std::uint32_t lived, std::uint32_t all)> told = {};
};

/// A number under a plan, and what the plan changes in it, future by future with the same people.
struct Effect {
  Spread under;
  double change = 0;  ///< Mean over futures of (under the plan − doing nothing).
  double half = 0;    ///< Half of that mean's 95 % interval; 0 when every future says the same.
};

/// The first midnight at which a queue is without debt: at most one overdue promise for each hundred who wait
/// in it today. In a large queue somebody is always late who did not come or wished for a later time; a queue
/// of fewer than a hundred must have none. Nothing where a share of futures does not get there within the
/// weeks: `high` is empty when more than one in ten does not.
struct ZeroDate {
  double within = 0;          ///< Share of futures that get there within the weeks.
  std::optional<Day> low;     ///< 10 % of futures are there by then,
  std::optional<Day> middle;  ///< half,
  std::optional<Day> high;    ///< 90 %.
};

/// A team's service; with service none its desk.
struct QueueEffect {
  CareKey key;
  Effect broken;  ///< Promises, in all weeks.
  Effect queue;   ///< At the end.
  Effect waited;  ///< Days, mean of those served in all weeks.
  Effect debt;    ///< Overdue promises at the end.
  std::int32_t queue_now = 0;
  std::int32_t debt_now = 0;
  std::int32_t debt_allowed = 0;  ///< With at most so many overdue the queue is without debt.
  ZeroDate zero;
  std::vector<Spread> broken_weeks;  ///< In each week;
  std::vector<Spread> queue_weeks;   ///< at each week's end;
  std::vector<Spread> debt_weeks;    ///< at each week's end.
};

struct PlanEffect {
  std::string name;  ///< Empty for doing nothing.
  Effect broken;     ///< Promises of the county, in all weeks.
  Effect debt;       ///< Overdue promises of the county at the end.
  Spread cost;       ///< Euros, of all weeks.
  std::vector<Spread> broken_weeks;
  std::vector<Spread> debt_weeks;
  std::vector<QueueEffect> queues;
  std::uint64_t commands = 0;
  std::uint64_t refusals = 0;
};

struct WhatIf {
  Instant from;
  int weeks = 0;
  std::uint32_t futures = 0;
  std::vector<PlanEffect> plans;  ///< Doing nothing is first; then as given.
};

/// Lives the same futures under doing nothing and under each plan, and says what the plans change. The same
/// seed gives the same figures, bit for bit, whatever the number of threads; doing nothing is what forecast()
/// foretells with that seed. Safe to call from several threads on one county. Time: (1 + plans) × futures ×
/// one future.
WhatIf what_if(const LiveCounty& county, const Viewer& viewer, std::span<const Changes> plans,
               const WhatIfPlan& how);

/// How many may be overdue in a queue without debt, of which so many wait today.
std::int32_t debt_allowed(std::int32_t queue);

/// The first of the midnights (debts_of) with at most so many overdue; nothing when there is none.
std::optional<int> first_without_debt(std::span<const std::int32_t> overdue, std::int32_t allowed);

/// When so many futures, each at its day (none = not within the weeks), are where they should be.
ZeroDate zero_date(std::vector<std::optional<int>> days, Day first);

}  // namespace vuoro::twin
