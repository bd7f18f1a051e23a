#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/result.hpp"
#include "content/content_error.hpp"

/// What more shifts of each service would give and cost in a county (content/<pack>/capacity.toml;
/// docs/planner.md).
namespace vuoro::planner {

struct CountyCapacity {
  struct Profession {
    double extra_hour_eur = 0;
    std::optional<double> most_extra_shifts;  ///< A week, of all units together.
  };
  struct Service {
    std::string profession;
    double visits_a_shift = 0;
    double hours_a_shift = 0;
    std::uint16_t extra_shifts = 0;  ///< A week at most, of each unit.
  };
  std::string source;
  double kept = 0.95;                       ///< Share of the promises that fall due.
  std::optional<std::uint16_t> no_debt_by;  ///< Week, from 1.
  std::map<std::string, Profession> professions;
  std::map<std::string, Service> services;
};

/// Faults with file, line and reason, all at once: unknown keys, figures out of range, services that are not
/// in `services`, professions that the file does not have, a shift shorter than a visit.
[[nodiscard]] Result<CountyCapacity, content::ContentErrors> load_county_capacity(
    const std::filesystem::path& file, const std::set<std::string>& services);

}  // namespace vuoro::planner
