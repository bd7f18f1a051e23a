#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "core/invariants.hpp"
#include "core/view.hpp"
#include "twin/changes.hpp"
#include "twin/six_wait.hpp"

/// People who turn to another team than so far, and staff who come along with them or do not.
namespace vuoro::twin::testing {
namespace {

const Span for_good{calendar::first_known_day, calendar::last_known_day};

Instant morning_of(unsigned day) {
  return calendar::at_local(day_of(2026, 1, day), 7 * 3600);
}

/// Two teams, each of which gives the service to those whose matter it holds. The station has the smaller
/// number.
class TwoTeams {
 public:
  explicit TwoTeams(Day first) : small(first) {
    other = TeamId{static_cast<std::uint16_t>(small.give(
        core::DefineTerm{core::TermKind::team, core::ShortText::of("other")}, calendar::at_local(first, 0)))};
  }

  /// Ready on the day, with the other team's giving of the service so many a working day.
  std::shared_ptr<LiveCounty> on(Instant now, std::shared_ptr<const Habits> habits) {
    auto county = small.unfitted(now);
    county->habits = std::move(habits);
    return county;
  }

  [[nodiscard]] TeamId station() const { return small.team(); }
  [[nodiscard]] CareKey care(TeamId team) const { return {team, small.service()}; }

  /// Somebody who waits for a time of the team's.
  void waits(TeamId team, Instant at) {
    core::ReceiveContact command;
    command.channel = core::Channel::web;
    command.about = core::About::unnamed;
    command.team = team;
    const MatterId matter{small.give(command, at)};
    small.assess(matter, at + std::chrono::minutes{1});
    small.propose(matter, at + std::chrono::minutes{2});
  }

  SmallCounty small;
  TeamId other;
};

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

/// A past with an area in every contact: the desk answers in a minute, and that is all.
class Desks : public ::testing::Test {
 protected:
  Desks() : two_(day_of(2026, 2, 2)) {
    for (const char* area : {"north", "south"})
      areas_.push_back(AreaId{static_cast<std::uint16_t>(
          two_.small.give(core::DefineTerm{core::TermKind::area, core::ShortText::of(area)}, at(2, 0)))});
    for (int day = 2; day <= 27; ++day) {
      if (!county_calendar().is_working_day(day_of(2026, 2, static_cast<unsigned>(day)))) continue;
      for (int i = 0; i < 6; ++i) comes(day, i);
    }
  }

  static const calendar::Calendar& county_calendar() {
    static const calendar::Calendar calendar = calendar::Calendar::finnish();
    return calendar;
  }
  static Instant at(int day, int second) {
    return calendar::at_local(day_of(2026, 2, static_cast<unsigned>(day)), second);
  }

  void comes(int day, int nth) {
    const Instant when = at(day, 9 * 3600 + nth * 1200);
    const MatterId matter = turns_to(two_.station(), nth, when);
    two_.small.give(core::CloseMatter{matter, core::CloseReason::advice_was_enough},
                    when + std::chrono::minutes{2});
  }
  MatterId turns_to(TeamId team, int nth, Instant when) {
    core::ReceiveContact command;
    command.channel = core::Channel::web;
    command.about = core::About::unnamed;
    command.area = areas_[static_cast<std::size_t>(nth) % 2];
    command.team = team;
    const MatterId matter{two_.small.give(command, when)};
    two_.small.give(core::AnswerContact{matter}, when + std::chrono::minutes{1});
    return matter;
  }

  /// On Monday 2 March: six a day turn to the station; desks get to so many an hour.
  std::shared_ptr<LiveCounty> county(double station_per_hour, double other_per_hour,
                                     Instant now = calendar::at_local(day_of(2026, 3, 2), 0)) {
    two_.small.past()->finish(now);
    auto habits = std::make_shared<Habits>();
    habits->past = two_.small.past();
    habits->gives_up = habits->all_misses = never();
    for (Share& one : habits->misses) one = never();
    const auto desk = [](TeamId team, double contacts, double per_hour) {
      TeamHabits one;
      one.team = team;
      for (std::size_t c = 0; c < day_classes; ++c)
        one.contacts[c] = {(c < 5 ? contacts : 0) * 1e6, 1e6, 1, 1e-6, 1};
      for (Rate& rate : one.per_hour) rate = {per_hour * 1e6, 1e6, 1, 1e-6, 1};
      return one;
    };
    habits->teams.emplace(two_.station(), desk(two_.station(), 6, station_per_hour));
    habits->teams.emplace(two_.other, desk(two_.other, 0, other_per_hour));
    return two_.on(now, habits);
  }
  Alterations moving(std::vector<AreaId> areas, Span when, bool follow) const {
    Alterations alterations;
    alterations.moves.push_back({two_.station(), two_.other, std::move(areas), when, follow});
    return alterations;
  }

