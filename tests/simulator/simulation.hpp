#pragma once

#include <cstdint>
#include <string>

#include "simulator/simulated_disk.hpp"

/// A model world around the live driver's own code (live::Batcher, Transaction, the whole core), single
/// threaded and seeded: residents and staff send errands until they are answered, and the power, the disk and
/// the clock do what they like. What is not shared with the real program: the queue and thread of
/// live::Driver, the SQLite ledger (tests/ledger crashes that), and HTTP (scripts/kill-cycles kills that).
namespace vuoro::simulator {

struct Plan {
  std::uint64_t seed = 1;
  int days = 2;
  int errands = 300;
  LedgerFault fault = LedgerFault::none;
};

/// What a run was like.
struct Report {
  std::string fault;       ///< What the oracle found; empty: nothing.
  std::uint64_t hash = 0;  ///< Of every event and every answer, in order.
  std::uint64_t events = 0;
  int accepted = 0, repeated = 0, refused = 0, failed = 0, internal = 0;
  int crashes = 0, restarts = 0, full_batches = 0, snapshots = 0, clock_jumps = 0, races = 0, places = 0;
  int call_backs = 0;
  int messages = 0, agreed = 0, abandoned = 0;   ///< Of conversations.
  int published = 0, sought = 0, otherwise = 0;  ///< Of tables.
  int segmented = 0, named = 0;                  ///< Of people.
};

/// Runs one world to its end or to the first fault.
Report simulate(const Plan& plan);

}  // namespace vuoro::simulator
