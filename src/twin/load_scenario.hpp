#pragma once

#include <filesystem>
#include <span>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "promises/rule.hpp"
#include "twin/override.hpp"
#include "twin/scenario.hpp"

namespace vuoro::twin {

/// Reads a scenario file (docs/model.md tells its words). Either the whole file is sound or nothing loads;
/// all faults found are reported together, each with file, line and column. What `others` name is read from
/// them instead; a fault there has no line.
Result<Scenario, content::ContentErrors> load_scenario(const std::filesystem::path& file,
                                                       std::span<const Override> others = {});

/// The promise rules that the scenario names; an empty pack when it names none. Errors: as
/// content::load_rules.
Result<promises::RulePack, content::ContentErrors> load_promises(const Scenario& scenario);

}  // namespace vuoro::twin
