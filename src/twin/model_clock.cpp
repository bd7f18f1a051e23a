#include "twin/model_clock.hpp"

#include <algorithm>
#include <cmath>

#include "calendar/zone.hpp"

namespace vuoro::twin {

namespace {

/// Far below a second and far above what rounding does to minutes of a century.
constexpr double hair = 1e-5;

constexpr double minutes_in_day = 24 * 60;

}  // namespace

ModelClock::ModelClock(const calendar::Calendar& calendar, Day begin, Runs runs, double minutes)
    : day_length_(minutes_in_day) {
  if (runs == Runs::always) {
    openings_ = {calendar::at_local(begin, 0)};
    return;
  }
  const auto hours = calendar.parameters().office;
  day_length_ = (hours.close_s - hours.open_s) / 60.0;
  Day day = calendar.next_working_day_on_or_after(begin);
  for (double covered = 0; covered <= minutes; covered += day_length_) {
    openings_.push_back(calendar::at_local(day, hours.open_s));
    day = calendar.add_working_days(day, 1);
  }
  openings_.push_back(calendar::at_local(day, hours.open_s));
}

Instant ModelClock::in_day(double seconds) const {
  if (openings_.size() == 1) return {openings_[0].s + static_cast<std::int64_t>(seconds)};
  const double length = day_length_ * 60;
  const double day = std::min(std::floor(seconds / length), static_cast<double>(openings_.size() - 1));
  return {openings_[static_cast<std::size_t>(day)].s + static_cast<std::int64_t>(seconds - day * length)};
}

Instant ModelClock::at(double minute) const {
  return in_day(std::floor(minute * 60 + hair));
}

Instant ModelClock::at_or_after(double minute) const {
  return in_day(std::ceil(minute * 60 - hair));
}

double ModelClock::minute(Instant instant) const {
  const auto after = std::ranges::upper_bound(openings_, instant);
  const auto day = after == openings_.begin() ? after : std::prev(after);
  return static_cast<double>(day - openings_.begin()) * day_length_ +
         static_cast<double>((instant - *day).count()) / 60.0;
}

}  // namespace vuoro::twin
