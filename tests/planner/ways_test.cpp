#include "planner/ways.hpp"

#include <gtest/gtest.h>

/// How long residents travel to the units that give them times.
namespace vuoro::planner {
namespace {

using content::Network;

/// Two towns ten kilometres apart; everybody walks at 6 km/h, who has a car drives at 60 after 5 minutes:
/// half of the young, and all of the old. The town in the east has two points, one of which is shut.
class TwoTowns : public ::testing::Test {
 protected:
  TwoTowns() {
    n.modes = {{"car", {}, 60, 5, true}, {"walk", {}, 6, 0, false}};
    n.ages = {{"young", {}, 0, 0.5, {0, 1}, {std::nullopt, std::nullopt}},
              {"old", {}, 75, 0, {0, 1}, {std::nullopt, std::nullopt}}};
    n.languages = {{"one", {}, 1}};
    n.years = {2020};
    n.areas = {{"west", {}, {0, 0}, {{{300, 100}, {400}}}}, {"empty", {}, {5, 0}, {{{0, 0}, {0}}}}};
    n.points = {point("w", "station-west", 0), point("e", "station-east", 10),
                point("near", "station-east", 1)};
    n.points[2].open = false;
    for (const char* unit : {"west", "east"}) {
      content::Team team;
      team.code = std::string("nurses-") + unit;
      team.unit = std::string("station-") + unit;
      county.teams.push_back(team);
    }
    content::Team nowhere;
    nowhere.code = "callers";
    county.teams.push_back(nowhere);
  }
  static Network::Point point(const char* code, const char* unit, double east) {
    Network::Point p;
    p.code = code;
    p.unit = unit;
    p.at = {east, 0};
    return p;
  }
  [[nodiscard]] std::optional<std::uint16_t> to(const char* team, std::optional<std::uint8_t> age = {},
                                                const char* area = "west") const {
    return Ways(n, county, 2026).minutes(area, age, team);
  }

  Network n;
  content::County county;
};

TEST_F(TwoTowns, TheMeanOfThoseWithAndWithoutACar) {
  EXPECT_EQ(to("nurses-west"), 0);
  EXPECT_EQ(to("nurses-east", 40), 58) << "(15 + 100) / 2, rounded";
  EXPECT_EQ(to("nurses-east", 74), 58);
  EXPECT_EQ(to("nurses-east", 75), 15);
  EXPECT_EQ(to("nurses-east"), 47) << "300 young at 57.5, 100 old at 15";
}

TEST_F(TwoTowns, ANearerOpenPointOfTheUnitIsTaken) {
  n.points[2].open = true;
  EXPECT_EQ(to("nurses-east", 80), 6);
  n.points[2].mobile = true;
  EXPECT_EQ(to("nurses-east", 80), 15) << "where it stands on the day is not known";
}

TEST_F(TwoTowns, WhatTheCountyKnowsBetterIsUsed) {
  n.known.push_back({0, 1, {7.0, 60.0}});
  EXPECT_EQ(to("nurses-east", 80), 7);
}

TEST_F(TwoTowns, WhatIsNotToldIsUnknown) {
  EXPECT_EQ(to("nurses-east", 40, "north"), std::nullopt);
  EXPECT_EQ(to("nurses-east", 40, "empty"), std::nullopt);
  EXPECT_EQ(to("nobody"), std::nullopt);
  EXPECT_EQ(to("callers"), std::nullopt);
  n.points.emplace_back(point("stall", "", 0));
  EXPECT_EQ(to("callers"), std::nullopt) << "no unit is no unit of the point without one";
  n.points[1].open = false;
  EXPECT_EQ(to("nurses-east"), std::nullopt);
}

TEST_F(TwoTowns, NoMeansForSomeIsNoMean) {
  n.ages[0].longest_km = {std::nullopt, 4.0};
  EXPECT_EQ(to("nurses-east", 40), std::nullopt);
  EXPECT_EQ(to("nurses-east", 80), 15);
}

}  // namespace
}  // namespace vuoro::planner
