#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "core/commands.hpp"
#include "demo/chance.hpp"
#include "demo/figures.hpp"

namespace vuoro::demo {

/// A resident as the generator knows them. Nobody has a name.
struct Resident {
  std::int32_t born = 0;
  core::Language tongue;
  std::uint8_t area = 0;  ///< Index into the county's areas.
  std::uint8_t band = 0;
  core::Sex sex{};
};

/// Everybody who lives in the county, in the order of their registration: number n is PersonId n + 1.
class Residents {
 public:
  /// `shares`: residents by area, any unit. Ages are those of `today`. Bands and areas come out exact to the
  /// rounding: under 18 20.6 %, 75 and over 6.0 % (15 865 of 264 420).
  Residents(std::uint32_t count, const std::vector<std::uint32_t>& shares, Day today, std::uint64_t seed);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(all_.size()); }
  [[nodiscard]] const Resident& operator[](std::uint32_t i) const { return all_[i]; }
  /// Those of one area and age band.
  [[nodiscard]] const std::vector<std::uint32_t>& of(std::size_t area, std::size_t band) const {
    return groups_[area * bands.size() + band];
  }

 private:
  std::vector<Resident> all_;
  std::vector<std::vector<std::uint32_t>> groups_;
};

}  // namespace vuoro::demo
