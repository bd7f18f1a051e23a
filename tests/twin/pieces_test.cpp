#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "calendar/zone.hpp"
#include "twin/agenda.hpp"
#include "twin/distribution.hpp"
#include "twin/estimate.hpp"
#include "twin/model_clock.hpp"
#include "twin/streams.hpp"
#include "twin/units.hpp"

/// The small pieces that replications and results are made of.
namespace vuoro::twin {
namespace {

double mean_over_all_shares(const Distribution& law) {
  constexpr int n = 200'000;
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += law.at((i + 0.5) / n);
  return sum / n;
}

TEST(Distribution, DrawsHaveTheMeanThatIsNamed) {
  using Kind = Distribution::Kind;
  EXPECT_NEAR(mean_over_all_shares({Kind::constant, 7, 0}), 7, 1e-9);
  EXPECT_NEAR(mean_over_all_shares({Kind::exponential, 4.5, 0}), 4.5, 1e-4);
  EXPECT_NEAR(mean_over_all_shares({Kind::uniform, 2, 6}), 4, 1e-9);
  EXPECT_NEAR(mean_over_all_shares(Distribution::lognormal(4, 0.75)), 4, 1e-3);
}

/// HT-1's own figures for a mean of 4 min and a variation of 0.75.
TEST(Distribution, LognormalByMeanAndVariation) {
  const Distribution law = Distribution::lognormal(4, 0.75);
  EXPECT_NEAR(law.a, 1.1631508098, 1e-10);
  EXPECT_NEAR(law.b, 0.6680472308, 1e-10);
  EXPECT_NEAR(law.mean(), 4, 1e-12);
  EXPECT_NEAR(law.at(0.5), std::exp(law.a), 1e-12);
  EXPECT_NEAR(law.at(0.975), std::exp(law.a + 1.959963984540054 * law.b), 1e-9);
}

TEST(Units, TimesAndRates) {
  EXPECT_DOUBLE_EQ(*parse_minutes("4.5 min"), 4.5);
  EXPECT_DOUBLE_EQ(*parse_minutes("40 s"), 40.0 / 60);
  EXPECT_DOUBLE_EQ(*parse_minutes("2 h"), 120);
  EXPECT_DOUBLE_EQ(*parse_minutes("14 d"), 14 * 1440);
  EXPECT_DOUBLE_EQ(*parse_rate("10 per h"), 10.0 / 60);
  for (const char* wrong :
       {"", "4", "4 ", "min", "4min", "-4 min", "4 m", "inf min", "nan s", "1e400 min", "4 min "})
    EXPECT_FALSE(parse_minutes(wrong)) << wrong;
  for (const char* wrong : {"4 min", "4 per", "4 per fortnight", "per min", "-1 per min"})
    EXPECT_FALSE(parse_rate(wrong)) << wrong;
}

RC_GTEST_PROP(Agenda, GivesWhatWasPutInByTimeAndThenByOrder, (const std::vector<std::uint8_t>& times)) {
  Agenda agenda;
  for (std::uint32_t i = 0; i < times.size(); ++i)
    agenda.add({static_cast<double>(times[i]), 0, i, 0, 0, What::contact});
  std::vector<std::pair<std::uint8_t, std::uint32_t>> expected;
  for (std::uint32_t i = 0; i < times.size(); ++i) expected.emplace_back(times[i], i);
  std::ranges::stable_sort(expected);
  std::vector<std::pair<std::uint8_t, std::uint32_t>> got;
  Task task;
  while (agenda.next(1000, task)) got.emplace_back(static_cast<std::uint8_t>(task.at), task.who);
  RC_ASSERT(got == expected);
}

TEST(Agenda, NothingAtOrAfterTheEnd) {
  Agenda agenda;
  agenda.add({10, 0, 1, 0, 0, What::contact});
  Task task;
  EXPECT_FALSE(agenda.next(10, task));
  EXPECT_TRUE(agenda.next(10.5, task));
}

Instant local(int month, int day, int hour, int minute) {
  return calendar::at_local(day_of(2026, static_cast<unsigned>(month), static_cast<unsigned>(day)),
                            hour * 3600 + minute * 60);
}

/// 5 January 2026 is a Monday, the 6th is Epiphany.
TEST(ModelClock, OfficeMinutesPassOverNightsWeekendsAndHolidays) {
  const ModelClock clock(calendar::Calendar::finnish(), day_of(2026, 1, 5), Runs::office_hours, 10'000);
  EXPECT_EQ(clock.at(0), local(1, 5, 8, 0));
  EXPECT_EQ(clock.at(479.5).s, local(1, 5, 15, 59).s + 30);
  EXPECT_EQ(clock.at(480), local(1, 7, 8, 0));
  EXPECT_EQ(clock.at(4 * 480 + 60), local(1, 12, 9, 0));
  EXPECT_EQ(clock.at_or_after(1.001).s, local(1, 5, 8, 1).s + 1);
  EXPECT_DOUBLE_EQ(clock.day_length(), 480);
}

/// Slots every 40 seconds: what a double says of 2/3 must not move a time by a second.
TEST(ModelClock, ThirdsOfMinutesStayWholeSeconds) {
  for (const Runs runs : {Runs::always, Runs::office_hours}) {
    const ModelClock clock(calendar::Calendar::finnish(), day_of(2026, 1, 5), runs, 130'000);
    for (int j = 0; j < 180'000; ++j) {
      const double minute = j * (20.0 / 30);
      const Instant at = clock.at(minute);
      ASSERT_EQ(at, clock.at_or_after(minute)) << j;
      ASSERT_NEAR(clock.minute(at), minute, 1e-9) << j;
    }
  }
}

TEST(Estimate, StudentsIntervalAndQuantilesOfType7) {
  const std::vector<double> values{1, 2, 3, 4, 5};
  const Estimate e = estimate(values);
  EXPECT_DOUBLE_EQ(e.mean, 3);
  EXPECT_NEAR(e.deviation, 1.5811388300841898, 1e-15);
  EXPECT_NEAR(e.half_width(0.95), 2.7764451051977987 * 0.70710678118654757, 1e-12);
  EXPECT_NEAR(e.relative_half_width(0.95), e.half_width(0.95) / 3, 1e-15);
  EXPECT_DOUBLE_EQ(band(values, 0.5).low, 2);
  EXPECT_DOUBLE_EQ(band(values, 0.8).high, 4.6);
  EXPECT_DOUBLE_EQ(band(values, 0.95).low, 1.1);
}

TEST(Estimate, SaysWhenItKnowsNothing) {
  const double one = 1;
  EXPECT_EQ(estimate({&one, 1}).half_width(0.95), std::numeric_limits<double>::infinity());
  const std::vector<double> around_nothing{-1, 1};
  EXPECT_EQ(estimate(around_nothing).relative_half_width(0.95), std::numeric_limits<double>::infinity());
  const std::vector<double> sure{4, 4, 4};
  EXPECT_EQ(estimate(sure).half_width(0.95), 0);
}

/// Of 2000 intervals of eight numbers each, 80 in a hundred should cover the mean.
TEST(Estimate, IntervalsCoverAsOftenAsTheySay) {
  const Streams streams(11, 0);
  const Distribution law = Distribution::lognormal(10, 0.2);
  int covered = 0;
  constexpr int intervals = 2000;
  for (std::uint32_t i = 0; i < intervals; ++i) {
    std::vector<double> values;
    for (std::uint32_t k = 0; k < 8; ++k) values.push_back(law.at(streams.unit(i, Purpose::service, 0, k)));
    const Estimate e = estimate(values);
    if (std::abs(e.mean - 10) <= e.half_width(0.8)) ++covered;
  }
  EXPECT_NEAR(covered / double{intervals}, 0.8, 0.03);
}

}  // namespace
}  // namespace vuoro::twin
