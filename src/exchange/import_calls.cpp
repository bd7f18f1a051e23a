#include "exchange/import_calls.hpp"

#include <algorithm>

#include "exchange/call_row.hpp"
#include "exchange/import_rows.hpp"

namespace vuoro::exchange {
namespace {

/// The lines that have a team now: one that the county no longer names takes no calls.
TermNames lines_of(const live::Driver& driver) {
  const auto setting = driver.setting();
  const auto reading = driver.read();
  TermNames names = term_names(reading.state(), core::TermKind::line);
  std::erase_if(names, [&](const auto& line) {
    return line.second >= setting->team_of_line.size() || !setting->team_of_line[line.second];
  });
  return names;
}

}  // namespace

Result<ImportReport> import_calls(live::Driver& driver, const content::County& county, const CallMap& map,
                                  const std::filesystem::path& file, const ImportOptions& options) {
  if (!county.telephone ||
      std::ranges::find(county.telephone->exchanges, map.exchange) == county.telephone->exchanges.end()) {
    return Error{"exchange-unknown", "telephone.toml names no exchange '" + map.exchange + "'",
                 file.string()};
  }
  auto csv = CsvReader::open(file, map.separator);
  if (!csv) return csv.error();
  const auto reader = CallReader::bind(csv->header(), map, lines_of(driver));
  if (!reader) return Error{reader.error().code, reader.error().what, file.string() + ":1"};
  const Instant now = driver.now();
  const ledger::Keys& keys = driver.ledger().keys();
  const RowReader read_row = [&](const CsvRecord& record) -> Result<RowWork, RowFault> {
    auto row = reader->read(record.fields, now);
    if (!row) return row.error();
    const Digest content = row->fingerprint();
    const std::string_view as_key(reinterpret_cast<const char*>(content.data()), content.size());  // NOLINT
    const live::Once once{digest_of({map.exchange, "call", as_key}), content, ledger::Keep::forever};
    return RowWork{
        once, [&keys, row = std::move(row).value()](live::Transaction& tx) -> std::optional<core::Refusal> {
          for (const live::CallNews& news : row.moments) {
            const auto told = live::tell_call(tx, keys, news, {core::ActorKind::import, {}, {}});
            if (!told) return told.error();
          }
          return std::nullopt;
        }};
  };
  auto report = import_rows(driver, *csv, read_row, options);
  if (report) report->ignored_columns = reader->ignored_columns();
  return report;
}

}  // namespace vuoro::exchange
