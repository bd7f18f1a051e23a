#include <fmt/core.h>
#include <sodium.h>

#include "app/commands.hpp"
#include "exchange/import_appointments.hpp"
#include "exchange/import_contacts.hpp"
#include "live/install.hpp"

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

/// Opens the ledger with the county's content in it, so that imports and people use the same words.
Result<std::unique_ptr<live::Driver>> opened(const ImportCommand& command) {
  if (sodium_init() < 0) return Error{"no-randomness", "libsodium could not start"};
  auto content = load_content(command.content);
  if (!content) return content.error();
  live::Driver::Options options;
  options.clock = wall_clock;
  auto driver = open_driver(command.ledger, WhenMissing::create, std::move(options));
  if (!driver) return driver.error();
  auto installed =
      live::install(**driver, content->county, std::move(content->pack), std::move(content->calendar));
  if (!installed) return installed.error();
  return driver;
}

std::filesystem::path rejects_of(const ImportCommand& command) {
  if (!command.rejects.empty()) return command.rejects;
  return command.file.string() + ".rejected.csv";
}

}  // namespace

int import_appointments(const ImportCommand& command) {
  auto map = exchange::load_map(command.map);
  if (!map) return fail(content::as_error(map.error()));
  auto driver = opened(command);
  if (!driver) return fail(driver.error());
  exchange::ImportOptions options;
  options.reject_path = rejects_of(command);
  options.progress = draw;
  const auto done = exchange::import_appointments(**driver, *map, command.file, options);
  const int status = report(done, options.reject_path);
  if (auto kept = (*driver)->write_snapshot(); !kept) return fail(kept.error());
  return status;
}

int import_contacts(const ImportCommand& command) {
  auto driver = opened(command);
  if (!driver) return fail(driver.error());
  exchange::ImportOptions options;
  options.reject_path = rejects_of(command);
  options.progress = draw;
  const auto done = exchange::import_contacts(**driver, {}, command.file, options);
  const int status = report(done, options.reject_path);
  if (auto kept = (*driver)->write_snapshot(); !kept) return fail(kept.error());
  return status;
}

}  // namespace vuoro::app
