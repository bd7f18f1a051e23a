#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "core/state.hpp"
#include "ledger/ledger.hpp"
#include "live/submission.hpp"

namespace vuoro::live {

/// The live driver without its thread and queue: two States (deciding, shown), and batches of submissions
/// that become durable together. Driver runs it on the writer's thread; the simulator of crashes and races
/// runs the same code step by step.
///
/// Threads: read() may be called from any thread at any time; everything else belongs to one thread.
class Batcher {
 public:
  struct Options {
    std::function<Instant()> clock;
    /// Called after a batch is shown and before its submissions are answered.
    std::function<void(std::span<const Told>)> told = {};
    /// Called once, when the ledger can take nothing any more.
    std::function<void(const Error&)> failed = {};
    /// Runs the answers of a batch; lets whoever sends them send them together. Must call what it is given,
    /// once.
    std::function<void(const std::function<void()>&)> around_answers = {};
  };

  Batcher(std::unique_ptr<ledger::Ledger> ledger, Options options)
      : ledger_(std::move(ledger)), options_(std::move(options)) {}

  /// Replays the ledger from its newest snapshot. Once, before anything else. Errors: those of
  /// Ledger::replay, "event-undecodable", "event-unfitting".
  Status load();

  /// Decides the submissions in order, makes what they decided durable in one append, shows it, tells it and
  /// answers everybody. When the append fails, nothing of the batch happened and everybody is told so.
  void process(std::span<Submission> batch, const core::Setting& setting);

  /// Keeps the State beside the ledger so that the next start replays less. Between batches.
  Status write_snapshot();

  /// The shown State, locked for reading while the Reading lives: keep it short.
  class Reading {
   public:
    [[nodiscard]] const core::State& state() const { return *state_; }

   private:
    friend class Batcher;
    Reading(std::shared_mutex& mutex, const core::State& state) : lock_(mutex), state_(&state) {}
    std::shared_lock<std::shared_mutex> lock_;
    const core::State* state_;
  };
  [[nodiscard]] Reading read() const { return {mutex_, shown_}; }

  [[nodiscard]] ledger::Ledger& ledger() { return *ledger_; }

 private:
  struct Pending;  // a batch in the making
  Outcome decide_one(const Submission& submission, const core::Setting& setting, Pending& pending);
  std::optional<Outcome> seen_before(const Once& once, const Pending& pending);
  Outcome accept(const Submission& submission, Transaction& tx, Pending& pending);
  void rebuild(const Pending& pending);
  void show(const Pending& pending);
  void take_back(Pending& pending, const Error& why);
  void answer(const Pending& pending) const;

  std::unique_ptr<ledger::Ledger> ledger_;
  Options options_;
  core::State deciding_;
  core::State shown_;  // written under mutex_
  mutable std::shared_mutex mutex_;
  Instant now_{};  // of the newest batch; never goes back
  std::optional<Error> failed_;
};

}  // namespace vuoro::live
