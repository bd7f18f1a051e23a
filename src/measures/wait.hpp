#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "measures/split.hpp"
#include "measures/wait_columns.hpp"

namespace vuoro::measures {

/// What the wait ends with.
enum class WaitEnd : std::uint8_t {
  planned,   ///< The first booked time.
  realised,  ///< The first visit held: what THL counts (rules-and-indicators §4.1).
};

/// One group of the answer. share = within / count.
struct WaitGroup {
  std::string group;
  std::uint64_t count = 0;   ///< Matters of the group whose wait has this end.
  std::uint64_t within = 0;  ///< Of them, those that waited at most so many days.

  friend bool operator==(const WaitGroup&, const WaitGroup&) = default;
};

/// How many waited at most `days`, by the product of the splits. Groups: "all" without a split; the age bands
/// as written, always there, with "other" and "unknown" after them when they count anybody; areas by name and
/// sexes ("female", "male", "other", "unknown") only when they count anybody. With several splits the names
/// are joined by " / " and only groups that count anybody are given. O(rows + groups), one pass, no
/// allocation by row.
std::vector<WaitGroup> wait_within(const WaitColumns& columns, WaitEnd end, std::uint16_t days,
                                   std::span<const Split> by);

/// [{"group":…,"count":…,"within":…}, …]; names escaped as RFC 8259 says.
std::string to_json(std::span<const WaitGroup> groups);

}  // namespace vuoro::measures
