#include "planner/course_plan.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "core/course.hpp"
#include "core/world.hpp"
#include "rights/gate.hpp"

/// Sets of times for the sessions of a course.
namespace vuoro::planner {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too
using core::SameProfessional;
using core::Times;

const Viewer machine_view = rights::Gate::operations();

class Plans : public ::testing::Test {
 protected:
  StepId course(std::vector<core::CourseRule::Part> parts) {
    w.setting.courses = {{std::move(parts)}};
    const MatterId m = w.contact_of(w.person(day_of(1960, 1, 1).n));
    w.assess(m);
    return StepId{w.must(core::ProposeCourse{m, 1})};
  }
  SlotId on(WorkerId worker, unsigned day, int hour = 9) { return w.slots(worker, at(2025, 3, day, hour)); }
  [[nodiscard]] CoursePlan plan(StepId from) const {
    return plan_course(Times(w.state, w.setting, machine_view),
                       {from, {}, w.now, w.now + std::chrono::hours{24 * 90}}, w.now);
  }
  static std::vector<SlotId> slots(const std::vector<core::FreeTime>& times) {
    std::vector<SlotId> out;
    for (const auto& time : times) out.push_back(time.slot);
    return out;
  }

  World w;
  std::vector<core::CourseRule::Part> weekly{{doctor_visit}, {doctor_visit, 7, 7, SameProfessional::wished}};
};

TEST_F(Plans, TheSoonestAndTheSoonestWithOneProfessional) {
  const SlotId a = on(anna, 12);
  const SlotId b = on(berit, 19);
  const SlotId c = on(berit, 26);
  const CoursePlan found = plan(course(weekly));
  EXPECT_EQ(slots(found.soonest), (std::vector{a, b}));
  EXPECT_EQ(slots(found.same), (std::vector{b, c}));
}

TEST_F(Plans, ATimeAfterWhichNothingFollowsIsNotTaken) {
  on(anna, 11);
  const SlotId b = on(anna, 12);
  const SlotId c = on(anna, 19);
  EXPECT_EQ(slots(plan(course(weekly)).soonest), (std::vector{b, c}));
}

TEST_F(Plans, WithOneProfessionalWhenTheCourseRequiresIt) {
  on(anna, 12);
  on(berit, 19);
  const StepId step = course({{doctor_visit}, {doctor_visit, 7, 7, SameProfessional::required}});
  EXPECT_TRUE(plan(step).soonest.empty());
}

TEST_F(Plans, GoOnFromWhatIsBooked) {
  const SlotId a = on(anna, 12);
  const SlotId early = on(anna, 18);
  const SlotId b = on(anna, 19);
  const StepId step = course(weekly);
  core::SessionSlots first;
  first.add(a);
  w.must(core::BookSessions{step, first});
  const auto found = slots(plan(StepId{step.n + 1}).soonest);
  EXPECT_EQ(found, std::vector{b});
  EXPECT_NE(found.front(), early);
}

TEST_F(Plans, NothingForAStepThatIsNoSession) {
  on(anna, 12);
  const MatterId m = w.contact();
  w.assess(m);
  EXPECT_TRUE(plan(w.propose(m)).soonest.empty());
}

/// Every plan can be booked, and when one by one trying finds a pair, so does the plan.
RC_GTEST_FIXTURE_PROP(Plans, WhatIsPlannedCanBeBookedAndWhatCanBeBookedIsFound,
                      (const std::vector<std::uint8_t>& days)) {
  std::vector<SlotId> all;
  std::set<std::pair<int, int>> used;
  for (const std::uint8_t d : days) {
    const int day = 11 + d % 18;
    const int who = d / 18 % 3 + 1;
    if (used.emplace(day, who).second)
      all.push_back(on(WorkerId{static_cast<std::uint16_t>(who)}, static_cast<unsigned>(day), 8 + who));
  }
  const bool one = days.size() % 2 == 0;
  const StepId step =
      course({{doctor_visit}, {doctor_visit, 3, 5, one ? SameProfessional::required : SameProfessional::no}});
  bool possible = false;
  for (const SlotId a : all) {
    for (const SlotId b : all) {
      core::SessionSlots pair;
      pair.add(a);
      pair.add(b);
      possible = possible || decide(w.state, w.setting, core::BookSessions{step, pair}, aino, w.now).ok();
    }
  }
  const CoursePlan found = plan(step);
  RC_ASSERT(found.soonest.empty() != possible);
  for (const auto* set : {&found.soonest, &found.same}) {
    if (set->empty()) continue;
    core::SessionSlots pair;
    for (const auto& time : *set) pair.add(time.slot);
    RC_ASSERT(decide(w.state, w.setting, core::BookSessions{step, pair}, aino, w.now).ok());
  }
  RC_CLASSIFY(possible, "possible");
}

}  // namespace
}  // namespace vuoro::planner
