#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "core/state.hpp"

namespace vuoro::measures {

/// No such wait: nothing was booked, or no visit was held.
inline constexpr std::uint16_t no_wait = UINT16_MAX;

/// What the wait measures count over: one row for each matter whose need was assessed, as columns.
/// Days are whole Helsinki days from the assessment (docs/measures.md), at most 65 534.
struct WaitColumns {
  std::vector<std::uint16_t> planned;   ///< To the first booked time of any step; no_wait when none.
  std::vector<std::uint16_t> realised;  ///< To the first visit held; no_wait when none.
  std::vector<std::uint8_t> age;        ///< Years; core::Age::unknown when nobody said.
  std::vector<std::uint16_t> area;      ///< The ledger's number; 0 when not known.
  std::vector<std::uint8_t> sex;        ///< core::Sex.
  std::vector<std::string> area_names;  ///< By number; [0] is empty.

  /// Matters that are no row, and why: what a coverage figure needs.
  struct LeftOut {
    std::uint64_t not_assessed = 0;
    std::uint64_t entered_in_error = 0;  ///< Closed as a mistake or a duplicate.
  } left_out;

  [[nodiscard]] std::size_t rows() const { return planned.size(); }
  [[nodiscard]] std::size_t bytes() const;
};

/// Reads the columns out of State. Errors: "not-visible". O(matters + steps).
Result<WaitColumns> wait_columns(const core::State& state, const Viewer& viewer);

}  // namespace vuoro::measures
