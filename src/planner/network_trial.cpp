#include "planner/network_trial.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace vuoro::planner {

namespace {

using content::Network;

constexpr double furthest_km = 1'000;
constexpr double same_place_km = 0.5;

template <class T>
std::optional<std::size_t> place_of(const std::vector<T>& list, std::string_view code) {
  const auto found = std::ranges::find(list, code, &T::code);
  if (found == list.end()) return std::nullopt;
  return static_cast<std::size_t>(found - list.begin());
}

std::string whole(double limit) {
  return limit == std::floor(limit) ? std::to_string(static_cast<long>(limit))
                                    : std::to_string(limit).substr(0, 4);
}

/// Collects what is wrong, by field.
class Check {
 public:
  explicit Check(const Network& network) : network_(network) {}

  std::vector<TrialFault> of(const NetworkTrial& trial) {
    number("year", static_cast<double>(trial.year), network_.years.front(), network_.years.back());
    if (trial.points.size() > most_changes_of_points)
      fault("points", "too-many", whole(most_changes_of_points));
    if (trial.added.size() > most_added_points) fault("added", "too-many", whole(most_added_points));
    std::set<std::string> seen;
    for (std::size_t i = 0; i < trial.points.size(); ++i) {
      const PointChange& c = trial.points[i];
      at_ = "points." + std::to_string(i) + ".";
      if (!place_of(network_.points, c.code))
        fault("code", "not-a-choice");
      else if (!seen.insert(c.code).second)
        fault("code", "repeated");
      place(c.east, c.north);
      terms(c.days, c.hours_a_day, c.rooms);
    }
    for (std::size_t i = 0; i < trial.added.size(); ++i) {
      const AddedPoint& a = trial.added[i];
      at_ = "added." + std::to_string(i) + ".";
      if (a.code.empty())
        fault("code", "missing");
      else if (place_of(network_.points, a.code) || !seen.insert(a.code).second)
        fault("code", "repeated");
      place(a.east, a.north);
      services(a.services);
      terms(a.days, a.hours_a_day, a.rooms);
    }
    seen.clear();
    for (std::size_t i = 0; i < trial.digital.size(); ++i) {
      at_ = "digital." + std::to_string(i) + ".";
      if (!place_of(network_.ages, trial.digital[i].age))
        fault("age", "not-a-choice");
      else if (!seen.insert(trial.digital[i].age).second)
        fault("age", "repeated");
      number("points", trial.digital[i].points, -100, 100);
    }
    at_.clear();
    if (trial.sites) sites(*trial.sites);
    return std::move(out_);
  }

 private:
  void sites(const SiteQuestion& q) {
    at_ = "sites.";
    if (!place_of(network_.services, q.service)) fault("service", "not-a-choice");
    if (!q.age.empty() && !place_of(network_.ages, q.age)) fault("age", "not-a-choice");
    number("points", static_cast<double>(q.points), 1, 100);
    number("minutes", q.minutes, 1, 600);
    number("share", q.share, 1, 100);
  }
  void services(const std::vector<std::string>& codes) {
    if (codes.empty()) fault("services", "too-few", "1");
    std::set<std::string> seen;
    for (std::size_t k = 0; k < codes.size(); ++k) {
      const std::string field = "services." + std::to_string(k);
      if (!place_of(network_.services, codes[k]))
        fault(field, "not-a-choice");
      else if (!seen.insert(codes[k]).second)
        fault(field, "repeated");
    }
  }
  void place(std::optional<double> east, std::optional<double> north) {
    if (east) number("east", *east, -furthest_km, furthest_km);
    if (north) number("north", *north, -furthest_km, furthest_km);
  }
  void terms(std::optional<double> days, std::optional<double> hours, std::optional<double> rooms) {
    if (days) number("days", *days, 0.25, content::week_days);
    if (hours) number("hours", *hours, 0.5, 24);
    if (rooms) number("rooms", *rooms, 0.5, 500);
  }
  void number(const std::string& field, double value, double min, double max) {
    if (!(value >= min))
      fault(field, "too-small", whole(min));
    else if (value > max)
      fault(field, "too-big", whole(max));
  }
  void fault(const std::string& field, std::string reason, std::string limit = {}) {
    out_.push_back({at_ + field, std::move(reason), std::move(limit)});
  }

