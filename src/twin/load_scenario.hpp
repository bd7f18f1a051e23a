#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "promises/rule.hpp"
#include "twin/scenario.hpp"

namespace vuoro::twin {

/// Reads a scenario file (docs/model.md tells its words). Either the whole file is sound or nothing loads;
/// all faults found are reported together, each with file, line and column.
Result<Scenario, content::ContentErrors> load_scenario(const std::filesystem::path& file);

/// The promise rules that the scenario names; an empty pack when it names none. Errors: as
/// content::load_rules.
Result<promises::RulePack, content::ContentErrors> load_promises(const Scenario& scenario);

}  // namespace vuoro::twin
