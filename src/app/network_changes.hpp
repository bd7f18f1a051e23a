#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "planner/network_file.hpp"
#include "planner/network_moves.hpp"

namespace vuoro::app {

/// How the moves of a plan of the network begin, and what they cost.
struct MoveTerms {
  std::optional<Day> from;  ///< The twin's today when not given.
  bool staff_follow = false;
  double euros_a_year = 0;  ///< More than the network that stands, or below 0 less.
};

/// A file of changes for `vuoro twin whatif --change`, which says in comments what it leaves out.
std::string network_changes(const planner::NetworkFile& plan, const planner::NetworkMoves& moves,
                            const MoveTerms& terms);

}  // namespace vuoro::app
