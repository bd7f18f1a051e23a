#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "content/county.hpp"
#include "core/vocabulary.hpp"
#include "exchange/once_key.hpp"

namespace vuoro::exchange {

/// How a shift is cut into bookable times.
struct SlotShape {
  std::uint16_t minutes = 0;  ///< Of one time; above 0.
  std::uint8_t places = 1;
  core::Mode mode{};
};

/// The county's types of time by code.
using SlotShapes = std::map<std::string, SlotShape, std::less<>>;
SlotShapes shapes_of(const content::County& county);

/// A stretch of one professional's time: Finnish clock times on one day, and what is given in it.
struct Shift {
  std::string worker, team, type;  ///< Codes, the ledger's terms.
  std::string room;                ///< Empty = needs none.
  Day day;
  int from = 0;  ///< Seconds since midnight; from < until <= 86 400.
  int until = 0;
  SlotShape shape;

  /// The same for equal shifts only.
  [[nodiscard]] Digest digest() const;
};

/// Equal times one after another without gaps.
struct SlotRun {
  Instant begin;
  std::uint16_t count = 0;

  friend constexpr auto operator<=>(const SlotRun&, const SlotRun&) = default;
};

/// The times that fit into the shift. They begin on the clock at from, from + minutes, …, also on the nights
/// when the clock changes: a time that the spring night skips is left out, and so is one that would begin
/// before the one before it has ended; in the autumn night the repeated hour has times once. So most shifts
/// are one run; empty when not even one time fits. O(times), pure.
[[nodiscard]] std::vector<SlotRun> runs_of(const Shift& shift);

/// How many times the runs have together.
[[nodiscard]] std::uint64_t slots_in(const std::vector<SlotRun>& runs);

}  // namespace vuoro::exchange
