#pragma once

#include <vector>

#include "base/time.hpp"
#include "calendar/holidays.hpp"
#include "twin/scenario.hpp"

namespace vuoro::twin {

/// Turns the model's minutes into instants and back. With Runs::office_hours the minutes run only while the
/// office is open on working days, so 480 of them are one day of eight hours. Immutable.
class ModelClock {
 public:
  /// Precondition: begin lies where the calendar knows holidays. `minutes`: how far instants will be asked.
  ModelClock(const calendar::Calendar& calendar, Day begin, Runs runs, double minutes);

  /// The whole second in which the minute lies. Never goes back. O(1).
  [[nodiscard]] Instant at(double minute) const;
  /// The first whole second that is not before the minute. O(1).
  [[nodiscard]] Instant at_or_after(double minute) const;
  /// The minute of an instant inside a working day. O(log days).
  [[nodiscard]] double minute(Instant instant) const;
  /// Minutes of one day of the model.
  [[nodiscard]] double day_length() const { return day_length_; }

 private:
  [[nodiscard]] Instant in_day(double seconds) const;

  double day_length_;
  std::vector<Instant> openings_;  ///< Of the working days; one when minutes always run.
};

}  // namespace vuoro::twin
