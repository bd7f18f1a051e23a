#pragma once

#include "api/plan_kept.hpp"
#include "api/plan_result.hpp"
#include "twin/changes.hpp"
#include "twin/whatif.hpp"

/// Between what the twin says of a plan and the file that keeps it.
namespace vuoro::app {

/// One plan beside doing nothing. Of the queues are kept those that the plan touches, and those that move
/// most. Precondition: what.plans has doing nothing and the plan.
api::PlanResult plan_result_of(const api::KeptPlan& plan, const twin::WhatIf& what,
                               const twin::Changes& changes, const twin::LiveCounty& county,
                               std::uint64_t seed, Instant made);

/// A plan that the record cannot carry.
api::PlanResult refused_result_of(const api::KeptPlan& plan, const std::vector<twin::RecordFault>& faults,
                                  const twin::LiveCounty& county, std::uint64_t seed, Instant made);

}  // namespace vuoro::app
