#include "planner/network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vuoro::planner {

namespace {

using content::Network;
using content::week_days;

constexpr double weeks_a_year = 52;
constexpr double next_to_nothing = 1e-12;

double km_between(content::Spot a, content::Spot b) {
  return std::hypot(a.east - b.east, a.north - b.north);
}

/// Between two years of the file as much as has passed of the time; the first and last go on.
Network::Residents residents_in(const Network& network, const Network::Area& area, std::uint16_t year) {
  const auto after = std::ranges::lower_bound(network.years, year);
  if (after == network.years.end()) return area.years.back();
  const auto i = static_cast<std::size_t>(after - network.years.begin());
  if (*after == year || i == 0) return area.years[i];
  const double share = static_cast<double>(year - network.years[i - 1]) / (*after - network.years[i - 1]);
  Network::Residents out = area.years[i - 1];
  const auto mix = [share](std::vector<double>& from, const std::vector<double>& to) {
    for (std::size_t k = 0; k < from.size(); ++k) from[k] += (to[k] - from[k]) * share;
  };
  mix(out.ages, area.years[i].ages);
  mix(out.languages, area.years[i].languages);
  return out;
}

double digital_share(const Network& network, const PlannedNetwork& planned, const Cell& cell,
                     std::size_t service) {
  const double more = cell.age < planned.more_digital.size() ? planned.more_digital[cell.age] : 0;
  const double share =
      (network.services[service].digital[cell.age] + more) * network.languages[cell.language].digital_factor;
  return std::clamp(share, 0.0, 1.0);
}

}  // namespace

PlannedNetwork standing_network(const Network& network, std::uint16_t year) {
  PlannedNetwork out;
  out.year = year;
  out.more_digital.assign(network.ages.size(), 0);
  for (std::size_t i = 0; i < network.points.size(); ++i) {
    const Network::Point& p = network.points[i];
    out.points.push_back({p.code, i, p.open, p.mobile, false, p.at, p.services, p.terms});
  }
  return out;
}

std::vector<Cell> cells_of(const Network& network, std::uint16_t year) {
  std::vector<Cell> out;
  for (std::size_t area = 0; area < network.areas.size(); ++area) {
    const Network::Residents residents = residents_in(network, network.areas[area], year);
    const double all = std::accumulate(residents.languages.begin(), residents.languages.end(), 0.0);
    for (std::size_t age = 0; age < network.ages.size(); ++age) {
      for (std::size_t language = 0; language < network.languages.size(); ++language) {
        // Every age of an area speaks alike: nobody counts both at once.
        const double some = all > 0 ? residents.ages[age] * residents.languages[language] / all : 0;
        const double carless = network.ages[age].without_car;
        out.push_back({area, age, language, true, some * (1 - carless)});
        out.push_back({area, age, language, false, some * carless});
      }
    }
  }
  return out;
}

Way way_to(const Network& network, const Cell& cell, const PlannedPoint& point) {
  const Network::Age& age = network.ages[cell.age];
  const double km = km_between(network.areas[cell.area].centre, point.at) * network.detour;
  const Network::Known* known = nullptr;
  if (point.standing && !point.moved) {
    for (const Network::Known& k : network.known) {
      if (k.area == cell.area && k.point == *point.standing) known = &k;
    }
  }
  Way best{std::numeric_limits<double>::infinity(), km, 0};
  for (const std::size_t m : age.modes) {
    const Network::Mode& mode = network.modes[m];
    if (mode.car && !cell.car) continue;
    if (age.longest_km[m] && km > *age.longest_km[m]) continue;
    const double minutes =
        known != nullptr && known->minutes[m] ? *known->minutes[m] : mode.fixed_minutes + km / mode.kmh * 60;
    if (minutes < best.minutes) best = {minutes, km, m};
  }
  return best;
}

ServiceFare& ServiceFare::operator+=(const ServiceFare& other) {
  visits += other.visits;
  digital += other.digital;
  unserved += other.unserved;
  minutes += other.minutes;
  km += other.km;
  car_km += other.car_km;
  for (std::size_t i = 0; i < within.size(); ++i) within[i] += other.within[i];
  longest = std::max(longest, other.longest);
  return *this;
}

namespace {

/// Sends the visits of one cell to points.
class Sender {
 public:
  Sender(const Network& network, const PlannedNetwork& planned, NetworkFare& out)
      : network_(network), planned_(planned), out_(out) {}

  void send(const Cell& cell, std::vector<ServiceFare>& fares) {
    ways_.clear();
    for (const PlannedPoint& point : planned_.points) ways_.push_back(way_to(network_, cell, point));
    for (std::size_t s = 0; s < network_.services.size(); ++s) {
      const double needs = cell.residents * network_.services[s].visits[cell.age];
      const double digital = needs * digital_share(network_, planned_, cell, s);
      fares[s].digital = digital;
      if (needs > 0) give(s, needs - digital, fares[s], out_.visits[cell.area]);
    }
  }

