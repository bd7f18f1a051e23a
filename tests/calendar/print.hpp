#pragma once

#include <iomanip>
#include <ostream>

#include "base/time.hpp"

namespace vuoro {

/// How GoogleTest and rapidcheck show a day: 2026-02-12.
inline void PrintTo(Day day, std::ostream* out) {
  const std::chrono::year_month_day date = day.civil();
  *out << static_cast<int>(date.year()) << '-' << std::setfill('0') << std::setw(2)
       << static_cast<unsigned>(date.month()) << '-' << std::setw(2) << static_cast<unsigned>(date.day());
}
inline void PrintTo(Instant instant, std::ostream* out) {
  *out << instant.s << " s";
}

}  // namespace vuoro
