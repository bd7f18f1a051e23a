#include <fmt/core.h>

#include <chrono>

#include "app/commands.hpp"
#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "content/content_error.hpp"
#include "promises/question.hpp"
#include "rights/gate.hpp"
#include "tables/cases.hpp"
#include "tables/groups.hpp"

namespace vuoro::app {

namespace {

using tables::Flaw;
using tables::Table;

/// What the folder has: the tables that can be used, and everything wrong with the others, by file.
struct Loaded {
  std::vector<Table> tables;
  std::vector<Flaw> flaws;
  bool refused = false;
};

/// "about.sources[0]" of a bundle as its file: "physio-direct/about.json: sources[0]".
Flaw in_file(const std::string& code, Flaw flaw) {
  for (const char* part : {"about", "cases"}) {
    const std::string_view name(part);
    if (!flaw.place.starts_with(name)) continue;
    const std::string inside = flaw.place.substr(name.size());
    flaw.place = fmt::format("{}/{}.json", code, part);
    if (!inside.empty())
      flaw.place += " " + (inside.front() == '.' ? inside.substr(1) : std::string(part) + inside);
    return flaw;
  }
  flaw.place = fmt::format("{}/{}", code, flaw.place);
  return flaw;
}

Loaded load_tables(const std::filesystem::path& folder, const content::County& county) {
  Loaded out;
  const auto places = tables::Places::of(county);
  for (const auto& one : tables::bundle_folders(folder)) {
    const auto bundle = tables::read_bundle(one);
    if (!bundle) {
      out.flaws.insert(out.flaws.end(), bundle.error().begin(), bundle.error().end());
      out.refused = true;
      continue;
    }
    auto table = Table::read(bundle->code, bundle->bundle, places);
    for (const Flaw& flaw : table ? table->warnings() : table.error())
      out.flaws.push_back(in_file(bundle->code, flaw));
    if (table) {
      out.tables.push_back(std::move(table).value());
    } else {
      out.refused = true;
    }
  }
  return out;
}

/// 1 when a case fails or a row is reached by none.
int report(const Table& table, const tables::CaseRun& run) {
  for (const tables::CaseResult& one : run.cases) {
    if (one.passed) continue;
    fmt::print("{}/cases.json: \"{}\"", table.code(), one.name);
    if (one.row != 0) fmt::print(" reaches row {}", one.row);
    fmt::print(": {}\n", one.why);
  }
  for (const std::uint32_t row : run.uncovered)
    fmt::print("{}/table.dmn:{}, row {}: no case reaches it\n", table.code(), table.rows()[row - 1].line,
               row);
  return run.passed() ? 0 : 1;
}

}  // namespace

int tables_check(const TablesCheck& command) {
  std::error_code failed;
  if (!std::filesystem::is_directory(command.folder, failed))
    return fail({"tables-missing", "there is no such folder", command.folder.string()});
  const auto county = content::load_county(std::filesystem::absolute(command.folder).parent_path());
  if (!county) return fail(content::as_error(county.error()));
  const Loaded loaded = load_tables(command.folder, *county);
  int status = loaded.refused ? 1 : 0;
  for (const Flaw& flaw : loaded.flaws) fmt::print("{}\n", flaw.text());
  std::size_t cases = 0;
  for (const Table& table : loaded.tables) {
    const auto run = tables::run_cases(table);
    cases += run.cases.size();
    status = std::max(status, report(table, run));
  }
  fmt::print("{} tables, {} cases\n", loaded.tables.size(), cases);
  return status;
}

int find_groups(const FindGroups& command) {
  const auto content = load_content(command.content);
  if (!content) return fail(content.error());
  const Loaded loaded =
      load_tables(command.content.content / command.content.pack / "tables", content->county);
  if (loaded.refused) {
    std::string what;
    for (const Flaw& flaw : loaded.flaws) what += (what.empty() ? "" : "\n") + flaw.text();
    return fail({"tables-refused", what});
  }
  const auto ledger = read_for_twin(command.ledger, content->calendar, std::nullopt);
  if (!ledger) return fail(ledger.error());
  Instant now = ledger->end;
  if (!command.day.empty()) {
    const auto day = promises::parse_day(command.day);
    if (!day) return fail({"option-refused", "must be a day, YYYY-MM-DD", "--day"});
    now = calendar::at_local(*day, 8 * 3600);
  }
  const auto from = std::chrono::steady_clock::now();
  const auto found =
      tables::find_groups(ledger->state, rights::Gate::command_line(), loaded.tables, now, command.threads);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
  if (!found) return fail(found.error());
  std::vector<std::size_t> counts(loaded.tables.size());
  for (const tables::Found& one : *found) ++counts[one.table];
  for (std::size_t i = 0; i < loaded.tables.size(); ++i) {
    if (loaded.tables[i].kind() == tables::Kind::group)
      fmt::print("{:<32} {:>8}\n", loaded.tables[i].code(), counts[i]);
  }
  fmt::print("{} found in {:.2f} s with {} threads\n", found->size(), took.count(), command.threads);
  return 0;
}

}  // namespace vuoro::app
