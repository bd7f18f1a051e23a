#include "twin/plan_check.hpp"

#include <algorithm>

#include "core/snapshot.hpp"
#include "core/view.hpp"
#include "twin/group_counts.hpp"
#include "twin/outlook.hpp"
#include "twin/six_wait.hpp"

/// Who is given which time, and what it does to whom.
namespace vuoro::twin::testing {
namespace {

using How = Alterations::Booking::How;

std::shared_ptr<content::Planning> planning_of(std::uint16_t days_ahead) {
  auto planning = std::make_shared<content::Planning>();
  planning->days_ahead = days_ahead;
  planning->points = {10'000, 200, 20, 2'000, 100, 300, 150, 40};
  return planning;
}

content::ProtectedGroup children() {
  content::ProtectedGroup group;
  group.code = "children";
  group.age_below = 18;
  return group;
}

Alterations booking(How how, std::shared_ptr<const content::Planning> planning) {
  Alterations alterations;
  alterations.booking = {how, std::move(planning)};
  return alterations;
}

std::vector<GroupCount> lived(const LiveCounty& county, const Alterations& alterations,
                              const content::Planning& planning, int weeks) {
  Future future(county, viewer(), seed(), 0, alterations);
  const Instant from = first_midnight(county.now);
  future.run(end_of(county, weeks) + std::chrono::hours{2});
  EXPECT_EQ(future.refusals(), 0U);
  return counts_by_group(future.ground().state(), viewer(), planning, from, weeks);
}

WhatIfPlan how_of(int weeks, std::uint32_t futures, unsigned threads = 2) {
  WhatIfPlan how;
  how.weeks = weeks;
  how.seed = seed();
  how.futures = futures;
  how.threads = threads;
  return how;
}

/// Days of the visits of all who waited, by person's place in `matters`.
std::vector<Day> visits(const LiveCounty& county, const Alterations& alterations) {
  Future future(county, viewer(), seed(), 0, alterations);
  future.run(county.now + std::chrono::hours{24 * 14});
  const auto whole = core::Whole::open(future.ground().state(), viewer());
  std::vector<Day> days;
  for (std::uint32_t n = 1; n <= whole->steps().size(); ++n)
    days.push_back(calendar::local_day(whole->steps()[n].begin.instant()));
  return days;
}

/// From Wednesday 14 January on, two times a day, and nobody whose time was wanted sooner than Thursday.
/// Steps by the order of proposals: due Wed 14, Thu 15, Tue 13, Tue 13, Fri 16, Thu 15.
struct SixWait {
  SmallCounty small{day_of(2026, 1, 5)};
  std::shared_ptr<LiveCounty> county;
  explicit SixWait(bool in_slots = false) {
    six_wait(small);
    if (in_slots) {
      for (const unsigned day : {15U, 16U, 19U})
        small.publish(calendar::at_local(day_of(2026, 1, day), 10 * 3600), 2);
    }
    county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
    county->habits = nobody_but_those_here(small, in_slots, in_slots ? 0 : 2);
  }
};

std::vector<Day> january(std::initializer_list<unsigned> days) {
  std::vector<Day> out;
  for (const unsigned day : days) out.push_back(Day{day_of(2026, 1, day)});
  return out;
}

TEST(Booking, RecordedIsTheOrderOfProposals) {
  EXPECT_EQ(visits(*SixWait().county, {}), january({15, 15, 16, 16, 19, 19}));
}

TEST(Booking, MostUrgentFirstBeginsWithBrokenPromises) {
  for (const bool in_slots : {false, true}) {
    EXPECT_EQ(visits(*SixWait(in_slots).county, booking(How::urgent, planning_of(28))),
              january({16, 16, 15, 15, 19, 19}))
        << in_slots << ": both of the 5th; then the 7th and the soonest of Thursday; then Friday's";
  }
}

/// Three promises can still be kept: two on Thursday, and one on Friday; who is late already waits for the
/// rest.
TEST(Booking, PlannedKeepsWhatCanBeKept) {
  for (const bool in_slots : {false, true}) {
    const auto days = visits(*SixWait(in_slots).county, booking(How::planned, planning_of(28)));
    EXPECT_EQ(days[1], Day{day_of(2026, 1, 15)}) << in_slots;
    EXPECT_EQ(days[5], Day{day_of(2026, 1, 15)}) << in_slots;
    EXPECT_EQ(days[4], Day{day_of(2026, 1, 16)}) << in_slots;
  }
}

TEST(Booking, NoTimeIsGivenFurtherAheadThanTheCountyPlans) {
  const SixWait six;
  const Alterations alterations = booking(How::urgent, planning_of(2));  // outlives the future
  Future future(*six.county, viewer(), seed(), 0, alterations);
  future.ground().tell([](const core::State&, const core::Event& event, const core::Stamp& stamp) {
    const auto* booked = std::get_if<core::StepBooked>(&event);
    if (booked == nullptr) return;
    EXPECT_LE(calendar::local_day(booked->begin) - calendar::local_day(stamp.at), 2);
  });
  future.run(six.county->now + std::chrono::hours{24 * 14});
}

TEST(Booking, WhenNobodyWaitsAndNobodyComesNothingDiffers) {
  SmallCounty small(day_of(2026, 1, 5));
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, false, 2);
  const auto hash = [&](How how) {
    const Alterations alterations = booking(how, planning_of(28));
    Future future(*county, viewer(), seed(), 0, alterations);
    future.run(county->now + std::chrono::hours{24 * 14});
    return core::hash_of(future.ground().state());
  };
  EXPECT_EQ(hash(How::recorded), hash(How::urgent));
  EXPECT_EQ(hash(How::recorded), hash(How::planned));
}

/// Ten adults and four children got in touch on the same day, the children last; two times a day until the
/// promise is due leave room for six of fourteen.
struct Fourteen {
  SmallCounty small{day_of(2026, 1, 5)};
  std::shared_ptr<LiveCounty> county;
  Fourteen() {
    std::vector<MatterId> matters;
    for (int i = 0; i < 14; ++i) {
      core::ReceiveContact command;
      command.channel = core::Channel::web;
      command.about = core::About::unnamed;
      command.age = core::Age{static_cast<std::uint8_t>(i < 10 ? 40 : 9)};
      matters.push_back(
          MatterId{small.give(command, calendar::at_local(day_of(2026, 1, 12), 9 * 3600 + i * 60))});
    }
    for (std::size_t i = 0; i < matters.size(); ++i) {
      const auto at = calendar::at_local(day_of(2026, 1, 13), 9 * 3600 + static_cast<int>(i) * 60);
      small.assess(matters[i], at);
      small.propose(matters[i], at + std::chrono::seconds{30});
    }
    county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
    county->habits = nobody_but_those_here(small, false, 2);
  }
};

TEST(PlanCheck, AGroupThatComesFirstLosesFewerPromises) {
  const Fourteen many;
  const auto plain = planning_of(28);
  const auto protects = planning_of(28);
  protects->groups.push_back(children());
  const auto open = lived(*many.county, booking(How::planned, plain), *protects, 2);
  const auto guarded = lived(*many.county, booking(How::planned, protects), *protects, 2);
  const auto urgent = lived(*many.county, booking(How::urgent, protects), *protects, 2);
  ASSERT_EQ(guarded.size(), 3U);
  EXPECT_EQ(guarded[1].due, 4);
  EXPECT_EQ(guarded[1].broken, 0) << "all children are seen in time";
  EXPECT_GT(urgent[1].broken, 0);
  EXPECT_EQ(guarded[0].broken, open[0].broken) << "the order decides whose promises, not how many";
  EXPECT_EQ(guarded[2].broken, guarded[0].broken);
  const PlanCheck check = check_plans(*many.county, viewer(), protects, std::nullopt, how_of(2, 3));
  ASSERT_EQ(check.plans.size(), 3U);
  const CheckedPlan& planned = check.plans[static_cast<std::size_t>(PlanKind::assigned)];
  EXPECT_EQ(planned.groups[1].code, "children");
  EXPECT_EQ(planned.groups[1].from_urgent.change, -urgent[1].broken);
  EXPECT_EQ(verdict_of(planned.groups[1].from_urgent), Verdict::better);
  EXPECT_EQ(verdict_of(planned.groups[2].from_urgent), Verdict::worse) << "and it is said whose they are";
  EXPECT_EQ(planned.refusals, 0U);
}

TEST(PlanCheck, MoreTimesAreLivedWithThePlannersAssignment) {
  const Fourteen many;
  Changes more;
  more.alterations.capacity.push_back(
      {many.small.care(), {calendar::first_known_day, calendar::last_known_day}, 50, 0});
  more.by_visit.push_back({0, 100});
  const PlanCheck check = check_plans(*many.county, viewer(), planning_of(28), more, how_of(1, 2));
  ASSERT_EQ(check.plans.size(), 4U);
  EXPECT_EQ(check.plans[3].groups[0].broken.mean, 0);
  EXPECT_EQ(check.plans[3].cost.mean, 5000);
  EXPECT_EQ(check.plans[2].cost.mean, 0);
  EXPECT_LT(check.plans[3].groups[0].from_urgent.change, 0);
}

TEST(PlanCheck, CountsAllThatTheOutlookCounts) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const auto planning = planning_of(28);
  for (const How how : {How::recorded, How::urgent, How::planned}) {
    const Alterations alterations = booking(how, planning);
    Future future(*county, viewer(), seed(), 1, alterations);
    future.run(end_of(*county, 3) + std::chrono::hours{2});
    const core::State& state = future.ground().state();
    const Instant from = first_midnight(county->now);
    const GroupCount all = counts_by_group(state, viewer(), *planning, from, 3).front();
    double due = 0;
    double broken = 0;
    double overdue = 0;
    for (const auto& [line, weeks] : outlook_of(state, viewer(), from, 3).promises) {
      for (const PromiseWeek& w : weeks) due += w.due, broken += w.broken;
    }
    for (const auto& [key, days] : debts_of(state, viewer(), from, 21)) overdue += days.back();
    EXPECT_EQ(all.due, due);
    EXPECT_EQ(all.broken, broken);
    EXPECT_EQ(all.overdue, overdue);
    EXPECT_GT(all.due, 10);
  }
}

TEST(PlanCheck, TheNumberOfThreadsChangesNoBit) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const PlanCheck one = check_plans(*county, viewer(), planning_of(28), std::nullopt, how_of(3, 4, 1));
  const PlanCheck four = check_plans(*county, viewer(), planning_of(28), std::nullopt, how_of(3, 4, 4));
  for (std::size_t p = 0; p < one.plans.size(); ++p) {
    EXPECT_EQ(one.plans[p].groups[0].broken.mean, four.plans[p].groups[0].broken.mean);
    EXPECT_EQ(one.plans[p].groups[0].overdue_from_urgent.half,
              four.plans[p].groups[0].overdue_from_urgent.half);
  }
}

TEST(PlanCheck, AnIntervalThatHoldsNothingShowsNothing) {
  EXPECT_EQ(verdict_of({3, 2.9}), Verdict::worse);
  EXPECT_EQ(verdict_of({3, 3}), Verdict::not_shown);
  EXPECT_EQ(verdict_of({-3, 2.9}), Verdict::better);
  EXPECT_EQ(verdict_of({0, 0}), Verdict::not_shown);
}

}  // namespace
}  // namespace vuoro::twin::testing
