#include "measures/cancelled_bookings.hpp"

#include <algorithm>

namespace vuoro::measures {

void CancelledBookings::on(const core::Event& event, const core::Stamp& stamp) {
  if (const auto* cancelled = std::get_if<core::BookingCancelled>(&event)) {
    if (cancelled->by != core::CancelledBy::unit) return;
    open_[cancelled->step.n] = gaps_.size();
    gaps_.push_back({cancelled->step, stamp.at});
  } else if (const auto* booked = std::get_if<core::StepBooked>(&event)) {
    close(booked->step, stamp.at);
  } else if (const auto* ended = std::get_if<core::StepEnded>(&event)) {
    close(ended->step, stamp.at);
  }
}

void CancelledBookings::close(StepId step, Instant at) {
  const auto found = open_.find(step.n);
  if (found == open_.end()) return;
  Gap& gap = gaps_[found->second];
  gap.until = std::max(at, gap.from);
  open_.erase(found);
}

}  // namespace vuoro::measures
