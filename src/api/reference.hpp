#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "ledger/keys.hpp"

/// What a resident gets to come back with: a code that names the matter and a secret that proves it.
namespace vuoro::api {

/// Seven characters and a check character, "7K4M-2XQW": read aloud on a telephone without I, L, O and U. The
/// number is mixed so that codes do not tell how many matters there are; the code is no secret. Precondition:
/// id.n < 2^35.
std::string code_of(MatterId id);

/// The matter a code names; letters in either case, blanks and dashes anywhere, O read as 0 and I, L as 1.
/// Nothing when the check character does not fit.
std::optional<MatterId> matter_of_code(std::string_view code);

/// Sixteen characters in fours, 80 bits, derived from the ledger's key: nothing to store, and a repeated
/// request gets the same one (docs/decisions).
std::string secret_of(const ledger::Keys& keys, MatterId id);

/// Whether the text is the matter's secret, forgiving as matter_of_code. In constant time for texts of the
/// right length.
bool secret_fits(const ledger::Keys& keys, MatterId id, std::string_view text);

/// The secret part of a calendar's address: the matter's code and 130 bits derived from the ledger's key for
/// this generation, 34 characters without dashes.
std::string calendar_token(const ledger::Keys& keys, MatterId id, std::uint32_t generation);

/// The matter that an address ("….ics") speaks of, right or wrong; nothing when it cannot be one.
std::optional<MatterId> matter_of_calendar(std::string_view file);

/// Whether the address is the matter's of this generation. In constant time for addresses of the right
/// length.
bool calendar_fits(const ledger::Keys& keys, MatterId id, std::uint32_t generation, std::string_view file);

/// Twelve characters in fours, 60 bits, "7K4M-2XQW-9HTR": the nth code of what `seed` names, derived from the
/// ledger's key, so that asking twice gives the same one and nothing needs to be stored to tell it again.
std::string answers_code(const ledger::Keys& keys, std::string_view seed, std::uint32_t nth);

/// What the ledger knows such a code by, forgiving as matter_of_code; nothing when the text cannot be one.
/// Never 0.
std::optional<std::uint64_t> answers_key(const ledger::Keys& keys, std::string_view code);

/// What a calendar knows a step's time by: nothing that leads to the matter.
std::string calendar_event_id(const ledger::Keys& keys, StepId step);

}  // namespace vuoro::api