 private:
  void give(std::size_t service, double visits, ServiceFare& fare, std::vector<double>& of_area) {
    order_.clear();
    for (std::size_t p = 0; p < planned_.points.size(); ++p) {
      const PlannedPoint& point = planned_.points[p];
      if (point.open && std::ranges::find(point.services, service) != point.services.end())
        order_.push_back(p);
    }
    if (order_.empty()) {
      fare.unserved = visits;
      return;
    }
    std::ranges::stable_sort(order_, {}, [&](std::size_t p) { return ways_[p].minutes; });
    double left = visits;
    double first = 0;
    std::vector<std::pair<std::size_t, double>> taken;
    for (const std::size_t p : order_) {
      const double takes = left * std::min(1.0, planned_.points[p].terms.days / week_days);
      taken.emplace_back(p, takes);
      left -= takes;
      if (left <= visits * next_to_nothing) break;
    }
    first = left;
    taken.front().second += first;
    for (const auto& [p, takes] : taken) {
      count(p, service, takes, fare);
      of_area[p] += takes;
    }
  }

  void count(std::size_t p, std::size_t service, double visits, ServiceFare& fare) {
    if (visits <= 0) return;
    const Way& way = ways_[p];
    fare.visits += visits;
    fare.minutes += visits * way.minutes;
    fare.km += visits * way.km;
    if (network_.modes[way.mode].car) fare.car_km += visits * way.km;
    for (std::size_t i = 0; i < fare.within.size(); ++i) {
      if (way.minutes <= network_.within[i]) fare.within[i] += visits;
    }
    fare.longest = std::max(fare.longest, way.minutes);
    out_.points[p].visits += visits;
    out_.points[p].hours_needed += visits * network_.services[service].minutes_a_visit / 60;
  }

  const Network& network_;
  const PlannedNetwork& planned_;
  NetworkFare& out_;
  std::vector<Way> ways_;
  std::vector<std::size_t> order_;
};

}  // namespace

NetworkFare evaluate(const Network& network, const PlannedNetwork& planned) {
  NetworkFare out;
  out.cells = cells_of(network, planned.year);
  out.fares.assign(out.cells.size(), std::vector<ServiceFare>(network.services.size()));
  out.points.resize(planned.points.size());
  out.visits.assign(network.areas.size(), std::vector<double>(planned.points.size()));
  Sender sender(network, planned, out);
  for (std::size_t i = 0; i < out.cells.size(); ++i) {
    if (out.cells[i].residents > 0) sender.send(out.cells[i], out.fares[i]);
  }
  for (std::size_t p = 0; p < planned.points.size(); ++p) {
    if (!planned.points[p].open) continue;
    const Network::Terms& terms = planned.points[p].terms;
    const double hours = terms.days * terms.hours_a_day * weeks_a_year;
    out.points[p].hours_held = hours * terms.rooms;
    out.points[p].euros = terms.yearly_euros + hours * terms.hour_euros;
    out.euros += out.points[p].euros;
  }
  return out;
}

bool Group::has(const Cell& cell) const {
  switch (kind) {
    case GroupKind::all:
      return true;
    case GroupKind::age:
      return cell.age == index;
    case GroupKind::language:
      return cell.language == index;
    case GroupKind::car:
      return cell.car == (index == 1);
    case GroupKind::area:
      return cell.area == index;
  }
  return false;
}

std::vector<Group> groups_of(const Network& network) {
  std::vector<Group> out{{GroupKind::all, 0}};
  const auto add = [&out](GroupKind kind, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out.push_back({kind, i});
  };
  add(GroupKind::age, network.ages.size());
  add(GroupKind::language, network.languages.size());
  add(GroupKind::car, 2);
  add(GroupKind::area, network.areas.size());
  return out;
}

namespace {

/// Adds what the change means to one cell.
void add_change(const Network& network, const Cell& cell, const std::vector<ServiceFare>& before,
                const std::vector<ServiceFare>& after, GroupFare& out) {
  out.residents += cell.residents;
  double visits = 0;
  double minutes = 0;
  double lost = 0;
  double found = 0;
  for (std::size_t s = 0; s < before.size(); ++s) {
    out.before += before[s];
    out.after += after[s];
    if (before[s].unserved <= 0) lost += after[s].unserved;
    if (after[s].unserved <= 0) found += before[s].unserved;
    if (before[s].visits <= 0 || after[s].visits <= 0) continue;
    visits += before[s].visits;
    minutes += before[s].visits * (after[s].mean() - before[s].mean());
  }
  out.lost_visits += lost;
  out.found_visits += found;
  const double change = visits > 0 ? minutes / visits : 0;
  if (change >= network.notable_minutes) {
    out.lose.residents += cell.residents;
    out.lose.visits += visits;
    out.lose.minutes += minutes;
  } else if (change <= -network.notable_minutes) {
    out.gain.residents += cell.residents;
    out.gain.visits += visits;
    out.gain.minutes -= minutes;
  }
}

}  // namespace

GroupFare compare_some(const Network& network, const NetworkFare& before, const NetworkFare& after,
                       Group group, std::optional<std::size_t> age) {
  GroupFare out;
  out.group = group;
  for (std::size_t i = 0; i < before.cells.size(); ++i) {
    const Cell& cell = before.cells[i];
    if (group.has(cell) && (!age || cell.age == *age))
      add_change(network, cell, before.fares[i], after.fares[i], out);
  }
  return out;
}

std::vector<GroupFare> compare(const Network& network, const NetworkFare& before, const NetworkFare& after) {
  std::vector<GroupFare> out;
  for (const Group& group : groups_of(network))
    out.push_back(compare_some(network, before, after, group, std::nullopt));
  return out;
}

}  // namespace vuoro::planner
