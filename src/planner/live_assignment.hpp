#pragma once

#include "content/planning.hpp"
#include "core/times.hpp"
#include "planner/assignment.hpp"
#include "planner/ways.hpp"

/// The assignment of all who wait now to the times that are free now. Proposals only: nothing is held, and
/// nobody is told.
namespace vuoro::planner {

/// What State gives, as numbers, and whose they are.
struct LiveProblem {
  Problem problem;
  Rules rules;
  std::vector<core::Waiting> waiting;  ///< By matter of the problem: steps that have no time.
  std::vector<core::FreeTime> slots;   ///< By slot of the problem.
  Instant now{};
};

/// A pair of the plan in the core's numbers.
struct ProposedPair {
  std::uint32_t matter = 0;  ///< Index into LiveProblem::waiting.
  std::uint32_t slot = 0;
  TermPoints why{};
  double price = 0;  ///< What the place would be worth to somebody else, in Proof::cost's measure.
};

struct LivePlan {
  Assignment best;
  Assignment soonest_first;
  Assignment nothing;
  std::vector<ProposedPair> pairs;  ///< Soonest time first.
  /// Pairs left out because one person would be in two places at once.
  std::uint32_t clashes = 0;
};

/// Reads who waits and what is free, as the core would accept it for a booking: a step's own unit, or one
/// that its place on the waiting list names; kept times only for those they are kept for. The viewer must be
/// the system's (rights::Gate::operations); for others there is nobody. Groups by age, language, interpreter
/// and area of the matter; the way by its area and age, unknown without `ways`. O(waiting steps · free times
/// of their unit).
[[nodiscard]] LiveProblem gather(const core::State& state, const core::Setting& setting, const Viewer& viewer,
                                 const content::Planning& planning, Instant now, const Ways* ways = nullptr);

/// Solves it and its two baselines. Two matters of one person never get times that overlap; the proof stays
/// true then, for its bound is of the problem with those pairs.
[[nodiscard]] LivePlan plan(const LiveProblem& live, const SolveOptions& options = {});

}  // namespace vuoro::planner
