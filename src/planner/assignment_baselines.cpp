// What a plan is held against, and how every assignment is judged.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "planner/pair_costs.hpp"
#include "planner/pairs.hpp"

namespace vuoro::planner {

Assignment judged(const Problem& problem, const Rules& rules, std::vector<std::uint32_t> slot_of) {
  const PairCosts costs(problem, rules);
  Assignment out;
  out.groups.resize(rules.group_weights.size() + 1);
  for (std::uint32_t i = 0; i < slot_of.size(); ++i) {
    const OpenMatter& m = problem.matters[i];
    const bool placed = slot_of[i] != no_slot;
    const PairCost cost = placed ? costs.of(m, problem.slots[slot_of[i]]) : costs.no_time(m);
    out.points += cost.points;
    Tally& t = out.groups[m.group];
    ++t.matters;
    if (placed) ++t.placed;
    if (m.due < 0) ++t.late_before;
    if (!PairCosts::at_stake(m)) continue;
    ++t.at_stake;
    if (cost.breaks) {
      ++t.broken;
    } else if (placed) {
      ++t.kept;
    } else {
      ++t.open;
    }
  }
  out.slot_of = std::move(slot_of);
  return out;
}

Assignment do_nothing(const Problem& problem, const Rules& rules) {
  return judged(problem, rules, std::vector<std::uint32_t>(problem.matters.size(), no_slot));
}

Assignment soonest_due_first(const Problem& problem, const Rules& rules) {
  Pairs pairs(problem);
  std::vector<std::uint32_t> order(problem.matters.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t m) { return std::pair(problem.matters[m].due, m); });
  std::vector<std::uint16_t> left;
  for (const OpenSlot& slot : problem.slots) left.push_back(slot.places);
  std::vector<std::uint32_t> slot_of(problem.matters.size(), no_slot);
  for (const std::uint32_t m : order) {
    std::uint32_t soonest = no_slot;
    pairs.each(m, [&](std::uint32_t s) {
      if (left[s] == 0) return;
      if (soonest == no_slot ||
          std::pair(problem.slots[s].begin, s) < std::pair(problem.slots[soonest].begin, soonest))
        soonest = s;
    });
    slot_of[m] = soonest;
    if (soonest != no_slot) --left[soonest];
  }
  return judged(problem, rules, std::move(slot_of));
}

}  // namespace vuoro::planner
