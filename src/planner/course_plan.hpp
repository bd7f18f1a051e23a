#pragma once

#include <vector>

#include "core/times.hpp"

/// Which times to propose for the sessions of a course or a chain, as one.
namespace vuoro::planner {

/// One time for each open session from the step on, in their order; empty when there is no such set.
struct CoursePlan {
  std::vector<core::FreeTime> soonest;  ///< Begins soonest, with whomever the course allows.
  std::vector<core::FreeTime> same;     ///< Begins soonest of those with one professional throughout.
};

/// What is asked of the plan.
struct CourseWish {
  StepId step;                    ///< The first session that is to get a time; those after it follow.
  std::span<const TeamId> teams;  ///< None = every team.
  Instant from;
  Instant until;
};

/// Looks at up to 400 free times of each session between `from` and `until`. Among them a set that fits the
/// gaps is found whenever there is one (not: the earliest possible time first, and then nothing that
/// follows).
/// @return Nothing when the step is no session, the viewer may not see it, or no set fits.
/// O(sessions · times of a session · times within a gap).
[[nodiscard]] CoursePlan plan_course(const core::Times& times, const CourseWish& wish, Instant now);

}  // namespace vuoro::planner
