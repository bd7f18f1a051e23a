#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "core/decide.hpp"
#include "ledger/types.hpp"

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

  /// Keeps a text with the events of this transaction. Its number is the transaction's first, second, …
  /// event's, so the transaction must emit at least as many events as documents: it fails otherwise.
  /// `matter`: none lets no resident read it. Throws std::length_error beyond ledger::max_text_bytes.
  DocumentId document(std::string text);
  /// Which matter the documents so far belong to.
  void documents_belong_to(MatterId matter);
  /// Keeps a name or contact detail; needs an event in the same transaction. Throws as document().
  void identity(ledger::IdentityKey key, std::string value);

  /// The instant of this transaction; never goes back, whatever the machine's clock does.
  [[nodiscard]] Instant now() const { return now_; }
  /// The State with everything decided so far, durable or not: for looking up terms, not for telling people.
  [[nodiscard]] const core::State& state() const { return state_; }

 private:
  friend class Batcher;
  Transaction(core::State& state, const core::Setting& setting, Instant now)
      : state_(state), setting_(setting), now_(now), begin_(state.seq()) {}

  core::State& state_;
  const core::Setting& setting_;
  Instant now_;
  ledger::Seq begin_;  // the last event before this transaction
  std::vector<core::Event> events_;
  std::vector<core::Stamp> stamps_;
  std::vector<MatterId> subjects_;
  std::vector<std::byte> bytes_;
  std::vector<std::size_t> ends_;
  std::vector<ledger::NewDocument> documents_;
  std::vector<ledger::NewIdentity> identities_;
  std::uint32_t subject_ = 0;
};

}  // namespace vuoro::live
