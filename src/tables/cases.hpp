#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tables/table.hpp"

namespace vuoro::tables {

/// What came of one case.
struct CaseResult {
  std::string name;
  bool passed = false;
  std::vector<std::pair<std::string, std::string>> expected;
  std::vector<std::pair<std::string, std::string>> got;  ///< Every output; empty when no row was reached.
  std::uint32_t row = 0;                                 ///< From 1; 0 = none.
  std::string why;                                       ///< What differs; empty when it passed.
};

struct CaseRun {
  std::vector<CaseResult> cases;
  std::vector<std::uint32_t> uncovered;  ///< Rows, from 1, that no case reaches.

  [[nodiscard]] bool passed() const;
};

/// Runs the table's own cases. O(cases × rows).
CaseRun run_cases(const Table& table);

}  // namespace vuoro::tables
