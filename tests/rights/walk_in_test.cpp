#include "core/walk_in.hpp"

#include "core/refused_tickets.hpp"
#include "core/world.hpp"
#include "rights/gate.hpp"

/// Who sees which numbers of a walk-in list, and that nobody on it is lost.
namespace vuoro::core::testing {
namespace {

/// Monday 2025-03-10, 8.00.
class WalkInSight : public ::testing::Test {
 protected:
  World w;

  static std::optional<Viewer> viewer(TeamId team, std::uint32_t who = 1) {
    rights::Account account;
    account.role = Role::professional;
    account.team = team;
    account.staff = StaffId{who};
    return rights::Gate::care(rights::StaffSession{account});
  }
  MatterId comes() { return at_the_door(w); }
  void moves(MatterId m, TicketState to, const Actor& who = aino) { w.must(MoveTicket{m, to}, who); }
};

TEST_F(WalkInSight, AtTheDaysEndNobodyIsLost) {
  const MatterId m = comes();
  const MatterId served = comes();
  moves(served, TicketState::came);
  const Viewer clock = rights::Gate::operations();
  const Day today = calendar::local_day(w.now);
  EXPECT_TRUE(WalkIn(w.state, clock).left_over(today, 9).empty()) << "the day goes on";
  w.now = at(2025, 3, 11);
  EXPECT_EQ(WalkIn(w.state, clock).left_over(today + 1, 9), std::vector{m});
  moves(m, TicketState::lapsed, machine);
  const Viewer nurse = *viewer(nurses);
  const WalkIn list(w.state, nurse);
  ASSERT_EQ(list.unserved(today + 1, 14).size(), 1U);
  EXPECT_EQ(list.unserved(today + 1, 14).front().row->matter, m);
  EXPECT_TRUE(list.lapsed_unseen(m));
  EXPECT_EQ(w.matter(m).status, MatterStatus::open);
  EXPECT_TRUE(WalkIn(w.state, *viewer(social)).unserved(today + 1, 14).empty()) << "another team";
  w.wait(3600);
  w.must(TakeMatter{m});
  EXPECT_FALSE(list.lapsed_unseen(m)) << "somebody has acted on it";
  EXPECT_TRUE(list.unserved(today + 1, 14).empty());
}

TEST_F(WalkInSight, AMatterThatAnotherTeamAcceptedStaysOnTheListAsANumberOnly) {
  const MatterId m = comes();
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  w.must(AcceptHandOver{m}, carita);
  ASSERT_EQ(WalkIn(w.state, *viewer(nurses)).day(calendar::local_day(w.now)).size(), 1U);
  EXPECT_FALSE(WalkIn(w.state, *viewer(nurses)).of(m)) << "no longer theirs to see";
}

TEST_F(WalkInSight, TheListIsForTheTeamsProfessionalsOnly) {
  comes();
  const Day today = calendar::local_day(w.now);
  EXPECT_EQ(WalkIn(w.state, *viewer(nurses)).day(today).size(), 1U);
  EXPECT_TRUE(WalkIn(w.state, *viewer(social)).day(today).empty());
  EXPECT_TRUE(WalkIn(w.state, rights::Gate::operations()).day(today).empty());
}

TEST_F(WalkInSight, AResidentSeesTheirOwnTurnAndNoOther) {
  const MatterId first = comes();
  const MatterId second = comes();
  const auto own = rights::Gate::own_matter(rights::ResidentSession{second});
  const WalkIn mine(w.state, *own);
  ASSERT_TRUE(mine.of(second));
  EXPECT_EQ(mine.turn(mine.of(second)->id).before, 1U);
  EXPECT_FALSE(mine.of(first));
  moves(first, TicketState::left);
  EXPECT_EQ(mine.turn(mine.of(second)->id).before, 0U);
}

/// Calls at these minutes, of people who all came at the beginning.
class Pace : public WalkInSight {
 protected:
  void calls_after(std::initializer_list<int> minutes) {
    const Instant begin = w.now;
    for (const int after : minutes) {
      w.now = begin + std::chrono::minutes{after};
      moves(MatterId{w.must(CallNext{})}, TicketState::came);
    }
  }
  [[nodiscard]] std::optional<std::chrono::minutes> pace() const {
    return WalkIn(w.state, *viewer(nurses)).pace(nurses, calendar::local_day(w.now));
  }
};

TEST_F(Pace, IsToldOnlyFromTodaysRealCalls) {
  for (int n = 0; n < 6; ++n) comes();
  calls_after({0, 5, 12});
  EXPECT_FALSE(pace()) << "two gaps are too few";
  calls_after({8});
  EXPECT_EQ(pace(), std::chrono::minutes{7}) << "of 5, 7 and 8 the middle";
  const Viewer nurse = *viewer(nurses);
  const WalkIn list(w.state, nurse);
  const auto order = calling_order(w.tables(), nurses, calendar::local_day(w.now));
  ASSERT_EQ(order.size(), 2U);
  EXPECT_EQ(list.turn(order[1]).wait, std::chrono::minutes{14});
  w.wait(86'400);
  EXPECT_FALSE(pace()) << "yesterday's pace is not today's";
}

TEST_F(Pace, AnEmptyWaitingRoomIsNoPace) {
  for (int n = 0; n < 4; ++n) {
    comes();
    calls_after({0});
    w.wait(3600);
  }
  EXPECT_FALSE(pace()) << "nobody waited an hour: the room was empty";
}

}  // namespace
}  // namespace vuoro::core::testing
