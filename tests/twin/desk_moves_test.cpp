#include <algorithm>
#include <map>

#include "twin/two_teams.hpp"

/// Who turns to another team than so far, and whose desk answers them.
namespace vuoro::twin::testing {
namespace {

TEST_F(Desks, ThoseOfTheAreaTurnToTheOtherOnTheDaysOfTheMove) {
  const auto county = this->county(60, 60);
  const Span week{day_of(2026, 3, 9), day_of(2026, 3, 16)};
  const auto before = three_weeks(*county, Future::unaltered);
  const auto under = three_weeks(*county, moving({areas_[1]}, week, false));
  ASSERT_EQ(before.size(), under.size());
  ASSERT_GT(before.size(), 50U);
  int moved = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool moves = week.holds(before[i].day) && before[i].area == areas_[1];
    EXPECT_EQ(under[i].team, moves ? two_.other : two_.station()) << i;
    EXPECT_EQ(under[i].area, before[i].area) << "the same people";
    EXPECT_EQ(under[i].day, before[i].day) << "the same people";
    EXPECT_TRUE(under[i].answered || under[i].day >= day_of(2026, 3, 20)) << i;
    moved += moves;
  }
  EXPECT_GT(moved, 5);
}

TEST_F(Desks, TheFirstMoveThatTakesSomebodyCountsAndOnlyOne) {
  Alterations alterations = moving({areas_[0]}, for_good, false);
  alterations.moves.push_back({two_.other, TeamId{9}, {}, for_good, false});
  alterations.moves.push_back({two_.station(), TeamId{8}, {}, for_good, false});
  const Day day = day_of(2026, 3, 9);
  EXPECT_EQ(alterations.instead_of(two_.station(), areas_[0], day), two_.other);
  EXPECT_EQ(alterations.instead_of(two_.station(), areas_[1], day), TeamId{8});
  EXPECT_EQ(alterations.instead_of(two_.other, areas_[1], day), TeamId{9});
  EXPECT_EQ(alterations.instead_of(TeamId{8}, areas_[1], day), TeamId{8});
}

/// The other desk gets to one in ten hours. Those who follow do the rest of its work, as at their own door.
TEST_F(Desks, ADeskThatFollowsAnswersTheOthersPeople) {
  const auto county = this->county(2, 0.1);
  const auto answered = [&](const Alterations& alterations) {
    return std::ranges::count_if(three_weeks(*county, alterations), &Came::answered);
  };
  const auto as_it_is = answered(Future::unaltered);
  EXPECT_GT(as_it_is, 70);
  EXPECT_LT(answered(moving({}, for_good, false)), 20);
  const auto followed = answered(moving({}, for_good, true));
  EXPECT_GE(followed, as_it_is);
  EXPECT_LE(followed, as_it_is + 6) << "no more hands than the two desks'";
}

/// The station gets to some two of the three a day that still turn to it: only in the first hours, before
/// anybody waits, has it time to give.
TEST_F(Desks, OnlyTimeThatIsLeftIsGiven) {
  const auto county = this->county(0.3, 0.3);
  const auto follow = three_weeks(*county, moving({areas_[1]}, for_good, true));
  const auto stay = three_weeks(*county, moving({areas_[1]}, for_good, false));
  const auto answered_by = [](const std::vector<Came>& all, TeamId team) {
    return std::ranges::count_if(all, [&](const Came& c) { return c.team == team && c.answered; });
  };
  EXPECT_GT(answered_by(stay, two_.station()), 20);
  EXPECT_GE(answered_by(follow, two_.station()), answered_by(stay, two_.station()) - 2);
  EXPECT_LE(answered_by(follow, two_.other), answered_by(stay, two_.other) + 2);
}

/// A third desk, which hands everybody over to the station, in a past of its own.
TEST_F(Desks, WhatIsHandedOverGoesWhereItsPeopleGo) {
  const TeamId third{static_cast<std::uint16_t>(
      two_.small.give(core::DefineTerm{core::TermKind::team, core::ShortText::of("third")}, at(28, 0)))};
  std::vector<MatterId> offered;
  for (int n = 0; n < 40; ++n) {
    const Instant when = calendar::at_local(day_of(2026, 3, 2), 9 * 3600 + n * 300);
    offered.push_back(turns_to(n % 2 == 0 ? third : two_.other, 1, when));
    two_.small.give(core::OfferHandOver{offered.back(), two_.station(), core::OfferReason::wrong_team},
                    when + std::chrono::minutes{2});
  }
  Instant next = calendar::at_local(day_of(2026, 3, 3), 9 * 3600);
  for (const MatterId matter : offered) {
    next = next + std::chrono::minutes{5};
    two_.small.give(core::AcceptHandOver{matter}, next, {core::ActorKind::staff, StaffId{1}, two_.station()});
    two_.small.give(core::CloseMatter{matter, core::CloseReason::advice_was_enough},
                    next + std::chrono::minutes{1});
  }
  const Instant now = calendar::at_local(day_of(2026, 3, 30), 0);
  auto county = this->county(60, 60, now);
  auto habits = std::make_shared<Habits>(*county->habits);
  for (const TeamId from : {third, two_.other}) {
    TeamHabits desk = habits->teams.at(two_.station());
    desk.team = from;
    habits->teams.insert_or_assign(from, desk);
  }
  county->habits = habits;
  const auto teams = [&](const Alterations& alterations) {
    std::map<TeamId, int> held;
    for (const Came& came : three_weeks(*county, alterations)) {
      if (came.day < calendar::local_day(now) + 17) ++held[came.team];
    }
    return held;
  };
  const auto before = teams(Future::unaltered);
  EXPECT_EQ(before.size(), 1U) << "everybody's matter is the station's in the end";
  EXPECT_TRUE(before.contains(two_.station()));
  const auto under = teams(moving({}, for_good, false));
  EXPECT_EQ(under.size(), 1U) << "and now the other's: who begins there is not handed over";
  EXPECT_TRUE(under.contains(two_.other));
  const Day later = calendar::local_day(now) + 8;
  EXPECT_EQ(teams(moving({}, {later, later + 300}, false)).size(), 2U)
      << "what was offered on the day before is accepted by the station";
}

}  // namespace
}  // namespace vuoro::twin::testing
