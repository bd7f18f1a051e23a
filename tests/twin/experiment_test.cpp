#include "twin/experiment.hpp"

#include <cmath>

#include "core/invariants.hpp"
#include "twin/replication.hpp"
#include "twin/run_scenario.hpp"

namespace vuoro::twin::testing {
namespace {

/// Some days of HT-1, booked up for a few hours only, so that every kind of thing happens.
Scenario short_ht1(double horizon = 2400) {
  Scenario s = scenario_in(ht1_file);
  s.horizon = horizon;
  s.clinics[0].first_free = 600;
  s.clinics[0].published_days = s.clinics[1].published_days = 4;
  return s;
}

Plan plan_of(std::uint32_t replications, unsigned threads = 1) {
  Plan plan;
  plan.seed = seed();
  plan.replications = replications;
  plan.threads = threads;
  return plan;
}

TEST(Experiment, TheNumberOfThreadsChangesNoBit) {
  const auto prepared = ready(short_ht1(480));
  const std::string one = to_csv(must_run(*prepared, plan_of(7, 1)));
  EXPECT_EQ(one, to_csv(must_run(*prepared, plan_of(7, 2))));
  EXPECT_EQ(one, to_csv(must_run(*prepared, plan_of(7, 16))));
}

TEST(Experiment, AnotherSeedIsAnotherFuture) {
  const auto prepared = ready(short_ht1(480));
  Plan other = plan_of(2);
  other.seed = seed() + 1;
  EXPECT_NE(to_csv(must_run(*prepared, plan_of(2))), to_csv(must_run(*prepared, other)));
}

TEST(Experiment, RunsUntilThePrecisionIsReachedAndSaysWhenItIsNot) {
  Scenario scenario = short_ht1(480);
  scenario.watch = {"phone.use"};
  const auto prepared = ready(std::move(scenario));
  Plan plan = plan_of(4);
  plan.precision = 0.02;
  const Results enough = must_run(*prepared, plan);
  EXPECT_TRUE(enough.precise);
  EXPECT_LE(estimate(column(enough, "phone.use")).relative_half_width(plan.level), 0.02);
  EXPECT_EQ(enough.rows.size() & (enough.rows.size() - 1), 0U) << "looked at after 4, 8, 16 … only";
  plan.precision = 1e-6;
  plan.most = 5;
  const Results too_few = must_run(*prepared, plan);
  EXPECT_FALSE(too_few.precise);
  EXPECT_EQ(too_few.rows.size(), 5U);
}

TEST(Experiment, WatchingWhatIsNotThereIsRefused) {
  Scenario scenario = short_ht1(480);
  scenario.watch = {"phone.wiat"};
  const auto results = run(*ready(std::move(scenario)), viewer(), plan_of(2));
  ASSERT_FALSE(results.ok());
  EXPECT_EQ(results.error().code, "watch-unknown");
}

/// What a replication leaves behind is a county like any other.
TEST(Replication, TheStateKeepsTheInvariantsOfTheCore) {
  const auto prepared = ready(short_ht1(sanitized_form() ? 960 : 2400));
  Replication replication(*prepared, viewer(), seed(), 0);
  ASSERT_TRUE(replication.run().ok());
  for (const auto& v : core::violations(replication.ground().state(), prepared->setting.calendar))
    ADD_FAILURE() << "invariant " << v.invariant << ": " << v.what << " (matter " << v.matter.n << ")";
  EXPECT_GT(replication.ground().commands(), 1000U);
}

/// Little's law at every stage: who is there on average = how many come a minute × how long they stay. Only
/// those still there at the end make a difference.
TEST(Replication, LittlesLawHolds) {
  const auto prepared = ready(short_ht1());
  Replication replication(*prepared, viewer(), seed(), 0);
  ASSERT_TRUE(replication.run().ok());
  const double end = prepared->scenario.horizon;
  for (const StageTally& t : replication.tally().stages) {
    const double queued = t.queue.area(end);
    EXPECT_NEAR(queued, t.wait_of_all.sum, 0.02 * queued + 30);
    EXPECT_LE(t.wait_of_all.n, t.came);
    EXPECT_NEAR(static_cast<double>(t.wait_of_all.n), static_cast<double>(t.came), t.queue.now() + 0.5);
  }
}

/// The same people meet one more agent: much of the chance cancels, and nobody as a whole waits longer.
TEST(Replication, OneMoreAgentIsComparedOnTheSamePeople) {
  const auto before = ready(short_ht1(1200));
  Scenario more = short_ht1(1200);
  more.stages[0].servers = 23;
  const auto after = ready(std::move(more));
  const auto plan = plan_of(sanitized_form() ? 3 : 16);
  const auto a = column(must_run(*before, plan), "phone.wait");
  const auto b = column(must_run(*after, plan), "phone.wait");
  const Estimate change = difference(a, b);
  EXPECT_LT(change.mean + change.half_width(0.99), 0);
  if (sanitized_form()) return;
  const double apart = std::hypot(estimate(a).deviation, estimate(b).deviation);
  EXPECT_LT(change.deviation, 0.8 * apart) << "the chance is not shared";
}

TEST(Ground, ARefusalIsKeptAndNothingIsDoneAfterIt) {
  const auto prepared = ready(short_ht1(480));
  Ground ground(prepared->start, prepared->setting, viewer());
  const Instant now = prepared->clock.at(0);
  EXPECT_EQ(ground.give(core::TakeMatter{MatterId{99}}, {core::ActorKind::system, {}, {}}, now), 0U);
  ASSERT_TRUE(ground.fault());
  EXPECT_EQ(ground.fault()->code, "twin-refused");
  EXPECT_EQ(ground.give(core::ReceiveContact{}, {core::ActorKind::resident, {}, {}}, now), 0U);
  EXPECT_EQ(ground.commands(), 0U);
}

}  // namespace
}  // namespace vuoro::twin::testing
