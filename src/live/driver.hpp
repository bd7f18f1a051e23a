#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "core/decide.hpp"
#include "ledger/ledger.hpp"
#include "live/batcher.hpp"
#include "live/submission.hpp"
#include "live/transaction.hpp"

/// The live driver: commands of people become durable events, and only then are they shown.
namespace vuoro::live {

/// One ledger, its two States (deciding, shown) and the one thread that writes.
class Driver {
 public:
  struct Options {
    std::function<Instant()> clock;
    /// Called on the writer's thread after a batch is shown.
    std::function<void(std::span<const Told>)> told = {};
    /// Called when the ledger can take nothing any more: the process should end and start again.
    std::function<void(const Error&)> failed = {};
    /// Runs the answers of a batch; lets whoever sends them send them together. Must call what it is given,
    /// once.
    std::function<void(const std::function<void()>&)> around_answers = {};
    std::size_t most_in_batch = 512;
  };

  /// Replays the ledger (from its newest snapshot) and starts the writer. Errors: those of Batcher::load.
  static Result<std::unique_ptr<Driver>> start(std::unique_ptr<ledger::Ledger> ledger, Options options);
  /// Finishes what was submitted, then stops.
  ~Driver();
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  /// What decide() goes by from the next batch on.
  void use(std::shared_ptr<const core::Setting> setting);

  /// Thread-safe, never blocks for long.
  void submit(Submission submission);
  /// Submits and waits; not from the writer's thread.
  Outcome submit_and_wait(std::optional<Once> once,
                          std::function<std::optional<core::Refusal>(Transaction&)> script);
  /// Runs on the writer's thread between batches, with every batch before it durable; waits for it.
  void between_batches(const std::function<void()>& work);

  /// The shown State, locked for reading while the Reading lives: keep it short.
  using Reading = Batcher::Reading;
  [[nodiscard]] Reading read() const { return batcher_.read(); }

  [[nodiscard]] ledger::Ledger& ledger() { return batcher_.ledger(); }
  [[nodiscard]] std::shared_ptr<const core::Setting> setting() const;
  /// The clock as it is; unlike Transaction::now() it may go back.
  [[nodiscard]] Instant now() const { return options_.clock(); }

  /// Keeps the shown State beside the ledger so that the next start replays less.
  Status write_snapshot();

 private:
  Driver(std::unique_ptr<ledger::Ledger> ledger, Options options);
  void run();

  Options options_;
  Batcher batcher_;

  mutable std::mutex queue_mutex_;
  std::condition_variable wake_;
  std::vector<Submission> queue_;
  std::vector<std::function<void()>> between_;
  std::shared_ptr<const core::Setting> setting_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace vuoro::live
