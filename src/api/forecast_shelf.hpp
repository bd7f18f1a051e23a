#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/forecast_kept.hpp"
#include "api/forecast_record.hpp"
#include "api/forecast_runs.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace vuoro::api {

/// A kept file that could not be used.
struct SkippedFile {
  std::string name;
  Error fault;
};

/// What lies in the folder now.
struct ForecastsFound {
  std::shared_ptr<const KeptForecast> newest;  ///< Null when no file can be used.
  std::shared_ptr<const ForecastRecord> record;
  std::vector<SkippedFile> skipped;  ///< Newer than what is used, or the record; each named.
};

/// The folder <ledger>/forecasts: <day>.json for each day, record.json, run.json. Another process writes the
/// first two while this one reads; every file is replaced whole. Thread-safe.
class ForecastShelf {
 public:
  explicit ForecastShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Reads what has changed since the last look. Never fails: what cannot be read is named.
  ForecastsFound look();

  /// In how many futures of those that the last look() found the promise is broken, as a share. Nothing when
  /// the forecast did not count it or is stale, and nothing as long as this county's history does not say
  /// that its forecasts are at least as good as "as before": who works goes by no worse guess. O(1), reads no
  /// file.
  [[nodiscard]] std::optional<double> chance_of(PromiseId promise, Instant now) const;

  /// The days that forecasts are kept of, the newest first.
  [[nodiscard]] std::vector<Day> days() const;
  /// The forecast of a day. Not remembered. Errors: "file-unreadable", those of read_forecast.
  [[nodiscard]] Result<KeptForecast> read(Day day) const;

  /// What came of them; null when there is nothing, or it cannot be read. Not remembered.
  [[nodiscard]] std::shared_ptr<const ForecastRecord> record() const;

  /// Under the local day of what it knows. Errors: "file-unwritable", "disk-full".
  Status keep(const KeptForecast& forecast) const;
  Status keep(const ForecastRecord& record) const;
  Status keep(const RunState& run) const;
  /// Nothing when there is none, or it cannot be read.
  [[nodiscard]] std::optional<RunState> run() const;
  /// Removes forecasts of days before `first`. @return How many.
  std::size_t prune(Day first) const;

 private:
  /// By which a changed file is noticed.
  struct Mark {
    std::filesystem::file_time_type written;
    std::uintmax_t size = 0;
    friend bool operator==(const Mark&, const Mark&) = default;
  };
  template <class T>
  struct Seen {
    Mark mark;
    std::shared_ptr<const T> value;
    Error fault;
  };
  template <class T, class Read>
  static const Seen<T>* refresh(const std::filesystem::path& file, std::map<std::string, Seen<T>>& seen,
                                Read read);
  [[nodiscard]] std::filesystem::path file_of(Day day) const;
  static std::optional<Mark> mark_of(const std::filesystem::path& file);
  [[nodiscard]] std::vector<std::pair<Day, std::filesystem::path>> files() const;
  void remember(const ForecastsFound& found);
  Status write(const std::string& name, const std::string& text) const;

  std::filesystem::path folder_;
  std::mutex mutex_;
  std::map<std::string, Seen<KeptForecast>> forecasts_;
  std::map<std::string, Seen<ForecastRecord>> records_;

  /// What chance_of() answers from.
  struct Chances {
    std::shared_ptr<const KeptForecast> of;
    std::shared_ptr<const ForecastRecord> record;
    std::unordered_map<std::uint32_t, double> by_promise;
  };
  mutable std::mutex chances_mutex_;
  std::shared_ptr<const Chances> chances_ = std::make_shared<const Chances>();
};

/// In the ledger's directory.
inline constexpr const char* forecast_folder = "forecasts";
/// A forecast made longer ago says nothing of a single promise any more.
inline constexpr std::chrono::hours stale_after{36};
/// Days after which a kept forecast is thrown away.
inline constexpr int days_kept = 400;

}  // namespace vuoro::api
