#include "core/county_tables.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/view.hpp"

namespace vuoro::core {

namespace {

bool table_holds(const Tables& t, std::uint32_t number, const CountyTableRow& row) {
  if (number < 1 || number > t.of(TermKind::table).texts.size()) return false;
  if ((row.draft == DraftState::none) != (row.draft_words == 0)) return false;
  if (row.draft_words > t.seq) return false;
  const TableId table{static_cast<std::uint16_t>(number)};
  for (std::uint16_t version = 1; version <= row.published; ++version) {
    if (!t.table_versions.contains(version_key(table, version))) return false;
    if (version == UINT16_MAX) break;
  }
  return true;
}

bool version_holds(const Tables& t, std::uint32_t key, const TableVersionRow& row) {
  const auto table = t.county_tables.find(key >> 16U);
  const std::uint32_t version = key & 0xFFFFU;
  return table != t.county_tables.end() && version >= 1 && version <= table->second.published &&
         row.words != 0 && row.words <= t.seq && row.at;
}

bool advice_holds(const Tables& t, std::uint64_t key, const AdviceRow& row) {
  const MatterId matter{static_cast<std::uint32_t>(key >> 32U)};
  const StepId step{static_cast<std::uint32_t>(key)};
  if (!t.matters.has(matter.n) || row.verdict == Verdict::none || !row.at) return false;
  if (step && (!t.steps.has(step.n) || t.steps[step.n].matter != matter)) return false;
  return t.table_versions.contains(version_key(row.table, row.version));
}

}  // namespace

bool county_tables_hold(const Tables& t) {
  return std::ranges::all_of(t.county_tables,
                             [&](const auto& e) { return table_holds(t, e.first, e.second); }) &&
         std::ranges::all_of(t.table_versions,
                             [&](const auto& e) { return version_holds(t, e.first, e.second); }) &&
         std::ranges::all_of(t.draft_writers,
                             [&](const auto& e) {
                               const auto row =
                                   t.county_tables.find(static_cast<std::uint32_t>(e.first >> 32U));
                               return row != t.county_tables.end() && row->second.draft != DraftState::none;
                             }) &&
         std::ranges::all_of(t.advice, [&](const auto& e) { return advice_holds(t, e.first, e.second); });
}

std::optional<std::vector<CountyTable>> county_tables(const State& state, const Viewer& viewer) {
  const bool writes = viewer.role() == Role::admin && viewer.purpose() == Purpose::publishing;
  const bool system = viewer.role() == Role::system && viewer.purpose() == Purpose::operations;
  if (!writes && !system) return std::nullopt;
  const Tables& t = Access::tables(state);
  std::vector<CountyTable> out;
  for (const auto& [number, row] : t.county_tables) {
    const TableId table{static_cast<std::uint16_t>(number)};
    CountyTable one{table, row, {}};
    for (auto version = t.table_versions.lower_bound(version_key(table, 0));
         version != t.table_versions.end() && version->first >> 16U == number; ++version) {
      one.versions.push_back({static_cast<std::uint16_t>(version->first & 0xFFFFU), version->second});
    }
    out.push_back(std::move(one));
  }
  return out;
}

bool wrote_draft(const State& state, TableId table, StaffId who) {
  return Access::tables(state).draft_writers.contains(place_key(table, who));
}

std::uint16_t version_in_force(const State& state, TableId table) {
  const auto& rows = Access::tables(state).county_tables;
  const auto row = rows.find(table.n);
  return row == rows.end() ? std::uint16_t{0} : row->second.published;
}

std::vector<MatterAdvice> advice_about(const State& state, const Viewer& viewer, MatterId matter) {
  std::vector<MatterAdvice> out;
  if (!visible(state, viewer, matter)) return out;
  const auto& rows = Access::tables(state).advice;
  for (auto row = rows.lower_bound(place_key(matter, StepId{})); row != rows.end(); ++row) {
    if (row->first >> 32U != matter.n) break;
    out.push_back({StepId{static_cast<std::uint32_t>(row->first)}, row->second});
  }
  return out;
}

MatterId reached_through(const State& state, const Viewer& viewer, MatterId matter) {
  if (!visible(state, viewer, matter)) return {};
  const Tables& t = Access::tables(state);
  const MatterRow& row = t.matters[matter.n];
  if (row.channel != Channel::outreach) return matter;
  for (MatterId id = t.persons[row.person.n].last_matter; id; id = t.matters[id.n].older_of_person) {
    const MatterRow& other = t.matters[id.n];
    if (other.channel != Channel::outreach && other.reach != ReachBy::code_only) return id;
  }
  return {};
}

ReachBy reach_of(const State& state, const Viewer& viewer, MatterId matter) {
  const MatterId through = reached_through(state, viewer, matter);
  return through ? Access::tables(state).matters[through.n].reach : ReachBy::code_only;
}

std::optional<std::vector<AdviceCount>> advice_counts(const State& state, const Viewer& viewer,
                                                      Instant from) {
  if (!Whole::open(state, viewer)) return std::nullopt;
  std::map<std::tuple<TableId, std::uint16_t, std::uint16_t, Verdict, Otherwise>, std::uint32_t> counts;
  for (const auto& [key, row] : Access::tables(state).advice) {
    if (row.at.instant() < from) continue;
    ++counts[{row.table, row.version, row.row, row.verdict, row.otherwise}];
  }
  std::vector<AdviceCount> out;
  for (const auto& [what, times] : counts) {
    const auto& [table, version, row, verdict, otherwise] = what;
    out.push_back({table, version, row, verdict, otherwise, times});
  }
  return out;
}

}  // namespace vuoro::core
