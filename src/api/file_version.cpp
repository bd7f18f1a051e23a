#include "api/file_version.hpp"

#include "core/county_tables.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

using core::TermKind;

/// The table's number and what the files said when they were last put in force.
std::pair<TableId, std::uint64_t> standing(const core::State& state, std::string_view code) {
  const auto number = state.term(TermKind::table, code);
  if (!number) return {};
  const auto tables = core::county_tables(state, rights::Gate::operations());
  for (const core::CountyTable& one : *tables) {
    if (one.table.n == *number) return {one.table, one.row.file_mark};
  }
  return {TableId{*number}, 0};
}

/// A script that puts the bundle in force when it says something new; nothing follows otherwise.
std::optional<core::Refusal> install(live::Transaction& tx, const std::string& code, const std::string& text,
                                     std::uint64_t mark) {
  auto [table, file_mark] = standing(tx.state(), code);
  if (table && file_mark == mark) return std::nullopt;
  const core::Actor system{core::ActorKind::system, {}, {}};
  if (!table) {
    const auto defined = tx.decide(core::DefineTerm{TermKind::table, core::ShortText::of(code)}, system);
    if (!defined) return defined.error();
    table = TableId{static_cast<std::uint16_t>(*defined)};
  }
  const auto done = tx.decide(core::InstallTable{table, tx.document(text), mark}, system);
  if (!done) return done.error();
  return std::nullopt;
}

}  // namespace

Status install_version(live::Driver& driver, const std::string& code, const std::string& text,
                       std::uint64_t mark) {
  {
    const auto reading = driver.read();
    if (standing(reading.state(), code).second == mark) return Unit{};
  }
  const live::Outcome outcome = driver.submit_and_wait(
      std::nullopt, [&](live::Transaction& tx) { return install(tx, code, text, mark); });
  if (outcome.fate == live::Fate::refused)
    return Error{"content-refused", "the ledger takes no more tables or versions", code};
  if (outcome.fate == live::Fate::failed) return outcome.error;
  return Unit{};
}

}  // namespace vuoro::api
