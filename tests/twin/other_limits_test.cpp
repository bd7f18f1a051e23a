#include "twin/other_limits.hpp"

#include <gtest/gtest.h>

#include "core/snapshot.hpp"
#include "twin/six_wait.hpp"
#include "twin/whatif.hpp"

/// What another limit would break, with everything else as it is.
namespace vuoro::twin::testing {
namespace {

using promises::AgeRange;
using promises::Limit;
using promises::LimitUnit;
using promises::Version;

Version version_of(Day from, Day to, AgeRange age, Limit limit) {
  Version version;
  version.from = from;
  version.to = to;
  version.age = age;
  version.limit = limit;
  return version;
}

core::Setting two_rules() {
  promises::Rule first;
  first.code = "FIRST";
  const Limit fourteen{14, LimitUnit::calendar_day};
  first.versions = {version_of(day_of(2025, 1, 1), day_of(2025, 12, 31), {}, {3, LimitUnit::month}),
                    version_of(day_of(2026, 1, 1), promises::open_end, {0, 23}, fourteen),
                    version_of(day_of(2026, 1, 1), promises::open_end, {23, AgeRange::no_upper_limit},
                               {3, LimitUnit::month})};
  first.versions[1].urgent_n = 3;
  first.versions[2].urgent_n = 1;
  first.versions[2].alternative = promises::Alternative{};
  promises::Rule other = first;
  other.code = "OTHER";
  core::Setting setting;
  setting.pack = promises::RulePack("pack", {first, other});
  setting.pack.bind([](std::string_view code) { return code == "FIRST" ? RuleId{7} : RuleId{9}; });
  return setting;
}

TEST(OtherLimits, VersionsAreCutOnTheDayAndEachAgeHasTheNewLimit) {
  const core::Setting setting = two_rules();
  const Limit seven{7, LimitUnit::calendar_day};
  const auto changed = with_limits(setting, std::vector<OtherLimit>{{"FIRST", seven, day_of(2026, 9, 1)}});
  const auto& versions = changed->pack.find("FIRST")->versions;
  ASSERT_EQ(versions.size(), 5U);
  EXPECT_EQ(versions[0].limit, (Limit{3, LimitUnit::month})) << "of 2025";
  for (const std::size_t old : {1U, 2U}) {
    EXPECT_EQ(versions[old].to, day_of(2026, 8, 31));
    EXPECT_EQ(versions[old].limit, setting.pack.rules()[0].versions[old].limit);
  }
  for (const std::size_t fresh : {3U, 4U}) {
    EXPECT_EQ(versions[fresh].from, day_of(2026, 9, 1));
    EXPECT_EQ(versions[fresh].to, promises::open_end);
    EXPECT_EQ(versions[fresh].limit, seven);
    EXPECT_FALSE(versions[fresh].alternative);
  }
  EXPECT_EQ(versions[3].urgent_n, 3) << "three days are less than seven";
  EXPECT_FALSE(versions[4].urgent_n) << "one month is not one day";
  EXPECT_EQ(changed->pack.find("FIRST")->id, RuleId{7});
  EXPECT_EQ(changed->pack.find("OTHER")->versions.size(), 3U) << "another rule stays";
  EXPECT_EQ(setting.pack.rules()[0].versions.size(), 3U) << "and so does the county's own";
}

TEST(OtherLimits, AreAppliedInTheirOrder) {
  const std::vector<OtherLimit> limits = {{"FIRST", {7, LimitUnit::calendar_day}, day_of(2026, 9, 1)},
                                          {"FIRST", {5, LimitUnit::working_day}, day_of(2027, 1, 1)}};
  const auto changed = with_limits(two_rules(), limits);
  const auto limit_on = [&](Day day) {
    for (const Version& one : changed->pack.find("FIRST")->versions) {
      if (one.in_force(day) && one.age.contains(30)) return one.limit.n;
    }
    return std::uint16_t{0};
  };
  EXPECT_EQ(limit_on(day_of(2026, 8, 31)), 3);
  EXPECT_EQ(limit_on(day_of(2026, 12, 31)), 7);
  EXPECT_EQ(limit_on(day_of(2027, 1, 1)), 5);
}

/// Visits are three working days after the contact: a limit of five holds, one of two does not.
TEST(OtherLimits, WhatBeginsLaterIsHeldToThemAndWhatRunsIsNot) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const std::string rule = county->setting.pack.rules()[0].code;
  const Day today = calendar::local_day(county->now);
  const auto plan = [&](std::uint16_t n, Day from) {
    Changes changes;
    changes.alterations.setting =
        with_limits(county->setting, std::vector<OtherLimit>{{rule, {n, LimitUnit::working_day}, from}});
    return changes;
  };
  WhatIfPlan how;
  how.weeks = 4;
  how.seed = seed();
  how.futures = 6;
  const std::vector<Changes> plans = {plan(2, today), plan(5, today), plan(2, today + 400)};
  const WhatIf what = what_if(*county, viewer(), plans, how);
  ASSERT_EQ(what.plans.size(), 4U);
  const double before = what.plans[0].broken.under.mean;
  EXPECT_GT(what.plans[1].broken.change, 20) << "some 25 visits a week are a day late now";
  EXPECT_EQ(what.plans[2].broken.change, 0) << "the limit that there is";
  EXPECT_EQ(what.plans[3].broken.change, 0) << "not yet";
  EXPECT_LT(before, what.plans[1].broken.under.mean / 2);
}

TEST(OtherLimits, PeopleDoTheSame) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  Alterations stricter;
  stricter.setting =
      with_limits(county->setting, std::vector<OtherLimit>{{county->setting.pack.rules()[0].code,
                                                            {2, LimitUnit::working_day},
                                                            calendar::local_day(county->now)}});
  const auto visits = [&](const Alterations& alterations) {
    std::vector<std::int64_t> at;
    Future future(*county, viewer(), seed(), 3, alterations);
    future.ground().tell([&](const core::State&, const core::Event& e, const core::Stamp& stamp) {
      if (std::holds_alternative<core::StepEnded>(e)) at.push_back(stamp.at.s);
    });
    future.run(county->now + std::chrono::hours{24 * 28});
    return at;
  };
  EXPECT_EQ(visits(stricter), visits(Future::unaltered));
}

}  // namespace
}  // namespace vuoro::twin::testing
