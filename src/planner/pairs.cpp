#include "planner/pairs.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace vuoro::planner {

Pairs::Pairs(const Problem& problem) : problem_(problem), explicit_(problem.only.has_value()) {
  if (explicit_) {
    first_of_.assign(problem.matters.size() + 1, 0);
    for (const Pair& pair : *problem.only) ++first_of_[pair.matter + 1];
    std::partial_sum(first_of_.begin(), first_of_.end(), first_of_.begin());
  }
  order_.resize(problem.slots.size());
  std::iota(order_.begin(), order_.end(), 0U);
  const auto key = [&](std::uint32_t s) {
    const OpenSlot& slot = problem.slots[s];
    return std::tuple(slot.type, slot.team, slot.begin, s);
  };
  std::ranges::sort(order_, {}, key);
  for (const OpenSlot& slot : problem.slots)
    types_ = std::max(types_, static_cast<std::uint16_t>(slot.type + 1));
  runs_.assign(std::size_t{types_} * problem.teams, Run{0, 0});
  for (std::uint32_t i = 0; i < order_.size(); ++i) {
    const OpenSlot& slot = problem.slots[order_[i]];
    Run& run = runs_[std::size_t{slot.type} * problem.teams + slot.team];
    if (run.until == 0) run.from = i;
    run.until = i + 1;
  }
  for (std::uint16_t team = 0; team < problem.teams; ++team) all_teams_.push_back(team);
  if (problem.travel.empty()) return;
  near_.resize(problem.travel.size() / problem.teams);
  for (std::size_t area = 0; area < near_.size(); ++area) {
    for (std::uint16_t team = 0; team < problem.teams; ++team) {
      if (problem.travel[area * problem.teams + team] <= problem.most_travel) near_[area].push_back(team);
    }
  }
}

std::span<const std::uint16_t> Pairs::teams_near(std::uint16_t area) const {
  if (area < near_.size()) return near_[area];
  return all_teams_;
}

std::span<const Pairs::Run> Pairs::runs(const OpenMatter& matter) {
  found_.clear();
  if (matter.service >= problem_.types_of_service.size()) return found_;
  const auto add = [&](std::uint16_t type, std::uint16_t team) {
    if (type >= types_ || team >= problem_.teams) return;
    const Run run = runs_[std::size_t{type} * problem_.teams + team];
    if (run.from < run.until) found_.push_back(run);
  };
  for (const std::uint16_t type : problem_.types_of_service[matter.service]) {
    if (matter.reach == Reach::own_unit) {
      add(type, matter.team);
    } else {
      for (const std::uint16_t team : teams_near(matter.area)) add(type, team);
    }
  }
  return found_;
}

std::vector<Pair> possible_pairs(const Problem& problem) {
  Pairs pairs(problem);
  std::vector<Pair> found;
  for (std::uint32_t m = 0; m < problem.matters.size(); ++m)
    pairs.each(m, [&](std::uint32_t s) { found.push_back({m, s}); });
  std::ranges::sort(found);
  return found;
}

}  // namespace vuoro::planner
