#include "calendar/counting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "calendar/print.hpp"

namespace vuoro::calendar {
namespace {

TEST(Counting, MonthsEndOnTheLastDayWhenThereIsNoSuchDay) {
  const struct {
    Day start;
    int months;
    Day end;
    const char* why;
  } rows[] = {
      {day_of(2025, 11, 30), 3, day_of(2026, 2, 28), "no 30 February"},
      {day_of(2023, 10, 31), 4, day_of(2024, 2, 29), "leap year"},
      {day_of(2024, 1, 31), 3, day_of(2024, 4, 30), "no 31 April"},
      {day_of(2024, 2, 29), 12, day_of(2025, 2, 28), "leap day, a year on"},
      {day_of(2025, 12, 15), 1, day_of(2026, 1, 15), "over the year"},
      {day_of(2026, 3, 31), -1, day_of(2026, 2, 28), "backwards"},
      {day_of(2026, 1, 15), -1, day_of(2025, 12, 15), "backwards over the year"},
      {day_of(2026, 1, 15), -13, day_of(2024, 12, 15), "backwards more than a year"},
      {day_of(2026, 1, 15), 0, day_of(2026, 1, 15), "none"},
      {day_of(-1, 1, 31), 1, day_of(-1, 2, 28), "before year 0"},
  };
  for (const auto& row : rows) EXPECT_EQ(add_months(row.start, row.months), row.end) << row.why;
}

TEST(Counting, MonthsNeverOverflow) {
  constexpr int big = std::numeric_limits<int>::max();
  constexpr Day first{std::numeric_limits<std::int32_t>::min()};
  constexpr Day last{std::numeric_limits<std::int32_t>::max()};
  for (const Day day : {first, Day{0}, last}) {
    for (const int months : {-big, -1, 0, 1, big}) {
      const Day end = add_months(day, months);
      EXPECT_GE(end, day_of(-32767, 1, 1));
      EXPECT_LE(end, day_of(32767, 12, 31));
    }
  }
}

TEST(Counting, RollForward) {
  const Calendar calendar = Calendar::finnish();
  EXPECT_EQ(roll_forward_5s(calendar, day_of(2026, 6, 19)), day_of(2026, 6, 22)) << "Midsummer Eve";
  EXPECT_EQ(roll_forward_5s(calendar, day_of(2026, 12, 24)), day_of(2026, 12, 28)) << "Christmas Eve";
  EXPECT_EQ(roll_forward_5s(calendar, day_of(2026, 4, 3)), day_of(2026, 4, 7)) << "Good Friday";
  EXPECT_EQ(roll_forward_5s(calendar, day_of(2026, 6, 18)), day_of(2026, 6, 18)) << "a Thursday stays";
}

TEST(Counting, AgeOnADay) {
  const struct {
    Day birth, on;
    int age;
    const char* why;
  } rows[] = {
      {day_of(2002, 1, 1), day_of(2024, 12, 31), 22, "the day before the 23rd birthday"},
      {day_of(2002, 1, 1), day_of(2025, 1, 1), 23, "on the birthday"},
      {day_of(1950, 6, 15), day_of(2025, 6, 14), 74, "the day before"},
      {day_of(1950, 6, 15), day_of(2025, 6, 15), 75, "on the day"},
      {day_of(2004, 2, 29), day_of(2027, 2, 27), 22, "leap day child, the day before"},
      {day_of(2004, 2, 29), day_of(2027, 2, 28), 23, "leap day child, 150/1930 3 §: the month's last day"},
      {day_of(2026, 5, 1), day_of(2026, 4, 30), 0, "not yet born"},
      {day_of(1600, 1, 1), day_of(2026, 1, 1), 255, "at most 255"},
  };
  for (const auto& row : rows) EXPECT_EQ(int{age_on(row.birth, row.on)}, row.age) << row.why;
}

RC_GTEST_PROP(CountingProperties, MonthsKeepTheDayNumberOrEndTheMonth, ()) {
  const Day start{*rc::gen::inRange(-40'000, 60'000)};
  const int months = *rc::gen::inRange(-500, 500);
  const auto from = start.civil();
  const auto to = add_months(start, months).civil();
  const int passed = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 +
                     static_cast<int>(static_cast<unsigned>(to.month())) -
                     static_cast<int>(static_cast<unsigned>(from.month()));
  RC_ASSERT(passed == months);
  const auto last = (to.year() / to.month() / std::chrono::last).day();
  RC_ASSERT(to.day() == std::min(from.day(), last));
}

RC_GTEST_PROP(CountingProperties, MonthsAreMonotone, ()) {
  const Day start{*rc::gen::inRange(-40'000, 60'000)};
  const int months = *rc::gen::inRange(0, 500);
  RC_ASSERT(add_months(start, months) >= start);
  RC_ASSERT(add_months(start, months + 1) > add_months(start, months));
  RC_ASSERT(add_months(start + 1, months) >= add_months(start, months));
}

RC_GTEST_PROP(CountingProperties, RollEndsOnAFreeDayOfTheAct, ()) {
  static const Calendar calendar = Calendar::finnish();
  const Day day = first_known_day + *rc::gen::inRange(0, last_known_day - first_known_day);
  const Day rolled = roll_forward_5s(calendar, day);
  RC_ASSERT(rolled >= day && rolled - day <= 6);
  RC_ASSERT(!calendar.is_section5_day(rolled));
  for (Day between = day; between < rolled; between = between + 1)
    RC_ASSERT(calendar.is_section5_day(between));
}

}  // namespace
}  // namespace vuoro::calendar
