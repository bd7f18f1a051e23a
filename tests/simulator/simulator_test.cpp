// 200 seeds in CI; VUORO_SEEDS runs more or fewer, VUORO_SEED one alone and tells of it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "simulator/simulation.hpp"

namespace vuoro::simulator {
namespace {

std::uint64_t wanted(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

std::ostream& operator<<(std::ostream& out, const Report& r) {
  return out << r.events << " events; answers: " << r.accepted << " accepted, " << r.repeated << " repeated, "
             << r.refused << " refused, " << r.failed << " failed, " << r.internal << " broken scripts; "
             << r.crashes << " crashes, " << r.restarts << " restarts, " << r.full_batches
             << " batches on a full disk, " << r.places << " places booked, " << r.messages << " messages, "
             << r.agreed << " chats ended by agreement, " << r.abandoned << " abandoned, " << r.snapshots
             << " snapshots, " << r.clock_jumps << " clock jumps, " << r.races << " races, " << r.published
             << " tables put in force, " << r.sought << " people sought out, " << r.otherwise
             << " decided otherwise, " << r.segmented << " segments decided, " << r.named
             << " own contacts named";
}

void add(Report& sum, const Report& r) {
  sum.events += r.events;
  for (const auto part :
       {&Report::accepted,   &Report::repeated,    &Report::refused,   &Report::failed,
        &Report::internal,   &Report::crashes,     &Report::restarts,  &Report::full_batches,
        &Report::snapshots,  &Report::clock_jumps, &Report::races,     &Report::places,
        &Report::call_backs, &Report::messages,    &Report::agreed,    &Report::abandoned,
        &Report::published,  &Report::sought,      &Report::otherwise, &Report::segmented,
        &Report::named}) {
    sum.*part += r.*part;
  }
}

/// Runs the seed twice. @return The report of the first run.
Report twice(std::uint64_t seed) {
  Plan plan;
  plan.seed = seed;
  const Report first = simulate(plan);
  const Report again = simulate(plan);
  EXPECT_EQ(first.fault, "") << "replay it with: VUORO_SEED=" << seed << " build/test/tests/test_simulator";
  EXPECT_EQ(first.hash, again.hash) << "seed " << seed << " does not replay bit for bit";
  return first;
}

TEST(Simulator, KeepsEveryWordWhateverHappens) {
  Report sum;
  if (const std::uint64_t one = wanted("VUORO_SEED", 0); one != 0) {
    add(sum, twice(one));
  } else {
    const std::uint64_t seeds = wanted("VUORO_SEEDS", 200);
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      add(sum, twice(seed));
      if (HasFailure()) break;
    }
  }
  std::cout << sum << "\n";
}

TEST(Simulator, MeetsEverythingItIsMadeFor) {
  Report sum;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Plan plan;
    plan.seed = seed;
    add(sum, simulate(plan));
  }
  for (const auto part :
       {&Report::accepted,   &Report::repeated,    &Report::refused,   &Report::failed,
        &Report::internal,   &Report::crashes,     &Report::restarts,  &Report::full_batches,
        &Report::snapshots,  &Report::clock_jumps, &Report::races,     &Report::places,
        &Report::call_backs, &Report::messages,    &Report::agreed,    &Report::abandoned,
        &Report::published,  &Report::sought,      &Report::otherwise, &Report::segmented,
        &Report::named}) {
    EXPECT_GT(sum.*part, 0);
  }
}

TEST(Simulator, SeedsDiffer) {
  Plan one;
  Plan other;
  other.seed = 2;
  EXPECT_NE(simulate(one).hash, simulate(other).hash);
}

}  // namespace
}  // namespace vuoro::simulator
