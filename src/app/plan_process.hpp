#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "api/plan_runs.hpp"
#include "api/plan_shelf.hpp"
#include "app/run_place.hpp"

namespace vuoro::app {

/// Lives plans in a process beside the server: one at a time, killed after a limit or when somebody cancels.
/// How it ended is noted on the plan. Ends with its owner. Thread-safe.
class PlanProcess final : public api::PlanRuns {
 public:
  struct Options {
    bool on = true;
    /// Program and arguments; "--plan NUMBER" and the time on the clock as "--made" are added.
    std::vector<std::string> command;
    std::chrono::seconds limit{3600};
    std::filesystem::path scratch;  ///< The process's TMPDIR; made before, gone after each run.
    std::function<Instant()> clock;
    std::function<void()> told;  ///< A run has begun, moved on or ended. May be empty.
  };

  /// Shelf and place must outlive it.
  PlanProcess(api::PlanShelf& shelf, RunPlace& place, Options options);
  ~PlanProcess() override;

  api::PlanStart start(std::uint32_t plan) override;
  bool cancel(std::uint32_t plan) override;
  [[nodiscard]] std::optional<api::PlanProgress> running() const override;
  [[nodiscard]] bool on() const override { return options_.on; }

 private:
  void serve();
  void live(std::uint32_t plan);
  void hear(const std::string& said);
  [[nodiscard]] bool cut() const;
  void note(std::uint32_t plan, api::PlanRunPhase phase, const std::string& fault);

  api::PlanShelf& shelf_;
  RunPlace& place_;
  Options options_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<api::PlanProgress> running_;
  bool cancelled_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

/// What the process says of how far it is: "vuoro: lived 12 of 40". The last such line as a share; nothing
/// when there is none. tell_progress() writes it.
std::optional<double> progress_in(std::string_view said);
void tell_progress(std::uint32_t lived, std::uint32_t all);

}  // namespace vuoro::app
