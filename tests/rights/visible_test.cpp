#include <gtest/gtest.h>

#include "core/view.hpp"
#include "core/world.hpp"
#include "rights/gate.hpp"

/// Which of the staff see a matter, by what they have to do with it. Everybody else sees nothing.
namespace vuoro::rights {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too

Viewer professional(TeamId team) {
  Account account;
  account.staff = StaffId{9};
  account.team = team;
  account.role = Role::professional;
  return *Gate::care(Session{StaffSession{account}});
}

class Sight : public ::testing::Test {
 protected:
  Sight() {
    w.assess(matter);
    step = w.propose(matter);
  }
  [[nodiscard]] bool seen_by(TeamId team) const { return core::visible(w.state, professional(team), matter); }
  void book(SlotId own, SlotId others) {
    core::SlotList both;
    both.add(own);
    if (others) both.add(others);
    w.must(core::BookTimes{step, both});
  }

  World w;
  MatterId matter = w.contact();
  StepId step;
};

TEST_F(Sight, OnlyTheHolderAtFirst) {
  EXPECT_TRUE(seen_by(nurses));
  EXPECT_FALSE(seen_by(social));
  EXPECT_FALSE(seen_by(dental));
}

TEST_F(Sight, WhoHasAPlaceInTheVisitSeesWhoComes) {
  const SlotId own = w.slots(anna, at(2025, 3, 12, 9));
  const SlotId theirs = w.slots(berit, at(2025, 3, 12, 9), 1, nurse_time, 1, social);
  book(own, theirs);
  EXPECT_TRUE(seen_by(social)) << "a visit of two professionals is both teams' to prepare";
  EXPECT_FALSE(seen_by(dental));
  const auto teams = core::View(w.state, professional(social)).teams_of(matter);
  EXPECT_NE(std::ranges::find(teams, social), teams.end()) << "and they are told when it moves";

  book(w.slots(anna, at(2025, 3, 13, 9)), {});
  EXPECT_FALSE(seen_by(social)) << "the visit moved on without them";
  EXPECT_TRUE(core::View(w.state, professional(social)).teams_of(matter).empty());
}

TEST_F(Sight, ACancelledOrHeldVisitIsNobodyElsesAnyMore) {
  book(w.slots(anna, at(2025, 3, 10, 9)), w.slots(berit, at(2025, 3, 10, 9), 1, nurse_time, 1, social));
  w.must(core::CancelBooking{step, core::CancelledBy::person});
  EXPECT_FALSE(seen_by(social));
  book(w.slots(anna, at(2025, 3, 10, 10)), w.slots(berit, at(2025, 3, 10, 10), 1, nurse_time, 1, social));
  w.now = at(2025, 3, 10, 11);
  w.must(core::CompleteStep{step, core::Outcome::helped});
  EXPECT_FALSE(seen_by(social)) << "the relation ends with the visit";
}

}  // namespace
}  // namespace vuoro::rights
