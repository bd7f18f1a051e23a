#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "base/viewer.hpp"
#include "core/state.hpp"

/// Which versions of a county's decision tables are in force, and what they said of matters. The tables
/// themselves are documents (docs/tables.md); the core knows their numbers only.
namespace vuoro::core {

/// Nobody is sought out again so soon after a table found a hidden need.
inline constexpr std::chrono::days outreach_again{180};

constexpr std::uint32_t version_key(TableId table, std::uint16_t version) {
  return std::uint32_t{table.n} << 16U | version;
}

/// A table with its versions, the oldest first.
struct CountyTable {
  struct Version {
    std::uint16_t version = 0;
    TableVersionRow row;
  };
  TableId table;
  CountyTableRow row;
  std::vector<Version> versions;
};

/// Whether every row of tables and of advice can have come from events.
bool county_tables_hold(const Tables& t);

/// The tables that were ever written, by their numbers. Nothing when the viewer may not: admins for
/// publishing, the system for operations. O(tables and versions).
std::optional<std::vector<CountyTable>> county_tables(const State& state, const Viewer& viewer);

/// Whether somebody wrote any of the table's draft. O(log rows).
bool wrote_draft(const State& state, TableId table, StaffId who);

/// The version in force; 0 when there is none. Numbers of tables are no personal data.
std::uint16_t version_in_force(const State& state, TableId table);

/// What tables said about a matter and its steps, where it went first. Nothing when the matter is not
/// visible.
struct MatterAdvice {
  StepId step;  ///< None: about where the matter went, or why it was opened.
  AdviceRow row;
};
std::vector<MatterAdvice> advice_about(const State& state, const Viewer& viewer, MatterId matter);

/// Where the contact details are of somebody who was sought out: their newest other matter that has some. The
/// matter itself for all others; none when it is not visible, or nobody knows. O(matters of the person).
MatterId reached_through(const State& state, const Viewer& viewer, MatterId matter);
/// How: code_only when the matter is not visible, or nobody knows.
ReachBy reach_of(const State& state, const Viewer& viewer, MatterId matter);

/// How often a version's criteria were followed, and how often people decided otherwise, by reason. Steps
/// that were taken back as a mistake count too: somebody decided so.
struct AdviceCount {
  TableId table;
  std::uint16_t version = 0;
  std::uint16_t row = 0;
  Verdict verdict{};
  Otherwise otherwise{};
  std::uint32_t times = 0;
};
/// Of advice given from `from` on. Nothing when the viewer may not see every row (Whole). O(advice).
std::optional<std::vector<AdviceCount>> advice_counts(const State& state, const Viewer& viewer, Instant from);

}  // namespace vuoro::core
