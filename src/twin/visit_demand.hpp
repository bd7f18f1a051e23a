#pragma once

#include <vector>

#include "twin/future.hpp"
#include "twin/whatif.hpp"

namespace vuoro::twin {

/// What asks for the visit times of a team's service, in futures of a county as it stands. A step counts by
/// the soonest promise that its visit keeps, once, however many promises it would keep.
struct VisitDemand {
  CareKey care;
  /// That there are, by week: mean over futures. Of published shifts those of the types that the service may
  /// be given in; what several services of the team may be given in is shared by how many need each.
  std::vector<double> times;
  double unpromised = 0;  ///< Steps a week that no promise hurries: mean over futures.
  double overdue = 0;     ///< Steps open now whose promise is broken already.
  double waiting = 0;     ///< Steps open now whose promise is not, with a time or without.
  std::vector<std::vector<double>> arrivals;  ///< New promised steps, by future and week.
  std::vector<std::vector<double>> due;       ///< Promised steps that fall due, by future and week.
};

/// Every team's service whose times are limited – those given the same day are not – and that somebody needs.
/// `how` as in what_if; the same seed gives the same figures.
std::vector<VisitDemand> visit_demand(const LiveCounty& county, const Viewer& viewer, const WhatIfPlan& how);

}  // namespace vuoro::twin
