#include "core/county_tables.hpp"
#include "core/view.hpp"
#include "rights/gate.hpp"
#include "simulator/wishes.hpp"

/// What those want who write a county's tables, and whom a table found.
namespace vuoro::simulator {

using namespace core;  // NOLINT: this file speaks of little else

Advice Wishes::advice(Verdict verdict) {
  const TableId table{static_cast<std::uint16_t>(chance_.one_in(30) ? 9 : 1)};
  const auto versions = version_in_force(shown_, table);
  if (versions == 0 && !chance_.one_in(10)) return {};
  // Now and then a version that is not there yet, or a row that no table has.
  const auto version = static_cast<std::uint16_t>(chance_.one_in(20) ? versions + 1 : versions);
  return {table, version, static_cast<std::uint16_t>(chance_.one_in(20) ? 0 : 1), verdict};
}

Errand Wishes::of_a_table() {
  Errand errand;
  const TableId table{static_cast<std::uint16_t>(chance_.one_in(10) ? 0 : 1 + chance_.below(3))};
  if (chance_.one_in(3)) {
    errand.actor = {ActorKind::system, {}, {}};
    if (chance_.one_in(2)) {
      errand.commands = {InstallTable{table, {}, chance_.below(4)}};
    } else {
      errand.commands = {ReachOut{PersonId{static_cast<std::uint32_t>(chance_.below(persons + 2))},
                                  TeamId{static_cast<std::uint16_t>(chance_.below(teams + 2))},
                                  advice(Verdict::found)}};
    }
    return errand;
  }
  errand.actor = member(TeamId{1});
  std::uint32_t revision = static_cast<std::uint32_t>(chance_.one_in(2) ? 0 : chance_.below(20));
  const auto tables = county_tables(shown_, rights::Gate::operations());
  for (const CountyTable& one : *tables) {
    if (one.table == table && !chance_.one_in(8)) revision = one.row.revision;
  }
  switch (chance_.below(8)) {
    case 0:
      errand.commands = {ReturnTable{table, revision}};
      break;
    case 1:
      errand.commands = {DropTable{table, revision}};
      break;
    case 2:
    case 3:
      errand.commands = {OfferTable{table, revision}};
      break;
    case 4:
    case 5:
      errand.commands = {PublishTable{table, revision}};
      break;
    default:
      errand.commands = {DraftTable{table, {}, revision}};
  }
  return errand;
}

}  // namespace vuoro::simulator
