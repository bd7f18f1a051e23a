#include <fmt/core.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "twin/bare_ht1.hpp"
#include "twin/replication.hpp"
#include "twin/run_scenario.hpp"

/// HT-1 as a scenario, through the core: against the published reference means, and digit by digit against a
/// loop that knows nothing of the core.
namespace vuoro::twin::testing {
namespace {

struct Truth {
  std::string quantity;
  double mean = 0;
  double deviation = 0;
  double error = 0;
};

std::vector<Truth> truth() {
  std::ifstream in(data_dir / "ht1-truth.csv");
  std::vector<Truth> rows;
  std::string line;
  std::getline(in, line);  // the heading
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string reference;
    Truth row;
    char comma = 0;
    std::getline(fields, row.quantity, ',');
    std::getline(fields, reference, ',');
    fields >> row.mean >> comma >> row.deviation >> comma >> row.error;
    rows.push_back(row);
  }
  return rows;
}

/// Whole years of the model; fewer of them in CI than in the full form.
TEST(Ht1, AgreesWithTheReferenceMeans) {
  if (sanitized_form()) GTEST_SKIP() << "the bare loop's test goes the same ways; these are figures";
  const auto prepared = ready(scenario_in(ht1_file));
  Plan plan;
  plan.seed = seed();
  plan.replications = full_form() ? 100 : 4;
  const Results results = must_run(*prepared, plan);
  ASSERT_EQ(truth().size(), 15U);
  for (const Truth& row : truth()) {
    const auto e = estimate(column(results, row.quantity));
    // As the reference asks: the deviation of the reference, with both errors.
    const double z =
        (e.mean - row.mean) /
        std::sqrt(row.deviation * row.deviation / static_cast<double>(e.n) + row.error * row.error);
    fmt::print("{:<20} reference {:<12} twin {:<12.7g} z {:+.2f}\n", row.quantity, row.mean, e.mean, z);
    EXPECT_LT(std::abs(z), 3) << row.quantity;
  }
}

/// Both draw the same numbers, so nothing is left to chance: one caller taken in the wrong order, one slot
/// missed, one promise judged otherwise, and a figure differs.
TEST(Ht1, GivesTheFiguresOfABareLoop) {
  Scenario scenario = scenario_in(ht1_file);
  scenario.horizon = sanitized_form() ? 960 : 24'000;  // long enough for late visits
  const auto prepared = ready(std::move(scenario));
  Replication replication(*prepared, viewer(), seed(), 3);
  const auto values = replication.run();
  ASSERT_TRUE(values.ok()) << values.error().what;
  const Tally& twin = replication.tally();
  BareHt1 bare(seed(), 3, prepared->scenario.horizon);
  bare.run();

  EXPECT_EQ(twin.contacts, bare.contacts);
  EXPECT_EQ(twin.happenings, bare.happenings);
  EXPECT_EQ(twin.abandoned, bare.abandoned);
  EXPECT_EQ(twin.stages[0].within, bare.phone_within);
  for (std::size_t segment = 0; segment < 2; ++segment) {
    EXPECT_EQ(twin.stages[0].wait[segment].n, bare.phone_wait[segment].n);
    EXPECT_NEAR(twin.stages[0].wait[segment].mean(), bare.phone_wait[segment].mean(), 1e-12);
    EXPECT_NEAR(twin.stages[1].wait[segment].mean(), bare.triage_wait[segment].mean(), 1e-12);
  }
  EXPECT_NEAR(twin.stages[2].wait[0].mean(), bare.walk_in_wait.mean(), 1e-12);
  EXPECT_NEAR(twin.clinics[0].lead.mean(), bare.gp_lead.mean(), 1e-6);
  EXPECT_EQ(twin.clinics[0].over, bare.gp_over);
  EXPECT_EQ(twin.clinics[0].reached, bare.gp_reached);
  EXPECT_EQ(twin.clinics[0].missed, bare.gp_missed);
  EXPECT_EQ(twin.clinics[0].held, bare.gp_held);
  EXPECT_EQ(twin.clinics[0].late, bare.gp_late);
  EXPECT_NEAR(twin.clinics[1].lead.mean(), bare.nurse_lead.mean(), 1e-6);
  EXPECT_EQ(twin.clinics[1].reached, bare.nurse_reached);
  EXPECT_EQ(twin.clinics[1].missed, bare.nurse_missed);
  const PromiseCounts& rule = replication.ground().promises().at(1);
  EXPECT_EQ(rule.started, bare.contacts);
  EXPECT_EQ(rule.kept, bare.rule_kept);
  EXPECT_EQ(rule.missed, bare.rule_missed);
  if (!sanitized_form()) {
    EXPECT_GT(bare.gp_late, 0U) << "the test could not fail";
  }
}

}  // namespace
}  // namespace vuoro::twin::testing
