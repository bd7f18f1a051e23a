#include "app/outreach.hpp"

#include <spdlog/spdlog.h>

#include <vector>

#include "calendar/zone.hpp"
#include "core/county_tables.hpp"
#include "rights/gate.hpp"
#include "tables/groups.hpp"

namespace vuoro::app {

namespace {

/// How many of the group's were found today already: a restart does not begin the night anew.
std::size_t found_today(const core::State& state, TableId table, Instant morning) {
  const auto counts = core::advice_counts(state, rights::Gate::operations(), morning);
  std::size_t times = 0;
  for (const core::AdviceCount& one : *counts) {
    if (one.table == table && one.verdict == core::Verdict::found) times += one.times;
  }
  return times;
}

/// What the night calls for. The read lock is held only here.
Result<std::vector<core::ReachOut>> wanted(const live::Driver& driver, const api::BookedTables& tables) {
  const Instant now = driver.now();
  const Day today = calendar::local_day(now);
  const auto groups = tables.of(tables::Kind::group, today);
  std::vector<tables::Table> asked;
  for (const api::BookedTable* group : groups) asked.push_back(*group->table);
  std::vector<core::ReachOut> out;
  if (asked.empty()) return out;
  const auto reading = driver.read();
  const auto found = tables::find_groups(reading.state(), rights::Gate::operations(), asked, now);
  if (!found) return found.error();
  std::vector<std::size_t> left;
  for (const api::BookedTable* group : groups) {
    const std::size_t most = group->table->about().per_night;
    const std::size_t done = found_today(reading.state(), group->id, calendar::at_local(today, 0));
    left.push_back(done < most ? most - done : 0);
  }
  for (const tables::Found& one : *found) {
    // By person: whom two groups find is sought out for the first.
    if (left[one.table] == 0 || (!out.empty() && out.back().person == one.person)) continue;
    const api::BookedTable& group = *groups[one.table];
    core::ReachOut command;
    command.person = one.person;
    if (const std::string& team = group.table->about().team; !team.empty())
      command.team = TeamId{reading.state().term(core::TermKind::team, team).value_or(0)};
    command.advice = {group.id, group.version, static_cast<std::uint16_t>(one.row), core::Verdict::found};
    out.push_back(command);
    --left[one.table];
  }
  return out;
}

}  // namespace

Result<std::size_t> seek_out(live::Driver& driver, const api::BookedTables& tables) {
  const auto commands = wanted(driver, tables);
  if (!commands) return commands.error();
  std::size_t opened = 0;
  for (const core::ReachOut& command : *commands) {
    // What somebody else has done meanwhile is refused and left alone.
    const live::Outcome outcome =
        driver.submit_and_wait(std::nullopt, [&](live::Transaction& tx) -> std::optional<core::Refusal> {
          const auto done = tx.decide(command, {core::ActorKind::system, {}, {}});
          if (!done) return done.error();
          return std::nullopt;
        });
    if (outcome.fate == live::Fate::failed) return outcome.error;
    opened += outcome.fate == live::Fate::accepted ? 1 : 0;
  }
  return opened;
}

void NightRun::look() {
  constexpr int begins = 3;  // o'clock: between the days' work
  const Instant now = driver_.now();
  const Day today = calendar::local_day(now);
  if (today == done_ || now < calendar::at_local(today, begins * 3600)) return;
  done_ = today;
  const auto tables = tables_.now();
  const auto opened = seek_out(driver_, *tables);
  if (!opened)
    return spdlog::error("nobody was sought out: {} ({})", opened.error().what, opened.error().where);
  if (*opened > 0) spdlog::info("{} people are sought out", *opened);
}

}  // namespace vuoro::app
