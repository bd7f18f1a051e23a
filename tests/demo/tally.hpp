#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/state.hpp"
#include "core/view.hpp"

namespace vuoro::demo {

/// What a county looks like from above, counted row by row; for tests and the benchmark.
struct TeamTally {
  std::uint32_t open = 0, untaken = 0, offered_out = 0, overdue = 0, today = 0, tomorrow = 0, later = 0,
                none = 0;
};
struct RuleTally {
  std::uint32_t kept = 0, missed = 0, running = 0, overdue = 0, voided = 0;
};
struct Tally {
  std::map<std::string, TeamTally> teams;
  std::map<std::string, RuleTally> rules;
  /// By kind of debt: open steps past their due day or with an overdue promise, by the service's debt.
  std::array<std::uint32_t, 3> debts{};
  std::map<std::string, std::array<std::uint32_t, 2>> within;  ///< Group: contact promises kept, all ended.
};

Tally tally(const core::State& state, const core::Whole& whole, const core::Setting& setting, Instant now);

}  // namespace vuoro::demo
