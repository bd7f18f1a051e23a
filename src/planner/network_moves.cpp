#include "planner/network_moves.hpp"

#include <algorithm>
#include <utility>

namespace vuoro::planner {

namespace {

using content::County;
using content::Network;
using content::Team;

/// Below this, visits a year are nobody's.
constexpr double somebody = 0.5;

/// Where the visits of areas go, by the units of the points.
class Side {
 public:
  Side(const Network& network, const PlannedNetwork& planned)
      : network_(network), planned_(planned), fare_(evaluate(network, planned)) {}

  [[nodiscard]] bool stands(const PlannedPoint& point, const std::string& unit) const {
    return point.open && point.standing && !unit.empty() && network_.points[*point.standing].unit == unit;
  }
  [[nodiscard]] bool has_point(const std::string& unit) const {
    return std::ranges::any_of(planned_.points, [&](const PlannedPoint& p) { return stands(p, unit); });
  }
  [[nodiscard]] double visits(std::size_t area, const std::string& unit) const {
    double sum = 0;
    for (std::size_t p = 0; p < planned_.points.size(); ++p)
      sum += stands(planned_.points[p], unit) ? fare_.visits[area][p] : 0;
    return sum;
  }
  /// The team for some of the same domains whose unit takes most of the area's visits; of the teams of one
  /// unit the one with most domains in common, the first of equals. Nothing where no unit takes any.
  [[nodiscard]] const Team* team_for(std::size_t area, const Team& like, const County& county) const {
    const Team* best = nullptr;
    std::pair most{somebody, 0};
    for (const Team& team : county.teams) {
      const int shared = team.domains.common(like.domains).size();
      const std::pair found{visits(area, team.unit), shared};
      if (shared == 0 || found <= most) continue;
      most = found;
      best = &team;
    }
    return best;
  }

 private:
  const Network& network_;
  const PlannedNetwork& planned_;
  NetworkFare fare_;
};

class Mover {
 public:
  Mover(const Network& network, const County& county, const PlannedNetwork& standing,
        const PlannedNetwork& planned)
      : network_(network), county_(county), before_(network, standing), after_(network, planned) {}

  void move(const Team& team, NetworkMoves& out) const {
    if (!before_.has_point(team.unit)) return;
    const bool closes = !after_.has_point(team.unit);
    std::vector<TeamMove> moves;
    for (const std::string& code : team.areas) {
      const auto area = std::ranges::find(network_.areas, code, &Network::Area::code);
      if (area == network_.areas.end()) continue;
      const auto n = static_cast<std::size_t>(area - network_.areas.begin());
      if (!closes && before_.team_for(n, team, county_) != &team) continue;
      const Team* to = after_.team_for(n, team, county_);
      if (to == nullptr || to == &team || to->unit == team.unit) continue;
      add(moves, team.code, to->code, code);
    }
    if (closes && moves.empty()) out.not_moved.push_back({NotMoved::Why::no_team, team.code});
    if (closes && !moves.empty()) everybody_else(moves);
    out.moves.insert(out.moves.end(), moves.begin(), moves.end());
  }

 private:
  static void add(std::vector<TeamMove>& moves, const std::string& team, const std::string& to,
                  const std::string& area) {
    const auto known = std::ranges::find(moves, to, &TeamMove::to);
    if (known != moves.end()) {
      known->areas.push_back(area);
    } else {
      moves.push_back({team, to, {area}});
    }
  }

  /// Who comes from another area to a closed unit goes where most go.
  static void everybody_else(std::vector<TeamMove>& moves) {
    const auto most = std::ranges::max_element(moves, {}, [](const TeamMove& m) { return m.areas.size(); });
    std::rotate(most, most + 1, moves.end());
    moves.back().areas.clear();
  }

  const Network& network_;
  const County& county_;
  Side before_;
  Side after_;
};

}  // namespace

NetworkMoves moves_of(const Network& network, const County& county, const NetworkTrial& trial) {
  NetworkMoves out;
  const auto year = static_cast<std::uint16_t>(trial.year);
  const PlannedNetwork standing = standing_network(network, year);
  const PlannedNetwork planned = planned_network(network, trial);
  const Mover mover(network, county, standing, planned);
  for (const Team& team : county.teams) mover.move(team, out);
  for (std::size_t p = 0; p < planned.points.size(); ++p) {
    const PlannedPoint& point = planned.points[p];
    const bool was_open = p < standing.points.size() && standing.points[p].open;
    if (point.open && !was_open && (!point.standing || network.points[*point.standing].unit.empty()))
      out.not_moved.push_back({NotMoved::Why::no_unit, point.code});
  }
  for (const PointChange& change : trial.points) {
    if (change.days || change.hours_a_day || change.rooms)
      out.not_moved.push_back({NotMoved::Why::terms, change.code});
  }
  if (!trial.digital.empty()) out.not_moved.push_back({NotMoved::Why::digital, ""});
  return out;
}

}  // namespace vuoro::planner
