#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "content/content_error.hpp"
#include "rights/gate.hpp"
#include "twin/experiment.hpp"
#include "twin/load_scenario.hpp"

namespace vuoro::twin::testing {

inline const std::filesystem::path source_dir{VUORO_SOURCE_DIR};
inline const std::filesystem::path data_dir = source_dir / "tests" / "twin" / "data";
inline const std::filesystem::path ht1_file = source_dir / "content" / "scenarios" / "ht1.toml";

/// VUORO_TWIN_TRUTH=full asks for the long form: half-widths of 1 %.
inline bool full_form() {
  const char* wish = std::getenv("VUORO_TWIN_TRUTH");  // NOLINT(concurrency-mt-unsafe): before any thread
  return wish != nullptr && std::string_view(wish) == "full";
}
/// Sanitized builds set VUORO_SEEDS: they look for undefined behaviour, not for figures.
inline bool sanitized_form() {
  return std::getenv("VUORO_SEEDS") != nullptr;  // NOLINT(concurrency-mt-unsafe): before any thread
}

/// Fixed, so that the tests do the same every day; VUORO_TWIN_SEED tries another.
inline std::uint64_t seed() {
  const char* wish = std::getenv("VUORO_TWIN_SEED");  // NOLINT(concurrency-mt-unsafe): before any thread
  return wish == nullptr ? 20260105 : std::stoull(wish);
}

inline const Viewer& viewer() {
  static const Viewer everything = rights::Gate::operations();
  return everything;
}

inline Scenario scenario_in(const std::filesystem::path& file) {
  auto scenario = load_scenario(file);
  if (!scenario) throw std::runtime_error(content::to_string(scenario.error()));
  return std::move(scenario).value();
}

inline std::shared_ptr<const Prepared> ready(Scenario scenario) {
  auto pack = load_promises(scenario);
  if (!pack) throw std::runtime_error(content::to_string(pack.error()));
  auto prepared =
      prepare(std::move(scenario), std::move(pack).value(), calendar::Calendar::finnish(), viewer());
  if (!prepared) throw std::runtime_error(prepared.error().what);
  return std::move(prepared).value();
}

inline Results must_run(const Prepared& prepared, const Plan& plan) {
  auto results = run(prepared, viewer(), plan);
  if (!results) throw std::runtime_error(results.error().what + " (" + results.error().where + ")");
  return std::move(results).value();
}

inline std::vector<double> column(const Results& results, std::string_view name) {
  const auto found = results.find(name);
  if (!found) throw std::runtime_error("no quantity '" + std::string(name) + "'");
  return results.column(*found);
}

}  // namespace vuoro::twin::testing
