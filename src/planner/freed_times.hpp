#pragma once

#include <vector>

#include "core/times.hpp"

/// Who among those who wait gains most from a time that somebody gave back (S-90: cancelled times are offered
/// by rule, the place in the queue stays).
namespace vuoro::planner {

/// What counts how much, in days of waiting that it outweighs. The county's figures.
struct Gain {
  double breaking = 30;    ///< The time keeps a promise that would break before the next free time is likely.
  double older = 7;        ///< 75 years or more, or under 18.
  double known = 5;        ///< The person has met the professional.
  double language = 5;     ///< The professional speaks the person's language and it is not the county's.
  double own_area = 3;     ///< The person lives where the team serves.
  double interpreter = 2;  ///< Needs an interpreter: times are harder to come by.
};

struct Match {
  SlotId slot;
  StepId step;
  double gain = 0;
};

/// Pairs freed slots with waiting steps: the pair that gains most first, each step and each place once
/// (greedy; at least half of the best sum by Avis 1983, and explainable to whoever asks why). `slots` as
/// Times::freed gives them. O(slots · log + waiting · log waiting) with a shortlist of 64 steps for each
/// slot.
[[nodiscard]] std::vector<Match> match_freed(const core::Times& times, const core::Setting& setting,
                                             const std::vector<core::FreeTime>& slots, const Gain& gain,
                                             Instant now);

}  // namespace vuoro::planner
