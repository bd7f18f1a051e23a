#pragma once

#include <vector>

#include "app/commands.hpp"
#include "planner/capacity_file.hpp"
#include "twin/visit_demand.hpp"

/// The capacity question of a county as it stands, and the answer as changes that the twin lives.
namespace vuoro::app {

struct CountyQuestion {
  planner::CapacityFile file;  ///< Named and sourced like one that people wrote.
  struct Of {
    std::string team;
    std::string service;
  };
  std::vector<Of> of;                 ///< By work of the problem.
  std::vector<std::string> left_out;  ///< What is not in the question, and why.
  Day from;                           ///< Of the first week.
};

/// Lives futures of the county for its demands. Errors: the ledger's, the content's, twin::fit's;
/// "content-refused" without capacity.toml.
Result<CountyQuestion> county_question(const PlanCapacity& command);

/// The shifts that the plan adds, as a file for `vuoro twin whatif --change` and `vuoro plan check
/// --capacity`.
std::string to_changes(const CountyQuestion& question, const planner::CapacityPlan& plan);

}  // namespace vuoro::app
