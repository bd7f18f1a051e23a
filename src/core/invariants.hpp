#pragma once

#include <string>
#include <vector>

#include "calendar/holidays.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// A broken promise of the system itself (design §4).
struct Violation {
  int invariant = 0;  ///< 1–4 of design §4; 8 for notices.
  MatterId matter;    ///< None when it is about no matter.
  std::string what;   ///< For an operator's log, English.
};

/// Looks through the whole State for violations of invariants 1–4: one holder, promises that the calendar
/// gives again, no overlapping bookings, ended steps with an outcome and closed matters with a reason and no
/// open step; and that queues, links and counts agree with the rows. 5 and 6 (replay, chain) need the ledger:
/// `vuoro check`. O(rows). Stops after `most` violations.
std::vector<Violation> violations(const State& state, const calendar::Calendar& calendar,
                                  std::size_t most = 100);

}  // namespace vuoro::core
