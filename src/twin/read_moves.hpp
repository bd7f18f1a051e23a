#pragma once

#include <vector>

#include "content/toml_reader.hpp"
#include "twin/changes.hpp"

namespace vuoro::twin {

/// What the [[move]] tables of a file of changes say (docs/model.md, "Changes from today").
struct Moves {
  std::vector<Alterations::Move> moves;
  std::vector<Changes::MonthlyCost> costs;
};

/// Faults are told with the tables' places: what the county does not know, and what the record cannot carry.
Moves read_moves(content::Fields& root, const LiveCounty& county);

}  // namespace vuoro::twin
