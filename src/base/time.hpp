#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace vuoro {

/// A point in time: whole seconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t s = 0;

  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant t, std::chrono::seconds d) { return {t.s + d.count()}; }
  friend constexpr std::chrono::seconds operator-(Instant a, Instant b) {
    return std::chrono::seconds{a.s - b.s};
  }
};

/// A civil day, counted from 1970-01-01. Which instants belong to it depends on the zone
/// (calendar/zone.hpp: Europe/Helsinki).
struct Day {
  std::int32_t n = 0;

  friend constexpr auto operator<=>(Day, Day) = default;
  friend constexpr Day operator+(Day d, int days) { return {d.n + days}; }
  friend constexpr Day operator-(Day d, int days) { return {d.n - days}; }
  friend constexpr int operator-(Day a, Day b) { return a.n - b.n; }

  [[nodiscard]] constexpr std::chrono::year_month_day civil() const {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{n}}};
  }
};

/// The day of a valid civil date. Precondition: date.ok().
constexpr Day day_of(std::chrono::year_month_day date) {
  return {static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}
constexpr Day day_of(int year, unsigned month, unsigned day) {
  return day_of(
      std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}});
}

}  // namespace vuoro
