#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>

#include "api/call.hpp"
#include "core/notices.hpp"
#include "live/transaction.hpp"

namespace vuoro::api {

/// What a visit must be ready for, as it was sent to us.
struct Needs {
  core::NeedSet set;
  std::string words;
};

/// Reads `needs` and `needWords`; faults go to the fields.
Needs read_needs(net::Fields& in);

/// Keeps the words and notes the needs.
std::optional<core::Refusal> note_needs(live::Transaction& tx, MatterId matter, const Needs& needs,
                                        const core::Actor& actor);

/// The words of the set, in their order.
boost::json::array needs_json(core::NeedSet needs);

/// What Need::other means; empty when nobody said or it cannot be read. Reads the ledger: not under State's
/// lock.
std::string need_words(const Call& call, const Viewer& viewer, const std::optional<core::NeedsRow>& needs);

}  // namespace vuoro::api
