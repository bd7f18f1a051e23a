#include "planner/live_assignment.hpp"

#include <gtest/gtest.h>

#include "core/world.hpp"
#include "rights/gate.hpp"

/// From State to a plan: who waits, what is free, and that nothing is written.
namespace vuoro::planner {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too

class LiveAssignment : public ::testing::Test {
 protected:
  LiveAssignment() {
    planning.days_ahead = 28;
    planning.points = {10'000, 200, 20, 2'000, 100, 300, 150, 40};
    content::ProtectedGroup young;
    young.code = "under-18";
    young.age_below = 18;
    planning.groups.push_back(young);
  }
  StepId waiting(std::uint8_t age = 40, PersonId person = {}) {
    core::ReceiveContact c;
    c.person = person;
    if (!person) c.age = {age};
    const MatterId m = w.contact(c);
    w.assess(m);
    return w.propose(m);
  }
  [[nodiscard]] LiveProblem gathered() {
    const Viewer viewer = rights::Gate::operations();
    return gather(w.state, w.setting, viewer, planning, w.now);
  }

  World w;
  content::Planning planning;
};

TEST_F(LiveAssignment, WhoWaitsGetsAFreeTimeAndNothingIsWritten) {
  const SlotId slot = w.slots(anna, at(2025, 3, 12, 9));
  const StepId step = waiting();
  const core::StateHash before = core::hash_of(w.state);
  const LiveProblem live = gathered();
  const LivePlan made = plan(live);
  ASSERT_EQ(made.pairs.size(), 1U);
  EXPECT_EQ(live.waiting[made.pairs[0].matter].step, step);
  EXPECT_EQ(live.slots[made.pairs[0].slot].slot, slot);
  EXPECT_EQ(made.best.proof.gap, 0);
  EXPECT_EQ(before, core::hash_of(w.state));
}

TEST_F(LiveAssignment, AChildComesFirstByOrder) {
  w.slots(anna, at(2025, 3, 12, 9));
  waiting(40);
  const StepId child = waiting(7);
  const LiveProblem live = gathered();
  const LivePlan made = plan(live);
  ASSERT_EQ(made.pairs.size(), 1U);
  EXPECT_EQ(live.waiting[made.pairs[0].matter].step, child);
}

TEST_F(LiveAssignment, BookedPlacesAreNotFree) {
  const SlotId slot = w.slots(anna, at(2025, 3, 12, 9));
  core::SlotList list;
  list.add(slot);
  w.must(core::BookTimes{waiting(), list});
  waiting();
  const LiveProblem live = gathered();
  EXPECT_EQ(live.waiting.size(), 1U);
  EXPECT_TRUE(live.slots.empty());
  EXPECT_TRUE(plan(live).pairs.empty());
}

TEST_F(LiveAssignment, OnePersonIsNeverInTwoPlacesAtOnce) {
  const PersonId person = w.person(day_of(1990, 1, 1).n);
  w.slots(anna, at(2025, 3, 12, 9));
  w.slots(berit, at(2025, 3, 12, 9));
  waiting(40, person);
  waiting(40, person);
  const LivePlan made = plan(gathered());
  EXPECT_EQ(made.pairs.size(), 1U);
  EXPECT_GT(made.clashes, 0U);
}

}  // namespace
}  // namespace vuoro::planner
