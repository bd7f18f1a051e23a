#pragma once

#include <vector>

#include "core/state.hpp"

/// What a course asks of the times of its sessions: deciding, showing and planning go by the same.
namespace vuoro::core::course {

/// The sessions of the step's course in their order, ended ones too; empty when it is no session. O(steps of
/// the matter).
[[nodiscard]] std::vector<StepId> sessions_of(const Tables& t, StepId step);

/// When a session's time begins and ends, and with whom it is.
struct Visit {
  Moment begin;  ///< 0 = it has no time.
  std::int64_t end = 0;
  WorkerId worker;
};

/// The time that a session has booked or had when it was held.
[[nodiscard]] Visit visit_of(const Tables& t, StepId step);
[[nodiscard]] Visit visit_in(const Tables& t, SlotId slot);

/// Whether `next`, whose row is given, follows `before` as the course wants: after its end, and by Finnish
/// days between the least and the most.
[[nodiscard]] bool gap_holds(const SessionRow& next, const Visit& before, const Visit& after);

/// Whether the time is later than the course lets the session be.
[[nodiscard]] bool beyond_gap(const SessionRow& next, const Visit& before, const Visit& after);

/// Whether the time would stand well between the sessions before and after it, as far as they have times.
[[nodiscard]] bool stands_between(const Tables& t, StepId step, const Visit& wanted);

}  // namespace vuoro::core::course
