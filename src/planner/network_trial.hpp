#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planner/network.hpp"
#include "planner/siting.hpp"

/// What somebody would do otherwise with the network, as a page or a file says it, and its one check.
namespace vuoro::planner {

/// A change of a point that stands, or a new point. What is not said stays as it is.
struct PointChange {
  std::string code;
  std::optional<bool> open;
  std::optional<double> east;
  std::optional<double> north;
  std::optional<double> days;
  std::optional<double> hours_a_day;
  std::optional<double> rooms;
};
struct AddedPoint {
  std::string code;
  bool mobile = false;
  double east = 0;
  double north = 0;
  std::vector<std::string> services;
  std::optional<double> days;
  std::optional<double> hours_a_day;
  std::optional<double> rooms;
};
struct DigitalChange {
  std::string age;
  double points = 0;  ///< Percentage points, up or down.
};
/// What the helpers are asked.
struct SiteQuestion {
  std::string service;
  std::string age;  ///< Empty = everybody.
  std::int64_t points = 1;
  double minutes = 30;
  double share = 90;  ///< Per cent.
};
struct NetworkTrial {
  std::int64_t year = 0;
  std::vector<PointChange> points;
  std::vector<AddedPoint> added;
  std::vector<DigitalChange> digital;
  std::optional<SiteQuestion> sites;
};

/// The words of net::FieldFault: "points.0.code", "not-a-choice"; `limit` is the {min} or {max}.
struct TrialFault {
  std::string field;
  std::string reason;
  std::string limit = {};
};
std::vector<TrialFault> faults_of(const content::Network& network, const NetworkTrial& trial);

inline constexpr std::size_t most_changes_of_points = 60;
inline constexpr std::size_t most_added_points = 20;

/// The network as the trial has it. @pre No faults.
PlannedNetwork planned_network(const content::Network& network, const NetworkTrial& trial);

/// What the helpers say of one service: candidates are the points that give it, open or not, and the centres
/// of areas where none of them stands.
struct SiteAnswers {
  struct Site {
    std::optional<std::size_t> point;  ///< Of the planned network; otherwise an area's centre.
    std::size_t area = 0;
    bool open_now = false;
  };
  std::vector<Site> sites;
  double need = 0;  ///< Visits a year in person.
  SitingAnswer median;
  SitingAnswer coverage;
  double median_now = 0;   ///< Minutes of all visits together with the points that are open.
  double covered_now = 0;  ///< Share of the need within the minutes, with these.
  std::size_t open_now = 0;
};
SiteAnswers answer_sites(const content::Network& network, const PlannedNetwork& planned,
                         const SiteQuestion& question, double seconds);

}  // namespace vuoro::planner
