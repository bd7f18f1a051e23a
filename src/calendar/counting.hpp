#pragma once

#include "base/time.hpp"
#include "calendar/holidays.hpp"

namespace vuoro::calendar {

/// Counting of statutory periods: 150/1930 (laki säädettyjen määräaikain laskemisesta). All pure, O(1).

/// 3 §: the day with the same number `months` later, or the month's last day when there is no such day.
Day add_months(Day start, int months);

/// 3 §: the day with the same name `weeks` later.
constexpr Day add_weeks(Day start, int weeks) {
  return start + 7 * weeks;
}

/// 2 §: `days` days after the start, which is not counted itself.
constexpr Day add_days(Day start, int days) {
  return start + days;
}

/// 5 §: the day itself, or when it is a section 5 day the first day after it that is not one.
Day roll_forward_5s(const Calendar& calendar, Day day);

/// Full years lived on `on`; a person born on 29 February has a birthday on 28 February in other years. 0
/// before birth, at most 255.
std::uint8_t age_on(Day birth, Day on);

}  // namespace vuoro::calendar
