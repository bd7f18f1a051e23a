#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "content/county.hpp"
#include "planner/network.hpp"

/// How long residents travel to the units that give them times, as far as the county's network tells
/// (network.toml; docs/network.md).
namespace vuoro::planner {

/// What it is given must outlive it.
class Ways {
 public:
  /// `year`: of the residents, whose shares with and without a car are looked at.
  Ways(const content::Network& network, const content::County& county, std::uint16_t year);

  /// Minutes one way to the nearest open point of the team's unit, on average over the residents of the area
  /// and age. Points that move from place to place are left out: where one stands on a day is not known.
  /// Nothing when the area, the team or such a point is not told, or nobody lives there. `age` in years;
  /// none = of every age. O(residents' cells · the unit's points).
  [[nodiscard]] std::optional<std::uint16_t> minutes(std::string_view area, std::optional<std::uint8_t> age,
                                                     std::string_view team) const;

  /// Ages are told apart so far: 0 … ages() − 1.
  [[nodiscard]] std::size_t ages() const { return network_.ages.size(); }
  [[nodiscard]] std::size_t age_of(std::uint8_t years) const;
  /// The youngest of an age.
  [[nodiscard]] std::uint8_t years_of(std::size_t age) const { return network_.ages[age].from; }

 private:
  const content::Network& network_;
  const content::County& county_;
  std::vector<Cell> cells_;
  PlannedNetwork standing_;
};

}  // namespace vuoro::planner
