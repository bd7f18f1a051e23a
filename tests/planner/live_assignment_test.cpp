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
  [[nodiscard]] LiveProblem gathered(const Ways* ways = nullptr) {
    const Viewer viewer = rights::Gate::operations();
    return gather(w.state, w.setting, viewer, planning, w.now, ways);
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

/// Old people of Tikkurila have no car and walk; the others drive. Nurses are 3 km away, the dentists 6.
content::Network walking_distance() {
  content::Network n;
  n.modes = {{"car", {}, 60, 0, true}, {"walk", {}, 6, 0, false}};
  n.ages = {{"young", {}, 0, 0, {0, 1}, {std::nullopt, std::nullopt}},
            {"old", {}, 75, 1, {0, 1}, {std::nullopt, std::nullopt}}};
  n.languages = {{"one", {}, 1}};
  n.years = {2020};
  n.areas = {{"Tikkurila", {}, {0, 0}, {{{100, 100}, {200}}}}};
  content::Network::Point p;
  for (const double east : {3.0, 6.0}) {
    p.code = p.unit = east < 5 ? "near" : "far";
    p.at = {east, 0};
    n.points.push_back(p);
  }
  return n;
}

TEST_F(LiveAssignment, TheWayIsThatOfTheAreaAndTheAge) {
  const content::Network network = walking_distance();
  content::County county;
  for (const char* team : {"nurses", "dental"}) {
    county.teams.emplace_back();
    county.teams.back().code = team;
    county.teams.back().unit = county.teams.size() == 1 ? "near" : "far";
  }
  const Ways ways(network, county, 2025);
  w.slots(anna, at(2025, 3, 12, 9));
  const SlotId call = w.slots(berit, at(2025, 3, 12, 9));
  core::Access::tables(w.state).slots[call.n].mode = core::Mode::phone;
  for (const int age : {40, 80}) {
    core::ReceiveContact c;
    c.area = tikkurila;
    c.age = {static_cast<std::uint8_t>(age)};
    const MatterId m = w.contact(c);
    w.assess(m);
    w.propose(m);
  }
  const LiveProblem live = gathered(&ways);
  ASSERT_EQ(live.waiting.size(), 2U);
  ASSERT_EQ(live.slots.size(), 2U);
  for (std::uint32_t m = 0; m < 2; ++m) {
    const bool old = live.waiting[m].of->age.years == 80;
    for (std::uint32_t s = 0; s < 2; ++s) {
      const bool called = live.slots[s].slot == call;
      const TermPoints why = explain(live.problem, live.rules, m, s);
      EXPECT_EQ(why[static_cast<std::size_t>(Term::travel)], called ? 0U : old ? 120U : 12U);
      EXPECT_EQ(why[static_cast<std::size_t>(Term::unit)], 0U);
    }
  }
  // Who walks for half an hour is called; who drives comes.
  for (const ProposedPair& pair : plan(live).pairs)
    EXPECT_EQ(live.slots[pair.slot].slot == call, live.waiting[pair.matter].of->age.years == 80);
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
