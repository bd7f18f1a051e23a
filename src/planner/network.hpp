#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/network.hpp"

/// What a network of points means to those who travel to it (docs/network.md). Pure.
namespace vuoro::planner {

/// A point as a plan has it: one that stands, as it is or changed, or a new one.
struct PlannedPoint {
  std::string code;
  std::optional<std::size_t> standing;  ///< Of content::Network::points; nothing = new.
  bool open = true;
  bool mobile = false;
  bool moved = false;  ///< The minutes that the county knows are of the place that it left.
  content::Spot at;
  std::vector<std::size_t> services;
  content::Network::Terms terms;
};

/// The network as somebody plans it, in a year.
struct PlannedNetwork {
  std::uint16_t year = 0;
  std::vector<PlannedPoint> points;
  std::vector<double> more_digital;  ///< By age, added to every service's digital share: 0.1 = ten points.
};

/// The network as it stands.
PlannedNetwork standing_network(const content::Network& network, std::uint16_t year);

/// Residents of one area, age and language who have a car or have none.
struct Cell {
  std::size_t area = 0;
  std::size_t age = 0;
  std::size_t language = 0;
  bool car = false;
  double residents = 0;
};
/// Every cell of the year in the order of areas, ages, languages, with a car first.
std::vector<Cell> cells_of(const content::Network& network, std::uint16_t year);

/// The quickest way there.
struct Way {
  double minutes = 0;
  double km = 0;  ///< Of road, one way.
  std::size_t mode = 0;
};
Way way_to(const content::Network& network, const Cell& cell, const PlannedPoint& point);

/// Needs of a service in a year, and how they are met.
struct ServiceFare {
  double visits = 0;  ///< In person, at a point that is open.
  double digital = 0;
  double unserved = 0;  ///< No open point gives the service.
  double minutes = 0;   ///< One way, of all visits together.
  double km = 0;        ///< One way.
  double car_km = 0;
  std::array<double, 2> within{};  ///< Visits within Network::within.
  double longest = 0;              ///< Minutes.

  ServiceFare& operator+=(const ServiceFare& other);
  [[nodiscard]] double mean() const { return visits > 0 ? minutes / visits : 0; }
};

struct PointFare {
  double visits = 0;
  double hours_needed = 0;  ///< A year.
  double hours_held = 0;    ///< Opening hours times rooms, a year; 0 when closed.
  double euros = 0;         ///< A year.
};

struct NetworkFare {
  std::vector<Cell> cells;
  std::vector<std::vector<ServiceFare>> fares;  ///< By cell and service.
  std::vector<PointFare> points;
  std::vector<std::vector<double>> visits;  ///< A year, by area and point.
  double euros = 0;
};
/// Who travels where and how long. A point takes as many of those whose nearest it is as it is open on
/// days of five; the others go to the next. When nobody takes the rest, the nearest does.
NetworkFare evaluate(const content::Network& network, const PlannedNetwork& planned);

/// Whom a row of a table is of.
enum class GroupKind : std::uint8_t { all, age, language, car, area };
struct Group {
  GroupKind kind = GroupKind::all;
  std::size_t index = 0;  ///< Of the list of its kind; cars: 0 = has none, 1 = has one.

  [[nodiscard]] bool has(const Cell& cell) const;
};
/// All, then every age, language, with and without a car, and area.
std::vector<Group> groups_of(const content::Network& network);

/// What one side of a change means to some.
struct Touched {
  double residents = 0;
  double visits = 0;   ///< As they were before.
  double minutes = 0;  ///< Of those visits together, always positive.
  [[nodiscard]] double mean() const { return visits > 0 ? minutes / visits : 0; }
};
struct GroupFare {
  Group group;
  double residents = 0;
  ServiceFare before;
  ServiceFare after;
  Touched lose;  ///< Whose way to a visit becomes longer by a notable time.
  Touched gain;
  double lost_visits = 0;   ///< That no point gives any more.
  double found_visits = 0;  ///< That no point gave before.
};
/// The same year's residents, before and after. A resident's change is that of all the services together.
std::vector<GroupFare> compare(const content::Network& network, const NetworkFare& before,
                               const NetworkFare& after);
/// The same for those of an age in each area, for sentences and the map.
GroupFare compare_some(const content::Network& network, const NetworkFare& before, const NetworkFare& after,
                       Group group, std::optional<std::size_t> age);

}  // namespace vuoro::planner
