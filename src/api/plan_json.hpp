#pragma once

#include <boost/json.hpp>

#include "api/call.hpp"
#include "api/plan_came.hpp"
#include "api/plan_kept.hpp"
#include "api/plan_result.hpp"

/// Plans as pages show them: PlanLine and Plan of docs/api/openapi.yaml.
namespace vuoro::api {

/// A plan in the list: what it is, how it stands, and the first of its figures.
boost::json::object plan_line_json(const Call& call, const KeptPlan& plan, const PlanResult* result);

/// The whole plan. `came` is null until it is decided and a week is over.
boost::json::object plan_json(const Call& call, const KeptPlan& plan, const PlanResult* result,
                              const PlanCame* came);

/// What can be changed here: teams, each with the services it gives as far as the newest forecast knows, or
/// without one every service of the county.
boost::json::array places_json(Call& call);

}  // namespace vuoro::api
