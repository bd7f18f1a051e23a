#include "twin/deed.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vuoro::twin {

Lag lag_between(const calendar::Calendar& calendar, Instant from, Instant to) {
  const Day first = calendar::local_day(from);
  const Day last = calendar::local_day(to);
  if (last <= first)
    return {0, static_cast<std::int32_t>(std::clamp<std::int64_t>(to.s - from.s, 0, 86'400))};
  const auto days = std::clamp(calendar.working_days_between(first, last), 1, 30'000);
  return {static_cast<std::int16_t>(days), calendar::second_of_day(to)};
}

Instant after(const calendar::Calendar& calendar, Instant from, Lag lag) {
  if (lag.days == 0) return from + std::chrono::seconds{lag.second};
  return calendar::at_local(calendar.add_working_days(calendar::local_day(from), lag.days), lag.second);
}

}  // namespace vuoro::twin
