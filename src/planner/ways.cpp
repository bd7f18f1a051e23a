#include "planner/ways.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vuoro::planner {

Ways::Ways(const content::Network& network, const content::County& county, std::uint16_t year)
    : network_(network),
      county_(county),
      cells_(cells_of(network, year)),
      standing_(standing_network(network, year)) {}

std::size_t Ways::age_of(std::uint8_t years) const {
  const auto after = std::ranges::upper_bound(network_.ages, years, {}, &content::Network::Age::from);
  return after == network_.ages.begin() ? 0 : static_cast<std::size_t>(after - network_.ages.begin()) - 1;
}

std::optional<std::uint16_t> Ways::minutes(std::string_view area, std::optional<std::uint8_t> age,
                                           std::string_view team) const {
  const auto lives = std::ranges::find(network_.areas, area, &content::Network::Area::code);
  const auto gives = std::ranges::find(county_.teams, team, &content::Team::code);
  if (lives == network_.areas.end() || gives == county_.teams.end() || gives->unit.empty())
    return std::nullopt;
  const auto where = static_cast<std::size_t>(lives - network_.areas.begin());
  const auto theirs = [&](const PlannedPoint& p) {
    return p.open && !p.mobile && network_.points[*p.standing].unit == gives->unit;
  };
  double residents = 0;
  double sum = 0;
  for (const Cell& cell : cells_) {
    if (cell.area != where || cell.residents <= 0 || (age && cell.age != age_of(*age))) continue;
    double nearest = std::numeric_limits<double>::infinity();
    for (const PlannedPoint& point : standing_.points) {
      if (theirs(point)) nearest = std::min(nearest, way_to(network_, cell, point).minutes);
    }
    residents += cell.residents;
    sum += cell.residents * nearest;
  }
  // Nobody's way, or one that some of them have no means for.
  if (residents <= 0 || !std::isfinite(sum)) return std::nullopt;
  constexpr double longest = 24 * 60;
  return static_cast<std::uint16_t>(std::min(std::round(sum / residents), longest));
}

}  // namespace vuoro::planner
