#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "core/refusal.hpp"
#include "core/vocabulary.hpp"
#include "ledger/keys.hpp"
#include "live/transaction.hpp"

/// Telephone events on their way into the ledger: what names a caller or a call stays outside the core.
namespace vuoro::live {

/// One moment of one call as an exchange tells of it.
struct CallNews {
  std::string exchange;  ///< The exchange's code.
  std::string call;      ///< The exchange's own number or name for the call.
  core::CallMoment what{};
  core::TryResult result{};  ///< Of callback_tried.
  Instant at;
  LineId line;
  std::string number;  ///< "+358401234567"; kept only with a request to be called back.
  core::Language language;
};

/// A telephone number in one spelling: "+" and 7 to 15 digits, a number that begins with 0 read as Finnish,
/// blanks, dashes and brackets left out. Nothing for anything else.
[[nodiscard]] std::optional<std::string> plain_number(std::string_view written);

/// Decides the telling and settles the call-back it belongs to. Calls and callers enter the core as keyed
/// digests; the number goes to the identities with a request that opened a matter. Safe to repeat.
/// @return The matter, none when the call has none.
Result<MatterId, core::Refusal> tell_call(Transaction& tx, const ledger::Keys& keys, const CallNews& news,
                                          const core::Actor& actor);

}  // namespace vuoro::live
