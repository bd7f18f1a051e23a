#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "twin/changes.hpp"
#include "twin/forecast.hpp"
#include "twin/whatif.hpp"

/// The planner's plans lived in the twin before they are called good (decision 184).
namespace vuoro::twin {

/// A mean over futures of (a plan − another way), the same people living both.
struct Compared {
  double change = 0;
  double half = 0;  ///< Half of its 95 % interval; 0 when every future says the same.
};

enum class Verdict : std::uint8_t { better, worse, not_shown };
/// Of broken or overdue promises: fewer are better; not shown: the interval holds 0.
[[nodiscard]] Verdict verdict_of(const Compared& promises);

/// How some people fare under a plan.
struct CheckedGroup {
  std::string code;       ///< Of planning.toml; "all" and "others" (who is in no group) beside them.
  double due = 0;         ///< Promises that fall due, mean.
  Spread broken;          ///< Promises, in all weeks.
  Spread overdue;         ///< At the end.
  Compared from_nothing;  ///< Broken promises, against doing nothing,
  Compared from_urgent;   ///< and against most urgent first.
  Compared overdue_from_nothing;
  Compared overdue_from_urgent;
};

enum class PlanKind : std::uint8_t {
  nothing,   ///< As the record shows.
  urgent,    ///< Most urgent first.
  assigned,  ///< The planner says who gets which time.
  both       ///< And how much capacity there is where.
};

struct CheckedPlan {
  PlanKind kind{};
  std::vector<CheckedGroup> groups;  ///< All; each protected group; others.
  Spread in_reach;                   ///< Broken promises of matters that had come to a visit's proposal.
  Spread cost;                       ///< Euros, of what is added.
  std::uint64_t refusals = 0;
};

struct PlanCheck {
  Instant from;
  int weeks = 0;
  std::uint32_t futures = 0;
  std::vector<CheckedPlan> plans;  ///< In the order of PlanKind; `both` only with a capacity plan.
};

/// Lives the same futures under each. `capacity`: what the capacity plan changes; its booking is not looked
/// at. The same seed gives the same figures, bit for bit, whatever the number of threads.
PlanCheck check_plans(const LiveCounty& county, const Viewer& viewer,
                      std::shared_ptr<const content::Planning> planning,
                      const std::optional<Changes>& capacity, const WhatIfPlan& how);

}  // namespace vuoro::twin
