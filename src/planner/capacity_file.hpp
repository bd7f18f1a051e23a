#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "planner/capacity.hpp"

/// A capacity question as a readable TOML file (docs/planner.md; content/scenarios/capacity.toml is one).
namespace vuoro::planner {

struct CapacityFile {
  std::string name;
  std::string source;
  CapacityProblem problem;
};

/// Faults with file, line and reason, all at once: unknown keys, figures out of range, units or professions
/// that the file does not have, more than 4 million figures to plan.
[[nodiscard]] Result<CapacityFile, content::ContentErrors> load_capacity(const std::filesystem::path& file);

/// Weekly arrivals over scenarios: mean · (1 + growth)^week · (1 + together · Z_scenario) · (1 + spread · Z),
/// never below 0, Z standard normal. The same seed gives the same figures. `stream` tells lines apart.
struct DemandShape {
  double mean = 0;
  double weekly_growth = 0;
  double together = 0;
  double spread = 0;
};
[[nodiscard]] std::vector<std::vector<double>> sampled_arrivals(const DemandShape& shape,
                                                                std::size_t scenarios, std::size_t weeks,
                                                                std::uint64_t seed, std::uint64_t stream);

}  // namespace vuoro::planner
