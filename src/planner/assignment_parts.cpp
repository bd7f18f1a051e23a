#include "planner/assignment_parts.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "planner/pairs.hpp"

namespace vuoro::planner {

namespace {

/// Sets that grow together (union–find); one element a matter, then one a slot.
class Together {
 public:
  explicit Together(std::size_t size) : root_(size) { std::iota(root_.begin(), root_.end(), 0U); }

  std::uint32_t find(std::uint32_t x) {
    while (root_[x] != x) x = root_[x] = root_[root_[x]];
    return x;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    const auto [low, high] = std::minmax({find(a), find(b)});
    root_[high] = low;
  }

 private:
  std::vector<std::uint32_t> root_;
};

void join_possible(const Problem& problem, Together& together) {
  const auto matters = static_cast<std::uint32_t>(problem.matters.size());
  if (problem.only) {
    for (const Pair& pair : *problem.only) together.join(pair.matter, matters + pair.slot);
    return;
  }
  // Matters alike in service and reach have the same slots but for their length: one of them joins the slots.
  Pairs pairs(problem);
  std::map<std::tuple<std::uint16_t, Reach, std::uint16_t>, std::uint32_t> first_alike;
  for (std::uint32_t m = 0; m < matters; ++m) {
    const OpenMatter& matter = problem.matters[m];
    const std::uint16_t where = matter.reach == Reach::own_unit ? matter.team : matter.area;
    const auto [alike, first] = first_alike.emplace(std::tuple(matter.service, matter.reach, where), m);
    together.join(m, alike->second);
    if (!first) continue;
    for (const Pairs::Run run : pairs.runs(matter)) {
      for (std::uint32_t i = run.from; i < run.until; ++i) together.join(m, matters + pairs.order()[i]);
    }
  }
}

}  // namespace

std::vector<Part> parts_of(const Problem& problem) {
  const auto matters = static_cast<std::uint32_t>(problem.matters.size());
  const auto slots = static_cast<std::uint32_t>(problem.slots.size());
  Together together(std::size_t{matters} + slots);
  join_possible(problem, together);

  std::vector<Part> parts;
  std::map<std::uint32_t, std::size_t> part_of_root;
  std::vector<std::uint32_t> number(std::size_t{matters} + slots);  // within its part
  for (std::uint32_t m = 0; m < matters; ++m) {
    const auto [at, added] = part_of_root.emplace(together.find(m), parts.size());
    if (added) {
      parts.emplace_back();
      Problem& p = parts.back().problem;
      p.types_of_service = problem.types_of_service;
      p.languages_of_worker = problem.languages_of_worker;
      p.travel = problem.travel;
      p.teams = problem.teams;
      p.most_travel = problem.most_travel;
      if (problem.only) p.only.emplace();
    }
    Part& part = parts[at->second];
    number[m] = static_cast<std::uint32_t>(part.matters.size());
    part.matters.push_back(m);
    part.problem.matters.push_back(problem.matters[m]);
  }
  // By type, unit and time: what is looked at together then lies together.
  const Pairs pairs(problem);
  for (const std::uint32_t s : pairs.order()) {
    const auto at = part_of_root.find(together.find(matters + s));
    if (at == part_of_root.end()) continue;
    Part& part = parts[at->second];
    number[matters + s] = static_cast<std::uint32_t>(part.slots.size());
    part.slots.push_back(s);
    part.problem.slots.push_back(problem.slots[s]);
  }
  if (problem.only) {
    for (const Pair& pair : *problem.only)
      parts[part_of_root.at(together.find(pair.matter))].problem.only->push_back(
          {number[pair.matter], number[matters + pair.slot]});
    for (Part& part : parts) std::ranges::sort(*part.problem.only);
  }
  return parts;
}

}  // namespace vuoro::planner
