#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "api/forecast_runs.hpp"
#include "api/forecast_shelf.hpp"
#include "app/run_place.hpp"

namespace vuoro::app {

/// When this server makes forecasts.
enum class ForecastWhen : std::uint8_t { off, asked, nightly };

/// Makes forecasts in a process beside the server: one at a time, killed after a limit. What it says when it
/// fails goes to the log, and the reason to the shelf. Ends with its owner. Thread-safe.
class ForecastProcess final : public api::ForecastRuns {
 public:
  struct Options {
    ForecastWhen when = ForecastWhen::nightly;
    /// Program and arguments; the time on the clock is added as "--made", seconds since 1970.
    std::vector<std::string> command;
    std::chrono::seconds limit{3600};
    std::filesystem::path scratch;  ///< The process's TMPDIR; made before, gone after each run.
    std::chrono::seconds settle{
        300};  ///< After opening, before the first look at whether a night was missed.
    std::function<Instant()> clock;
    std::function<void()> told;  ///< A run has begun or ended. May be empty.
    RunPlace* place = nullptr;   ///< Where plans are lived too; must outlive it. None: nobody else runs.
  };

  /// The shelf must outlive it.
  ForecastProcess(const api::ForecastShelf& shelf, Options options);
  ~ForecastProcess() override;

  api::RunStart start(api::RunCause by) override;
  [[nodiscard]] api::RunState last() const override;
  [[nodiscard]] bool on() const override { return options_.when != ForecastWhen::off; }

  /// Starts the night's run when it is due: from half past three in the morning, once a Finnish day, unless
  /// one has begun since then. Its own thread looks too.
  void look();

 private:
  void serve();
  void make();
  api::RunStart begin(api::RunCause by);
  [[nodiscard]] bool stopping() const;

  const api::ForecastShelf& shelf_;
  Options options_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  api::RunState state_;
  bool stopping_ = false;
  std::thread thread_;
};

/// How a process ended.
struct Ended {
  std::string fault;  ///< Empty when it went well; else one of forecast.failed.<fault>.
  std::string said;   ///< The end of what it wrote to standard error.
};

/// Runs a process until it ends, the limit is over or `stop` says so. No file of ours stays open in it.
/// `hear` is given the end of what it wrote to standard error whenever there is more; it may be empty.
Ended run_beside(const std::vector<std::string>& command, const std::filesystem::path& scratch,
                 std::chrono::seconds limit, const std::function<bool()>& stop,
                 const std::function<void(const std::string& said)>& hear = {});

/// For the process itself: the least of the machine's time, the first to go when memory runs out, and no
/// life after the server's.
void stay_in_background();

}  // namespace vuoro::app
