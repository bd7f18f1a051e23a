#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.hpp"
#include "calendar/zone.hpp"

namespace vuoro::measures {

/// Whole Helsinki days from the due day to the day of `at`; 0 when `at` is not past due.
inline std::int32_t days_over(Instant due, Instant at) {
  if (at <= due) return 0;
  return std::max(0, calendar::local_day(at) - calendar::local_day(due));
}

}  // namespace vuoro::measures
