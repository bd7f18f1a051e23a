#include "planner/county_capacity.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "planner/capacity.hpp"

/// What more shifts of a county give and cost, and visits that are there without them.
namespace vuoro::planner {
namespace {

CapacityProblem two_weeks(double standing, std::vector<double> due) {
  CapacityProblem problem;
  problem.weeks = 2;
  problem.likely = {1};
  Work work;
  work.visits_a_shift = 2;
  work.hours_a_shift = 1;
  work.standing_visits = {standing, standing};
  work.extra_shifts = 5;
  work.extra_cost = 100;
  Line line;
  line.arrivals = {{12, 12}};
  line.due = {std::move(due)};
  line.kept = 1;
  work.lines.push_back(line);
  problem.works.push_back(work);
  return problem;
}

TEST(StandingVisits, OnlyWhatLacksIsAdded) {
  const auto plan = plan_capacity(two_weeks(10, {12, 12}), {0, 60});
  ASSERT_TRUE(plan.ok());
  EXPECT_TRUE(plan->reached);
  EXPECT_NEAR(plan->cost, 200, 1e-6);
  EXPECT_EQ(plan->works[0].extra, (std::vector<double>{1, 1}));
  EXPECT_FALSE(plan_capacity(two_weeks(0, {12, 12}), {0, 60})->reached);
}

TEST(StandingVisits, WhatFallsDueIsAsGiven) {
  EXPECT_NEAR(plan_capacity(two_weeks(10, {0, 12}), {0, 60})->cost, 0, 1e-6);
  EXPECT_NEAR(plan_capacity(two_weeks(10, {0, 24}), {0, 60})->cost, 200, 1e-6);
}

class CountyCapacityFile : public ::testing::Test {
 protected:
  static Result<CountyCapacity, content::ContentErrors> read(const std::string& text) {
    const auto file = std::filesystem::path(::testing::TempDir()) / "capacity.toml";
    std::ofstream(file) << text;
    return load_county_capacity(file, {"dentist", "hygienist"});
  }
};

constexpr const char* good = R"(source = "agreement"
kept_percent = 90
[[profession]]
code = "dentist"
extra_hour_eur = 120
most_extra_shifts_per_week = 3
[[service]]
code = "dentist"
profession = "dentist"
visit_minutes = 45
shift_minutes = 240
extra_shifts_per_week = 2
)";

TEST_F(CountyCapacityFile, IsRead) {
  const auto capacity = read(good);
  ASSERT_TRUE(capacity.ok()) << content::to_string(capacity.error());
  EXPECT_DOUBLE_EQ(capacity->kept, 0.9);
  EXPECT_EQ(capacity->professions.at("dentist").most_extra_shifts, 3);
  EXPECT_EQ(capacity->services.at("dentist").visits_a_shift, 5);
  EXPECT_EQ(capacity->services.at("dentist").hours_a_shift, 4);
}

TEST_F(CountyCapacityFile, FaultsAreToldWithLineAndReason) {
  struct Bad {
    const char* from;
    const char* to;
    const char* reason;
    int line;
  };
  for (const Bad& bad : {Bad{"[[service]]\ncode = \"dentist\"", "[[service]]\ncode = \"surgery\"",
                             "the county has no such service", 8},
                         Bad{"profession = \"dentist\"", "profession = \"nurse\"", "nurse", 9},
                         Bad{"shift_minutes = 240", "shift_minutes = 40", "shorter than one visit", 11},
                         Bad{"kept_percent = 90", "kept_percent = 900", "kept_percent", 2}}) {
    std::string text = good;
    text.replace(text.find(bad.from), std::string(bad.from).size(), bad.to);
    const auto capacity = read(text);
    ASSERT_FALSE(capacity.ok()) << bad.reason;
    const std::string told = content::to_string(capacity.error());
    EXPECT_NE(told.find(bad.reason), std::string::npos) << told;
    EXPECT_EQ(capacity.error().front().line, bad.line) << told;
  }
}

}  // namespace
}  // namespace vuoro::planner
