#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

#include "core/view.hpp"
#include "twin/six_wait.hpp"

/// Two teams that people may turn to.
namespace vuoro::twin::testing {

inline const Span for_good{calendar::first_known_day, calendar::last_known_day};

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

}  // namespace vuoro::twin::testing
