#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "base/viewer.hpp"
#include "content/county.hpp"
#include "demo/demo_clock.hpp"
#include "demo/words.hpp"
#include "live/driver.hpp"

/// A plainly synthetic county, made through the core. docs/demo.md tells its assumptions.
namespace vuoro::demo {

struct DemoOptions {
  std::uint32_t residents = 264'420;
  int days = 90;           ///< 1 … 730, before the day of `until`.
  std::uint64_t seed = 1;  ///< The same seed and until give the same events.
  Instant until;           ///< "Now" in the county: nothing is made to have happened later.
};

/// Nine in the morning in Finland: the desks are open, the night's contacts wait.
Instant morning_of(Day day);
/// The instant at which the story begins: local midnight `days` before the day of `until`. The driver's clock
/// must show it when live::install is called.
Instant demo_start(const DemoOptions& options);

/// What was made.
struct DemoReport {
  std::uint32_t residents = 0;
  std::uint32_t matters = 0;
  std::uint32_t brought_along = 0;  ///< Of the matters: begun before the first day and still open on it.
  std::uint32_t repeats = 0;
  std::uint32_t documents = 0;
  std::uint32_t hand_overs = 0;
  std::uint32_t visits = 0;
  std::uint32_t no_shows = 0;
  std::uint32_t open = 0;   ///< Matters open at the end.
  std::uint32_t slots = 0;  ///< Times published by the county's weekly shifts.
  std::uint64_t events = 0;
  std::array<std::uint32_t, 9> by_channel{};  ///< By core::Channel, without those brought along.
};

/// Called now and then with the share done, 0 … 1, and the key of a text that says what is being made
/// ("demo.residents", "demo.times", "demo.backlog", "demo.days", "demo.done"). On the caller's thread.
using DemoProgress = std::function<void(double done, std::string_view text_key)>;

/// Makes the county: residents, free times from four weeks before the last day to eight weeks after it, then
/// every contact, answer, visit and hand-over of the days, each by a
/// command to the core at its own instant. The driver must be fresh but for live::install of the same county,
/// and its clock be `clock`; `viewer` is the system's. Every number comes from `options` alone. Blocks until
/// everything is durable. Memory: about 40 bytes per resident and 64 per matter. Errors: "demo-options"
/// (where = the field), "demo-content" (the county lacks what the demo needs), "demo-refused" (the core
/// refused a command: a fault here or in the content), or the ledger's.
Result<DemoReport> make_demo(live::Driver& driver, const content::County& county, const Words& words,
                             DemoClock& clock, const Viewer& viewer, const DemoOptions& options,
                             const DemoProgress& progress);

}  // namespace vuoro::demo
