#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "twin/estimate.hpp"
#include "twin/future.hpp"
#include "twin/open_promises.hpp"
#include "twin/outlook.hpp"

namespace vuoro::twin {

/// How a forecast is made.
struct ForecastPlan {
  int weeks = 12;
  std::uint64_t seed = 1;
  std::uint32_t replications = 200;  ///< The number, or the least number when a precision is asked for.
  /// Relative half-width of the 95 % interval of all broken promises of the county at which to stop.
  std::optional<double> precision;
  std::uint32_t most = 2000;
  unsigned threads = 1;
};

/// A number in many futures.
struct Spread {
  double mean = 0;
  Band half;  ///< 50 % of futures …
  Band four_fifths;
  Band nearly_all;  ///< … and 95 %.
};

Spread spread_of(const std::vector<double>& values);

/// From when weeks are counted: the first midnight that is not before `now`.
Instant first_midnight(Instant now);
/// The end of the last of so many weeks.
Instant end_of(const LiveCounty& county, int weeks);

/// What past weeks were like, for comparing.
struct PastLevel {
  int weeks = 0;
  double mean = 0;        ///< A week.
  double dispersion = 1;  ///< Variance over mean between weeks, at least 1.
};

/// One row about promises.
struct PromiseForecast {
  PromiseLine line;
  std::vector<Spread> broken;  ///< By week.
  std::vector<Spread> due;
  Spread all;      ///< Broken in all weeks together.
  Spread soon;     ///< Broken in the weeks that the alarm is about.
  PastLevel past;  ///< Broken.
  bool alarm = false;
};

/// One row about a team's service, or with service none its answering.
struct CareForecast {
  CareKey key;
  std::vector<Spread> queue;        ///< At each week's end.
  std::vector<Spread> waited;       ///< Days, mean of those served in the week.
  std::vector<Spread> utilisation;  ///< Visit times used of those there are; empty when nothing limits them.
  double queue_now = 0;
};

struct Forecast {
  Instant from;
  int weeks = 0;
  std::uint32_t replications = 0;
  bool precise = true;
  std::uint64_t commands = 0;
  std::uint64_t refusals = 0;
  Spread all;  ///< Every broken promise of the county in all weeks.
  std::vector<PromiseForecast> promises;
  std::vector<CareForecast> care;
  /// Of each promise that ran at the county's now and falls due within the weeks; by number.
  std::vector<PromiseChance> chances;
};

/// Weeks over which the alarm looks ahead, and at most back.
inline constexpr int weeks_of_alarm = 4;
inline constexpr int weeks_of_past = 12;

/// Runs futures over threads and says what they have in common. The same plan gives the same figures, bit for
/// bit, whatever the number of threads. `from`: the county's now. Weeks are counted from the first midnight
/// that is not before it.
Forecast forecast(const LiveCounty& county, const Viewer& viewer, const ForecastPlan& plan);

/// How broken promises stood in the whole weeks before `from`, at most weeks_of_past and none before the
/// record.
std::vector<std::pair<PromiseLine, std::vector<double>>> past_weeks(const LiveCounty& county,
                                                                    const Viewer& viewer);

/// The alarm's rule: the forecast's lower 95 % band of the next weeks_of_alarm weeks together is above what
/// chance alone would make of the past level in 9999 of 10 000 such spans, and the expected number is at
/// least one a week higher. `soon`: broken in those weeks together.
bool alarms(const PastLevel& past, const Spread& soon, int weeks);

/// The level of past weeks.
PastLevel level_of(const std::vector<double>& weeks);

/// Every row as CSV: kind, rule, team, service, week, what, mean and bands; numbers that read back to the
/// same bits.
std::string to_csv(const Forecast& forecast, const core::State& state);

/// The chances of open promises as JSON; the shape is in docs/model.md.
std::string to_json(const Forecast& forecast);

}  // namespace vuoro::twin
