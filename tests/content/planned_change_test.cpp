#include "content/planned_change.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <limits>

namespace vuoro::content {
namespace {

constexpr std::array<std::string_view, 2> teams = {"desk", "oral"};
constexpr std::array<std::string_view, 1> services = {"dentist"};
constexpr Day today{20'000};

PlannedChange times() {
  PlannedChange c;
  c.kind = ChangeKind::capacity;
  c.team = "oral";
  c.service = "dentist";
  c.amount = 40;
  c.unit = AmountUnit::visits_a_week;
  c.cost = {95, CostPer::visit};
  return c;
}

std::vector<ChangeFault> check(const PlannedChange& c) {
  return faults_of(c, {teams, services, today, 8});
}

TEST(PlannedChange, WhatFitsHasNoFault) {
  EXPECT_TRUE(check(times()).empty());
  PlannedChange c = times();
  c.from = today;
  c.until = today;
  c.amount = -3;
  EXPECT_TRUE(check(c).empty()) << "one day, fewer";
  c = {ChangeKind::demand, "", "", -100, AmountUnit::percent, {}, {}, {}};
  EXPECT_TRUE(check(c).empty()) << "every team";
  c = {ChangeKind::desk, "desk", "", -8, AmountUnit::hours_a_day, {}, {}, {{0, CostPer::month}}};
  EXPECT_TRUE(check(c).empty()) << "the whole day, for nothing";
  c = {ChangeKind::digital, "desk", "", 100, AmountUnit::percent, {}, {}, {}};
  EXPECT_TRUE(check(c).empty());
}

TEST(PlannedChange, EachFaultNamesItsField) {
  struct Case {
    std::function<void(PlannedChange&)> spoil;
    std::string_view field;
    std::string_view reason;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Case> cases = {
      {[](auto& c) { c.team = ""; }, "team", "missing"},
      {[](auto& c) { c.team = "nobody"; }, "team", "not-a-choice"},
      {[](auto& c) { c.service = ""; }, "service", "missing"},
      {[](auto& c) { c.service = "magic"; }, "service", "not-a-choice"},
      {[](auto& c) { c.unit = AmountUnit::hours_a_day, c.amount = 1; }, "unit", "not-here"},
      {[](auto& c) { c.amount = 1e7; }, "amount", "too-big"},
      {[](auto& c) { c.amount = -1e7; }, "amount", "too-small"},
      {[&](auto& c) { c.amount = nan; }, "amount", "too-small"},
      {[](auto& c) { c.unit = AmountUnit::percent, c.amount = -100.5; }, "amount", "too-small"},
      {[](auto& c) { c.from = today - 1; }, "from", "before-today"},
      {[](auto& c) { c.until = today - 1; }, "until", "before-from"},
      {[](auto& c) { c.from = today + 9, c.until = today + 8; }, "until", "before-from"},
      {[](auto& c) { c.cost->euros = -1; }, "cost.euros", "too-small"},
      {[&](auto& c) { c.cost->euros = nan; }, "cost.euros", "too-small"},
      {[](auto& c) { c.cost->euros = 1e10; }, "cost.euros", "too-big"},
      {[](auto& c) { c.kind = ChangeKind::desk, c.service = "", c.unit = AmountUnit::percent; }, "cost.per",
       "not-here"},
      {[](auto& c) {
         c.kind = ChangeKind::digital, c.service = "", c.unit = AmountUnit::percent, c.amount = -1,
         c.cost = {};
       },
       "amount", "too-small"},
      {[](auto& c) { c.kind = ChangeKind::demand, c.unit = AmountUnit::percent, c.cost = {}; }, "service",
       "not-here"},
  };
  for (const Case& one : cases) {
    PlannedChange c = times();
    one.spoil(c);
    const auto faults = check(c);
    ASSERT_EQ(faults.size(), 1U) << one.field << " " << one.reason;
    EXPECT_EQ(faults[0].field, one.field);
    EXPECT_EQ(faults[0].reason, one.reason);
  }
}

TEST(PlannedChange, LimitsAreTold) {
  PlannedChange c{ChangeKind::desk, "desk", "", -9, AmountUnit::hours_a_day, {}, {}, {}};
  EXPECT_EQ(check(c).at(0).limit, "-8");
  c = {ChangeKind::digital, "desk", "", 101, AmountUnit::percent, {}, {}, {}};
  EXPECT_EQ(check(c).at(0).limit, "100");
}

}  // namespace
}  // namespace vuoro::content
