#pragma once

#include <rapidcheck.h>

#include <functional>
#include <optional>
#include <tuple>

#include "planner/assignment.hpp"
#include "planner/pair_costs.hpp"

/// Problems small enough to look at every assignment there is.
namespace vuoro::planner::testing {

struct Small {
  Problem problem;
  Rules rules;
};

inline Small random_small(std::size_t most_matters = 5, std::size_t most_slots = 4) {
  using rc::gen::inRange;
  Small s;
  const std::size_t matters = *inRange<std::size_t>(1, most_matters + 1);
  const std::size_t slots = *inRange<std::size_t>(0, most_slots + 1);
  const int groups = *inRange(0, 3);
  s.problem.teams = 3;
  s.problem.types_of_service = {{}, {1}, {1, 2}, {2}};
  s.problem.languages_of_worker = {0, 0b010, 0b110, 0b100};
  if (*rc::gen::arbitrary<bool>()) {
    const auto way = rc::gen::weightedOneOf<std::uint16_t>(
        {{4, inRange<std::uint16_t>(0, 90)}, {1, rc::gen::just(unknown_way)}});
    for (int i = 0; i < 9; ++i) s.problem.travel.push_back(*way);
  }
  for (std::size_t i = 0; i < slots; ++i) {
    OpenSlot slot;
    slot.begin = *inRange<Minute>(0, 30 * minutes_a_day);
    slot.minutes = *rc::gen::element<std::uint16_t>(30, 60);
    slot.type = *inRange<std::uint16_t>(1, 3);
    slot.team = *inRange<std::uint16_t>(1, 3);
    slot.worker = *inRange<std::uint16_t>(1, 4);
    slot.places = *inRange<std::uint16_t>(1, 3);
    slot.there = *rc::gen::weightedElement<bool>({{4, true}, {1, false}});
    s.problem.slots.push_back(slot);
  }
  for (std::size_t i = 0; i < matters; ++i) {
    OpenMatter m;
    m.due = *rc::gen::oneOf(inRange<Minute>(-3 * minutes_a_day, 32 * minutes_a_day), rc::gen::just(never));
    m.service = *inRange<std::uint16_t>(1, 4);
    m.team = *inRange<std::uint16_t>(1, 3);
    m.area = *inRange<std::uint16_t>(0, 3);
    m.minutes = *rc::gen::element<std::uint16_t>(0, 45);
    m.language = *inRange<std::uint8_t>(0, 3);
    m.group = static_cast<std::uint8_t>(*inRange(0, groups + 1));
    m.reach = *rc::gen::element(Reach::own_unit, Reach::near);
    m.met[0] = *inRange<std::uint16_t>(0, 4);
    s.problem.matters.push_back(m);
  }
  for (int g = 0; g < groups; ++g) s.rules.group_weights.push_back(*inRange<std::uint16_t>(100, 400));
  s.rules.protection = *rc::gen::element(Protection::order, Protection::weights);
  if (*rc::gen::arbitrary<bool>()) {
    std::vector<Pair> only;
    for (const Pair& pair : possible_pairs(s.problem)) {
      if (*inRange(0, 4) > 0) only.push_back(pair);
    }
    s.problem.only = std::move(only);
  }
  return s;
}

/// Calls visit with every assignment that gives nobody two times and no place to two.
inline void every_assignment(const Problem& problem,
                             const std::function<void(const std::vector<std::uint32_t>&)>& visit) {
  const std::vector<Pair> pairs = possible_pairs(problem);
  std::vector<std::uint32_t> slot_of(problem.matters.size(), no_slot);
  std::vector<std::uint16_t> left;
  for (const OpenSlot& slot : problem.slots) left.push_back(slot.places);
  const std::function<void(std::uint32_t)> next = [&](std::uint32_t m) {
    if (m == slot_of.size()) {
      visit(slot_of);
      return;
    }
    slot_of[m] = no_slot;
    next(m + 1);
    for (const Pair& pair : pairs) {
      if (pair.matter != m || left[pair.slot] == 0) continue;
      --left[pair.slot];
      slot_of[m] = pair.slot;
      next(m + 1);
      slot_of[m] = no_slot;
      ++left[pair.slot];
    }
  };
  next(0);
}

/// What is compared, the weightiest first: broken promises of group 1, of group 2, …, of all; then points.
/// With weights: points alone.
inline std::vector<std::int64_t> value_of(const Small& s, const std::vector<std::uint32_t>& slot_of) {
  const Assignment a = judged(s.problem, s.rules, slot_of);
  std::vector<std::int64_t> value;
  if (s.rules.protection == Protection::order) {
    std::int64_t all = 0;
    for (const Tally& t : a.groups) all += t.broken;
    for (std::size_t g = 1; g < a.groups.size(); ++g) value.push_back(a.groups[g].broken);
    value.push_back(all);
  }
  value.push_back(a.points);
  return value;
}

inline std::vector<std::int64_t> best_value(const Small& s) {
  std::optional<std::vector<std::int64_t>> best;
  every_assignment(s.problem, [&](const auto& slot_of) {
    auto value = value_of(s, slot_of);
    if (!best || value < *best) best = std::move(value);
  });
  return *best;
}

}  // namespace vuoro::planner::testing
