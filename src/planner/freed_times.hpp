#pragma once

#include <vector>

#include "core/times.hpp"

/// Who among those who wait gains most from a time that somebody gave back (S-90: cancelled times are offered
/// by rule, the place in the queue stays).
namespace vuoro::planner {

struct Match {
  SlotId slot;
  StepId step;
  double gain = 0;
};

/// Pairs freed slots with waiting steps by Setting::offers' figures: the pair that gains most first, each
/// step and each place once. For each slot and service at most 64 steps are looked at: first 32 whose promise
/// the time can still keep, the soonest due first, then those due soonest of all. Greedy, and explainable to
/// whoever asks why: of the pairs looked at the sum is at least half of the best one (Avis 1983); for pairs
/// beyond the shortlist nothing is claimed. `slots` as Times::freed gives them. O(slots · (64 log + steps
/// that do not fit) + waiting · log waiting).
[[nodiscard]] std::vector<Match> match_freed(const core::Times& times, const core::Setting& setting,
                                             const std::vector<core::FreeTime>& slots, Instant now);

}  // namespace vuoro::planner
