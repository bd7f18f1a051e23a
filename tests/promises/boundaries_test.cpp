// Every rule of the shipped pack at every day on which anything changes, for the ages at which anything
// changes.

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "calendar/counting.hpp"
#include "calendar/print.hpp"
#include "promises/pack.hpp"

namespace vuoro::promises {
namespace {

constexpr std::uint8_t ages[] = {0, 6, 22, 23, 74, 75, 130};

std::set<Day> boundary_days(const Rule& of) {
  std::set<Day> days{day_of(2026, 6, 10), day_of(2030, 1, 31)};
  for (const Version& version : of.versions) {
    for (const int step : {-1, 0, 1}) {
      days.insert(version.from + step);
      if (version.to != open_end) days.insert(version.to + step);
    }
  }
  return days;
}

/// The one version for a day and age, by looking at all of them.
const Version* version_for(const Rule& of, Day day, std::uint8_t age) {
  const Version* found = nullptr;
  for (const Version& version : of.versions) {
    if (day < version.from || day > version.to || age < version.age.min) continue;
    if (age >= version.age.max && version.age.max != 200) continue;
    EXPECT_EQ(found, nullptr) << of.code << ": two versions on one day";
    found = &version;
  }
  return found;
}

/// The due day counted here a second time, plainly; nothing for units that the plain way does not cover.
std::optional<Instant> plain_due(const Version& version, Instant start) {
  Day day = calendar::local_day(start);
  int left = version.limit.n;
  switch (version.limit.unit) {
    case LimitUnit::calendar_day:
      return calendar::end_of_day(day + left);
    case LimitUnit::week:
      return calendar::end_of_day(day + 7 * left);
    case LimitUnit::month:
      return calendar::end_of_day(calendar::add_months(day, left));
    case LimitUnit::working_day:
      while (left > 0) {
        day = day + 1;
        if (shipped_calendar().is_working_day(day)) --left;
      }
      return calendar::end_of_day(day);
    default:
      return std::nullopt;
  }
}

void check_one(const Rule& of, Day day, std::uint8_t age) {
  const Instant start = calendar::at_local(day, 12 * 3600);
  const std::optional<Due> computed = due(shipped_calendar(), of, fitting(of, start, age));
  const Version* const expected = version_for(of, day, age);
  ASSERT_EQ(computed.has_value(), expected != nullptr) << of.code;
  if (!computed) return;
  EXPECT_EQ(&of.versions[computed->version], expected);
  EXPECT_EQ(computed->version_from, expected->from);
  EXPECT_GE(computed->due, start);
  EXPECT_LE(computed->steer, computed->due);
  EXPECT_GE(computed->steer, start);
  EXPECT_EQ(recompute_due(shipped_calendar(), *computed), computed->due);
  EXPECT_FALSE(computed->age_assumed());
  EXPECT_EQ(computed->legal == LegalLimit::none,
            of.versions[computed->decided_by].limit.unit == LimitUnit::none);
  const std::optional<Instant> plain = plain_due(*expected, start);
  if (plain && of.roll == Roll::none) {
    EXPECT_LE(computed->due, *plain) << "never later than its own version";
  }
  if (plain && of.roll == Roll::none && computed->decided_by == computed->version && !expected->alternative) {
    EXPECT_EQ(computed->due, *plain);
  }
  const std::optional<Due> unknown = due(shipped_calendar(), of, fitting(of, start, std::nullopt));
  ASSERT_TRUE(unknown.has_value());
  EXPECT_LE(unknown->due, computed->due) << "an unknown age is never more lenient than a known one";
}

TEST(Boundaries, EveryRuleEveryVersionEveryAge) {
  int checked = 0;
  for (const Rule& of : shipped_rules().rules()) {
    for (const Day day : boundary_days(of)) {
      for (const std::uint8_t age : ages) {
        SCOPED_TRACE(of.code + " " + testing::PrintToString(day) + " age " + std::to_string(age));
        check_one(of, day, age);
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 1500);
}

TEST(Boundaries, ThePackHasEveryRuleOfTheReference) {
  const std::set<std::string> expected = {"TH51-CONTACT",
                                          "TH51-HTA",
                                          "TH51A-FIRST",
                                          "TH51A-DOCTOR",
                                          "TH51A-OTHER",
                                          "TH51B-FIRST",
                                          "TH51B-DENTIST",
                                          "TH51B-SPECIALIST",
                                          "TH51B-SCREEN",
                                          "TH51C-START",
                                          "TH51C-CARE",
                                          "TH52-START",
                                          "TH52-EXAM",
                                          "TH52-CARE",
                                          "TH53-START",
                                          "TH53-EXAM",
                                          "TH53-CARE",
                                          "TT-THERAPY-HEALTH",
                                          "TT-THERAPY-SOCIAL",
                                          "TH50-URGENT",
                                          "TH69-CHILD",
                                          "TH54-FORECAST",
                                          "TH47-CHOICE",
                                          "ST15-NORMAL",
                                          "ST15-URGENT",
                                          "NV-HOME-FIRST",
                                          "SH36-URGENT",
                                          "SH36-START-75",
                                          "SH36-START-ALLOWANCE",
                                          "SH36-START-DISABLED",
                                          "SH36-GENERAL",
                                          "SH36-CHILD-START",
                                          "SH36-CHILD-DONE",
                                          "SH45-URGENT",
                                          "SH45-IMPLEMENT",
                                          "VP18-DELIVER",
                                          "TT14B-URGENT",
                                          "TT14C-DECISION",
                                          "TT14C-REQUEST",
                                          "TT14C-SUPPLEMENTED",
                                          "TT14C-NOSUPPLEMENT",
                                          "TT14E-TALK",
                                          "PT-PTH7",
                                          "PT-ORAL1M",
                                          "OWN-ANSWER",
                                          "OWN-CALLBACK",
                                          "OWN-CONTACT-PERSON",
                                          "OWN-OUTREACH",
                                          "OWN-UNREACHED"};
  std::set<std::string> got;
  for (const Rule& of : shipped_rules().rules()) got.insert(of.code);
  EXPECT_EQ(got, expected);
}

TEST(Boundaries, WhatNobodyConfirmedIsMarked) {
  const auto unverified = [](std::string_view code, int age) {
    const Rule& of = rule(code);
    return due(shipped_calendar(), of, fitting(of, at(2026, 3, 3), static_cast<std::uint8_t>(age)))
        ->unverified();
  };
  EXPECT_TRUE(unverified("TH51A-DOCTOR", 40));
  EXPECT_FALSE(unverified("TH51A-DOCTOR", 22));
  EXPECT_TRUE(unverified("TH51B-SPECIALIST", 23));
  EXPECT_TRUE(unverified("TH51B-SCREEN", 23));
  EXPECT_TRUE(unverified("TH51B-DENTIST", 23));
  EXPECT_FALSE(unverified("TH51A-FIRST", 40));
}

/// A pack of one rule with random versions, one after another, for everyone.
Rule any_rule() {
  Rule of;
  of.code = "ANY";
  of.domain = Domain::health;
  of.applies_in = {Domain::health};
  of.roll = *rc::gen::element(Roll::none, Roll::forward_5s);
  of.hours = *rc::gen::element(Hours::any, Hours::office);
  Day from = day_of(2015, 1, 1);
  const int versions = *rc::gen::inRange(1, 5);
  for (int i = 0; i < versions; ++i) {
    Version version;
    version.from = from;
    from = from + *rc::gen::inRange(1, 200);
    version.to = i + 1 == versions ? open_end : from - 1;
    version.limit.unit = *rc::gen::element(LimitUnit::calendar_day, LimitUnit::working_day, LimitUnit::week,
                                           LimitUnit::month, LimitUnit::same_day, LimitUnit::immediate);
    const bool counted =
        version.limit.unit != LimitUnit::same_day && version.limit.unit != LimitUnit::immediate;
    version.limit.n = counted ? *rc::gen::inRange<std::uint16_t>(1, 40) : std::uint16_t{0};
    of.versions.push_back(version);
  }
  return of;
}

RC_GTEST_PROP(PromiseProperties, DueIsNeverBeforeStartNorLaterThanItsOwnVersion, ()) {
  const Rule of = any_rule();
  const Instant start{at(2015, 1, 1, 0).s + *rc::gen::inRange<std::int64_t>(0, 3 * 365 * 86'400LL)};
  const std::optional<Due> computed = due(shipped_calendar(), of, fitting(of, start, std::uint8_t{40}));
  RC_ASSERT(computed.has_value());
  RC_ASSERT(computed->due >= start);
  RC_ASSERT(computed->steer <= computed->due);
  RC_ASSERT(recompute_due(shipped_calendar(), *computed) == computed->due);
  // The same rule with later versions taken away is never stricter.
  Rule alone = of;
  alone.versions.resize(computed->version + 1U);
  alone.versions.back().to = open_end;
  const std::optional<Due> own = due(shipped_calendar(), alone, fitting(alone, start, std::uint8_t{40}));
  RC_ASSERT(computed->due <= own->due);
  RC_ASSERT((computed->decided_by == computed->version) == (computed->due == own->due));
}

RC_GTEST_PROP(PromiseProperties, ALaterStartIsNeverDueEarlierUnderOneVersion, ()) {
  Rule of = any_rule();
  of.versions.resize(1);
  of.versions.front().to = open_end;
  const Instant start{at(2015, 1, 1, 0).s + *rc::gen::inRange<std::int64_t>(0, 3 * 365 * 86'400LL)};
  const Instant later{start.s + *rc::gen::inRange<std::int64_t>(0, 30 * 86'400LL)};
  const auto first = due(shipped_calendar(), of, fitting(of, start, std::uint8_t{40}));
  const auto second = due(shipped_calendar(), of, fitting(of, later, std::uint8_t{40}));
  RC_ASSERT(first->due <= second->due);
}

}  // namespace
}  // namespace vuoro::promises
