#pragma once

#include <array>
#include <cstdint>
#include <map>

#include "twin/belief.hpp"
#include "twin/deed.hpp"

namespace vuoro::twin {

/// How long before a visit it was booked, in classes over which no-shows are counted.
inline constexpr std::array<int, 7> lead_classes = {0, 1, 2, 4, 8, 15, 31};  ///< First day of each.
[[nodiscard]] std::size_t lead_class(int days);

/// Observations that the county's mean counts as for one team.
inline constexpr double prior_of_care = 20;

/// Visits that were reached, and those of them to which the person did not come.
struct MissedCounts {
  struct Count {
    std::uint64_t reached = 0;
    std::uint64_t missed = 0;
  };
  std::map<CareKey, Count> care;
  std::array<Count, lead_classes.size()> lead{};

  void add(CareKey key, int lead_days, bool was_missed);
};
/// What is believed of them. A team's service with few visits is drawn towards the county's share, and so is
/// a class of lead.
struct MissedShares {
  Share all;
  std::map<CareKey, Share> care;
  std::array<Share, lead_classes.size()> lead;

  /// Of a visit booked so many days before: its service's share times what the lead does to it, at most 1.
  [[nodiscard]] double chance(CareKey key, int lead_days) const;
};
MissedShares missed_shares(const MissedCounts& counts);

}  // namespace vuoro::twin
