#include <map>

#include "core/invariants.hpp"
#include "twin/two_teams.hpp"

/// Visits under a move: whose times they are when staff come along, and when they do not.
namespace vuoro::twin::testing {
namespace {

Instant morning_of(unsigned day) {
  return calendar::at_local(day_of(2026, 1, day), 7 * 3600);
}

/// Days of January on which visits of the team's matters end.
std::map<TeamId, std::vector<int>> visits_under(const LiveCounty& county, const Alterations& alterations,
                                                Instant until) {
  std::map<TeamId, std::vector<int>> days;
  Future future(county, viewer(), seed(), 0, alterations);
  future.ground().tell([&](const core::State& state, const core::Event& e, const core::Stamp& stamp) {
    const auto* ended = std::get_if<core::StepEnded>(&e);
    if (ended == nullptr) return;
    const auto whole = core::Whole::open(state, viewer());
    const core::MatterRow& matter = whole->matters()[whole->steps()[ended->step.n].matter.n];
    days[matter.team].push_back(calendar::local_day(stamp.at) - day_of(2026, 1, 0));
  });
  future.run(until);
  EXPECT_EQ(future.refusals(), 0U);
  EXPECT_TRUE(core::violations(future.ground().state(), calendar::Calendar::finnish()).empty());
  return days;
}

/// Four wait at the other team, which has two times a working day, and four at the station, which has one.
class FourAndFour : public ::testing::Test {
 protected:
  FourAndFour() : two_(day_of(2026, 1, 5)) {
    for (int i = 0; i < 4; ++i) {
      two_.waits(two_.other, calendar::at_local(day_of(2026, 1, 9), 9 * 3600 + 600 * i));
      two_.waits(two_.station(), calendar::at_local(day_of(2026, 1, 9), 12 * 3600 + 600 * i));
    }
  }

  std::shared_ptr<LiveCounty> county(bool in_slots) {
    auto habits = std::make_shared<Habits>(*nobody_but_those_here(two_.small, false, 1));
    CareHabits others = habits->care.begin()->second;
    others.key = two_.care(two_.other);
    others.in_slots = in_slots;
    others.per_day = {2, 0};
    habits->care.emplace(others.key, others);
    return two_.on(morning_of(12), habits);
  }
  Alterations moving(Span when, bool follow) const {
    Alterations alterations;
    alterations.moves.push_back({two_.other, two_.station(), {}, when, follow});
    return alterations;
  }
  std::map<TeamId, std::vector<int>> visits(const LiveCounty& county, const Alterations& alterations) {
    return visits_under(county, alterations, calendar::at_local(day_of(2026, 1, 31), 0));
  }

