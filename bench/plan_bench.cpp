#include <fmt/core.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "plan_instance.hpp"
#include "planner/assignment.hpp"
#include "planner/capacity.hpp"
#include "planner/capacity_file.hpp"
#include "planner/pair_costs.hpp"

/// The planner's figures; see docs/planner.md. `plan_bench assign MATTERS UNITS`, `rival MATTERS UNITS`,
/// `unit`, `capacity`. CPU seconds.
namespace vuoro::planner {
namespace {

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Rules rules_of(Protection protection) {
  Rules rules;
  rules.group_weights = {150, 150};
  rules.protection = protection;
  return rules;
}

void show(std::string_view what, const Assignment& a, double seconds) {
  std::uint64_t kept = 0;
  std::uint64_t broken = 0;
  for (const Tally& t : a.groups) {
    kept += t.kept;
    broken += t.broken;
  }
  fmt::print(
      "{:<20} {:>7.2f} s  gap {:>8.5f} %  rounds {:>2}  parts {:>3}  given {:>8} of {:>10}  kept {}  broken "
      "{}\n",
      what, seconds, a.proof.gap * 100, a.proof.rounds, a.proof.parts, a.proof.given, a.proof.possible, kept,
      broken);
}

double timed(std::string_view what, const Problem& p, Protection protection, const SolveOptions& options) {
  const double before = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  const Assignment a = assign(p, rules_of(protection), options);
  const double seconds = cpu_seconds() - before;
  show(what, a, seconds);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  fmt::print("{:<20} {:>7.2f} s by the clock on the wall\n", "", wall.count());
  return seconds;
}

void assignments(const bench::Size& size) {
  const Problem p = bench::instance(size, 1);
  timed("weights", p, Protection::weights, {});
  timed("order", p, Protection::order, {});
  show("soonest due first", soonest_due_first(p, rules_of(Protection::order)), 0);
}

/// All possible pairs at once, as one network, by the library alone.
double whole(std::string_view name, const Problem& p, const std::vector<Pair>& pairs) {
  const Rules rules = rules_of(Protection::weights);
  const PairCosts costs(p, rules);
  const double before = cpu_seconds();
  lemon::SmartDigraph graph;
  const std::size_t nodes = p.matters.size() + p.slots.size() + 1;
  for (std::size_t i = 0; i < nodes; ++i) graph.addNode();
  const auto node = [](std::size_t n) { return lemon::SmartDigraph::nodeFromId(static_cast<int>(n)); };
  lemon::SmartDigraph::ArcMap<std::int64_t> cost(graph);
  lemon::SmartDigraph::ArcMap<int> most(graph);
  lemon::SmartDigraph::NodeMap<int> supply(graph, 0);
  const auto arc = [&](std::size_t from, std::size_t to, std::int64_t c, int up) {
    const auto a = graph.addArc(node(from), node(to));
    cost[a] = c;
    most[a] = up;
  };
  for (const Pair& pair : pairs)
    arc(pair.matter, p.matters.size() + pair.slot,
        costs.of(p.matters[pair.matter], p.slots[pair.slot]).points, 1);
  for (std::size_t s = 0; s < p.slots.size(); ++s) arc(p.matters.size() + s, nodes - 1, 0, p.slots[s].places);
  for (std::size_t m = 0; m < p.matters.size(); ++m) {
    arc(m, nodes - 1, costs.no_time(p.matters[m]).points, 1);
    supply[node(m)] = 1;
  }
  supply[node(nodes - 1)] = -static_cast<int>(p.matters.size());
  lemon::NetworkSimplex<lemon::SmartDigraph, int, std::int64_t> solver(graph);
  solver.upperMap(most).costMap(cost).supplyMap(supply).run();
  const auto total = solver.totalCost<std::int64_t>();
  const double seconds = cpu_seconds() - before;
  fmt::print("{:<20} {:>7.2f} s  cost {}\n", name, seconds, total);
  return seconds;
}

void rivals(const bench::Size& size) {
  const Problem p = bench::instance(size, 1);
  const std::vector<Pair> pairs = possible_pairs(p);
  const double ours = timed("ours, gap 0", p, Protection::weights, {.gap = 0});
  const double simplex = whole("simplex, all pairs", p, pairs);
  fmt::print("ratio {:.1f}\n", simplex / ours);
}

/// One unit's own matters and times; then one time is taken away, and all is planned again.
void one_unit() {
  Problem p = bench::instance({2500, 1250, 1}, 3);
  timed("unit, order", p, Protection::order, {});
  p.slots.pop_back();
  const double seconds = timed("after one change", p, Protection::order, {});
  fmt::print("re-plan {:.0f} ms\n", seconds * 1000);
}

void capacity() {
  CapacityProblem p;
  constexpr std::size_t scenarios = 20;
  p.weeks = 12;
  p.likely.assign(scenarios, 1.0 / scenarios);
  for (std::uint32_t unit = 0; unit < 40; ++unit) {
    SharedLimit rooms{fmt::format("rooms of {}", unit), 100, {}};
    for (std::uint32_t profession = 0; profession < 6; ++profession) {
      const auto n = static_cast<std::uint32_t>(p.works.size());
      const double mean = 40 + (unit * 7 + profession * 13) % 60;
      Work w;
      w.unit = fmt::format("unit {}", unit);
      w.profession = fmt::format("profession {}", profession);
      w.visits_a_shift = 8;
      w.hours_a_shift = 4;
      w.own_shifts = static_cast<std::uint16_t>(mean / 8 * 1.3 + 1);
      w.extra_shifts = 8;
      w.own_cost = 150;
      w.extra_cost = 260;
      Line line;
      line.arrivals = sampled_arrivals({mean, 0, 0.06, 0.12}, scenarios, p.weeks, 7, n);
      line.waiting = mean * 1.5;
      line.overdue = mean / 5;
      line.no_debt_by = 8;
      w.lines.push_back(std::move(line));
      rooms.works.push_back(n);
      p.works.push_back(std::move(w));
    }
    p.limits.push_back(std::move(rooms));
  }
  const double before = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  const auto plan = plan_capacity(p, {.gap = 0.01, .seconds = 55});
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!plan) {
    fmt::print("{}: {}\n", plan.error().code, plan.error().what);
    return;
  }
  fmt::print(
      "capacity {:.1f} s CPU, {:.1f} s wall  cost {:.0f}  bound {:.0f}  gap {:.2f} %  reached {}  parts {}  "
      "columns {}  rows {}\n",
      cpu_seconds() - before, wall, plan->cost, plan->bound, plan->gap * 100, plan->reached, plan->parts,
      plan->columns, plan->rows);
}

}  // namespace
}  // namespace vuoro::planner

int main(int argc, char** argv) {
  using namespace vuoro::planner;  // NOLINT
  const std::string_view what = argc > 1 ? argv[1] : "assign";
  const auto n = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 100'000);
  const vuoro::bench::Size size{n, n / 2, static_cast<std::uint16_t>(argc > 3 ? std::atoi(argv[3]) : 40)};
  if (what == "assign") assignments(size);
  if (what == "rival") rivals(size);
  if (what == "unit") one_unit();
  if (what == "capacity") capacity();
}
