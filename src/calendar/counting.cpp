#include "calendar/counting.hpp"

#include <algorithm>
#include <chrono>

namespace vuoro::calendar {
namespace {

// std::chrono::year ends here.
constexpr int last_year = 32767;
constexpr Day earliest = day_of(-last_year, 1, 1);
constexpr Day latest = day_of(last_year, 12, 31);

int year_of(Day day) {
  return static_cast<int>(day.civil().year());
}

}  // namespace

Day add_months(Day start, int months) {
  const std::chrono::year_month_day date = std::clamp(start, earliest, latest).civil();
  const std::int64_t month =
      std::int64_t{static_cast<int>(date.year())} * 12 + static_cast<unsigned>(date.month()) - 1 + months;
  if (month < std::int64_t{-last_year} * 12) return earliest;
  if (month >= (std::int64_t{last_year} + 1) * 12) return latest;
  const std::int64_t year = month >= 0 ? month / 12 : -((11 - month) / 12);
  const std::chrono::year_month target{std::chrono::year{static_cast<int>(year)},
                                       std::chrono::month{static_cast<unsigned>(month - year * 12 + 1)}};
  const std::chrono::day last = (target / std::chrono::last).day();
  return day_of(target / std::min(date.day(), last));
}

Day roll_forward_5s(const Calendar& calendar, Day day) {
  while (calendar.is_section5_day(day)) day = day + 1;
  return day;
}

std::uint8_t age_on(Day birth, Day on) {
  const Day from = std::clamp(birth, earliest, latest);
  const Day to = std::clamp(on, earliest, latest);
  int years = year_of(to) - year_of(from);
  if (add_months(from, 12 * years) > to) --years;
  return static_cast<std::uint8_t>(std::clamp(years, 0, 255));
}

}  // namespace vuoro::calendar
