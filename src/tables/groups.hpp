#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "core/view.hpp"
#include "tables/history.hpp"
#include "tables/table.hpp"

namespace vuoro::tables {

/// Somebody whom a group's table names.
struct Found {
  PersonId person;
  std::uint32_t table = 0;  ///< In the span that was asked with.
  std::uint32_t row = 0;    ///< From 1.
};

/// Everybody whom the groups in force on the day of `now` name, by person, then table. Tables of other kinds
/// find nobody. Who was sought out lately is not found again. The result does not depend on `threads`.
/// Errors: "not-allowed" when the viewer may not read every row (system, for operations; leads and analysts),
/// "table-budget". O(rows of all persons × tables). The state must not be written to meanwhile.
Result<std::vector<Found>> find_groups(const core::State& state, const Viewer& viewer,
                                       std::span<const Table> tables, Instant now, unsigned threads = 2);

}  // namespace vuoro::tables
