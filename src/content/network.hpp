#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "content/county.hpp"

/// Where a county serves its residents and how they get there (network.toml; docs/network.md). Everything
/// that is named by a code in the file is a place in a list here.
namespace vuoro::content {

/// On the county's map.
struct Spot {
  double east = 0;  ///< Kilometres.
  double north = 0;
  friend bool operator==(const Spot&, const Spot&) = default;
};

struct Network {
  /// A way to travel: fixed minutes, then kilometres of road at a speed.
  struct Mode {
    std::string code;
    promises::Translated name;
    double kmh = 1;
    double fixed_minutes = 0;
    bool car = false;  ///< Only for those who have one.
  };
  struct Age {
    std::string code;
    promises::Translated name;
    std::uint8_t from = 0;
    double without_car = 0;                         ///< Share of the residents.
    std::vector<std::size_t> modes;                 ///< The quickest is taken.
    std::vector<std::optional<double>> longest_km;  ///< By mode: no further by it.
  };
  struct Language {
    std::string code;
    promises::Translated name;
    double digital_factor = 1;  ///< Their digital share beside everybody's.
  };
  struct Service {
    std::string code;
    promises::Translated name;
    double minutes_a_visit = 0;
    std::vector<double> visits;   ///< A resident a year, by age: with those that are handled digitally.
    std::vector<double> digital;  ///< Share by age.
    promises::Translated source;
  };
  /// What a point costs and holds; also of one that is not there yet.
  struct Terms {
    double days = 5;  ///< A week.
    double hours_a_day = 0;
    double rooms = 1;  ///< Visits at once.
    double yearly_euros = 0;
    double hour_euros = 0;  ///< An opening hour.
    promises::Translated source;
  };
  struct Point {
    std::string code;
    promises::Translated name;
    std::string unit;  ///< Of county.toml; empty for one that is none.
    bool open = true;  ///< Otherwise a place that could be taken into use.
    bool mobile = false;
    Spot at;
    std::vector<std::size_t> services;
    Terms terms;
  };
  struct Residents {
    std::vector<double> ages;
    std::vector<double> languages;
  };
  struct Area {
    std::string code;
    promises::Translated name;
    Spot centre;
    std::vector<Residents> years;  ///< As Network::years.
  };
  /// Minutes that the county knows better than the formula.
  struct Known {
    std::size_t area = 0;
    std::size_t point = 0;
    std::vector<std::optional<double>> minutes;  ///< By mode.
  };

  promises::Translated source;
  double detour = 1;                     ///< Kilometres of road for each as the crow flies.
  std::array<double, 2> within{15, 30};  ///< Minutes that shares are told for.
  double notable_minutes = 1;            ///< A smaller change is none.
  promises::Translated travel_source;
  promises::Translated residents_source;
  std::vector<Mode> modes;
  std::vector<Age> ages;
  std::vector<Language> languages;
  std::vector<Service> services;
  std::vector<std::uint16_t> years;  ///< Rising; between them residents change evenly.
  std::vector<Area> areas;           ///< In the county's order.
  std::vector<Point> points;
  std::vector<Known> known;
  Terms new_fixed;
  Terms new_mobile;
};

/// Days that a point may be open in a week.
inline constexpr double week_days = 5;

/// Reads network.toml of the pack; nothing when there is none. Every fault comes with file, line and reason.
Result<std::optional<Network>, ContentErrors> load_network(const std::filesystem::path& pack,
                                                           const County& county);

}  // namespace vuoro::content
