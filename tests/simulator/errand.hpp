#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/commands.hpp"
#include "live/submission.hpp"

namespace vuoro::simulator {

/// Whether the errand's script ends in a refusal after it has decided everything.
enum class Ending : std::uint8_t { kept, refused_at_last, thrown_at_last };

/// What somebody wants done, once: one idempotency key, sent until it is answered.
struct Errand {
  std::uint64_t number = 0;  ///< Also the key.
  core::Actor actor;
  std::vector<core::Command> commands;  ///< All or none.
  std::string words;                    ///< Of a contact or message; unique.
  MatterId matter;                      ///< With `version`: as If-Match over HTTP.
  std::optional<std::uint32_t> version;
  Ending ending = Ending::kept;
  int race = 0;  ///< Of the errands of one race at most one can win; 0 = none.
};

/// What an errand's sender has been told.
struct Answered {
  live::Fate fate{};
  ledger::Seq first = 0;
  std::uint32_t events = 0;
  std::uint32_t subject = 0;
  std::uint64_t content = 0;  ///< Fingerprint of the events, taken when they were told to be durable.
};

/// The key and fingerprint that the errand is sent with.
live::Once once_of(const Errand& errand);

/// Another content under the same key.
live::Once forged(const Errand& errand);

/// Does the errand inside a transaction, as the api's scripts do.
std::optional<core::Refusal> run(live::Transaction& tx, const Errand& errand);

}  // namespace vuoro::simulator
