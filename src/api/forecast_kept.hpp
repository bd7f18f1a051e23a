#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

/// A forecast as it is kept beside the ledger: what the twin said on a day, by codes. docs/forecast.md
/// describes the file.
namespace vuoro::api {

/// A number in many futures: its mean, and between what values the middle 50, 80 and 95 % of futures lie.
struct KeptSpread {
  double mean = 0;
  double low50 = 0;
  double high50 = 0;
  double low80 = 0;
  double high80 = 0;
  double low95 = 0;
  double high95 = 0;

  friend bool operator==(const KeptSpread&, const KeptSpread&) = default;
};

/// Broken promises of a rule, a team and the service that was waited for; no service is before any.
struct KeptRow {
  std::string rule;
  std::string team;
  std::string service;
  bool alarm = false;
  std::vector<double> past;        ///< Broken in each whole week before, the oldest first; at most twelve.
  double past_dispersion = 1;      ///< Variance over mean between them.
  KeptSpread all;                  ///< Broken in all weeks together,
  KeptSpread soon;                 ///< in the weeks that an alarm is about,
  std::vector<KeptSpread> broken;  ///< and in each week.
  std::vector<double> due;         ///< Expected to fall due in each week.

  [[nodiscard]] double past_mean() const;  ///< A week; 0 without past weeks.
};

/// A team's service; no service is its answering of contacts.
struct KeptCare {
  std::string team;
  std::string service;
  double queue_now = 0;
  std::vector<KeptSpread> queue;        ///< At each week's end.
  std::vector<KeptSpread> waited;       ///< Days, of those served in the week.
  std::vector<KeptSpread> utilisation;  ///< Of visit times; empty where nothing limits them.
};

/// How likely an open promise is to be broken.
struct KeptChance {
  std::uint32_t promise = 0;
  std::uint32_t matter = 0;
  double chance = 0;
};

struct KeptForecast {
  Instant made;
  Instant as_of;  ///< Nothing that was written down later is known to it.
  Day from;       ///< The first day of the first week.
  int weeks = 0;  ///< 1–52.
  int soon = 0;   ///< Weeks that an alarm is about; at most `weeks`.
  std::uint32_t futures = 0;
  std::uint64_t seed = 0;
  std::uint64_t commands = 0;
  std::uint64_t refusals = 0;
  std::string program;  ///< The version of Vuoro that made it.
  KeptSpread all;       ///< Every broken promise of the county in all weeks.
  std::vector<KeptRow> rows;
  std::vector<KeptCare> care;
  std::vector<KeptChance> chances;  ///< Empty where the forecast did not count them.
};

/// The version of the files' format that this program writes and reads.
inline constexpr int forecast_format = 1;

/// As JSON; figures to a thousandth, so reading gives the same forecast only to that.
std::string to_json(const KeptForecast& forecast);

/// Reads what to_json wrote. Errors: "forecast-damaged" (torn, not JSON, a figure that cannot be),
/// "forecast-other-format"; `where` is the place in the JSON. O(text).
Result<KeptForecast> read_forecast(std::string_view text);

}  // namespace vuoro::api
