// Who turns to which team under a plan of the network.
#include "planner/network_moves.hpp"

#include <gtest/gtest.h>

namespace vuoro::planner {
namespace {

using content::Network;
using Why = NotMoved::Why;

/// Areas along a road, ten kilometres apart, everybody walks; a station in the first three, of which the
/// third also has dentists of a unit of its own, and a place without a unit in the fourth that is shut.
class Road : public ::testing::Test {
 protected:
  Road() {
    n.modes = {{"walk", {}, 6, 0, false}};
    n.ages = {{"all", {}, 0, 0, {0}, {std::nullopt}}};
    n.languages = {{"one", {}, 1}};
    n.services = {{"nurse", {}, 30, {2}, {0}, ""}, {"dentist", {}, 30, {1}, {0}, ""}};
    n.years = {2020};
    n.new_fixed = {5, 8, 1, 500, 5, ""};
    n.new_mobile = {2, 6, 1, 50, 5, ""};
    for (int i = 0; i < 4; ++i) {
      const std::string code = names[static_cast<std::size_t>(i)];
      n.areas.push_back({code, {}, {10.0 * i, 0}, {{{100}, {100}}}});
      n.points.push_back(point("p-" + code, i < 3 ? "station-" + code : "", 10.0 * i, {0}));
    }
    n.points[3].open = false;
    n.points.push_back(point("teeth", "clinic", 20, {1}));
    for (int i = 0; i < 3; ++i) {
      const std::string code = names[static_cast<std::size_t>(i)];
      county.teams.push_back(team("desk-" + code, "station-" + code, {code}, {promises::Domain::health}));
    }
    county.teams[2].areas.emplace_back("d");
    county.teams.push_back(team("dentists", "clinic", {"a", "b", "c", "d"}, {promises::Domain::oral}));
    county.teams.push_back(team("callers", "", {"a", "b", "c", "d"}, {promises::Domain::health}));
  }
  static Network::Point point(const std::string& code, const std::string& unit, double east,
                              std::vector<std::size_t> services) {
    Network::Point p;
    p.code = code;
    p.unit = unit;
    p.at = {east, 0};
    p.services = std::move(services);
    p.terms = {5, 8, 1, 1000, 10, ""};
    return p;
  }
  static content::Team team(const std::string& code, const std::string& unit, std::vector<std::string> areas,
                            std::initializer_list<promises::Domain> domains) {
    content::Team t;
    t.code = code;
    t.unit = unit;
    t.areas = std::move(areas);
    for (const promises::Domain d : domains) t.domains.insert(d);
    return t;
  }
  static NetworkTrial open(const std::string& code, bool is) {
    NetworkTrial t;
    t.year = 2020;
    t.points.push_back({code, is, {}, {}, {}, {}, {}});
    return t;
  }
  [[nodiscard]] NetworkMoves moves(const NetworkTrial& trial) const {
    EXPECT_TRUE(faults_of(n, trial).empty());
    return moves_of(n, county, trial);
  }

  const std::vector<std::string> names = {"a", "b", "c", "d"};
  Network n;
  content::County county;
};

using Moves = std::vector<TeamMove>;
using Notes = std::vector<NotMoved>;

TEST_F(Road, NothingMovesWhereNothingChanges) {
  NetworkTrial trial;
  trial.year = 2020;
  EXPECT_TRUE(moves(trial).moves.empty());
  EXPECT_TRUE(moves(trial).not_moved.empty());
}

TEST_F(Road, WhoseStationClosesTurnsToTheNextAndSoDoesEverybodyElse) {
  const auto out = moves(open("p-a", false));
  EXPECT_EQ(out.moves, (Moves{{"desk-a", "desk-b", {}}}));
  EXPECT_TRUE(out.not_moved.empty());
}

/// Both neighbours of the middle one: the first of equals; the fourth area's people are nearer to the third.
TEST_F(Road, AreasOfAClosedStationGoWhereTheyAreNear) {
  county.teams[1].areas = {"a", "d"};
  const auto out = moves(open("p-b", false));
  EXPECT_EQ(out.moves, (Moves{{"desk-b", "desk-c", {"d"}}, {"desk-b", "desk-a", {}}}));
}

TEST_F(Road, ALastOfItsKindHasNobodyToTurnTo) {
  const auto out = moves(open("teeth", false));
  EXPECT_TRUE(out.moves.empty());
  EXPECT_EQ(out.not_moved, (Notes{{Why::no_team, "dentists"}}));
}

TEST_F(Road, APlaceWithoutAUnitTakesVisitsButNobodysTeam) {
  const auto out = moves(open("p-d", true));
  EXPECT_TRUE(out.moves.empty()) << "those of the fourth area turn to the team they had";
  EXPECT_EQ(out.not_moved, (Notes{{Why::no_unit, "p-d"}}));
}

/// What opens for a team is nearer than where they went so far; its unit has to be somebody's.
TEST_F(Road, ANewPointOfAnotherUnitTakesAnAreaOver) {
  n.points[3].unit = "station-b";
  const auto out = moves(open("p-d", true));
  EXPECT_EQ(out.moves, (Moves{{"desk-c", "desk-b", {"d"}}}));
  EXPECT_TRUE(out.not_moved.empty());
}

/// Two days of five go to the bus: the rest is still most.
TEST_F(Road, MostVisitsDecide) {
  n.points[3].unit = "station-b";
  n.points[3].terms.days = 2;
  EXPECT_TRUE(moves(open("p-d", true)).moves.empty());
  n.points[3].terms.days = 3;
  EXPECT_EQ(moves(open("p-d", true)).moves.size(), 1U);
}

/// Whose unit was not where most of them went is not moved by what others do.
TEST_F(Road, WhoIsFarFromTheirTeamAnywayStays) {
  county.teams[0].areas = {"a", "d"};
  county.teams[2].areas = {"c"};
  n.points[3].unit = "station-b";
  EXPECT_TRUE(moves(open("p-d", true)).moves.empty()) << "those of the fourth area went to the third";
}

TEST_F(Road, WhatNoMoveTellsIsSaid) {
  NetworkTrial trial = open("p-a", false);
  trial.points.push_back({"p-b", {}, {}, {}, 3.0, {}, {}});
  trial.added.push_back({"bus", true, 5, 0, {"nurse"}, {}, {}, {}});
  trial.digital.push_back({"all", 5});
  const auto out = moves(trial);
  EXPECT_EQ(out.moves, (Moves{{"desk-a", "desk-b", {}}}));
  EXPECT_EQ(out.not_moved, (Notes{{Why::no_unit, "bus"}, {Why::terms, "p-b"}, {Why::digital, ""}}));
}

}  // namespace
}  // namespace vuoro::planner
