#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace vuoro::calendar {

/// Which school calendar of the county's pack; 0 = not known.
using SchoolId = Id<struct SchoolTag, std::uint8_t>;

/// Both ends inclusive.
struct DayRange {
  Day from;
  Day to;

  [[nodiscard]] constexpr bool contains(Day day) const { return from <= day && day <= to; }
};

/// The working days of one education provider's schools (1287/2013 15 § counts limits in them).
/// A school day is a working day inside a term and outside every break, or an extra day.
/// Terms are in date order and do not overlap; between the first and the last term the calendar is complete.
struct SchoolCalendar {
  std::string provider;
  std::vector<DayRange> terms;
  std::vector<DayRange> breaks;
  std::vector<Day> extra_days;
};

}  // namespace vuoro::calendar
