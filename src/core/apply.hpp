#pragma once

#include "core/events.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// Makes the event true in State. Pure and total: the same events in the same order give the same State, bit
/// for bit. An event that does not fit (an id that does not exist, a number out of turn) changes nothing.
/// O(1), but O(promises of the matter) where a promise ends and O(log open matters) where the queue moves.
/// @return false when the event did not fit: the ledger is damaged or decide() has a bug.
[[nodiscard]] bool apply(State& state, const Event& event, const Stamp& stamp);

/// The matter an event is about, whether or not it has been applied; none for terms, limits and persons.
[[nodiscard]] MatterId subject_of(const State& state, const Event& event);

}  // namespace vuoro::core
