#pragma once

#include "core/draft.hpp"

/// Bookings in the making, for the commands that end in one.
namespace vuoro::core {

/// Emits the booking of the step in the slots: at the one that begins first, of those the one of the step's
/// own service. Precondition: they fit, and there is one at least.
void book(Draft& d, StepId step, ServiceId service, const SlotList& list);

}  // namespace vuoro::core
