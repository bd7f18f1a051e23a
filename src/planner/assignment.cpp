#include "planner/assignment.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <span>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>

#include "planner/assignment_parts.hpp"
#include "planner/min_cost_flow.hpp"
#include "planner/pair_costs.hpp"
#include "planner/pairs.hpp"

namespace vuoro::planner {

namespace {

/// What one broken promise of each group outweighs, so that no sum of what comes later reaches it; all 0
/// under Protection::weights, where a promise is so many points.
std::vector<Wide> promise_levels(const Problem& problem, const Rules& rules, const PairCosts& costs) {
  const std::size_t groups = rules.group_weights.size();
  std::vector<Wide> level(groups + 1);
  if (rules.protection == Protection::weights) return level;
  Minute last = 0;
  for (const OpenSlot& slot : problem.slots) last = std::max(last, slot.begin);
  Wide below = 1;
  std::vector<std::int64_t> members(groups + 1, 0);
  for (const OpenMatter& m : problem.matters) {
    below += costs.most_points(m, last);
    ++members[m.group];
  }
  // The last level counts everybody: a member's promise is worth no less than another's.
  level[0] = below;
  below += Wide(static_cast<std::int64_t>(problem.matters.size())) * level[0];
  for (std::size_t group = groups; group > 0; --group) {
    level[group] = below;
    below += Wide(members[group]) * level[group];
  }
  return level;
}

/// Rounds after which some of the pairs are left out again.
constexpr std::uint32_t rounds_that_drop = 3;

/// A cost beyond which 64 bits could be too few for the sums along a path of the network.
constexpr std::int64_t widest_narrow = std::int64_t{1} << 58;

template <class Cost>
Cost narrowed(Wide w) {
  if constexpr (std::is_same_v<Cost, Wide>) {
    return w;
  } else {
    return static_cast<Cost>(w.v);
  }
}

/// What came of one part.
struct PartPlan {
  std::vector<std::uint32_t> slot_of;
  std::vector<double> price_of;
  Wide total, bound;
  std::uint64_t possible = 0, given = 0;
  std::uint32_t rounds = 0;
};

template <class Cost>
class Solver {
 public:
  Solver(const Problem& problem, const Rules& rules, const SolveOptions& options,
         std::span<const Wide> levels)
      : problem_(problem), options_(options), costs_(problem, rules), pairs_(problem) {
    for (const Wide level : levels) levels_.push_back(narrowed<Cost>(level));
    for (const OpenSlot& slot : problem.slots) places_.push_back(slot.places);
    for (const OpenMatter& m : problem.matters) stay_.push_back(scalar(m, costs_.no_time(m)));
  }

  PartPlan run() {
    first_arcs();
    for (std::uint32_t round = 1;; ++round) {
      FlowAnswer<Cost> answer = min_cost_flow<Cost>({arcs_, stay_, places_});
      rounds_ = round;
      given_ = arcs_.size();
      const std::size_t added = price(answer);
      judge(answer);
      if (added == 0 || near_enough() || round >= options_.most_rounds) return result(answer);
      if (round <= rounds_that_drop) drop(answer);
    }
  }

 private:
  [[nodiscard]] Cost scalar(const OpenMatter& m, PairCost cost) const {
    return Cost(cost.points) + (cost.breaks ? levels_[m.group] : Cost(0));
  }
  [[nodiscard]] Cost cost_of(std::uint32_t m, std::uint32_t s) const {
    const OpenMatter& matter = problem_.matters[m];
    return scalar(matter, costs_.of(matter, problem_.slots[s]));
  }

  /// A spread-out part of each matter's pairs, so that those alike do not all begin with the same few times.
  void first_arcs() {
    std::vector<std::uint32_t> all;
    for (std::uint32_t m = 0; m < problem_.matters.size(); ++m) {
      all.clear();
      pairs_.each(m, [&](std::uint32_t s) { all.push_back(s); });
      possible_ += all.size();
      const std::size_t wanted = std::min<std::size_t>(options_.first_pairs, all.size());
      for (std::size_t i = 0; i < wanted; ++i) {
        const std::size_t from = all.size() * i / wanted;
        const std::size_t until = all.size() * (i + 1) / wanted;
        const std::uint32_t s = all[from + mixed(m, static_cast<std::uint32_t>(i)) % (until - from)];
        arcs_.push_back({m, s, cost_of(m, s)});
      }
    }
  }

