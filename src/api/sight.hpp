#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "api/call.hpp"
#include "core/view.hpp"

/// How rows become the JSON of web/src/api/types.ts. All need the read lock on State to be held.
namespace vuoro::api {

/// "2026-11-21T19:40:00Z"; null for no instant.
boost::json::value instant_json(Instant instant);
boost::json::value instant_json(core::Moment moment);
/// "2026-11-21", the local day.
boost::json::value day_json(Instant instant);

/// Names of what the county's content knows by code; the code itself when it does not.
std::string team_name(const Call& call, std::string_view code);
std::string service_name(const Call& call, std::string_view code);
std::string segment_name(const Call& call, std::string_view code);
std::string area_name(const Call& call, std::string_view code);
std::string line_name(const Call& call, std::string_view code);

/// The name and address of the team's unit, and the address alone; empty when the county does not say.
std::string place_of_team(const Call& call, std::string_view team_code);
std::string address_of_team(const Call& call, std::string_view team_code);

/// The first line of the asker's words, cut at a whole letter.
std::string subject_of(std::string_view words);

/// A member of staff as colleagues know them: team and title where there is an account, else the number;
/// empty for none.
std::string staff_name(const Call& call, StaffId staff);

boost::json::object promise_json(const Call& call, const core::State& state, const core::View& view,
                                 PromiseId id);

/// MatterView of the contract without words and timeline, which need the ledger (add_ledger_parts).
boost::json::object matter_json(const Call& call, const core::State& state, const core::View& view,
                                const core::MatterSight& sight);

/// ResidentMatter of the contract without words and progress.
boost::json::object resident_json(const Call& call, const core::State& state, const core::View& view,
                                  const core::MatterSight& sight);

}  // namespace vuoro::api
