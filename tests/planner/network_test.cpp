// Who travels where: by hand, and what must hold of every network.
#include "planner/network.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "planner/network_trial.hpp"

namespace vuoro::planner {
namespace {

using content::Network;

/// Two areas ten kilometres apart, a point in each, one service; everybody walks at 6 km/h, who has a car
/// drives at 60 after 5 minutes.
Network two_towns() {
  Network n;
  n.modes = {{"car", {}, 60, 5, true}, {"walk", {}, 6, 0, false}};
  n.ages = {{"young", {}, 0, 0.5, {0, 1}, {std::nullopt, std::nullopt}}};
  n.languages = {{"one", {}, 1}};
  n.services = {{"nurse", {}, 30, {2}, {0}, ""}};
  n.years = {2020, 2030};
  n.areas = {{"west", {}, {0, 0}, {{{100}, {100}}, {{200}, {200}}}},
             {"east", {}, {10, 0}, {{{100}, {100}}, {{100}, {100}}}}};
  n.points = {{"w", {}, "", true, false, {0, 0}, {0}, {5, 8, 1, 1000, 10, ""}},
              {"e", {}, "", true, false, {10, 0}, {0}, {5, 8, 2, 2000, 20, ""}}};
  n.new_fixed = {5, 8, 1, 500, 5, ""};
  n.new_mobile = {1, 6, 1, 50, 5, ""};
  return n;
}
NetworkTrial of_year(std::int64_t year) {
  NetworkTrial t;
  t.year = year;
  return t;
}
NetworkTrial closing(const std::string& code) {
  NetworkTrial t = of_year(2020);
  t.points.push_back({code, false, {}, {}, {}, {}, {}});
  return t;
}
NetworkFare fare_of(const Network& n, const NetworkTrial& t) {
  EXPECT_TRUE(faults_of(n, t).empty());
  return evaluate(n, planned_network(n, t));
}

TEST(NetworkFigures, ClosingByHand) {
  const Network n = two_towns();
  const NetworkFare before = fare_of(n, of_year(2020));
  const NetworkFare after = fare_of(n, closing("e"));
  const auto groups = compare(n, before, after);
  const GroupFare& all = groups[0];
  EXPECT_EQ(all.residents, 200);
  EXPECT_EQ(all.before.visits, 400);
  EXPECT_EQ(all.before.mean(), 0) << "both towns walk to their own";
  // East: 50 with a car drive 5 + 10 minutes, 50 walk 100 minutes; two visits each.
  EXPECT_DOUBLE_EQ(all.after.minutes, 100 * 15 + 100 * 100);
  EXPECT_DOUBLE_EQ(all.after.longest, 100);
  EXPECT_DOUBLE_EQ(all.after.km, 200 * 10);
  EXPECT_DOUBLE_EQ(all.after.car_km, 100 * 10);
  EXPECT_DOUBLE_EQ(all.after.within[0], 300) << "fifteen minutes are within fifteen";
  EXPECT_EQ(all.lose.residents, 100);
  EXPECT_DOUBLE_EQ(all.lose.mean(), (15.0 + 100) / 2);
  EXPECT_EQ(all.gain.residents, 0);
  const auto row = [&](GroupKind kind, std::size_t i) {
    return compare_some(n, before, after, {kind, i}, std::nullopt);
  };
  EXPECT_DOUBLE_EQ(row(GroupKind::car, 0).lose.mean(), 100);
  EXPECT_DOUBLE_EQ(row(GroupKind::car, 1).lose.mean(), 15);
  EXPECT_EQ(row(GroupKind::area, 0).lose.residents, 0);
  EXPECT_EQ(row(GroupKind::area, 1).lose.residents, 100);
  EXPECT_EQ(before.euros, 1000 + 40 * 52 * 10 + 2000 + 40 * 52 * 20);
  EXPECT_EQ(after.euros, 1000 + 40 * 52 * 10);
  EXPECT_EQ(after.points[0].visits, 400);
  EXPECT_EQ(after.points[0].hours_needed, 200);
  EXPECT_EQ(after.points[0].hours_held, 5 * 8 * 52);
}

TEST(NetworkFigures, YearsBetweenAndDigital) {
  Network n = two_towns();
  EXPECT_EQ(fare_of(n, of_year(2025)).cells[0].residents, 75);
  n.services[0].digital = {0.2};
  n.languages[0].digital_factor = 0.5;
  NetworkTrial more = of_year(2030);
  more.digital.push_back({"young", 30});
  const auto groups = compare(n, fare_of(n, of_year(2030)), fare_of(n, more));
  EXPECT_DOUBLE_EQ(groups[0].before.digital, 60);
  EXPECT_DOUBLE_EQ(groups[0].after.digital, 150);
  EXPECT_DOUBLE_EQ(groups[0].after.visits, 450);
}

TEST(NetworkFigures, AMobilePointTakesItsDays) {
  const Network n = two_towns();
  NetworkTrial t = closing("e");
  t.added.push_back({"bus", true, 10, 0, {"nurse"}, 2.0, {}, {}});
  const NetworkFare fare = fare_of(n, t);
  EXPECT_DOUBLE_EQ(fare.points[2].visits, 200 * 0.4);
  EXPECT_DOUBLE_EQ(fare.points[0].visits, 200 + 200 * 0.6);
  // Nobody else: they wait for the bus.
  t.points.push_back({"w", false, {}, {}, {}, {}, {}});
  EXPECT_NEAR(fare_of(n, t).points[2].visits, 400, 1e-9);
}

TEST(NetworkFigures, NoOpenPoint) {
  const Network n = two_towns();
  NetworkTrial t = closing("e");
  t.points.push_back({"w", false, {}, {}, {}, {}, {}});
  const NetworkFare before = fare_of(n, of_year(2020));
  const NetworkFare after = fare_of(n, t);
  const auto lost = compare(n, before, after);
  EXPECT_EQ(lost[0].after.unserved, 400);
  EXPECT_EQ(lost[0].lost_visits, 400);
  EXPECT_EQ(lost[0].after.mean(), 0);
  EXPECT_EQ(lost[0].lose.residents, 0) << "no way is no longer way: it is told as lost";
  EXPECT_EQ(compare(n, after, before)[0].found_visits, 400);
  SiteQuestion q{"nurse", "", 1, 30, 90};
  const SiteAnswers answers = answer_sites(n, planned_network(n, t), q, 10);
  EXPECT_EQ(answers.open_now, 0U);
  EXPECT_EQ(answers.covered_now, 0);
  EXPECT_EQ(answers.need, 400);
}

TEST(NetworkFigures, WhatTheCountyKnowsHoldsUntilThePointMoves) {
  Network n = two_towns();
  n.known.push_back({1, 1, {std::nullopt, 42.0}});
  const Cell cell{1, 0, 0, false, 1};
  PlannedNetwork p = standing_network(n, 2020);
  EXPECT_EQ(way_to(n, cell, p.points[1]).minutes, 42);
  NetworkTrial t = of_year(2020);
  t.points.push_back({"e", {}, 10.6, {}, {}, {}, {}});
  EXPECT_NEAR(way_to(n, cell, planned_network(n, t).points[1]).minutes, 6, 1e-9);
}

TEST(NetworkFigures, NobodyLivesThere) {
  Network n = two_towns();
  for (auto& area : n.areas) {
    for (auto& year : area.years) year = {{0}, {0}};
  }
  const auto groups = compare(n, fare_of(n, of_year(2020)), fare_of(n, closing("e")));
  for (const GroupFare& g : groups) {
    EXPECT_EQ(g.residents + g.after.visits + g.lose.residents + g.after.mean(), 0);
  }
}

TEST(NetworkFigures, WhatIsWrongWithATrialIsToldByField) {
  const Network n = two_towns();
  NetworkTrial t = closing("nowhere");
  t.year = 2050;
  t.points.push_back({"e", {}, NAN, {}, 6.0, 0.0, {}});
  t.points.push_back({"e", {}, {}, {}, {}, {}, {}});
  t.added.push_back({"w", false, 0, 0, {"magic", "nurse", "nurse"}, {}, {}, {}});
  t.digital.push_back({"old", 101});
  t.sites = SiteQuestion{"magic", "old", 0, 0, 101};
  std::vector<std::string> told;
  for (const TrialFault& f : faults_of(n, t)) told.push_back(f.field + " " + f.reason + " " + f.limit);
  EXPECT_EQ(told,
            (std::vector<std::string>{
                "year too-big 2030", "points.0.code not-a-choice ", "points.1.east too-small -1000",
                "points.1.days too-big 5", "points.1.hours too-small 0.50", "points.2.code repeated ",
                "added.0.code repeated ", "added.0.services.0 not-a-choice ", "added.0.services.2 repeated ",
                "digital.0.age not-a-choice ", "digital.0.points too-big 100", "sites.service not-a-choice ",
                "sites.age not-a-choice ", "sites.points too-small 1", "sites.minutes too-small 1",
                "sites.share too-big 100"}));
}

TEST(NetworkFigures, WhatHoldsOfEveryNetwork) {
  std::mt19937_64 chance(3);
  std::uniform_real_distribution<double> km(-15, 15);
  std::uniform_int_distribution<int> some(0, 3);
  for (int round = 0; round < 200; ++round) {
    Network n = two_towns();
    n.ages.push_back({"old", {}, 65, 0.7, {0, 1}, {std::nullopt, std::nullopt}});
    n.services[0].visits = {1, 4};
    n.services[0].digital = {0.3, 0.1};
    n.services.push_back({"oral", {}, 40, {1, 1}, {0, 0}, ""});
    for (auto& area : n.areas) {
      area.centre = {km(chance), km(chance)};
      for (auto& year : area.years) year = {{100.0 * some(chance), 50}, {0}};
      for (auto& year : area.years) year.languages[0] = year.ages[0] + year.ages[1];
    }
    for (auto& point : n.points) point.at = {km(chance), km(chance)};
    n.points[1].services = {0, 1};
    NetworkTrial t = of_year(2020 + some(chance));
    t.points.push_back({"w", some(chance) > 0, {}, {}, 1.0 + some(chance), {}, {}});
    t.added.push_back({"new", some(chance) == 0, km(chance), km(chance), {"nurse", "oral"}, {}, {}, {}});
    const NetworkFare before = fare_of(n, of_year(t.year));
    const NetworkFare after = fare_of(n, t);
    const auto groups = compare(n, before, after);
    double at_points = 0;
    for (const PointFare& p : after.points) at_points += p.visits;
    ASSERT_NEAR(at_points, groups[0].after.visits, 1e-6) << "everybody arrives once";
    const auto needs = [](const ServiceFare& f) { return f.visits + f.digital + f.unserved; };
    ASSERT_NEAR(needs(groups[0].before), needs(groups[0].after), 1e-6) << "needs stay";
    for (const GroupKind kind : {GroupKind::age, GroupKind::language, GroupKind::car, GroupKind::area}) {
      double residents = 0, minutes = 0, lose = 0, gain = 0;
      for (const GroupFare& g : groups) {
        if (g.group.kind != kind) continue;
        residents += g.residents;
        minutes += g.after.minutes;
        lose += g.lose.minutes;
        gain += g.gain.minutes;
      }
      ASSERT_NEAR(residents, groups[0].residents, 1e-6);
      ASSERT_NEAR(minutes, groups[0].after.minutes, 1e-6);
      ASSERT_NEAR(lose, groups[0].lose.minutes, 1e-6);
      ASSERT_NEAR(gain, groups[0].gain.minutes, 1e-6);
    }
    // A point more, open all week, takes nobody further.
    NetworkTrial more = t;
    more.added.push_back({"more", false, km(chance), km(chance), {"nurse", "oral"}, {}, {}, {}});
    ASSERT_LE(compare(n, after, fare_of(n, more))[0].lose.residents, 0);
    // The same twice.
    ASSERT_EQ(compare(n, before, fare_of(n, of_year(t.year)))[0].lose.residents, 0);
  }
}

}  // namespace
}  // namespace vuoro::planner
