#pragma once

#include <boost/json.hpp>
#include <string>

#include "api/call.hpp"
#include "api/forecast_shelf.hpp"

/// Forecasts as the board shows them: Forecast and what it is made of in docs/api/openapi.yaml.
namespace vuoro::api {

/// Which rows are asked for; empty is every one.
struct ForecastFilter {
  std::string rule;
  std::string team;
};

/// The forecast with names in the reader's language: the worst rows of those asked for, every alarm among
/// them, and the queues behind them. How many rows are left out is said, and of how many nobody expects
/// anything.
boost::json::object forecast_json(const Call& call, const KeptForecast& forecast,
                                  const ForecastFilter& filter);

/// How far the forecasts of this county have been right. Null record: nothing has been held to anything.
boost::json::object record_json(const Call& call, const ForecastRecord* record);

boost::json::object run_json(const Call& call, const RunState& run);

}  // namespace vuoro::api
