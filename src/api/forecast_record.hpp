#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/forecast_kept.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

/// What came of the forecasts that were kept: docs/forecast.md says how each figure is made.
namespace vuoro::api {

/// One kept forecast, held to what happened in those of its weeks that are over.
struct JudgedForecast {
  Day day;  ///< Names its file.
  Day from;
  Instant made;
  Instant as_of;
  int weeks = 0;                    ///< Over, of
  int of_weeks = 0;                 ///< those that it was about.
  double foretold = 0;              ///< Broken promises of the county expected in the weeks that are over;
  std::optional<KeptSpread> bands;  ///< with bands when all of its weeks are.
  double happened = 0;
  std::size_t cells = 0;       ///< Row × week;
  std::size_t inside = 0;      ///< whose number lay in their 80 % band.
  double error = 0;            ///< A week, summed over rows: |expected − happened|.
  double error_as_before = 0;  ///< The same, had each week been like the mean of the past weeks.
  std::size_t alarms = 0;      ///< Raised; 0 until the weeks that they are about are over.
  std::size_t came_true = 0;   ///< Of those, where more was broken than the past weeks would have made.

  [[nodiscard]] bool complete() const { return weeks == of_weeks; }
};

/// A row of the newest forecast that can be held to something.
struct JudgedRow {
  std::string rule;
  std::string team;
  std::string service;
  KeptSpread foretold;  ///< In the record's `row_weeks` together.
  double happened = 0;
  double as_before = 0;  ///< What the past weeks would have made.
};

/// How well forecasts foretell in this county, by its own history.
enum class Trust : std::uint8_t {
  unknown,    ///< Less than four weeks have been held to anything.
  worse,      ///< The error is larger than that of "as before".
  no_better,  ///< At most a twentieth smaller.
  better,
};

struct ForecastRecord {
  Instant until;                          ///< What happened is known so far.
  std::vector<JudgedForecast> forecasts;  ///< The newest first.
  Day row_day;                            ///< The forecast that the rows are of,
  int row_weeks = 0;                      ///< and over how many of its weeks; 0 = no rows.
  std::vector<JudgedRow> rows;

  /// Days from the first judged forecast's beginning to the last judged week's end; 0 without any.
  [[nodiscard]] int days() const;
  /// Over all judged weeks together: the errors of a week, the foretold and the past's.
  [[nodiscard]] double error() const;
  [[nodiscard]] double error_as_before() const;
  [[nodiscard]] Trust trust() const;
};

/// Days of history from which on a word on trust is said.
inline constexpr int days_for_trust = 28;

std::string to_json(const ForecastRecord& record);
/// Errors as of read_forecast.
Result<ForecastRecord> read_record(std::string_view text);

}  // namespace vuoro::api
