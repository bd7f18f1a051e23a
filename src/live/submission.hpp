#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "base/result.hpp"
#include "core/events.hpp"
#include "core/refusal.hpp"
#include "live/transaction.hpp"

namespace vuoro::live {

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
  /// Runs on the writer's thread; must not block. A refusal or an exception takes back everything it decided.
  std::function<std::optional<core::Refusal>(Transaction&)> script;
  /// Called once, on the writer's thread; must neither block nor throw.
  std::function<void(const Outcome&)> done;
};

/// An event that has become durable and is shown.
struct Told {
  ledger::Seq seq = 0;
  core::Event event;
  core::Stamp stamp;
  MatterId matter;  ///< Its subject; none for terms, limits and persons.
};

}  // namespace vuoro::live
