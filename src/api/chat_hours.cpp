#include "api/chat_hours.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vuoro::api {

namespace {

/// ISO weekday: 1970-01-01 was a Thursday.
std::uint8_t weekday(Day day) {
  return static_cast<std::uint8_t>(((day.n + 3) % 7 + 7) % 7 + 1);
}

}  // namespace

Opening opening_at(const content::Chat& chat, const calendar::Calendar& calendar, Instant now) {
  constexpr int days_ahead = 14;
  Opening out;
  const Day today = calendar::local_day(now);
  for (Day day = today; day <= today + days_ahead; day = day + 1) {
    if (!chat.on_holidays && calendar.is_public_holiday(day)) continue;
    for (const content::ChatHours& hours : chat.hours) {
      if (std::ranges::find(hours.days, weekday(day)) == hours.days.end()) continue;
      const Instant from = calendar::at_local(day, hours.from);
      const Instant until = calendar::at_local(day, hours.until);
      if (until <= now) continue;
      if (from <= now) return {true, std::nullopt, until};
      if (!out.opens || from < *out.opens) out.opens = from;
    }
    if (out.opens) return out;
  }
  return out;
}

}  // namespace vuoro::api
