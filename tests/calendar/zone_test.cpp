#include "calendar/zone.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <thread>
#include <vector>

#include "calendar/print.hpp"

namespace vuoro::calendar {
namespace {

constexpr int hour = 3600;

/// Seconds since the epoch of a UTC wall time.
constexpr Instant utc(int year, unsigned month, unsigned day, int hours, int minutes = 0, int seconds = 0) {
  return {std::int64_t{day_of(year, month, day).n} * seconds_per_day + hours * hour + minutes * 60 + seconds};
}

TEST(Zone, SpringNight2026) {
  // 29.3.2026 03:00 +2 becomes 04:00 +3.
  EXPECT_EQ(second_of_day(utc(2026, 3, 29, 0, 59, 59)), 3 * hour - 1);
  EXPECT_EQ(second_of_day(utc(2026, 3, 29, 1)), 4 * hour);
  const Day day = day_of(2026, 3, 29);
  EXPECT_EQ(at_local(day, 3 * hour - 1), utc(2026, 3, 29, 0, 59, 59));
  for (const int skipped : {3 * hour, 3 * hour + 1800, 4 * hour - 1}) {
    EXPECT_EQ(at_local(day, skipped), utc(2026, 3, 29, 1)) << "first instant after the gap, " << skipped;
  }
  EXPECT_EQ(at_local(day, 4 * hour), utc(2026, 3, 29, 1));
  EXPECT_EQ(end_of_day(day), utc(2026, 3, 29, 20, 59, 59));
  EXPECT_EQ(end_of_day(day) - end_of_day(day - 1), std::chrono::hours{23});
}

TEST(Zone, AutumnNight2026) {
  // 25.10.2026 04:00 +3 becomes 03:00 +2.
  EXPECT_EQ(second_of_day(utc(2026, 10, 25, 0, 30)), 3 * hour + 1800);
  EXPECT_EQ(second_of_day(utc(2026, 10, 25, 1, 30)), 3 * hour + 1800);
  const Day day = day_of(2026, 10, 25);
  EXPECT_EQ(at_local(day, 3 * hour + 1800), utc(2026, 10, 25, 0, 30)) << "the earlier of the two";
  EXPECT_EQ(at_local(day, 3 * hour), utc(2026, 10, 25, 0));
  EXPECT_EQ(at_local(day, 4 * hour), utc(2026, 10, 25, 2));
  EXPECT_EQ(end_of_day(day) - end_of_day(day - 1), std::chrono::hours{25});
}

TEST(Zone, LocalDayChangesAtLocalMidnight) {
  EXPECT_EQ(local_day(utc(2026, 1, 14, 21, 59, 59)), day_of(2026, 1, 14));
  EXPECT_EQ(local_day(utc(2026, 1, 14, 22)), day_of(2026, 1, 15)) << "winter: UTC+2";
  EXPECT_EQ(local_day(utc(2026, 7, 14, 20, 59, 59)), day_of(2026, 7, 14));
  EXPECT_EQ(local_day(utc(2026, 7, 14, 21)), day_of(2026, 7, 15)) << "summer: UTC+3";
  EXPECT_EQ(local_day(Instant{-1}), day_of(1970, 1, 1)) << "before the epoch";
}

TEST(Zone, OutsideTheTableIsWinterTimeAndTotal) {
  EXPECT_EQ(second_of_day(utc(1985, 7, 1, 0)), 2 * hour);
  EXPECT_EQ(second_of_day(utc(2107, 7, 1, 0)), 2 * hour);
  for (const std::int64_t far :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_GE(second_of_day(Instant{far}), 0);
    EXPECT_EQ(local_day(Instant{far}) > day_of(2000, 1, 1), far > 0);
  }
  for (const std::int32_t far :
       {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
    EXPECT_EQ(end_of_day(Day{far}).s > 0, far > 0);
  }
}

TEST(Zone, SummerTimeGoesOnAfter2037) {
  EXPECT_EQ(second_of_day(utc(2037, 7, 1, 12)), 15 * hour);
  EXPECT_EQ(second_of_day(utc(2038, 7, 1, 12)), 15 * hour)
      << "the compiled zone files list changes only to 2037";
  EXPECT_EQ(second_of_day(utc(2106, 7, 1, 12)), 15 * hour);
  EXPECT_EQ(second_of_day(utc(2106, 12, 31, 12)), 14 * hour);
}

TEST(Zone, ManyThreadsMayAskFirst) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] { EXPECT_EQ(local_day(utc(2026, 7, 14, 21)), day_of(2026, 7, 15)); });
  }
  for (std::thread& thread : threads) thread.join();
}

RC_GTEST_PROP(ZoneProperties, WallTimeAndBack, ()) {
  const Instant at{*rc::gen::inRange<std::int64_t>(utc(1992, 1, 2, 0).s, utc(2106, 12, 30, 0).s)};
  const Instant back = at_local(local_day(at), second_of_day(at));
  const auto difference = at - back;
  // Only in the repeated hour does the earlier instant come back.
  RC_ASSERT(difference == std::chrono::seconds{0} || difference == std::chrono::hours{1});
  RC_ASSERT(local_day(back) == local_day(at) && second_of_day(back) == second_of_day(at));
}

RC_GTEST_PROP(ZoneProperties, EndOfDayIsTheLastSecond, ()) {
  const Day day = day_of(1992, 1, 2) + *rc::gen::inRange(0, 41'900);
  RC_ASSERT(local_day(end_of_day(day)) == day);
  RC_ASSERT(local_day(Instant{end_of_day(day).s + 1}) == day + 1);
  RC_ASSERT(second_of_day(end_of_day(day)) == seconds_per_day - 1);
  RC_ASSERT(at_local(day, 0) == Instant{end_of_day(day - 1).s + 1});
}

}  // namespace
}  // namespace vuoro::calendar
