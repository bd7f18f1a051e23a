// Imports one file into a ledger and prints what came of it: what import_kill_test.cpp kills, and what the
// figures in docs/import.md are taken with. import_tool LEDGER MAP FILE [REJECTS] [in-flight]; the MAP
// "shifts" reads shifts for the county of shift_county.hpp.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <memory>

#include "core/snapshot.hpp"
#include "exchange/import_appointments.hpp"
#include "exchange/import_shifts.hpp"
#include "exchange/shift_county.hpp"
#include "ledger/sqlite.hpp"

using namespace vuoro;

namespace {

int fail(const Error& why) {
  fmt::print(stderr, "error {}: {} [{}]\n", why.code, why.what, why.where);
  return 2;
}

Result<exchange::ImportReport> import_file(live::Driver& driver, const std::string& map,
                                           const std::filesystem::path& file,
                                           const exchange::ImportOptions& options) {
  if (map == "shifts") {
    if (auto installed = exchange::install_shift_county(driver); !installed) return installed.error();
    return exchange::import_shifts(driver, exchange::shift_county(), file, ',', options);
  }
  auto loaded = exchange::load_map(map);
  if (!loaded) return content::as_error(loaded.error());
  return exchange::import_appointments(driver, *loaded, file, options);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 64;
  const auto place = ledger::Place::at(argv[1]);
  if (!std::filesystem::exists(argv[1])) {
    if (auto made = ledger::create_ledger(place); !made) return fail(made.error());
  }
  auto opened = ledger::open_ledger(place, ledger::Mode::write);
  if (!opened) return fail(opened.error());
  auto driver = live::Driver::start(std::move(opened).value(), {.clock = [] {
                                      return Instant{std::chrono::duration_cast<std::chrono::seconds>(
                                                         std::chrono::system_clock::now().time_since_epoch())
                                                         .count()};
                                    }});
  if (!driver) return fail(driver.error());
  exchange::ImportOptions options;
  if (argc > 4) options.reject_path = argv[4];
  if (argc > 5) options.in_flight = static_cast<std::size_t>(std::atoi(argv[5]));
  options.progress = [](const exchange::Progress& p) {
    fmt::print("rows {} bytes {}/{} {:.0f}/s left {:.1f}\n", p.rows, p.bytes, p.bytes_total,
               p.rows_per_second, p.seconds_left.value_or(-1));
    std::fflush(stdout);
  };
  auto report = import_file(**driver, argv[2], argv[3], options);
  if (!report) return fail(report.error());
  fmt::print("accepted {} repeated {} rejected {} persons {} events {} seconds {:.2f}\n", report->accepted,
             report->repeated, report->rejected, report->persons_added, report->events, report->seconds);
  for (const auto& [code, n] : report->rejected_by_code) fmt::print("rejected {} {}\n", code, n);
  fmt::print("hash ");
  const auto reading = (*driver)->read();
  for (const auto b : core::hash_of(reading.state())) fmt::print("{:02x}", static_cast<unsigned>(b));
  fmt::print("\n");
  return 0;
}
