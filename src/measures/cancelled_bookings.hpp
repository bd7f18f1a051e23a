#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/ids.hpp"
#include "core/events.hpp"

namespace vuoro::measures {

/// Bookings that the unit cancelled, with how long each was not replaced. State forgets who cancelled and
/// when, so this is made from the events: give it every event once, in the ledger's order (from a replay at
/// the start, then from live::Driver::Options::told). Not thread-safe. Memory: by cancelled booking.
class CancelledBookings {
 public:
  struct Gap {
    StepId step;
    Instant from;                  ///< The cancelling.
    Instant until = core::no_due;  ///< The new booking or the step's end; no_due while it is missing.
  };

  /// O(1).
  void on(const core::Event& event, const core::Stamp& stamp);

  /// In the order of the cancellings.
  [[nodiscard]] const std::vector<Gap>& gaps() const { return gaps_; }

 private:
  void close(StepId step, Instant at);

  std::vector<Gap> gaps_;
  std::unordered_map<std::uint32_t, std::size_t> open_;  // step number -> place in gaps_
};

}  // namespace vuoro::measures
