#include <fmt/core.h>
#include <sodium.h>
#include <unistd.h>

#include <chrono>

#include "app/commands.hpp"
#include "calendar/zone.hpp"
#include "demo/make_demo.hpp"
#include "live/install.hpp"
#include "rights/gate.hpp"

namespace vuoro::app {

namespace {

/// A log wants no bar.
bool watched() {
  return isatty(STDERR_FILENO) != 0;
}

void draw(double done, std::string_view what) {
  if (!watched()) return;
  const auto filled = static_cast<std::size_t>(done * 30);
  fmt::print(stderr, "\r[{:<30}] {:3.0f} %  {:<20}", std::string(filled, '#'), done * 100, what);
}

}  // namespace

int make_demo(const DemoCommand& command) {
  if (sodium_init() < 0) return fail({"no-randomness", "libsodium could not start"});
  demo::DemoOptions options;
  options.residents = command.residents;
  options.days = command.days;
  options.seed = command.seed;
  options.until = wall_clock();
  if (!command.until.empty()) {
    const auto day = promises::parse_day(command.until);
    if (!day) return fail({"option-refused", "write the day as YYYY-MM-DD", "--until"});
    options.until = demo::morning_of(*day);
  }
  auto content = load_content(command.content);
  if (!content) return fail(content.error());
  auto words = demo::Words::load(command.content.content / command.content.pack);
  if (!words) return fail(content::as_error(words.error()));

  demo::DemoClock clock(demo::demo_start(options));
  live::Driver::Options driver_options;
  driver_options.clock = clock.reader();
  auto driver = open_driver(command.ledger, WhenMissing::create, std::move(driver_options));
  if (!driver) return fail(driver.error());
  if ((*driver)->read().state().seq() != 0) {
    return fail({"ledger-not-empty", "the demo county needs a new ledger", command.ledger.ledger.string()});
  }
  if (auto installed =
          live::install(**driver, content->county, std::move(content->pack), std::move(content->calendar));
      !installed) {
    return fail(installed.error());
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto made =
      demo::make_demo(**driver, content->county, *words, clock, rights::Gate::operations(), options, draw);
  if (watched()) fmt::print(stderr, "\n");
  if (!made) return fail(made.error());
  if (auto kept = (*driver)->write_snapshot(); !kept) return fail(kept.error());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  fmt::print(
      "residents {}  matters {} (open {})  visits {}  times {}  events {}  documents {}  in {:.1f} s\n",
      made->residents, made->matters, made->open, made->visits, made->slots, made->events, made->documents,
      took.count());
  return 0;
}

}  // namespace vuoro::app
