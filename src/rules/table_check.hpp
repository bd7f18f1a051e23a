#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/program.hpp"
#include "rules/reason.hpp"

namespace vuoro::rules {

/// Two rows of a table, from 0, that one input can match.
struct Overlap {
  std::size_t first;
  std::size_t second;
};

/// Overlaps under the policy Unique, of rows whose tests are all constant. At most 100; rows² × columns.
std::vector<Overlap> overlaps(const Table& table);

/// Inputs that no row matches, by column; only for tables of constant tests without default outputs, and only
/// when the combinations to look at are fewer than a hundred thousand.
std::optional<std::vector<Condition>> first_gap(const Code& code, const Table& table);

}  // namespace vuoro::rules
