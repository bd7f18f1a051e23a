#include "api/forecast_record.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/forecast_reading.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace json = boost::json;

namespace {

constexpr double most = 1e12;
constexpr std::uint64_t most_cells = 1'000'000'000;
/// An error at most so much smaller than that of "as before" is no better.
constexpr double hardly_smaller = 0.95;

json::value day_text(Day day) {
  return day_json(calendar::at_local(day, 0));
}

json::object judged_json(const JudgedForecast& j) {
  return {{"day", day_text(j.day)},
          {"from", day_text(j.from)},
          {"made", instant_json(j.made)},
          {"asOf", instant_json(j.as_of)},
          {"weeks", j.weeks},
          {"ofWeeks", j.of_weeks},
          {"foretold", thousandths(j.foretold)},
          {"bands", j.bands ? json::value(spread_json(*j.bands)) : json::value(nullptr)},
          {"happened", thousandths(j.happened)},
          {"cells", j.cells},
          {"inside", j.inside},
          {"error", thousandths(j.error)},
          {"errorAsBefore", thousandths(j.error_as_before)},
          {"alarms", j.alarms},
          {"cameTrue", j.came_true}};
}

JudgedForecast read_judged(KeptReader& in, const json::value& value) {
  const json::object& o = in.object(value, "forecasts");
  JudgedForecast j;
  j.day = in.day(o, "day");
  j.from = in.day(o, "from");
  j.made = in.instant(o, "made");
  j.as_of = in.instant(o, "asOf");
  j.of_weeks = static_cast<int>(in.whole(o, "ofWeeks", 1, 52));
  j.weeks = static_cast<int>(in.whole(o, "weeks", 1, static_cast<std::uint64_t>(j.of_weeks)));
  j.foretold = in.number(o, "foretold", most);
  if (const json::value& bands = in.member(o, "bands"); !bands.is_null()) j.bands = in.spread(bands, "bands");
  j.happened = in.number(o, "happened", most);
  j.cells = in.whole(o, "cells", 0, most_cells);
  j.inside = in.whole(o, "inside", 0, j.cells);
  j.error = in.number(o, "error", most);
  j.error_as_before = in.number(o, "errorAsBefore", most);
  j.alarms = in.whole(o, "alarms", 0, most_cells);
  j.came_true = in.whole(o, "cameTrue", 0, j.alarms);
  return j;
}

JudgedRow read_row(KeptReader& in, const json::value& value) {
  const json::object& o = in.object(value, "rows");
  return {in.text(o, "rule"),
          in.text(o, "team"),
          in.text_or_null(o, "service"),
          in.spread(in.member(o, "foretold"), "foretold"),
          in.number(o, "happened", most),
          in.number(o, "asBefore", most)};
}

/// The mean of a figure over all judged weeks.
template <class Figure>
double over_weeks(const std::vector<JudgedForecast>& forecasts, Figure figure) {
  double sum = 0;
  int weeks = 0;
  for (const JudgedForecast& j : forecasts) {
    sum += figure(j) * j.weeks;
    weeks += j.weeks;
  }
  return weeks == 0 ? 0 : sum / weeks;
}

}  // namespace

int ForecastRecord::days() const {
  if (forecasts.empty()) return 0;
  Day first = forecasts.front().from;
  Day last = first;
  for (const JudgedForecast& j : forecasts) {
    first = std::min(first, j.from);
    last = std::max(last, j.from + 7 * j.weeks);
  }
  return last - first;
}

double ForecastRecord::error() const {
  return over_weeks(forecasts, [](const JudgedForecast& j) { return j.error; });
}

double ForecastRecord::error_as_before() const {
  return over_weeks(forecasts, [](const JudgedForecast& j) { return j.error_as_before; });
}

Trust ForecastRecord::trust() const {
  if (days() < days_for_trust) return Trust::unknown;
  if (error() > error_as_before()) return Trust::worse;
  return error() < hardly_smaller * error_as_before() ? Trust::better : Trust::no_better;
}

std::string to_json(const ForecastRecord& record) {
  json::array forecasts;
  for (const JudgedForecast& j : record.forecasts) forecasts.emplace_back(judged_json(j));
  json::array rows;
  for (const JudgedRow& row : record.rows) {
    rows.emplace_back(json::object{{"rule", row.rule},
                                   {"team", row.team},
                                   {"service", text_or_null(row.service)},
                                   {"foretold", spread_json(row.foretold)},
                                   {"happened", thousandths(row.happened)},
                                   {"asBefore", thousandths(row.as_before)}});
  }
  const json::object out{{"format", forecast_format},         {"until", instant_json(record.until)},
                         {"forecasts", std::move(forecasts)}, {"rowDay", day_text(record.row_day)},
                         {"rowWeeks", record.row_weeks},      {"rows", std::move(rows)}};
  return json::serialize(out) + "\n";
}

Result<ForecastRecord> read_record(std::string_view text) {
  KeptReader in;
  const json::value file = in.whole_file(text);
  if (!in.ok()) return in.fault();
  const json::object& all = in.object(file, "the file");
  ForecastRecord record;
  record.until = in.instant(all, "until");
  for (const json::value& one : in.array(all, "forecasts")) record.forecasts.push_back(read_judged(in, one));
  record.row_day = in.day(all, "rowDay");
  record.row_weeks = static_cast<int>(in.whole(all, "rowWeeks", 0, 52));
  for (const json::value& one : in.array(all, "rows")) record.rows.push_back(read_row(in, one));
  if (!in.ok()) return in.fault();
  return record;
}

}  // namespace vuoro::api
