#pragma once

#include <cstddef>
#include <vector>

#include "core/codec.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// Applies the event and appends its ledger bytes to `out`, with the link to the event before about the same
/// matter.
/// @return false, with nothing changed and nothing appended, when the event does not fit the State.
[[nodiscard]] bool record(State& state, const Event& event, const Stamp& stamp, std::vector<std::byte>& out);

/// Applies an entry read from the ledger. Errors: "event-unfitting" (the ledger is not what decide() wrote).
Status replay(State& state, const Entry& entry);

}  // namespace vuoro::core