  TwoTeams two_;
};

using Days = std::vector<int>;

TEST_F(FourAndFour, WhoStaysHelpsNobody) {
  const auto county = this->county(false);
  auto days = visits(*county, moving(for_good, false));
  EXPECT_EQ(days[two_.other], (Days{13, 13, 14, 14}));
  EXPECT_EQ(days[two_.station()], (Days{13, 14, 15, 16}));
  EXPECT_EQ(days, visits(*county, Future::unaltered));
}

/// Their own people first: although the station's would be asked before, they get what is left from Thursday
/// on.
TEST_F(FourAndFour, WhatThoseWhoFollowHaveLeftIsTheOthers) {
  const auto county = this->county(false);
  auto days = visits(*county, moving(for_good, true));
  EXPECT_EQ(days[two_.other], (Days{13, 13, 14, 14}));
  EXPECT_EQ(days[two_.station()], (Days{13, 14, 15, 15}));
}

TEST_F(FourAndFour, WhoComesAlongForADayIsThereOnThatDay) {
  const auto county = this->county(false);
  auto days = visits(*county, moving({day_of(2026, 1, 14), day_of(2026, 1, 15)}, true));
  EXPECT_EQ(days[two_.station()], (Days{13, 14, 15, 16})) << "the 14th is full of their own people";
  days = visits(*county, moving({day_of(2026, 1, 15), day_of(2026, 1, 16)}, true));
  EXPECT_EQ(days[two_.station()], (Days{13, 14, 15, 15}));
  days = visits(*county, moving({day_of(2026, 1, 16), day_of(2026, 1, 17)}, true));
  EXPECT_EQ(days[two_.station()], (Days{13, 14, 15, 16})) << "from Friday on there is nobody left to help";
}

TEST_F(FourAndFour, PublishedTimesOfThoseWhoFollowAreBookedToo) {
  const auto publish = [&](unsigned day, std::uint16_t count) {
    core::PublishSlots slots;
    slots.worker = two_.small.prepared().clinics[0].workers[0];
    slots.team = two_.other;
    slots.type = two_.small.prepared().clinics[0].type;
    slots.begin = calendar::at_local(day_of(2026, 1, day), 10 * 3600);
    slots.count = count;
    slots.minutes = 20;
    two_.small.give(slots, calendar::at_local(day_of(2026, 1, 10), 0));
  };
  publish(13, 4);
  publish(14, 2);
  publish(16, 3);
  const auto county = this->county(true);
  EXPECT_EQ(visits(*county, moving(for_good, false))[two_.station()], (Days{13, 14, 15, 16}));
  auto days = visits(*county, moving(for_good, true));
  EXPECT_EQ(days[two_.other], (Days{13, 13, 13, 13}));
  EXPECT_EQ(days[two_.station()], (Days{13, 14, 14, 14}));
  days = visits(*county, moving({day_of(2026, 1, 16), day_of(2026, 1, 31)}, true));
  EXPECT_EQ(days[two_.station()], (Days{13, 14, 15, 16}));
}

/// Who gives back a time of the others' gives it back to them.
TEST_F(FourAndFour, ATimeGivenBackIsTheirsWhoseItWas) {
  auto habits = std::make_shared<Habits>(*nobody_but_those_here(two_.small, false, 1));
  CareHabits others = habits->care.begin()->second;
  others.key = two_.care(two_.other);
  others.per_day = {2, 0};
  habits->care.emplace(others.key, others);
  CareHabits& own = habits->care.begin()->second;
  own.per_day = {0.05, 0};
  own.person_cancels = {1'000'000, 500'000, 0.5, 1};
  own.cancelled = {0.01F};
  const auto county = two_.on(morning_of(12), habits);
  for (std::uint32_t n = 0; n < 20; ++n) {
    const Alterations alterations = moving(for_good, true);
    Future future(*county, viewer(), seed(), n, alterations);
    std::map<int, int> on;
    future.ground().tell([&](const core::State&, const core::Event& e, const core::Stamp& stamp) {
      if (std::holds_alternative<core::StepEnded>(e))
        ++on[calendar::local_day(stamp.at) - day_of(2026, 1, 0)];
    });
    future.run(calendar::at_local(day_of(2026, 2, 28), 0));
    // Whoever of the station gives back Thursday or Friday leaves the place to whoever asks next.
    EXPECT_EQ(on, (std::map<int, int>{{13, 2}, {14, 2}, {15, 2}, {16, 2}}));
  }
}

/// A service that the other team never gave: by the habits, and in the times, of those who gave it.
TEST(Moves, PeopleFollowedByStaffFindTheSameUnderAnotherName) {
  SmallCounty small;
  const TeamId other{static_cast<std::uint16_t>(
      small.give(core::DefineTerm{core::TermKind::team, core::ShortText::of("other")},
                 calendar::at_local(day_of(2026, 2, 2), 0)))};
  small.live({}, seed());
  const auto county = small.county();
  auto habits = std::make_shared<Habits>(*county->habits);
  TeamHabits desk = habits->teams.at(small.team());
  desk.team = other;
  for (Rate& rate : desk.contacts) rate = {0, 1e9, 1e-9, 1, 1};
  for (Rate& rate : desk.per_hour) rate = {0, 1e9, 1e-9, 1, 1};
  habits->teams.emplace(other, desk);
  county->habits = habits;
  Alterations alterations;
  alterations.moves.push_back({small.team(), other, {}, for_good, true});
  struct Sums {
    std::uint32_t matters = 0, at_other = 0, kept = 0, missed = 0;
  };
  const auto sums_under = [&](const Alterations& under) {
    Future future(*county, viewer(), seed(), 2, under);
    future.run(county->now + std::chrono::hours{24 * 42});
    EXPECT_EQ(future.refusals(), 0U);
    const auto whole = core::Whole::open(future.ground().state(), viewer());
    Sums sums;
    for (const auto& chunk : whole->matters().chunks()) {
      for (const auto& row : chunk) {
        ++sums.matters;
        sums.at_other += row.team == other;
      }
    }
    for (const auto& chunk : whole->promises().chunks()) {
      for (const auto& row : chunk) {
        sums.kept += row.state == core::PromiseState::kept;
        sums.missed += row.state == core::PromiseState::missed;
      }
    }
    return sums;
  };
  const Sums before = sums_under(Future::unaltered);
  const Sums under = sums_under(alterations);
  EXPECT_EQ(before.at_other, 0U);
  EXPECT_GT(under.at_other, 200U);
  EXPECT_EQ(under.matters, before.matters);
  EXPECT_NEAR(under.kept, before.kept, 3);
  EXPECT_NEAR(under.missed, before.missed, 3);
}

}  // namespace
}  // namespace vuoro::twin::testing