  const Network& network_;
  std::string at_;
  std::vector<TrialFault> out_;
};

void set_terms(Network::Terms& terms, const std::optional<double>& days, const std::optional<double>& hours,
               const std::optional<double>& rooms) {
  terms.days = days.value_or(terms.days);
  terms.hours_a_day = hours.value_or(terms.hours_a_day);
  terms.rooms = rooms.value_or(terms.rooms);
}

}  // namespace

std::vector<TrialFault> faults_of(const Network& network, const NetworkTrial& trial) {
  return Check(network).of(trial);
}

PlannedNetwork planned_network(const Network& network, const NetworkTrial& trial) {
  PlannedNetwork out = standing_network(network, static_cast<std::uint16_t>(trial.year));
  for (const PointChange& c : trial.points) {
    PlannedPoint& point = out.points[*place_of(network.points, c.code)];
    point.open = c.open.value_or(point.open);
    const content::Spot to{c.east.value_or(point.at.east), c.north.value_or(point.at.north)};
    point.moved = !(to == point.at);
    point.at = to;
    set_terms(point.terms, c.days, c.hours_a_day, c.rooms);
  }
  for (const AddedPoint& a : trial.added) {
    PlannedPoint point;
    point.code = a.code;
    point.mobile = a.mobile;
    point.at = {a.east, a.north};
    for (const std::string& code : a.services) point.services.push_back(*place_of(network.services, code));
    point.terms = a.mobile ? network.new_mobile : network.new_fixed;
    set_terms(point.terms, a.days, a.hours_a_day, a.rooms);
    out.points.push_back(std::move(point));
  }
  for (const DigitalChange& d : trial.digital)
    out.more_digital[*place_of(network.ages, d.age)] = d.points / 100;
  return out;
}

SiteAnswers answer_sites(const Network& network, const PlannedNetwork& planned, const SiteQuestion& question,
                         double seconds) {
  SiteAnswers out;
  const std::size_t service = *place_of(network.services, question.service);
  const auto age = place_of(network.ages, question.age);
  std::vector<PlannedPoint> places;
  for (std::size_t p = 0; p < planned.points.size(); ++p) {
    const PlannedPoint& point = planned.points[p];
    if (std::ranges::find(point.services, service) == point.services.end()) continue;
    out.sites.push_back({p, 0, point.open});
    places.push_back(point);
  }
  for (std::size_t a = 0; a < network.areas.size(); ++a) {
    PlannedPoint centre;
    centre.at = network.areas[a].centre;
    const bool near = std::ranges::any_of(places, [&](const PlannedPoint& p) {
      return std::hypot(p.at.east - centre.at.east, p.at.north - centre.at.north) <= same_place_km;
    });
    if (near) continue;
    out.sites.push_back({std::nullopt, a, false});
    places.push_back(std::move(centre));
  }
  const NetworkFare fare = evaluate(network, planned);
  Siting siting;
  siting.sites = places.size();
  for (std::size_t i = 0; i < fare.cells.size(); ++i) {
    const Cell& cell = fare.cells[i];
    const double need = fare.fares[i][service].visits + fare.fares[i][service].unserved;
    if ((age && cell.age != *age) || need <= 0) continue;
    siting.need.push_back(need);
    siting.minutes.emplace_back();
    for (const PlannedPoint& place : places)
      siting.minutes.back().push_back(way_to(network, cell, place).minutes);
    out.need += need;
  }
  std::vector<std::size_t> now;
  for (std::size_t j = 0; j < out.sites.size(); ++j) {
    if (out.sites[j].open_now) now.push_back(j);
  }
  out.open_now = now.size();
  out.median_now = now.empty() ? 0 : travel_of(siting, now);
  out.covered_now = covered_by(siting, now, question.minutes);
  const auto points = std::min(static_cast<std::size_t>(question.points), siting.sites);
  out.median = p_median(siting, points, seconds);
  out.coverage = coverage(siting, question.minutes, question.share / 100, seconds);
  return out;
}

}  // namespace vuoro::planner
