#pragma once

#include <optional>

#include "api/call.hpp"
#include "api/plan_kept.hpp"

namespace vuoro::api {

/// Reads name, reason, weeks and changes of a body into the plan, and checks the changes against what the
/// county has and against today. What is wrong is a fault of its field.
void read_plan_fields(Call& call, net::Fields& in, KeptPlan& plan);

}  // namespace vuoro::api
