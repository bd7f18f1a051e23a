#include <gtest/gtest.h>

#include "core/times.hpp"
#include "core/world.hpp"
#include "rights/gate.hpp"

/// What is shown of a step's times to whom: deny by default, whoever asks.
namespace vuoro::planner {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too
using core::Times;

Viewer of_team(TeamId team) {
  rights::Account account;
  account.staff = StaffId{7};
  account.team = team;
  return *rights::Gate::care(rights::StaffSession{account});
}

class TimesSight : public ::testing::Test {
 protected:
  TimesSight() {
    w.assess(matter);
    step = w.propose(matter);
    core::SlotList list;
    list.add(w.slots(anna, at(2025, 3, 12, 9)));
    w.must(core::BookTimes{step, list});
  }

  [[nodiscard]] std::size_t places(const Viewer& viewer, StepId of) const {
    return Times(w.state, w.setting, viewer).places(of).size();
  }
  [[nodiscard]] core::Moment at_stake(const Viewer& viewer, StepId of) const {
    return Times(w.state, w.setting, viewer).at_stake(of);
  }

  World w;
  MatterId matter = w.contact();
  StepId step;
};

TEST_F(TimesSight, TheHoldersSeeWhatIsBookedAndAtStake) {
  EXPECT_EQ(places(of_team(nurses), step), 1U);
  EXPECT_LT(at_stake(of_team(nurses), step), core::Moment::of(core::no_due));
}

TEST_F(TimesSight, OthersSeeNeither) {
  EXPECT_EQ(places(of_team(social), step), 0U);
  EXPECT_EQ(at_stake(of_team(social), step), core::Moment::of(core::no_due));
}

TEST_F(TimesSight, AStepThatIsNotThereIsTheSameAsOneNotToBeSeen) {
  for (const StepId nobody : {StepId{}, StepId{99}}) {
    EXPECT_EQ(places(of_team(nurses), nobody), 0U);
    EXPECT_EQ(at_stake(of_team(nurses), nobody), core::Moment::of(core::no_due));
  }
}

TEST_F(TimesSight, WhoHasNoTimeThoughAPromiseIsDue) {
  const auto unbooked = [&](const Viewer& viewer, TeamId team, Instant until) {
    return Times(w.state, w.setting, viewer).unbooked(team, until, 9);
  };
  const Instant after = at(2025, 3, 18);  // its own target of a week ends on the 17th
  EXPECT_TRUE(unbooked(of_team(nurses), nurses, after).empty()) << "it has a time";
  const MatterId waiting = w.contact();
  w.assess(waiting);
  const StepId without = w.propose(waiting);
  ASSERT_EQ(unbooked(of_team(nurses), nurses, after).size(), 1U);
  EXPECT_EQ(unbooked(of_team(nurses), nurses, after).front().step, without);
  EXPECT_TRUE(unbooked(of_team(nurses), nurses, at(2025, 3, 17)).empty()) << "not due yet";
  EXPECT_TRUE(unbooked(of_team(social), nurses, after).empty()) << "not theirs to see";
}

}  // namespace
}  // namespace vuoro::planner
