#include <fmt/core.h>

#include "app/commands.hpp"
#include "exchange/import_appointments.hpp"
#include "exchange/import_calls.hpp"
#include "exchange/import_contacts.hpp"
#include "exchange/import_shifts.hpp"

namespace vuoro::app {

namespace {

/// One line that is written over: rows, rate and time left.
void draw(const exchange::Progress& p) {
  const double share =
      p.bytes_total == 0 ? 1.0 : static_cast<double>(p.bytes) / static_cast<double>(p.bytes_total);
  const int filled = static_cast<int>(share * 30);
  const std::string left = p.seconds_left ? fmt::format("{:.0f} s left", *p.seconds_left) : "";
  fmt::print(stderr, "\r[{:<30}] {:3.0f} %  {} rows  {:.0f} rows/s  {}   ",
             std::string(static_cast<std::size_t>(filled), '#'), share * 100, p.rows, p.rows_per_second,
             left);
}

int report(const Result<exchange::ImportReport>& done, const std::filesystem::path& rejects) {
  fmt::print(stderr, "\n");
  if (!done) return fail(done.error());
  fmt::print("rows {}  accepted {}  already there {}  rejected {}\n", done->rows, done->accepted,
             done->repeated, done->rejected);
  for (const auto& [code, count] : done->rejected_by_code) fmt::print("  {}: {}\n", code, count);
  if (done->rejected > 0) fmt::print("rejected rows: {}\n", rejects.string());
  return 0;
}

std::filesystem::path rejects_of(const ImportCommand& command) {
  if (!command.rejects.empty()) return command.rejects;
  return command.file.string() + ".rejected.csv";
}

/// Opens the county and runs one import.
template <class Import>
int import_into(const ImportCommand& command, Import import) {
  auto open = open_county(command.ledger, command.content, WhenMissing::create);
  if (!open) return fail(open.error());
  exchange::ImportOptions options;
  options.reject_path = rejects_of(command);
  options.progress = draw;
  const int status = report(import(*open, options), options.reject_path);
  if (auto kept = open->driver->write_snapshot(); !kept) return fail(kept.error());
  return status;
}

}  // namespace

int import_appointments(const ImportCommand& command) {
  auto map = exchange::load_map(command.map);
  if (!map) return fail(content::as_error(map.error()));
  return import_into(command, [&](OpenCounty& open, const exchange::ImportOptions& options) {
    return exchange::import_appointments(*open.driver, *map, command.file, options);
  });
}

int import_contacts(const ImportCommand& command) {
  return import_into(command, [&](OpenCounty& open, const exchange::ImportOptions& options) {
    return exchange::import_contacts(*open.driver, {}, command.file, options);
  });
}

int import_calls(const ImportCommand& command) {
  auto map = exchange::load_call_map(command.map);
  if (!map) return fail(content::as_error(map.error()));
  return import_into(command, [&](OpenCounty& open, const exchange::ImportOptions& options) {
    return exchange::import_calls(*open.driver, open.county, *map, command.file, options);
  });
}

int import_shifts(const ImportCommand& command) {
  return import_into(command, [&](OpenCounty& open, const exchange::ImportOptions& options) {
    return exchange::import_shifts(*open.driver, open.county, command.file, command.separator.front(),
                                   options);
  });
}

}  // namespace vuoro::app
