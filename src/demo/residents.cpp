#include "demo/residents.hpp"

#include <numeric>

namespace vuoro::demo {

namespace {

/// How many of `count` come before the end of each share, so that no rounding adds up.
std::vector<std::uint32_t> ends_of(std::uint32_t count, const std::vector<double>& shares) {
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  std::vector<std::uint32_t> ends;
  double sum = 0;
  for (const double share : shares) {
    sum += share;
    ends.push_back(static_cast<std::uint32_t>(sum / total * count + 0.5));
  }
  ends.back() = count;
  return ends;
}

std::uint8_t index_of(const std::vector<std::uint32_t>& ends, std::uint32_t n) {
  std::uint8_t i = 0;
  while (n >= ends[i]) ++i;
  return i;
}

/// Every number below `count` once, in an order that mixes them: i → i·a mod count, a odd and far from its
/// divisors.
std::uint32_t mixed(std::uint32_t i, std::uint32_t count) {
  std::uint64_t a = 0x9E3779B1ULL % count;
  while (a < 2 || std::gcd(a, std::uint64_t{count}) != 1) a = (a + 1) % (std::uint64_t{count} + 2);
  return static_cast<std::uint32_t>(i * a % count);
}

std::int32_t birth_day(const Band& band, Day today, Chance& chance) {
  const std::uint32_t years = band.to - band.from;
  // Among the oldest each year is rarer than the one before.
  const std::uint32_t age = band.from + (band.from >= 75 ? std::min(chance.below(years), chance.below(years))
                                                         : chance.below(years));
  const auto days =
      static_cast<std::int32_t>(age * 1461U / 4U) + 1 + static_cast<std::int32_t>(chance.below(363));
  return today.n - days;
}

core::Language tongue_of(const Band& band, Chance& chance) {
  const double u = chance.unit();
  if (u < foreign_share * band.foreign) {
    std::array<double, tongues.size()> shares{};
    for (std::size_t i = 0; i < tongues.size(); ++i) shares[i] = tongues[i].share;
    return core::Language::of(tongues[chance.pick(shares)].code);
  }
  return core::Language::of(u < foreign_share * band.foreign + swedish_share ? "sv" : "fi");
}

}  // namespace

Residents::Residents(std::uint32_t count, const std::vector<std::uint32_t>& shares, Day today,
                     std::uint64_t seed) {
  const std::vector<std::uint32_t> area_ends = ends_of(count, {shares.begin(), shares.end()});
  std::vector<double> band_shares;
  for (const Band& band : bands) band_shares.push_back(band.share);
  const std::vector<std::uint32_t> band_ends = ends_of(count, band_shares);
  all_.reserve(count);
  groups_.resize(shares.size() * bands.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    Chance chance(seed, 1, i);
    Resident r;
    r.area = index_of(area_ends, i);
    r.band = index_of(band_ends, mixed(i, count));
    const Band& band = bands[r.band];
    r.born = birth_day(band, today, chance);
    r.sex = chance.yes(band.from >= 75 ? 0.40 : 0.497) ? core::Sex::male : core::Sex::female;
    r.tongue = tongue_of(band, chance);
    groups_[r.area * bands.size() + r.band].push_back(i);
    all_.push_back(r);
  }
}

}  // namespace vuoro::demo
