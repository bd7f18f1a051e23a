#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "exchange/map.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// Where imported matters go, as the ledger's numbers.
struct Target {
  TeamId team;
  ServiceId service;
};

/// Sees to it that the ledger and the driver's Setting know the map's team and service. An installed county
/// that has the service code keeps its own definition; otherwise the map's is added to a copy of the Setting.
/// Safe to repeat. Errors: "content-refused" (vocabulary full), or the ledger's.
Result<Target> prepare_target(live::Driver& driver, const Map& map);

/// The term's number, defined by this transaction when it is new. Refuses only when the vocabulary is full.
Result<std::uint16_t, core::Refusal> term_number(live::Transaction& tx, core::TermKind kind,
                                                 std::string_view text);

}  // namespace vuoro::exchange
