#pragma once

#include <string>

#include "api/call.hpp"
#include "api/notice_json.hpp"
#include "core/commands.hpp"
#include "live/transaction.hpp"

/// A contact as a form asks for it: the resident's own and the one that staff fill in have the same limits.
namespace vuoro::api {

/// Under which field the details for this way to reach somebody are kept.
ledger::IdentityField reach_field(core::ReachBy by);

struct Ask {
  std::string words;
  core::ReceiveContact contact;  ///< Without the channel.
  std::string reach_value;
  std::string area;
  Needs needs;
};

/// Reads the members of Ask in docs/api/openapi.yaml; faults stay with `in`.
Ask read_ask(Call& call, net::Fields& in);

/// Puts words, contact and contact details into the transaction. @return The new matter.
Result<MatterId, core::Refusal> receive(live::Transaction& tx, const Ask& ask, const core::Actor& actor);

/// The same, going where the county's tables of routing say unless the ask names a team. `until_assessed`:
/// the domains of a matter whose need nobody has assessed (core::Setting::contact_domains).
Result<MatterId, core::Refusal> receive_routed(live::Transaction& tx, const BookedTables& tables,
                                               promises::DomainSet until_assessed, Ask ask,
                                               const core::Actor& actor);

}  // namespace vuoro::api