  static std::uint32_t mixed(std::uint32_t a, std::uint32_t b) {
    std::uint64_t x = (std::uint64_t{a} << 32U | b) + 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::uint32_t>(x >> 32U);
  }

  /// Prices every possible pair: the bound, and arcs that could improve the flow. @return How many were
  /// added.
  std::size_t price(const FlowAnswer<Cost>& answer) {
    const std::size_t before = arcs_.size();
    Cost bound{};
    for (std::uint32_t m = 0; m < problem_.matters.size(); ++m) {
      bound += best_of(m, answer);
      for (const FlowArc<Cost>& arc : found_) arcs_.push_back({m, arc.slot, cost_of(m, arc.slot)});
    }
    for (std::size_t s = 0; s < places_.size(); ++s) bound -= Cost(places_[s]) * answer.price[s];
    best_bound_ = rounds_ == 1 ? bound : std::max(best_bound_, bound);
    return arcs_.size() - before;
  }

  /// min(stay, min (cost + price)); leaves in found_ the most promising pairs that the flow did not have.
  Cost best_of(std::uint32_t m, const FlowAnswer<Cost>& answer) {
    best_ = stay_[m];
    found_.clear();
    if (pairs_.given()) {
      pairs_.each(m, [&](std::uint32_t s) {
        weigh({m, s, cost_of(m, s) + answer.price[s]}, answer.worth[m]);
      });
      return best_;
    }
    const OpenMatter& matter = problem_.matters[m];
    for (const Pairs::Run run : pairs_.runs(matter)) {
      for (std::uint32_t i = run.from; i < run.until; ++i) {
        const std::uint32_t s = pairs_.order()[i];
        const OpenSlot& slot = problem_.slots[s];
        const Cost time = scalar(matter, costs_.of_time(matter, slot.begin));
        // Later ones cost no less, and no price is below zero: nothing there is of use.
        if (time >= best_ && time >= answer.worth[m]) break;
        if (slot.minutes < matter.minutes) continue;
        weigh({m, s, time + Cost(costs_.of_rest(matter, slot)) + answer.price[s]}, answer.worth[m]);
      }
    }
    return best_;
  }

  void weigh(const FlowArc<Cost>& priced, Cost worth) {
    const auto dearer = [](const FlowArc<Cost>& a, const FlowArc<Cost>& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.slot < b.slot;
    };
    best_ = std::min(best_, priced.cost);
    if (!(priced.cost < worth)) return;
    if (found_.size() < options_.added_pairs) {
      found_.push_back(priced);
      std::ranges::push_heap(found_, dearer);
    } else if (priced.cost < found_.front().cost) {
      std::ranges::pop_heap(found_, dearer);
      found_.back() = priced;
      std::ranges::push_heap(found_, dearer);
    }
  }

  /// Of what the flow had, the dearest half is left out: the next one is found sooner. What is missed comes
  /// back by its price; and only in the first rounds, so that there is an end.
  void drop(const FlowAnswer<Cost>& answer) {
    const auto above = [&](const FlowArc<Cost>& a) {
      return a.cost + answer.price[a.slot] - answer.worth[a.matter];
    };
    const auto cheaper = [&](const FlowArc<Cost>& a, const FlowArc<Cost>& b) {
      const Cost of_a = above(a);
      const Cost of_b = above(b);
      return of_a != of_b ? of_a < of_b : std::pair(a.matter, a.slot) < std::pair(b.matter, b.slot);
    };
    const std::size_t kept = given_ / 2;
    const auto first = arcs_.begin();
    const auto middle = first + static_cast<std::ptrdiff_t>(kept);
    const auto end = first + static_cast<std::ptrdiff_t>(given_);
    std::nth_element(first, middle, end, cheaper);
    arcs_.erase(middle, end);
  }

  void judge(const FlowAnswer<Cost>& answer) {
    total_ = Cost(0);
    for (std::uint32_t m = 0; m < answer.slot_of.size(); ++m)
      total_ += answer.slot_of[m] == no_slot ? stay_[m] : cost_of(m, answer.slot_of[m]);
    if (total_ < best_bound_) throw std::logic_error("an assignment below its own bound");
  }

  [[nodiscard]] bool near_enough() const {
    return static_cast<double>(total_ - best_bound_) <= options_.gap * static_cast<double>(total_);
  }

