// Makes the demo county in a fresh ledger and prints what it took:
//   build/bench/bench/bench_demo DIR CONTENT [residents [days [seed [until, days since 1970]]]]
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"
#include "core/invariants.hpp"
#include "demo/make_demo.hpp"
#include "demo/tally.hpp"
#include "ledger/sqlite.hpp"
#include "ledger/viewer_for_tests.hpp"
#include "live/install.hpp"

namespace {

using namespace vuoro;

[[noreturn]] void stop(const Error& error) {
  fmt::print(stderr, "{}: {} ({})\n", error.code, error.what, error.where);
  std::exit(1);
}

template <class T>
T must(Result<T, content::ContentErrors> result) {
  if (!result) stop(content::as_error(result.error()));
  return std::move(result).value();
}

double seconds_of(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

void print(const demo::DemoReport& r, double wall) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("residents {}\nmatters {} (brought along {})\nevents {}\n", r.residents, r.matters,
             r.brought_along, r.events);
  fmt::print("documents {}\nrepeats {}\nhand-overs {}\nvisits {}\nno-shows {}\nopen {}\n", r.documents,
             r.repeats, r.hand_overs, r.visits, r.no_shows, r.open);
  fmt::print("wall {:.1f} s, cpu {:.1f} s user + {:.1f} s system, peak {} MB, {:.0f} events/s\n", wall,
             seconds_of(usage.ru_utime), seconds_of(usage.ru_stime), usage.ru_maxrss / 1024,
             static_cast<double>(r.events) / wall);
}

void print(const demo::Tally& t) {
  fmt::print("\n{:<20}{:>7}{:>8}{:>8}{:>8}{:>7}{:>9}{:>8}{:>7}\n", "team", "open", "untaken", "offered",
             "overdue", "today", "tomorrow", "later", "none");
  for (const auto& [team, n] : t.teams)
    fmt::print("{:<20}{:>7}{:>8}{:>8}{:>8}{:>7}{:>9}{:>8}{:>7}\n", team, n.open, n.untaken, n.offered_out,
               n.overdue, n.today, n.tomorrow, n.later, n.none);
  fmt::print("\n{:<22}{:>8}{:>8}{:>8}{:>8}{:>8}\n", "rule", "kept", "missed", "running", "overdue", "void");
  for (const auto& [rule, n] : t.rules)
    fmt::print("{:<22}{:>8}{:>8}{:>8}{:>8}{:>8}\n", rule, n.kept, n.missed, n.running, n.overdue, n.voided);
  fmt::print("\nlate steps: care {}, service {}, rehabilitation {}\n", t.debts[0], t.debts[1], t.debts[2]);
  for (const auto& [group, n] : t.within)
    fmt::print("{:<32}{:>8}{:>8} {:5.1f} %\n", group, n[0], n[1], 100.0 * n[0] / n[1]);
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int i, long long other) { return argc > i ? std::atoll(argv[i]) : other; };
  if (argc < 3) return 2;
  const std::filesystem::path pack = std::filesystem::path(argv[2]) / "vantaa-kerava";
  demo::DemoOptions options;
  options.residents = static_cast<std::uint32_t>(number(3, 264'420));
  options.days = static_cast<int>(number(4, 90));
  options.seed = static_cast<std::uint64_t>(number(5, 1));
  options.until = demo::morning_of(Day{static_cast<std::int32_t>(number(6, day_of(2026, 3, 17).n))});

  const auto county = must(content::load_county(pack));
  const auto words = must(demo::Words::load(pack));
  const auto place = ledger::Place::at(argv[1]);
  if (auto made = ledger::create_ledger(place); !made) stop(made.error());
  auto opened = ledger::open_ledger(place, ledger::Mode::write);
  if (!opened) stop(opened.error());
  demo::DemoClock clock(demo::demo_start(options));
  live::Driver::Options driving;
  driving.clock = clock.reader();
  auto driver = live::Driver::start(std::move(opened).value(), driving);
  if (!driver) stop(driver.error());
  if (auto installed = live::install(**driver, county, must(content::load_rules(pack)),
                                     must(content::load_calendar(pack)));
      !installed)
    stop(installed.error());

  const auto began = std::chrono::steady_clock::now();
  int last = -1;
  const auto report =
      demo::make_demo(**driver, county, words, clock, rights::Gate::system(Purpose::operations), options,
                      [&](double done, std::string_view key) {
                        const int percent = static_cast<int>(done * 100);
                        if (percent / 10 == last / 10 && last >= 0) return;
                        last = percent;
                        fmt::print("{:3} % {}\n", percent, key);
                      });
  if (!report) stop(report.error());
  print(*report, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  {
    const auto reading = (*driver)->read();
    const Viewer lead = rights::Gate::staff(Role::lead, Purpose::steering);
    print(demo::tally(reading.state(), *core::Whole::open(reading.state(), lead), *(*driver)->setting(),
                      options.until));
  }
  const auto found = core::violations((*driver)->read().state(), (*driver)->setting()->calendar);
  for (const auto& v : found) fmt::print("violation {}: matter {}: {}\n", v.invariant, v.matter.n, v.what);
  return found.empty() ? 0 : 1;
}
