#include "api/table_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "api/file_version.hpp"
#include "core/county_tables.hpp"
#include "rights/gate.hpp"
#include "tables/bundle.hpp"
#include "tables/cases.hpp"

namespace vuoro::api {

namespace {

using core::TermKind;

/// What the files say, as a number; never 0.
std::uint64_t number_of_mark(std::string_view mark) {
  std::uint64_t number = 0;
  std::from_chars(mark.data(), mark.data() + mark.size(), number, 16);
  return number == 0 ? 1 : number;
}

Error refused(const std::filesystem::path& folder, const std::vector<tables::Flaw>& flaws,
              std::string_view code) {
  std::string all;
  for (const tables::Flaw& flaw : flaws) {
    if (flaw.warning) continue;
    all += fmt::format("{}{}{}", all.empty() ? "" : "\n", code.empty() ? "" : fmt::format("{}: ", code),
                       flaw.text());
  }
  return {"content-refused", all, folder.string()};
}

BookedTable read(BookedTable out, const tables::Places& places) {
  const auto bundle = tables::bundle_from_json(out.text);
  if (!bundle) {
    out.fault = bundle.error().what;
    return out;
  }
  auto table = tables::Table::read(out.code, *bundle, places);
  if (table) {
    out.table = std::move(table).value();
  } else {
    for (const tables::Flaw& flaw : table.error()) {
      if (!flaw.warning && out.fault.empty()) out.fault = flaw.text();
    }
  }
  return out;
}

}  // namespace

BookedTables::BookedTables(std::vector<std::shared_ptr<const BookedTable>> all) : all_(std::move(all)) {
  std::ranges::sort(all_, [](const auto& a, const auto& b) {
    return std::pair(a->code, a->version) < std::pair(b->code, b->version);
  });
}

const BookedTable* BookedTables::find(TableId id, std::uint16_t version) const {
  for (const auto& one : all_) {
    if (one->id == id && one->version == version) return one.get();
  }
  return nullptr;
}

const BookedTable* BookedTables::in_force(std::string_view code) const {
  for (const auto& one : all_) {
    if (one->in_force && one->code == code) return one.get();
  }
  return nullptr;
}

std::vector<const BookedTable*> BookedTables::of(tables::Kind kind, Day day) const {
  std::vector<const BookedTable*> out;
  for (const auto& one : all_) {
    if (one->in_force && one->table && one->table->kind() == kind && one->table->about().in_force(day))
      out.push_back(one.get());
  }
  return out;
}

const BookedTable* BookedTables::criteria_of(std::string_view service, Day day) const {
  const auto criteria = of(tables::Kind::criterion, day);
  const auto found = std::ranges::find_if(
      criteria, [&](const BookedTable* one) { return one->table->about().service == service; });
  return found == criteria.end() ? nullptr : *found;
}

Status TableBook::open(live::Driver& driver, const std::filesystem::path& folder) {
  auto bundles = tables::read_folder(folder);
  if (!bundles) return refused(folder, bundles.error(), "");
  for (const tables::NamedBundle& named : *bundles) {
    const auto table = tables::Table::read(named.code, named.bundle, places_);
    if (!table) return refused(folder, table.error(), named.code);
    if (!tables::run_cases(*table).passed())
      return Error{"content-refused", "a test case fails or a row has none: see vuoro tables check",
                   (folder / named.code).string()};
    const std::string text = tables::bundle_json(named.bundle);
    const std::uint64_t mark = number_of_mark(table->mark());
    if (auto installed = install_version(driver, named.code, text, mark); !installed) return installed;
  }
  return reread(driver);
}

Status TableBook::reread(live::Driver& driver) {
  const std::lock_guard one_at_a_time(reading_);
  const auto known = now();
  std::vector<std::pair<BookedTable, DocumentId>> wanted;
  {
    const auto reading = driver.read();
    const auto tables = core::county_tables(reading.state(), rights::Gate::operations());
    for (const core::CountyTable& one : *tables) {
      const std::string code(reading.state().term_text(TermKind::table, one.table.n));
      if (is_guide_term(code)) continue;
      for (const core::CountyTable::Version& version : one.versions) {
        BookedTable booked;
        booked.id = one.table;
        booked.version = version.version;
        booked.in_force = version.version == one.row.published;
        booked.code = code;
        wanted.emplace_back(std::move(booked), DocumentId{version.row.words});
      }
    }
  }
  std::vector<std::shared_ptr<const BookedTable>> all;
  for (auto& [booked, document] : wanted) {
    if (const BookedTable* const before = known->find(booked.id, booked.version)) {
      BookedTable same = *before;
      same.in_force = booked.in_force;
      all.push_back(std::make_shared<const BookedTable>(std::move(same)));
      continue;
    }
    auto text = driver.ledger().document(rights::Gate::operations(), document);
    if (!text) return text.error();
    booked.text = std::move(text).value();
    all.push_back(std::make_shared<const BookedTable>(read(std::move(booked), places_)));
  }
  auto next = std::make_shared<const BookedTables>(std::move(all));
  const std::lock_guard lock(mutex_);
  tables_ = std::move(next);
  return Unit{};
}

std::shared_ptr<const BookedTables> TableBook::now() const {
  const std::lock_guard lock(mutex_);
  return tables_;
}

}  // namespace vuoro::api
