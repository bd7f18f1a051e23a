#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

/// How many shifts of what, where and in which week: the cheapest weekly plan that keeps what is promised
/// over all demand scenarios on average. A first screen by weeks; the twin checks a plan minute by minute.
namespace vuoro::planner {

/// Those who wait for one kind of visit under one promise: everybody, or a protected group.
struct Line {
  std::string group;
  std::vector<std::vector<double>> arrivals;  ///< New matters, by scenario and week.
  /// What falls due, by scenario and week, of those waiting and those who come; when empty, `within` says.
  std::vector<std::vector<double>> due;
  double waiting = 0;        ///< At the beginning, not yet late; due evenly over the weeks of the promise.
  double overdue = 0;        ///< At the beginning, late already.
  std::uint16_t within = 2;  ///< Weeks: who comes in week n is to be seen by the end of week n + within.
  double kept = 0.95;        ///< Share of what falls due that is to be seen in time, over the scenarios.
  std::optional<std::uint16_t> no_debt_by;  ///< By the end of this week (1 = the first) nobody is late.
};

/// One kind of shift of one unit and profession, and who waits for its visits.
struct Work {
  std::string unit;
  std::string profession;
  std::string slot_type;
  double visits_a_shift = 0;
  double hours_a_shift = 0;
  std::vector<double>
      standing_visits;             ///< That are there without any of these shifts, by week; empty = none.
  std::uint16_t own_shifts = 0;    ///< A week at most.
  std::uint16_t extra_shifts = 0;  ///< A week at most: overtime, temporary staff, bought.
  double own_cost = 0;             ///< Euros a shift.
  double extra_cost = 0;
  double reserved = 0;      ///< Share of every week kept for the protected lines.
  std::vector<Line> lines;  ///< The first is everybody; the rest are protected groups.
};

/// Shifts that several kinds of work share: a unit's rooms, a profession's people.
struct SharedLimit {
  std::string what;
  double shifts = 0;  ///< A week.
  std::vector<std::uint32_t> works;
};

struct CapacityProblem {
  std::uint16_t weeks = 12;
  std::vector<double> likely;  ///< By scenario; sum 1.
  std::vector<Work> works;
  std::vector<SharedLimit> limits;
};

struct CapacityEffort {
  double gap = 0.005;
  double seconds = 600;
};

struct LinePlan {
  double kept = 1;           ///< Expected share of what falls due.
  double fell_due = 0;       ///< Expected, over all weeks.
  double broken = 0;         ///< Expected, over all weeks.
  std::vector<double> late;  ///< Expected number waiting late at the end of each week.
  double worst_debt = 0;     ///< Late at the end of `no_debt_by`, in the worst scenario.
};

struct WorkPlan {
  std::vector<double> own, extra;  ///< Shifts by week.
  std::vector<LinePlan> lines;
};

/// Where what is promised cannot be reached within the limits.
struct Shortage {
  std::uint32_t work = 0;
  std::vector<double>
      hours;  ///< Missing, by week: the fewest over all works that would do, half shifts included.
};

struct CapacityPlan {
  bool reached =
      true;  ///< Otherwise the plan is the one that comes nearest, and `shortages` says what lacks.
  std::vector<WorkPlan> works;
  std::vector<Shortage> shortages;
  double cost = 0;          ///< Euros.
  double bound = 0;         ///< Nothing that does as well costs less.
  double gap = 0;           ///< (cost − bound) / cost.
  std::uint32_t parts = 0;  ///< Solved apart, for they share no limit.
  std::uint64_t columns = 0, rows = 0;
};

/// Preconditions: every line has arrivals (and due, if any) for every scenario and week, standing visits are
/// none or those of every week; limits name works.
/// Where something is out of reach, first the missing hours, then what is promised but not kept, then cost is
/// least. Deterministic but for running out of time.
/// Errors: "no-plan-in-time", nothing was found, and nothing shows that there is nothing.
[[nodiscard]] Result<CapacityPlan> plan_capacity(const CapacityProblem& problem,
                                                 const CapacityEffort& effort = {});

}  // namespace vuoro::planner
