#include "app/open.hpp"

#include <fmt/core.h>
#include <sodium.h>

#include <chrono>

#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"
#include "live/install.hpp"

namespace vuoro::app {

ledger::Place place_of(const LedgerOptions& options) {
  ledger::Place place = ledger::Place::at(options.ledger);
  if (options.keys) place.key_file = *options.keys;
  return place;
}

Result<Content> load_content(const ContentOptions& options) {
  const std::filesystem::path dir = options.content / options.pack;
  auto pack = content::load_rules(dir);
  if (!pack) return content::as_error(pack.error());
  auto calendar = content::load_calendar(dir);
  if (!calendar) return content::as_error(calendar.error());
  auto county = content::load_county(dir);
  if (!county) return content::as_error(county.error());
  return Content{std::move(county).value(), std::move(pack).value(), std::move(calendar).value()};
}

Result<content::Texts> load_texts(const ContentOptions& options, const std::string& room) {
  auto texts = content::Texts::load(options.content / "texts" / room);
  if (!texts) return content::as_error(texts.error());
  return std::move(texts).value();
}

Result<std::unique_ptr<live::Driver>> open_driver(const LedgerOptions& options, WhenMissing missing,
                                                  live::Driver::Options driver) {
  const ledger::Place place = place_of(options);
  if (missing == WhenMissing::create && !std::filesystem::exists(place.directory / "events.db")) {
    std::error_code ignored;  // what cannot be made is told by create_ledger
    std::filesystem::create_directories(place.directory.parent_path(), ignored);
    if (auto made = ledger::create_ledger(place); !made) return made.error();
  }
  auto ledger = ledger::open_ledger(place, ledger::Mode::write);
  if (!ledger) return ledger.error();
  return live::Driver::start(std::move(ledger).value(), std::move(driver));
}

Result<OpenCounty> open_county(const LedgerOptions& ledger, const ContentOptions& options,
                               WhenMissing missing) {
  if (sodium_init() < 0) return Error{"no-randomness", "libsodium could not start"};
  auto content = load_content(options);
  if (!content) return content.error();
  live::Driver::Options driving;
  driving.clock = wall_clock;
  auto driver = open_driver(ledger, missing, std::move(driving));
  if (!driver) return driver.error();
  auto installed =
      live::install(**driver, content->county, std::move(content->pack), std::move(content->calendar));
  if (!installed) return installed.error();
  return OpenCounty{std::move(driver).value(), std::move(content->county)};
}

Instant wall_clock() {
  return {
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count()};
}

int fail(const Error& error) {
  const std::string where = error.where.empty() ? "" : " (" + error.where + ")";
  fmt::print(stderr, "vuoro: {}: {}{}\n", error.code, error.what, where);
  return 1;
}

}  // namespace vuoro::app
