#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vuoro::measures {

enum class SplitKind : std::uint8_t { none, age, area, sex };

/// Ages from..to, both included.
struct AgeBand {
  std::uint8_t from = 0;
  std::uint8_t to = 0;
  std::string name;  ///< As written: "0-22", "23+".
};

/// How a measure's rows are parted into groups.
struct Split {
  SplitKind kind = SplitKind::none;
  std::vector<AgeBand> bands;  ///< For age, in the order written; they do not overlap.

  /// "age:0-22,23+", "area", "sex", or "" for none. Errors: "split-refused" (where = the part at fault).
  static Result<Split> parse(std::string_view text);
};

}  // namespace vuoro::measures
