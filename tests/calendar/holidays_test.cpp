#include "calendar/holidays.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "calendar/counting.hpp"
#include "calendar/print.hpp"
#include "calendar/zone.hpp"

namespace vuoro::calendar {
namespace {

const Calendar& finland() {
  static const Calendar calendar = Calendar::finnish();
  return calendar;
}

struct Date {
  unsigned day;
  unsigned month;
};

/// rules-and-indicators §3.2.
struct YearRow {
  int year;
  Date good_friday, easter_monday, ascension, midsummer_day, all_saints;
  int working_days;
};
constexpr YearRow years[] = {
    {2023, {7, 4}, {10, 4}, {18, 5}, {24, 6}, {4, 11}, 252},
    {2024, {29, 3}, {1, 4}, {9, 5}, {22, 6}, {2, 11}, 254},
    {2025, {18, 4}, {21, 4}, {29, 5}, {21, 6}, {1, 11}, 253},
    {2026, {3, 4}, {6, 4}, {14, 5}, {20, 6}, {31, 10}, 254},
    {2027, {26, 3}, {29, 3}, {6, 5}, {26, 6}, {6, 11}, 255},
    {2028, {14, 4}, {17, 4}, {25, 5}, {24, 6}, {4, 11}, 252},
    {2029, {30, 3}, {2, 4}, {10, 5}, {23, 6}, {3, 11}, 253},
    {2030, {19, 4}, {22, 4}, {30, 5}, {22, 6}, {2, 11}, 253},
};

TEST(Holidays, TheTableOfYears) {
  for (const YearRow& row : years) {
    const auto in_year = [&row](Date date) { return day_of(row.year, date.month, date.day); };
    int holidays = 0;
    int working = 0;
    for (Day day = day_of(row.year, 1, 1); day <= day_of(row.year, 12, 31); day = day + 1) {
      holidays += finland().is_public_holiday(day) ? 1 : 0;
      working += finland().is_working_day(day) ? 1 : 0;
    }
    EXPECT_EQ(holidays, 13) << row.year;
    EXPECT_EQ(working, row.working_days) << row.year;
    for (const Date date :
         {row.good_friday, row.easter_monday, row.ascension, row.midsummer_day, row.all_saints}) {
      EXPECT_TRUE(finland().is_public_holiday(in_year(date)))
          << row.year << " " << date.day << "." << date.month;
    }
    const Day midsummer_eve = in_year(row.midsummer_day) - 1;
    EXPECT_FALSE(finland().is_public_holiday(midsummer_eve)) << row.year;
    EXPECT_TRUE(finland().is_section5_day(midsummer_eve)) << row.year;
    EXPECT_TRUE(finland().is_working_day(midsummer_eve)) << row.year;
  }
}

TEST(Holidays, SectionFiveDays) {
  const struct {
    Day day;
    bool section5, holiday, working;
    const char* why;
  } rows[] = {
      {day_of(2026, 12, 24), true, false, true, "Christmas Eve, a Thursday"},
      {day_of(2026, 12, 25), true, true, false, "Christmas Day"},
      {day_of(2026, 12, 6), true, true, false, "Independence Day"},
      {day_of(2026, 5, 1), true, true, false, "May Day"},
      {day_of(2026, 6, 6), true, false, false, "an ordinary Saturday"},
      {day_of(2026, 6, 7), true, false, false, "an ordinary Sunday"},
      {day_of(2026, 6, 8), false, false, true, "an ordinary Monday"},
      {day_of(2026, 4, 30), false, false, true, "May Day's eve means nothing to the act"},
      {day_of(2026, 12, 31), false, false, true, "nor does New Year's Eve"},
      {day_of(2026, 4, 4), true, false, false, "the Saturday of Easter"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(finland().is_section5_day(row.day), row.section5) << row.why;
    EXPECT_EQ(finland().is_public_holiday(row.day), row.holiday) << row.why;
    EXPECT_EQ(finland().is_working_day(row.day), row.working) << row.why;
  }
}

TEST(Holidays, AChangeOfLawIsAnotherEntry) {
  const HolidayDef rows[] = {
      {.code = "old", .kind = HolidayKind::fixed, .month = 3, .day = 3, .to = day_of(2029, 12, 31)},
      {.code = "new",
       .kind = HolidayKind::weekday_on_or_after,
       .month = 3,
       .day = 4,
       .weekday = 1,
       .from = day_of(2030, 1, 1)},
  };
  const Calendar calendar{rows};
  EXPECT_TRUE(calendar.is_public_holiday(day_of(2029, 3, 3)));
  EXPECT_FALSE(calendar.is_public_holiday(day_of(2030, 3, 3)));
  EXPECT_TRUE(calendar.is_public_holiday(day_of(2030, 3, 4))) << "a Monday itself";
  EXPECT_TRUE(calendar.is_public_holiday(day_of(2031, 3, 10)));
  EXPECT_FALSE(calendar.is_public_holiday(day_of(2029, 3, 5)));
}

TEST(Holidays, EvesCanBeFree) {
  const Calendar calendar{finnish_holidays(), {.office = {}, .eves = Eves::free}};
  EXPECT_FALSE(calendar.is_working_day(day_of(2026, 12, 24)));
  EXPECT_EQ(calendar.add_working_days(day_of(2026, 12, 23), 1), day_of(2026, 12, 28));
}

TEST(Holidays, OpeningHours) {
  const auto at = [](unsigned day, int hour, int minute = 0) {
    return at_local(day_of(2026, 4, day), hour * 3600 + minute * 60);
  };
  const struct {
    Instant asked, opening;
    const char* why;
  } rows[] = {
      {at(1, 7, 59), at(1, 8), "before opening"},
      {at(1, 8), at(1, 8), "at opening"},
      {at(1, 15, 50), at(1, 15, 50), "ten to four is still open"},
      {at(1, 16), at(2, 8), "at closing the office is closed"},
      {at(1, 21, 40), at(2, 8), "evening"},
      {at(2, 21, 40), at(7, 8), "evening before Good Friday: Tuesday after Easter"},
      {at(3, 10), at(7, 8), "Good Friday"},
      {at(4, 10), at(7, 8), "Saturday"},
  };
  for (const auto& row : rows) EXPECT_EQ(finland().opening_at_or_after(row.asked), row.opening) << row.why;
}

TEST(Holidays, OutsideTheKnownYearsWeekdaysWork) {
  EXPECT_FALSE(finland().is_public_holiday(day_of(1991, 12, 25)));
  EXPECT_TRUE(finland().is_working_day(day_of(1991, 12, 25))) << "a Wednesday; holidays are not known";
  EXPECT_EQ(finland().add_working_days(day_of(2100, 12, 31), 1), day_of(2101, 1, 3)) << "Friday to Monday";
  EXPECT_EQ(finland().add_working_days(day_of(1991, 12, 30), 3), day_of(1992, 1, 3))
      << "31 December, 2 and 3 January";
  EXPECT_EQ(finland().add_working_days(Day{std::numeric_limits<std::int32_t>::max() - 2}, 65'535).n,
            std::numeric_limits<std::int32_t>::max());
}

TEST(School, TermsBreaksAndExtraDays) {
  const SchoolCalendar school{
      .provider = "school",
      .terms = {{day_of(2026, 1, 7), day_of(2026, 5, 30)}, {day_of(2026, 8, 11), day_of(2026, 12, 18)}},
      .breaks = {{day_of(2026, 2, 16), day_of(2026, 2, 20)}},
      .extra_days = {day_of(2026, 3, 21)}};
  const Calendar calendar{finnish_holidays(), {}, {school}};
  const SchoolId id{1};
  EXPECT_EQ(calendar.add_school_days(id, day_of(2026, 2, 12), 2), day_of(2026, 2, 23))
      << "over the winter break";
  EXPECT_EQ(calendar.add_school_days(id, day_of(2026, 5, 28), 2), day_of(2026, 8, 11)) << "over the summer";
  EXPECT_EQ(calendar.add_school_days(id, day_of(2026, 3, 20), 1), day_of(2026, 3, 21)) << "an extra Saturday";
  EXPECT_EQ(calendar.add_school_days(id, day_of(2026, 4, 2), 1), day_of(2026, 4, 7)) << "Easter";
  EXPECT_FALSE(calendar.is_school_day(id, day_of(2026, 7, 1)));
  EXPECT_TRUE(calendar.school_known(id, day_of(2026, 7, 1), day_of(2026, 12, 18)));
  EXPECT_FALSE(calendar.school_known(id, day_of(2026, 7, 1), day_of(2026, 12, 19)));
  EXPECT_FALSE(calendar.school_known(SchoolId{}, day_of(2026, 7, 1), day_of(2026, 7, 2)));
  EXPECT_EQ(calendar.add_school_days(SchoolId{9}, day_of(2026, 6, 17), 3), day_of(2026, 6, 22))
      << "no such school: ordinary working days";
}

Day any_known_day() {
  return first_known_day + *rc::gen::inRange(0, last_known_day - first_known_day + 1);
}

RC_GTEST_PROP(WorkingDayProperties, EqualsCountingDayByDay, ()) {
  const Day start = any_known_day();
  const int n = *rc::gen::inRange(1, 60);
  Day day = start;
  for (int left = n; left > 0;) {
    day = day + 1;
    if (finland().is_working_day(day)) --left;
  }
  RC_ASSERT(finland().add_working_days(start, n) == day);
}

RC_GTEST_PROP(WorkingDayProperties, BetweenIsTheInverse, ()) {
  const Day start = any_known_day() + *rc::gen::inRange(-3000, 3000);
  const int n = *rc::gen::inRange(0, 3000);
  RC_ASSERT(finland().working_days_between(start, finland().add_working_days(start, n)) == n);
}

RC_GTEST_PROP(WorkingDayProperties, BetweenEqualsCountingAndTurnsSign, ()) {
  const Day from = any_known_day();
  const Day to = from + *rc::gen::inRange(0, 400);
  int count = 0;
  for (Day day = from + 1; day <= to; day = day + 1) count += finland().is_working_day(day) ? 1 : 0;
  RC_ASSERT(finland().working_days_between(from, to) == count);
  RC_ASSERT(finland().working_days_between(to, from) == -count);
}

RC_GTEST_PROP(WorkingDayProperties, MonotoneAndOnWorkingDays, ()) {
  const Day start = any_known_day();
  const int n = *rc::gen::inRange(1, 300);
  const Day end = finland().add_working_days(start, n);
  RC_ASSERT(finland().is_working_day(end));
  RC_ASSERT(end > start);
  RC_ASSERT(finland().add_working_days(start, n + 1) > end);
  RC_ASSERT(finland().add_working_days(start + 1, n) >= end);
}

RC_GTEST_PROP(WorkingDayProperties, NextOnOrAfter, ()) {
  const Day day = any_known_day();
  const Day next = finland().next_working_day_on_or_after(day);
  RC_ASSERT(next >= day && finland().is_working_day(next));
  RC_ASSERT(finland().working_days_between(day - 1, next) == 1);
}

}  // namespace
}  // namespace vuoro::calendar
