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
  EXPECT_EQ(demand.times, (std::vector<double>{10, 10}));
  EXPECT_EQ(demand.overdue, 2);
  EXPECT_EQ(demand.waiting, 4);
  EXPECT_EQ(demand.unpromised, 0);
  ASSERT_EQ(demand.due.size(), 2U);
  EXPECT_EQ(demand.due[1], (std::vector<double>{4, 0}));
  EXPECT_EQ(demand.arrivals[1], (std::vector<double>{0, 0}));
}

/// Thursday 15 January is in the first week, Friday 23 in the second, Monday 12 before and 29 after them.
TEST(VisitDemand, TimesInShiftsAreThoseOfTheirWeeks) {
  SmallCounty small(day_of(2026, 1, 5));
  for (const auto& [day, count] :
       {std::pair(12U, 1), std::pair(15U, 4), std::pair(23U, 2), std::pair(29U, 3)})
    small.publish(calendar::at_local(day_of(2026, 1, day), 9 * 3600), static_cast<std::uint16_t>(count));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, true, 7);
  const auto demands = visit_demand(*county, viewer(), how_of(2, 1));
  ASSERT_EQ(demands.size(), 1U);
  EXPECT_EQ(demands[0].times, (std::vector<double>{4, 2}));
  EXPECT_EQ(demands[0].waiting + demands[0].overdue, 6);
}

/// Of six who wait for one service and two for another that the same shifts give, the other has a quarter.
TEST(VisitDemand, ShiftsThatGiveTwoServicesAreSharedByWhoNeedsThem) {
  SmallCounty small(day_of(2026, 1, 5));
  small.publish(calendar::at_local(day_of(2026, 1, 15), 9 * 3600), 8);
  six_wait(small);
  const auto& other = small.prepared().clinics.at(1);
  const Instant at = calendar::at_local(day_of(2026, 1, 9), 11 * 3600);
  for (int i = 0; i < 2; ++i) {
    const MatterId matter = small.contact(at + std::chrono::minutes{2 * i});
    small.assess(matter, at + std::chrono::minutes{2 * i + 1});
    small.give(core::ProposeStep{matter, other.service, core::no_due}, at + std::chrono::minutes{2 * i + 1});
  }
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  auto habits = std::make_shared<Habits>(*nobody_but_those_here(small, true, 0));
  CareHabits second = habits->care.at(small.care());
  second.key.service = other.service;
  habits->care.emplace(second.key, second);
  county->habits = habits;
  county->setting.slot_types.at(small.prepared().clinics[0].type.n).services.push_back(other.service);
  const auto demands = visit_demand(*county, viewer(), how_of(2, 1));
  ASSERT_EQ(demands.size(), 2U);
  for (const VisitDemand& one : demands) EXPECT_DOUBLE_EQ(one.times[0], one.care == small.care() ? 6 : 2);
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