  PartPlan result(FlowAnswer<Cost>& answer) {
    PartPlan done;
    done.slot_of = std::move(answer.slot_of);
    for (const Cost price : answer.price) done.price_of.push_back(static_cast<double>(price));
    done.total = Wide(total_);
    done.bound = Wide(best_bound_);
    done.possible = possible_;
    done.given = given_;
    done.rounds = rounds_;
    return done;
  }

  const Problem& problem_;
  const SolveOptions& options_;
  PairCosts costs_;
  Pairs pairs_;
  std::vector<Cost> levels_;  ///< By group.
  std::vector<Cost> stay_;
  std::vector<std::uint16_t> places_;
  std::vector<FlowArc<Cost>> arcs_;
  std::vector<FlowArc<Cost>> found_;
  Cost best_{};  ///< While a matter is priced.
  Cost best_bound_{};
  Cost total_{};
  std::uint64_t possible_ = 0;
  std::uint64_t given_ = 0;
  std::uint32_t rounds_ = 0;
};

PartPlan solve(const Problem& part, const Rules& rules, const SolveOptions& options,
               std::span<const Wide> levels) {
  const PairCosts costs(part, rules);
  Minute last = 0;
  for (const OpenSlot& slot : part.slots) last = std::max(last, slot.begin);
  Wide most = 1;
  for (const OpenMatter& m : part.matters) most += costs.most_points(m, last) + levels[m.group];
  if (most < Wide(widest_narrow)) return Solver<std::int64_t>(part, rules, options, levels).run();
  return Solver<Wide>(part, rules, options, levels).run();
}

/// Parts have nothing in common, so every processor takes the next one; what comes out does not depend on
/// which.
std::vector<PartPlan> solve_all(std::span<const Part> parts, const Rules& rules, const SolveOptions& options,
                                std::span<const Wide> levels) {
  std::vector<PartPlan> plans(parts.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < parts.size(); i = next++)
      plans[i] = solve(parts[i].problem, rules, options, levels);
  };
  const std::size_t most = std::min<std::size_t>(std::thread::hardware_concurrency(), parts.size());
  std::vector<std::future<void>> others;
  for (std::size_t n = 1; n < most; ++n) others.push_back(std::async(std::launch::async, work));
  work();
  for (auto& other : others) other.get();
  return plans;
}

}  // namespace

Assignment assign(const Problem& problem, const Rules& rules, const SolveOptions& options) {
  const std::vector<Wide> levels = promise_levels(problem, rules, PairCosts(problem, rules));
  SolveOptions wanted = options;
  // Near the best sum would say nothing of the groups and points that come last in the order.
  if (rules.protection == Protection::order) wanted.gap = 0;
  std::vector<std::uint32_t> slot_of(problem.matters.size(), no_slot);
  std::vector<double> price_of(problem.slots.size(), 0);
  Proof proof;
  Wide total, bound;
  const std::vector<Part> parts = parts_of(problem);
  const std::vector<PartPlan> plans = solve_all(parts, rules, wanted, levels);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    const Part& part = parts[n];
    const PartPlan& plan = plans[n];
    for (std::size_t m = 0; m < plan.slot_of.size(); ++m)
      if (plan.slot_of[m] != no_slot) slot_of[part.matters[m]] = part.slots[plan.slot_of[m]];
    for (std::size_t s = 0; s < plan.price_of.size(); ++s) price_of[part.slots[s]] = plan.price_of[s];
    total += plan.total;
    bound += plan.bound;
    proof.possible += plan.possible;
    proof.given += plan.given;
    proof.rounds = std::max(proof.rounds, plan.rounds);
    ++proof.parts;
  }
  Assignment out = judged(problem, rules, std::move(slot_of));
  proof.cost = static_cast<double>(total);
  proof.bound = static_cast<double>(bound);
  proof.gap = total == bound ? 0 : static_cast<double>(total - bound) / proof.cost;
  out.proof = proof;
  out.price_of = std::move(price_of);
  return out;
}

TermPoints explain(const Problem& problem, const Rules& rules, std::uint32_t matter, std::uint32_t slot) {
  const PairCosts costs(problem, rules);
  const OpenMatter& m = problem.matters[matter];
  return slot == no_slot ? costs.terms(m) : costs.terms(m, problem.slots[slot]);
}

}  // namespace vuoro::planner
