#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "core/decide.hpp"
#include "core/journal.hpp"
#include "ledger/ledger.hpp"

/// The live driver: commands of people become durable events, and only then are they shown.
namespace vuoro::live {

/// One unit of work on the deciding State: its events become durable together or not at all. Lives on the
/// writer's thread while a Submission's script runs.
class Transaction {
 public:
  /// Decides and applies. @return The decision's subject (a matter's, person's, step's number), or the
  /// refusal.
  Result<std::uint32_t, core::Refusal> decide(const core::Command& command, const core::Actor& actor);
  /// As above, for what happened earlier (imports).
  Result<std::uint32_t, core::Refusal> decide(const core::Command& command, const core::Actor& actor,
                                              Instant at);

  /// Keeps a text with the events of this transaction. Its number is unique as long as the transaction emits
  /// at least as many events as documents. `matter`: none lets no resident read it.
  DocumentId document(std::string text);
  /// Which matter the documents so far belong to.
  void documents_belong_to(MatterId matter);
  void identity(ledger::IdentityKey key, std::string value);

  /// The instant of this transaction; never goes back, whatever the machine's clock does.
  [[nodiscard]] Instant now() const { return now_; }
  /// The State with everything decided so far, durable or not: for looking up terms, not for telling people.
  [[nodiscard]] const core::State& state() const { return state_; }

 private:
  friend class Driver;
  Transaction(core::State& state, const core::Setting& setting, Instant now)
      : state_(state), setting_(setting), now_(now) {}

  core::State& state_;
  const core::Setting& setting_;
  Instant now_;
  std::vector<core::Event> events_;
  std::vector<core::Stamp> stamps_;
  std::vector<MatterId> subjects_;
  std::vector<std::byte> bytes_;
  std::vector<std::size_t> ends_;
  std::vector<ledger::NewDocument> documents_;
  std::vector<ledger::NewIdentity> identities_;
  std::uint32_t subject_ = 0;
};

enum class Fate : std::uint8_t {
  accepted,
  repeated,      ///< The key was used for the same content before: this is what came of it then.
  refused,       ///< By the core; nothing changed.
  key_conflict,  ///< The key was used for other content.
  failed,        ///< The ledger could not take it; nothing changed.
};

/// What came of a submission. Told only after everything it rests on is durable.
struct Outcome {
  Fate fate = Fate::failed;
  std::uint32_t subject = 0;
  ledger::Seq first_seq = 0;
  std::uint32_t events = 0;
  core::Refusal refusal;
  Error error;
};

/// An idempotency key and the fingerprint of what it was used for.
struct Once {
  std::array<std::byte, 16> key{};
  std::array<std::byte, 16> fingerprint{};
  ledger::Keep keep = ledger::Keep::some_days;
};

struct Submission {
  std::optional<Once> once;
  /// Runs on the writer's thread; must not block. A refusal takes back everything it decided.
  std::function<std::optional<core::Refusal>(Transaction&)> script;
  /// Called once, on the writer's thread; must not block.
  std::function<void(const Outcome&)> done;
};

/// An event that has become durable and is shown.
struct Told {
  ledger::Seq seq = 0;
  core::Event event;
  core::Stamp stamp;
  MatterId matter;  ///< Its subject; none for terms, limits and persons.
};

/// One ledger, its two States (deciding, shown) and the one thread that writes.
class Driver {
 public:
  struct Options {
    std::function<Instant()> clock;
    /// Called on the writer's thread after a batch is shown.
    std::function<void(std::span<const Told>)> told = {};
    /// Called when the ledger can take nothing any more: the process should end and start again.
    std::function<void(const Error&)> failed = {};
    std::size_t most_in_batch = 512;
  };

  /// Replays the ledger (from its newest snapshot) and starts the writer. Errors: those of Ledger::replay,
  /// "event-undecodable", "event-unfitting".
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
  class Reading {
   public:
    [[nodiscard]] const core::State& state() const { return *state_; }

   private:
    friend class Driver;
    Reading(std::shared_mutex& mutex, const core::State& state) : lock_(mutex), state_(&state) {}
    std::shared_lock<std::shared_mutex> lock_;
    const core::State* state_;
  };
  [[nodiscard]] Reading read() const { return {mutex_, shown_}; }

  [[nodiscard]] ledger::Ledger& ledger() { return *ledger_; }
  [[nodiscard]] std::shared_ptr<const core::Setting> setting() const;
  [[nodiscard]] Instant now() const { return options_.clock(); }

  /// Keeps the shown State beside the ledger so that the next start replays less.
  Status write_snapshot();

 private:
  struct Pending;  // a batch in the making
  Driver(std::unique_ptr<ledger::Ledger> ledger, Options options);
  Status load();
  void run();
  void process(std::vector<Submission>& batch);
  Outcome decide_one(Submission& submission, Pending& pending, Instant now);
  std::optional<Outcome> seen_before(const Once& once, const Pending& pending);
  void rebuild(const Pending& pending);

  std::unique_ptr<ledger::Ledger> ledger_;
  Options options_;
  core::State deciding_;  // the writer's own
  core::State shown_;     // guarded by mutex_
  mutable std::shared_mutex mutex_;
  Instant last_now_{};
  bool failed_ = false;

  mutable std::mutex queue_mutex_;
  std::condition_variable wake_;
  std::vector<Submission> queue_;
  std::vector<std::function<void()>> between_;
  std::shared_ptr<const core::Setting> setting_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace vuoro::live
