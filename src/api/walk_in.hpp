#pragma once

#include <boost/json/fwd.hpp>

#include "api/call.hpp"
#include "core/view.hpp"

/// A walk-in number as JSON. All need the read lock on State to be held.
namespace vuoro::api {

/// The matter's number as its page shows it; null when it never had one, or one of an earlier day that
/// somebody has looked at since.
boost::json::value number_json(const Call& call, const core::State& state, const core::View& view,
                               MatterId id);

/// The number as its resident sees it, with how many are before; null when there is none to wait with and
/// none that has just lapsed.
boost::json::value my_number_json(const Call& call, const core::State& state, const core::View& view,
                                  MatterId id);

}  // namespace vuoro::api
