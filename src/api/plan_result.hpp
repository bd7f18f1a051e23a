#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/forecast_kept.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

/// What a plan would do, as the process that lived it wrote it down beside the plan.
namespace vuoro::api {

/// A number with the plan and without it, and what the plan changes in it: mean over futures of the same
/// people, and half of its 95 % interval.
struct PlanEffect {
  KeptSpread nothing;
  KeptSpread plan;
  double change = 0;
  double half = 0;
};

/// The same week by week.
struct PlanWeeks {
  std::vector<KeptSpread> nothing;
  std::vector<KeptSpread> plan;
};

/// When a queue is without debt; the twin's ZeroDate.
struct PlanZero {
  double within = 0;
  std::optional<Day> low;
  std::optional<Day> middle;
  std::optional<Day> high;
};

/// A queue: a team's service, or with service empty its desk.
struct PlanQueue {
  std::string team;
  std::string service;
  bool touched = false;  ///< The plan changes something here; else it only moves.
  double queue_now = 0;
  double debt_now = 0;
  std::uint32_t debt_allowed = 0;
  PlanEffect broken;  ///< Promises, in all weeks.
  PlanEffect queue;   ///< At the end.
  PlanEffect debt;    ///< Overdue at the end.
  PlanEffect waited;  ///< Days, of those served.
  PlanZero zero_nothing;
  PlanZero zero_plan;
  PlanWeeks broken_weeks;
  PlanWeeks queue_weeks;
  PlanWeeks debt_weeks;
};

/// What the record cannot carry of a change: twin::RecordFault; texts plan.fault.<code>.
struct PlanFault {
  std::uint32_t change = 0;
  std::string code;
  double number = 0;
};

struct PlanResult {
  std::uint32_t plan = 0;
  std::uint32_t of = 0;  ///< The plan's `changed` that this is of.
  Instant made;
  Instant as_of;
  std::vector<PlanFault> faults;  ///< Any: nothing was lived, and nothing below means anything.
  Day from;                       ///< The first day of the first week.
  int weeks = 0;
  std::uint32_t futures = 0;
  std::uint64_t seed = 0;
  std::string program;
  KeptSpread cost;
  PlanEffect broken;  ///< Of the county.
  PlanEffect debt;
  PlanWeeks broken_weeks;
  PlanWeeks debt_weeks;
  std::vector<PlanQueue> queues;  ///< Those it touches first, then those that move most.

  [[nodiscard]] bool lived() const { return faults.empty(); }
};

/// The figures of a plan that was lived, by codes: PlanResult of docs/api/openapi.yaml but for the names.
boost::json::object figures_json(const PlanResult& result);
std::string to_json(const PlanResult& result);
/// Errors as of read_plan.
Result<PlanResult> read_plan_result(std::string_view text);

}  // namespace vuoro::api
