#pragma once

#include <cstdint>

#include "api/forecast_shelf.hpp"
#include "base/viewer.hpp"
#include "twin/backtest.hpp"
#include "twin/future.hpp"

/// Between the twin's forecasts and the files that keep them.
namespace vuoro::app {

/// Holds every kept forecast to what the State says happened in its weeks until `until`, and keeps what came
/// of it. A complete judgement is not made again. Files that cannot be read are left out: the shelf names
/// them. Errors: those of writing.
Status judge_kept(const api::ForecastShelf& shelf, const core::State& state, Instant until,
                  const Viewer& viewer);

/// Keeps a forecast and throws away those of more than api::days_kept days before it. `made`: the clock on
/// the wall. Errors: those of writing.
Status keep_forecast(const api::ForecastShelf& shelf, const twin::Forecast& forecast,
                     const twin::LiveCounty& county, const Viewer& viewer, std::uint64_t seed, Instant made);

/// The whole of it as the file has it.
api::KeptForecast kept_of(const twin::Forecast& forecast, const twin::LiveCounty& county,
                          const Viewer& viewer, std::uint64_t seed, Instant made);

/// The first weeks of a kept forecast about promises, in the State's numbers, for judging; what all these
/// weeks come to together is the spread that the file has of them, or empty when it has none. Rows of words
/// that the State does not know are left out. Precondition: 1 ≤ weeks ≤ kept.weeks.
twin::Forecast first_weeks(const api::KeptForecast& kept, int weeks, const core::State& state);

}  // namespace vuoro::app
