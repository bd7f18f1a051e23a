#include "app/plan_keep.hpp"

#include <gtest/gtest.h>

#include "app/plans_past.hpp"
#include "calendar/zone.hpp"
#include "twin/small_county.hpp"

namespace vuoro::app {
namespace {

using content::AmountUnit;
using content::ChangeKind;
using content::PlannedChange;
using twin::testing::seed;
using twin::testing::SmallCounty;
using twin::testing::Truth;
using twin::testing::viewer;

/// A county whose visits come too late, so that promises break every week.
Truth late() {
  Truth truth;
  truth.lead = 6;
  return truth;
}

struct Lived {
  api::KeptPlan plan;
  twin::Changes changes;
  twin::WhatIf what;
  api::PlanResult result;
};

/// More visit times of the county's one service, lived over so many weeks.
Lived live(const SmallCounty& small, const twin::LiveCounty& county, int weeks) {
  Lived lived;
  lived.plan.number = 3;
  lived.plan.changed = 2;
  lived.plan.weeks = weeks;
  PlannedChange more;
  more.kind = ChangeKind::capacity;
  more.team = county.start.term_text(core::TermKind::team, small.team().n);
  more.service = county.start.term_text(core::TermKind::service, small.service().n);
  more.amount = 200;
  more.unit = AmountUnit::visits_a_week;
  more.cost = {10, content::CostPer::visit};
  lived.plan.changes.push_back(more);
  lived.changes = twin::changes_of("x", lived.plan.changes, county).value();
  twin::WhatIfPlan how;
  how.weeks = weeks;
  how.seed = seed();
  how.futures = 4;
  how.threads = 2;
  lived.what = twin::what_if(county, viewer(), std::span(&lived.changes, 1), how);
  lived.result = plan_result_of(lived.plan, lived.what, lived.changes, county, 5, Instant{1'772'000'000});
  return lived;
}

double sum(const std::vector<api::KeptSpread>& weeks) {
  double all = 0;
  for (const api::KeptSpread& one : weeks) all += one.mean;
  return all;
}

TEST(KeepPlan, TheFileHasWhatTheTwinSaid) {
  SmallCounty small;
  small.live(late(), seed());
  const auto county = small.county();
  const Lived lived = live(small, *county, 3);
  const auto read = api::read_plan_result(api::to_json(lived.result));
  ASSERT_TRUE(read) << read.error().what << " " << read.error().where;
  EXPECT_EQ(read->of, 2U);
  EXPECT_EQ(read->weeks, 3);
  EXPECT_GT(read->cost.mean, 0);
  ASSERT_FALSE(read->queues.empty());
  const api::PlanQueue& first = read->queues[0];
  EXPECT_TRUE(first.touched) << "what the plan changes stands first";
  EXPECT_EQ(first.service, lived.plan.changes[0].service);
  const auto& under = *std::ranges::find(lived.what.plans[1].queues, small.care(), &twin::QueueEffect::key);
  EXPECT_NEAR(first.broken.change, under.broken.change, 0.001);
  EXPECT_NEAR(first.broken.plan.mean, under.broken.under.mean, 0.001);
  // Weeks come to the whole, and the last week's end is the end.
  EXPECT_NEAR(sum(first.broken_weeks.plan), first.broken.plan.mean, 0.01);
  EXPECT_NEAR(sum(first.broken_weeks.nothing), first.broken.nothing.mean, 0.01);
  EXPECT_NEAR(first.queue_weeks.plan.back().mean, first.queue.plan.mean, 0.01);
  EXPECT_NEAR(first.debt_weeks.nothing.back().mean, first.debt.nothing.mean, 0.01);
  EXPECT_NEAR(sum(read->broken_weeks.plan), read->broken.plan.mean, 0.01);
  EXPECT_NEAR(read->broken.plan.mean - read->broken.nothing.mean, read->broken.change, 0.01);
}

TEST(KeepPlan, WhatTheRecordCannotCarryIsKeptAsItsReason) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  Lived lived;
  lived.plan.number = 3;
  PlannedChange less;
  less.kind = ChangeKind::capacity;
  less.team = county->start.term_text(core::TermKind::team, small.team().n);
  less.service = county->start.term_text(core::TermKind::service, small.service().n);
  less.amount = -90'000;
  PlannedChange nowhere = less;
  nowhere.team = "nobody";
  lived.plan.changes = {less, nowhere};
  const auto changes = twin::changes_of("x", lived.plan.changes, *county);
  ASSERT_FALSE(changes);
  const auto result = refused_result_of(lived.plan, changes.error(), *county, 1, Instant{1'772'000'000});
  ASSERT_EQ(result.faults.size(), 2U);
  EXPECT_EQ(result.faults[0].code, "too-much-taken");
  EXPECT_GT(result.faults[0].number, 0);
  EXPECT_EQ(result.faults[1].code, "unknown");
  EXPECT_FALSE(api::read_plan_result(api::to_json(result)).value().lived());
}

/// Against the same State counted by hand.
TEST(WhatCameOfAPlan, IsWhatTheLedgerSaysOfItsWeeks) {
  SmallCounty small;
  small.live(late(), seed());
  const auto county = small.county();
  const Lived lived = live(small, *county, 4);
  Truth more = late();
  more.days = 30;
  small.live(more, seed() + 1);
  const auto later = small.county();
  const Instant from = calendar::at_local(lived.result.from, 0);
  const api::PlanCame two = came_of(lived.result, later->start, viewer(), 2);
  const api::PlanCame four = came_of(lived.result, later->start, viewer(), 4);
  ASSERT_EQ(four.queues.size(), lived.result.queues.size());
  EXPECT_EQ(two.county.broken.size(), 2U);
  const auto outlook = twin::outlook_of(later->start, viewer(), from, 4);
  double all = 0;
  std::vector<double> mine(4);
  for (const auto& [line, weeks] : outlook.promises) {
    for (std::size_t w = 0; w < 4; ++w) {
      all += weeks[w].broken;
      if (twin::CareKey{line.team, line.service} == small.care()) mine[w] += weeks[w].broken;
    }
  }
  EXPECT_GT(all, 0);
  double counted = 0;
  for (const double week : four.county.broken) counted += week;
  EXPECT_EQ(counted, all);
  EXPECT_EQ(four.queues[0].broken, mine);
  EXPECT_EQ(two.queues[0].broken, std::vector<double>(mine.begin(), mine.begin() + 2));
  for (std::size_t w = 0; w < 4; ++w)
    EXPECT_EQ(four.queues[0].queue[w], outlook.care.at(small.care())[w].queue) << w;
  const auto debts = twin::debts_of(later->start, viewer(), from, 28).at(small.care());
  for (std::size_t w = 0; w < 4; ++w) EXPECT_EQ(four.queues[0].debt[w], debts[(w + 1) * 7]) << w;
}

}  // namespace
}  // namespace vuoro::app
