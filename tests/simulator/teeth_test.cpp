// Deliberate faults, in the ledger and in the live driver itself (built with VUORO_TEETH here), that the
// simulator must notice within a few seeds.
#include <gtest/gtest.h>

#include <cstdlib>

#include "simulator/simulation.hpp"

namespace vuoro::simulator {
namespace {

constexpr std::uint64_t most_seeds = 40;

/// The first fault that any seed shows, or nothing.
std::string first_fault(LedgerFault fault) {
  for (std::uint64_t seed = 1; seed <= most_seeds; ++seed) {
    Plan plan;
    plan.seed = seed;
    plan.fault = fault;
    if (const Report report = simulate(plan); !report.fault.empty()) return report.fault;
  }
  return {};
}

struct LedgerCase {
  const char* why;
  LedgerFault fault;
};

class Ledgers : public testing::TestWithParam<LedgerCase> {};

TEST_P(Ledgers, AreNoticed) {
  const std::string fault = first_fault(GetParam().fault);
  EXPECT_NE(fault, "") << GetParam().why;
  std::cout << GetParam().why << ": " << fault << "\n";
}

INSTANTIATE_TEST_SUITE_P(
    Faulty, Ledgers,
    testing::Values(LedgerCase{"a lying append", LedgerFault::lies_about_append},
                    LedgerCase{"half a batch", LedgerFault::halves_batches},
                    LedgerCase{"forgotten keys", LedgerFault::forgets_requests},
                    LedgerCase{"an event missing at replay", LedgerFault::drops_at_replay},
                    LedgerCase{"an event twice at replay", LedgerFault::repeats_at_replay},
                    LedgerCase{"a kept batch that was refused", LedgerFault::keeps_when_disk_full}));

class Drivers : public testing::TestWithParam<const char*> {};

TEST_P(Drivers, AreNoticed) {
  ::setenv("VUORO_FAULT", GetParam(), 1);
  const std::string fault = first_fault(LedgerFault::none);
  ::unsetenv("VUORO_FAULT");
  EXPECT_NE(fault, "") << GetParam();
  std::cout << GetParam() << ": " << fault << "\n";
}

INSTANTIATE_TEST_SUITE_P(Faulty, Drivers,
                         testing::Values("acknowledge-before-commit", "forget-keys", "keep-refused",
                                         "keep-unwritten"));

TEST(Honest, AreNotAccused) {
  Plan plan;
  EXPECT_EQ(simulate(plan).fault, "");
}

}  // namespace
}  // namespace vuoro::simulator
