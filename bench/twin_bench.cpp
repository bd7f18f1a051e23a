#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <string_view>
#include <vector>

#include "content/content_error.hpp"
#include "rights/gate.hpp"
#include "twin/bare_ht1.hpp"
#include "twin/load_scenario.hpp"
#include "twin/replication.hpp"

/// Commands a second and core of the twin on HT-1, against events a second of a bare loop of the same model
/// with the same numbers, in turn on one thread. CPU time, so that others on the machine disturb less. Prints
/// a table; writes nothing.
namespace {

using namespace vuoro;  // NOLINT: one file

constexpr std::uint32_t rounds = 5;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double bare_rate(std::uint32_t round, double horizon) {
  twin::testing::BareHt1 bare(1, round, horizon);
  const double start = cpu_seconds();
  bare.run();
  return static_cast<double>(bare.happenings) / (cpu_seconds() - start);
}

struct Twin {
  double commands = 0;
  double happenings = 0;
  double seconds = 0;
};

/// The copy of the State and the replication's end belong to it.
Twin twin_rate(const twin::Prepared& prepared, const Viewer& viewer, std::uint32_t round) {
  const double start = cpu_seconds();
  Twin result;
  {
    twin::Replication replication(prepared, viewer, 1, round);
    if (const auto values = replication.run(); !values) throw std::runtime_error(values.error().what);
    result.commands = static_cast<double>(replication.ground().commands());
    result.happenings = static_cast<double>(replication.tally().happenings);
  }
  result.seconds = cpu_seconds() - start;
  return result;
}

int measure(const twin::Prepared& prepared, const Viewer& viewer) {
  std::vector<double> bare;
  std::vector<double> commands;
  std::vector<double> happenings;
  std::vector<double> seconds;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    bare.push_back(bare_rate(round, prepared.scenario.horizon));
    const Twin twin = twin_rate(prepared, viewer, round);
    commands.push_back(twin.commands / twin.seconds);
    happenings.push_back(twin.happenings / twin.seconds);
    seconds.push_back(twin.seconds);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("HT-1, one county-year, one thread, median of {} rounds in turn (CPU time)\n", rounds);
  fmt::print("bare event loop          {:8.2f} M events/s\n", median(bare) / 1e6);
  fmt::print(
      "twin through the core    {:8.2f} M commands/s, {:.2f} M events of the model/s, {:.2f} s a year\n",
      median(commands) / 1e6, median(happenings) / 1e6, median(seconds));
  fmt::print("commands against events  {:8.3f}   (goal: at least 0.2)\n", median(commands) / median(bare));
  fmt::print("the same happenings      {:8.3f}\n", median(happenings) / median(bare));
  fmt::print("peak memory              {:8.0f} MiB\n", static_cast<double>(usage.ru_maxrss) / 1024);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string file =
      argc > 1 ? argv[1] : std::string(VUORO_SOURCE_DIR) + "/content/scenarios/ht1.toml";  // NOLINT
  const Viewer viewer = rights::Gate::operations();
  auto scenario = twin::load_scenario(file);
  if (!scenario) {
    fmt::print(stderr, "{}", content::to_string(scenario.error()));
    return 1;
  }
  auto pack = twin::load_promises(*scenario);
  if (!pack) {
    fmt::print(stderr, "{}", content::to_string(pack.error()));
    return 1;
  }
  const auto prepared =
      twin::prepare(*scenario, std::move(pack).value(), calendar::Calendar::finnish(), viewer);
  if (!prepared) {
    fmt::print(stderr, "{}\n", prepared.error().what);
    return 1;
  }
  return measure(**prepared, viewer);
}