  struct Came {
    TeamId team;
    AreaId area;
    Day day;
    bool answered = false;
  };
  std::vector<Came> three_weeks(const LiveCounty& county, const Alterations& alterations) {
    Future future(county, viewer(), seed(), 0, alterations);
    future.run(county.now + std::chrono::hours{24 * 21});
    EXPECT_EQ(future.refusals(), 0U);
    const auto whole = core::Whole::open(future.ground().state(), viewer());
    std::vector<Came> all;
    for (const auto& chunk : whole->matters().chunks()) {
      for (const core::MatterRow& row : chunk) {
        if (row.opened.instant() > county.now)
          all.push_back({row.team, row.area, calendar::local_day(row.opened.instant()),
                         static_cast<bool>(row.answered)});
      }
    }
    return all;
  }

  TwoTeams two_;
  std::vector<AreaId> areas_;
};

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

class MoveFile : public Desks {
 protected:
  MoveFile() : county_(county(4, 4)), place_(::testing::TempDir() + "moves.toml") {
    habits_ = std::make_shared<Habits>(*county_->habits);
    county_->habits = habits_;
  }
  ~MoveFile() override { std::filesystem::remove(place_); }

  Result<Changes, content::ContentErrors> read(const std::string& moves) {
    std::ofstream(place_) << "name = \"x\"\n" << moves;
    return load_changes(place_, *county_);
  }
  std::string fault(const std::string& moves) {
    const auto found = read(moves);
    return found ? "" : content::to_string(found.error());
  }
  std::string move(const std::string& team, const std::string& to, const std::string& more = "") {
    return "[[move]]\nteam = \"" + team + "\"\nto = \"" + to + "\"\n" + more + "\n";
  }
  void gave(std::uint32_t bookings) {
    counts_.bookings = bookings;
    CareHabits care;
    care.key = two_.care(two_.station());
    care.counts = &counts_;
    habits_->care[care.key] = care;
  }

  std::shared_ptr<LiveCounty> county_;
  std::shared_ptr<Habits> habits_;
  CareCounts counts_;
  std::filesystem::path place_;
};

TEST_F(MoveFile, IsReadWithDaysAreasAndCosts) {
  const auto found = read(move("station", "other",
                               "areas = [\"south\"]\nfrom = 2026-03-09\nuntil = 2026-03-15\nstaff = "
                               "\"follow\"\ncost = \"-3000 € a month\"\nsource = \"the board\"") +
                          move("station", "other"));
  ASSERT_TRUE(found.ok()) << content::to_string(found.error());
  const auto& moves = found->alterations.moves;
  ASSERT_EQ(moves.size(), 2U);
  EXPECT_EQ(moves[0].team, two_.station());
  EXPECT_EQ(moves[0].to, two_.other);
  EXPECT_EQ(moves[0].areas, std::vector{areas_[1]});
  EXPECT_EQ(moves[0].when.from, Day{day_of(2026, 3, 9)});
  EXPECT_EQ(moves[0].when.until, Day{day_of(2026, 3, 16)}) << "the last day is in it";
  EXPECT_TRUE(moves[0].staff_follow);
  EXPECT_TRUE(moves[1].areas.empty());
  EXPECT_FALSE(moves[1].staff_follow);
  EXPECT_EQ(moves[1].when.from, calendar::local_day(county_->now));
  ASSERT_EQ(found->by_month.size(), 1U);
  EXPECT_DOUBLE_EQ(found->by_month[0].euros, -3000);
  EXPECT_EQ(found->by_month[0].when.until, Day{day_of(2026, 3, 16)});
}

TEST_F(MoveFile, WhatTheRecordCannotCarryIsToldByLine) {
  EXPECT_EQ(fault(move("station", "other")), "");
  EXPECT_NE(fault(move("station", "other") + move("other", "station"))
                .find("moves.toml:6:1: everybody who turns to 'to'"),
            std::string::npos);
  EXPECT_EQ(
      fault(move("station", "other", "until = 2026-03-08") + move("other", "station", "from = 2026-03-09")),
      "")
      << "one after the other";
  gave(4);
  EXPECT_EQ(fault(move("station", "other")), "") << "hardly ever";
  gave(5);
  EXPECT_NE(fault(move("station", "other")).find("'to' has not given"), std::string::npos);
  EXPECT_EQ(fault(move("station", "other", "staff = \"follow\"")), "");
  county_->setting.services[two_.small.service().n].team = two_.station();
  EXPECT_NE(fault(move("station", "other", "staff = \"follow\"")).find("services.toml names the team"),
            std::string::npos);
  EXPECT_EQ(fault(move("other", "station")), "") << "it is the provider of nothing";
  habits_->teams.erase(two_.station());
  EXPECT_NE(fault(move("other", "station")).find("nobody has turned to the desk of 'to'"), std::string::npos);
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
