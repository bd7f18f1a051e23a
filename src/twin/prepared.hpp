#pragma once

#include <memory>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"
#include "promises/rule.hpp"
#include "twin/model_clock.hpp"
#include "twin/scenario.hpp"

namespace vuoro::twin {

/// The terms of a stage or clinic in the State that replications start from.
struct ClinicTerms {
  ServiceId service;
  SlotTypeId type;
  std::vector<WorkerId> workers;
};

/// A scenario made ready: what every replication copies. Immutable, shared by all threads.
struct Prepared {
  Scenario scenario;
  core::Setting setting;
  core::State start;  ///< Terms only: nobody has asked for anything yet.
  ModelClock clock;
  TeamId team;
  std::vector<ServiceId> stage_services;  ///< By stage; none for those that give no visit.
  std::vector<ClinicTerms> clinics;
  std::vector<std::string> rules;  ///< Codes by rule number; [0] is empty.
};

/// Defines the scenario's words in an empty State, by commands, and binds the pack's rules to them. Errors:
/// "twin-refused" when the core does not take a word.
Result<std::shared_ptr<const Prepared>> prepare(Scenario scenario, promises::RulePack pack,
                                                const calendar::Calendar& calendar, const Viewer& viewer);

}  // namespace vuoro::twin
