#pragma once

#include <boost/json/fwd.hpp>

#include "api/call.hpp"
#include "core/times.hpp"

/// Slots and proposals as JSON. All need the read lock on State to be held.
namespace vuoro::api {

/// When, how long, how, where and with whom.
boost::json::object slot_json(const Call& call, const core::State& state, const core::Setting& setting,
                              SlotId id, const core::SlotRow& slot);

/// The professional as colleagues and residents know them: a role label of the county, else the code.
std::string worker_name(const Call& call, std::string_view code);

/// The type of time as the county calls it, else the code.
std::string slot_type_name(const Call& call, std::string_view code);

/// The step's place on the waiting list for earlier times: since when, in which part of the day, in which
/// units besides its own, and whether one is on offer now; null when it is not on the list.
boost::json::value earlier_json(const Call& call, const core::State& state, const Viewer& viewer, StepId id);

/// Which session of a course the step is: the first step, its number and of how many; null when it is none.
boost::json::value session_json(const Call& call, const core::State& state, const Viewer& viewer, StepId id);

/// What the step has booked (or has on offer until), as slots.
boost::json::array step_slots_json(const Call& call, const core::State& state, const Viewer& viewer,
                                   StepId id);

}  // namespace vuoro::api
