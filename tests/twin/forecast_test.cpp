#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "twin/backtest.hpp"
#include "twin/small_county.hpp"

namespace vuoro::twin::testing {
namespace {

ForecastPlan plan_of(std::uint32_t replications, unsigned threads) {
  ForecastPlan plan;
  plan.weeks = 3;
  plan.seed = seed();
  plan.replications = replications;
  plan.threads = threads;
  return plan;
}

TEST(Forecast, TheNumberOfThreadsChangesNoBit) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const std::string one = to_csv(forecast(*county, viewer(), plan_of(9, 1)), county->start);
  EXPECT_EQ(one, to_csv(forecast(*county, viewer(), plan_of(9, 2)), county->start));
  EXPECT_EQ(one, to_csv(forecast(*county, viewer(), plan_of(9, 5)), county->start));
  EXPECT_GT(one.size(), 500U);
}

TEST(Forecast, StopsAtThePrecisionOrSaysThatItDidNot) {
  SmallCounty small;
  Truth truth;
  truth.lead = 6;  // visits after the promise: every one that needs a visit breaks it
  small.live(truth, seed());
  const auto county = small.county();
  ForecastPlan plan = plan_of(20, 2);
  plan.precision = 0.05;
  const Forecast enough = forecast(*county, viewer(), plan);
  EXPECT_TRUE(enough.precise);
  EXPECT_GT(enough.all.mean, 10);
  plan.precision = 1e-6;
  plan.most = 30;
  EXPECT_FALSE(forecast(*county, viewer(), plan).precise);
}

/// A row whose weeks are alike for ever: the past is drawn, and so are the futures with what that past lets
/// believe.
bool alarm_from_noise(double mean, std::uint32_t row, double grows) {
  const Streams streams(seed(), row);
  std::vector<double> past;
  double sum = 0;
  for (std::uint32_t w = 0; w < 12; ++w) {
    past.push_back(count_at(mean, 1, streams.unit(w, Purpose::count, 1)));
    sum += past.back();
  }
  std::vector<double> futures;
  for (std::uint32_t n = 0; n < 200; ++n) {
    const double level =
        boost::math::gamma_p_inv(sum + 0.5, streams.unit(n, Purpose::parameter)) / 12 * grows;
    futures.push_back(count_at(4 * level, 1, streams.unit(n, Purpose::count, 2)));
  }
  const Spread soon{estimate(futures).mean, band(futures, 0.5), band(futures, 0.8), band(futures, 0.95)};
  return alarms(level_of(past), soon, 4);
}

TEST(Alarm, NoiseRaisesNone) {
  int raised = 0;
  for (const double mean : {0.05, 0.3, 1.0, 5.0, 40.0}) {
    for (std::uint32_t row = 0; row < 400; ++row) raised += alarm_from_noise(mean, row, 1);
  }
  EXPECT_EQ(raised, 0) << "of 2000 rows in which nothing changes";
}

TEST(Alarm, ARealRiseIsTold) {
  int raised = 0;
  for (std::uint32_t row = 0; row < 100; ++row) raised += alarm_from_noise(10, row, 2.5);
  EXPECT_GE(raised, 85) << "of 100 rows that go from 10 a week to 25: nine in ten, less two standard errors";
}

TEST(Alarm, NothingIsSaidWithoutAPast) {
  EXPECT_FALSE(alarms({}, {100, {90, 110}, {85, 120}, {80, 130}}, 4));
}

TEST(Backtest, CountsWhatWasInsideAndTheErrors) {
  Forecast f;
  f.weeks = 2;
  PromiseForecast row;
  row.line = {RuleId{1}, TeamId{1}, ServiceId{1}};
  row.broken = {{2, {1, 3}, {1, 4}, {0, 5}}, {3, {2, 4}, {2, 5}, {1, 6}}};
  row.all = {5, {4, 6}, {3, 7}, {2, 9}};
  row.past.mean = 1;
  f.promises = {row};
  f.all = row.all;
  Outlook happened;
  happened.promises[row.line] = {{10, 4}, {10, 6}};
  happened.promises[{RuleId{2}, TeamId{1}, {}}] = {{3, 0}, {3, 2}};
  const Backtest test = score(f, happened);
  ASSERT_EQ(test.rows.size(), 2U);
  EXPECT_EQ(test.cells, 4U);
  EXPECT_EQ(test.inside, 2U) << "4 in 1…4, 6 not in 2…5; of the row not foretold 0 is in 0…0 and 2 is not";
  EXPECT_FALSE(test.rows[0].whole_inside);
  EXPECT_DOUBLE_EQ(test.rows[0].error, (2 + 3) / 2.0);
  EXPECT_DOUBLE_EQ(test.rows[0].error_of_past, (3 + 5) / 2.0);
  EXPECT_DOUBLE_EQ(test.happened, 12);
}

/// Coverage where the truth is known: the future is lived by the same people as the past. One number from
/// each county (its due visits in the last week), so that the numbers are independent.
TEST(Forecast, EightyPerCentBandsHoldAboutEightyPerCentOfKnownFutures) {
  const int counties = sanitized_form() ? 1 : 400;
  const std::uint64_t people = 1000 * seed();
  int held = 0;
  for (int n = 0; n < counties; ++n) {
    Truth truth;
    truth.lead = 6;
    truth.days = 56;
    // Other weeks each time: with Easter, May Day, Midsummer and without.
    const Day first = Day{day_of(2026, 2, 2)} + 7 * (n % 20);
    SmallCounty small(first);
    small.live(truth, people + static_cast<std::uint64_t>(n));
    SmallCounty lived(first);
    truth.days = 56 + 21 + 10;
    lived.live(truth, people + static_cast<std::uint64_t>(n));
    const auto county = small.county();
    const Forecast f = forecast(*county, viewer(), plan_of(100, 2));
    const Outlook happened = outlook_of(lived.state(), viewer(), f.from, 3);
    double broken = 0;
    for (const auto& [line, weeks] : happened.promises) broken += weeks[2].broken;
    ASSERT_FALSE(f.promises.empty());
    double low = 0, high = 0;
    for (const auto& row : f.promises)
      low += row.broken[2].four_fifths.low, high += row.broken[2].four_fifths.high;
    held += broken >= low && broken <= high;
  }
  std::printf("80 %% bands held %d of %d known futures\n", held, counties);
  if (sanitized_form()) return;
  EXPECT_GE(held, 300) << "75 %: 2.5 standard errors below 80 %";
  EXPECT_LE(held, 340) << "85 %: as many above";
}

/// Bands can hold enough and yet all lie too low: the mean of the errors tells. The weeks after Easter, when
/// leads in calendar days would put visits before their promises break (decision 163).
TEST(Forecast, IsNotAlwaysTooLowAfterEaster) {
  const int counties = sanitized_form() ? 1 : 60;
  std::vector<double> errors;
  for (int n = 0; n < counties; ++n) {
    Truth truth;
    truth.lead = 6;
    truth.days = 56;
    SmallCounty small;
    small.live(truth, 1000 + static_cast<std::uint64_t>(n));
    SmallCounty lived;
    truth.days = 56 + 21 + 10;
    lived.live(truth, 1000 + static_cast<std::uint64_t>(n));
    const Forecast f = forecast(*small.county(), viewer(), plan_of(60, 2));
    double error = 0;
    for (const auto& [line, weeks] : outlook_of(lived.state(), viewer(), f.from, 3).promises)
      error += weeks[2].broken;
    for (const auto& row : f.promises) error -= row.broken[2].mean;
    errors.push_back(error);
  }
  if (sanitized_form()) return;
  const Estimate e = estimate(errors);
  EXPECT_LT(std::abs(e.mean), 3 * e.error()) << "mean error " << e.mean;
}

}  // namespace
}  // namespace vuoro::twin::testing
