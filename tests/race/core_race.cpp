// Many clients, random orders, power cuts and lost answers around live::Batcher and the core; every slot's
// history is checked for linearizability.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "race/core_world.hpp"

int main(int argc, char** argv) {
  using namespace vuoro::race;  // NOLINT: this file's own room
  CorePlan plan;
  std::uint64_t all = 1'000'000;
  CLI::App app{"Races for slots inside the core, and holds every slot's history to one order"};
  app.add_option("--operations", all, "To be checked, in worlds of a hundred thousand")
      ->capture_default_str();
  app.add_option("--seed", plan.seed)->capture_default_str();
  app.add_option("--clients", plan.clients)->capture_default_str();
  app.add_option("--slots", plan.slots, "Of each world")->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  const auto begin = std::chrono::steady_clock::now();
  CoreReport sum;
  Verdicts& found = sum.verdicts;
  int failed = 0;
  while (found.operations < all && failed < 3) {
    plan.operations = std::min<std::uint64_t>(100'000, all - found.operations);
    const CoreReport one = CoreWorld(plan).run();
    const Verdicts& v = one.verdicts;
    if (!one.fault.empty() || v.illegal != 0 || v.gave_up != 0 || one.bugs != 0) {
      ++failed;
      fmt::print("seed {}: {} illegal slots, {} given up, {} bugs; {}\n{}", plan.seed, v.illegal, v.gave_up,
                 one.bugs, one.fault, v.first);
    }
    found.operations += v.operations;
    found.unknown += v.unknown;
    found.taken += v.taken;
    found.full += v.full;
    found.seen += v.seen;
    found.overlapping += v.overlapping;
    found.configurations += v.configurations;
    found.slots += v.slots;
    found.illegal += v.illegal;
    found.gave_up += v.gave_up;
    found.most_on_a_slot = std::max(found.most_on_a_slot, v.most_on_a_slot);
    sum.commands += one.commands;
    sum.refused += one.refused;
    sum.repeated += one.repeated;
    sum.reads += one.reads;
    sum.crashes += one.crashes;
    ++plan.seed;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  fmt::print(
      "in the core: {} operations on {} slots checked in {:.1f} s ({} places given, {} refused as full, {} "
      "reads of slots; {} under way with another, {} unknown, at "
      "most {} on a slot,\n"
      "  {} configurations); {} commands ({} refused, {} known by their key), {} power cuts; {} illegal, {} "
      "given up\n",
      found.operations, found.slots, seconds, found.taken, found.full, found.seen, found.overlapping,
      found.unknown, found.most_on_a_slot, found.configurations, sum.commands, sum.refused, sum.repeated,
      sum.crashes, found.illegal, found.gave_up);
  return failed == 0 ? 0 : 1;
}
