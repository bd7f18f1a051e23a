#pragma once

#include "base/time.hpp"

namespace vuoro::calendar {

/// Europe/Helsinki, the zone in which every statutory day of Vuoro is counted. The changes of offset for
/// 1992–2106 come from the machine's zone database (package tzdata) once, at first use; a machine without it
/// throws std::runtime_error. All functions: O(1), no allocation after first use, safe from many threads,
/// total. Outside 1992–2106 the winter offset (UTC+2) is used.

inline constexpr int seconds_per_day = 86'400;

/// The local civil day that the instant belongs to.
Day local_day(Instant instant);

/// Wall-clock seconds since local midnight, 0 … 86 399. In the autumn overlap the same value occurs twice.
int second_of_day(Instant instant);

/// The instant at which the wall clock shows `seconds_since_local_midnight` on `day`. A wall time that the
/// spring change skips gives the first instant after the gap; one that the autumn change repeats gives the
/// earlier.
Instant at_local(Day day, int seconds_since_local_midnight);

/// 23:59:59 local time, the last second of the day.
Instant end_of_day(Day day);

}  // namespace vuoro::calendar
