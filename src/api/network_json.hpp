#pragma once

#include <boost/json/fwd.hpp>

#include "content/texts.hpp"
#include "planner/network_trial.hpp"

/// The network of points as JSON; what `vuoro plan network --json` writes too.
namespace vuoro::api {

/// The county's network: its map, groups, services, points and sources.
boost::json::object network_json(const content::Network& network, content::Language language);

/// What a trial comes to beside the network that stands, in the same year. @pre No faults.
boost::json::object tried_json(const content::Network& network, const planner::NetworkTrial& trial,
                               content::Language language);

}  // namespace vuoro::api
