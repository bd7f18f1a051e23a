#pragma once

#include "core/setting.hpp"
#include "core/state.hpp"

/// Times that nobody used, and what the county wants after them (decision 125).
namespace vuoro::core {

/// Visits of the matter that nobody came to and times that the person cancelled too late. O(steps of the
/// matter).
[[nodiscard]] std::uint32_t unused_times(const Tables& t, MatterId matter);

/// Whether the person is to talk with a professional before choosing the next time.
[[nodiscard]] bool call_first(const Tables& t, const Setting& setting, MatterId matter);

/// The person's own cancelling of the booked step now, by how soon the time begins.
[[nodiscard]] CancelledBy own_cancelling(const Setting& setting, const StepRow& step, Instant now);

}  // namespace vuoro::core
