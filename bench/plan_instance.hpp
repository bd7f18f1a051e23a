#pragma once

#include <cmath>
#include <random>

#include "planner/assignment.hpp"

/// A made-up county's open matters and free times, for measuring.
namespace vuoro::bench {

struct Size {
  std::uint32_t matters;
  std::uint32_t slots;
  std::uint16_t units;
};

/// Units spread over a square of 60 minutes by 60; 25 services in 8 professions, each with types of its own
/// and two that are shared; promises of 3, 7, 14, 28 and 90 days of which some of the time has passed; one in
/// eight late already. A matter may be given a time within 25 minutes of its area. One in four asks for a
/// language that a fifth of the professionals speak; one in three has met somebody of the unit nearest to it.
inline planner::Problem instance(const Size& size, std::uint64_t seed) {
  constexpr std::uint16_t services = 25;
  constexpr std::uint16_t professions = 8;
  constexpr std::uint16_t workers_each = 4;
  using planner::minutes_a_day;
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  planner::Problem p;
  p.teams = static_cast<std::uint16_t>(size.units + 1);
  p.most_travel = 25;
  p.types_of_service.resize(services + 1);
  for (std::uint16_t service = 1; service <= services; ++service) {
    const auto profession = static_cast<std::uint16_t>(service % professions);
    p.types_of_service[service] = {static_cast<std::uint16_t>(service + professions), profession};
  }
  struct Point {
    double x, y;
  };
  std::vector<Point> at(p.teams);
  for (Point& point : at)
    point = {static_cast<double>(below(600)) / 10, static_cast<double>(below(600)) / 10};
  for (std::uint16_t area = 0; area < p.teams; ++area) {
    for (std::uint16_t team = 0; team < p.teams; ++team) {
      const double x = at[area].x - at[team].x;
      const double y = at[area].y - at[team].y;
      p.travel.push_back(team == 0 ? std::uint16_t{999}
                                   : static_cast<std::uint16_t>(std::sqrt(x * x + y * y)));
    }
  }
  const std::uint16_t workers = static_cast<std::uint16_t>(size.units * professions * workers_each);
  const auto worker_of = [&](std::uint16_t unit, std::uint16_t profession) {
    return static_cast<std::uint16_t>(((unit - 1U) * professions + profession) * workers_each +
                                      below(workers_each) + 1);
  };
  p.languages_of_worker.resize(workers + 1U);
  for (std::uint64_t& speaks : p.languages_of_worker) {
    speaks = 0b10;
    for (int language = 2; language < 8; ++language) speaks |= std::uint64_t{below(5) == 0} << language;
  }
  for (std::uint32_t i = 0; i < size.slots; ++i) {
    planner::OpenSlot slot;
    slot.begin = static_cast<planner::Minute>(below(28)) * minutes_a_day + 480 +
                 static_cast<planner::Minute>(below(16)) * 30;
    slot.minutes = 30;
    slot.team = static_cast<std::uint16_t>(below(size.units) + 1);
    const auto service = static_cast<std::uint16_t>(below(services) + 1);
    const auto& types = p.types_of_service[service];
    slot.type = types[below(4) == 0 ? 1 : 0];
    slot.worker = worker_of(slot.team, static_cast<std::uint16_t>(service % professions));
    p.slots.push_back(slot);
  }
  constexpr int promises[] = {3, 7, 14, 28, 90};
  for (std::uint32_t i = 0; i < size.matters; ++i) {
    planner::OpenMatter m;
    const auto days = static_cast<planner::Minute>(promises[below(5)]);
    m.due = days * minutes_a_day -
            static_cast<planner::Minute>(below(static_cast<std::uint64_t>(days) * minutes_a_day * 8 / 7));
    m.service = static_cast<std::uint16_t>(below(services) + 1);
    m.area = static_cast<std::uint16_t>(below(size.units) + 1);
    m.team = m.area;
    m.minutes = 30;
    m.reach = planner::Reach::near;
    m.language = static_cast<std::uint8_t>(below(4) == 0 ? 2 + below(6) : 1);
    const std::uint64_t kind = below(20);
    m.group = kind < 4 ? std::uint8_t{1} : kind < 6 ? std::uint8_t{2} : std::uint8_t{0};
    if (below(3) == 0) m.met[0] = worker_of(m.area, static_cast<std::uint16_t>(m.service % professions));
    p.matters.push_back(m);
  }
  return p;
}

}  // namespace vuoro::bench
