#include "twin/visit_demand.hpp"

#include "twin/six_wait.hpp"

/// What futures ask for, counted by hand.
namespace vuoro::twin::testing {
namespace {

WhatIfPlan how_of(std::uint32_t futures, unsigned threads) {
  WhatIfPlan how;
  how.weeks = 2;
  how.seed = seed();
  how.futures = futures;
  how.threads = threads;
  return how;
}

/// Two are late since Tuesday; Wednesday's, both of Thursday and Friday's fall due in the first week.
TEST(VisitDemand, SixWhoWaitComeOutAsByHand) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, false, 2);
  const auto demands = visit_demand(*county, viewer(), how_of(2, 2));
  ASSERT_EQ(demands.size(), 1U);
  const VisitDemand& demand = demands[0];
  EXPECT_EQ(demand.care, small.care());
  EXPECT_DOUBLE_EQ(demand.times, 10);
  EXPECT_EQ(demand.overdue, 2);
  EXPECT_EQ(demand.waiting, 4);
  EXPECT_EQ(demand.unpromised, 0);
  ASSERT_EQ(demand.due.size(), 2U);
  EXPECT_EQ(demand.due[1], (std::vector<double>{4, 0}));
  EXPECT_EQ(demand.arrivals[1], (std::vector<double>{0, 0}));
}

TEST(VisitDemand, TimesInShiftsAreNotAsked) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, true, 0);
  EXPECT_TRUE(visit_demand(*county, viewer(), how_of(2, 1)).empty());
}

/// Who comes and needs a visit arrives once, and falls due a week of working days later.
TEST(VisitDemand, WhoComesArrivesAndFallsDue) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const auto demands = visit_demand(*county, viewer(), how_of(6, 2));
  ASSERT_EQ(demands.size(), 1U);
  double arrived = 0;
  double due = 0;
  for (std::size_t f = 0; f < 6; ++f) {
    for (const double n : demands[0].arrivals[f]) arrived += n / 6;
    for (const double n : demands[0].due[f]) due += n / 6;
  }
  EXPECT_GT(arrived, 20) << "46 contacts a week, six in ten need a visit";
  EXPECT_LT(arrived, 80);
  EXPECT_GT(due, 10);
  EXPECT_LE(due, arrived + demands[0].waiting);
}

}  // namespace
}  // namespace vuoro::twin::testing
