#include "planner/min_cost_flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <stdexcept>

#include "planner/assignment.hpp"

namespace vuoro::planner {

namespace {

using Graph = lemon::SmartDigraph;

/// Values of arcs or nodes by their number, read in place.
template <class K, class V, class F>
class Computed {
 public:
  using Key = K;
  using Value = V;
  explicit Computed(F f) : f_(std::move(f)) {}
  Value operator[](Key k) const { return f_(Graph::id(k)); }

 private:
  F f_;
};
template <class K, class V, class F>
Computed<K, V, F> computed(F f) {
  return Computed<K, V, F>(std::move(f));
}

}  // namespace

template <class Cost>
FlowAnswer<Cost> min_cost_flow(const FlowProblem<Cost>& problem) {
  const std::size_t matters = problem.stay.size();
  const std::size_t slots = problem.places.size();
  const std::size_t arcs = problem.arcs.size();
  // Nodes: matters, slots, the end. Arcs: as given, slot to end, matter to end; numbers follow this order.
  Graph graph;
  graph.reserveNode(static_cast<int>(matters + slots + 1));
  graph.reserveArc(static_cast<int>(arcs + slots + matters));
  for (std::size_t n = 0; n < matters + slots + 1; ++n) graph.addNode();
  const auto node = [](std::size_t n) { return Graph::nodeFromId(static_cast<int>(n)); };
  const Graph::Node end = node(matters + slots);
  for (const FlowArc<Cost>& a : problem.arcs) graph.addArc(node(a.matter), node(matters + a.slot));
  for (std::size_t s = 0; s < slots; ++s) graph.addArc(node(matters + s), end);
  for (std::size_t m = 0; m < matters; ++m) graph.addArc(node(m), end);

  lemon::NetworkSimplex<Graph, int, Cost> simplex(graph);
  simplex.upperMap(computed<Graph::Arc, int>([&](int arc) -> int {
    const auto i = static_cast<std::size_t>(arc);
    // One goes along an arc at most; room for two keeps it from being full, so that its price is never below
    // 0.
    return i >= arcs && i < arcs + slots ? problem.places[i - arcs] : 2;
  }));
  simplex.costMap(computed<Graph::Arc, Cost>([&](int arc) -> Cost {
    const auto i = static_cast<std::size_t>(arc);
    if (i < arcs) return problem.arcs[i].cost;
    return i < arcs + slots ? Cost(0) : problem.stay[i - arcs - slots];
  }));
  simplex.supplyMap(computed<Graph::Node, int>([&](int n) -> int {
    const auto i = static_cast<std::size_t>(n);
    if (i < matters) return 1;
    return i < matters + slots ? 0 : -static_cast<int>(matters);
  }));
  using Simplex = lemon::NetworkSimplex<Graph, int, Cost>;
  // Everybody can stay, so there is a flow, and no cost is below zero: anything else is a bug.
  if (simplex.run(Simplex::BLOCK_SEARCH) != Simplex::OPTIMAL) throw std::logic_error("no flow was found");

  FlowAnswer<Cost> answer;
  answer.slot_of.assign(matters, no_slot);
  for (std::size_t i = 0; i < arcs; ++i) {
    if (simplex.flow(Graph::arcFromId(static_cast<int>(i))) > 0)
      answer.slot_of[problem.arcs[i].matter] = problem.arcs[i].slot;
  }
  const Cost at_end = simplex.potential(end);
  answer.price.resize(slots);
  for (std::size_t s = 0; s < slots; ++s)
    answer.price[s] = std::max(Cost(0), at_end - simplex.potential(node(matters + s)));
  answer.worth.resize(matters);
  for (std::size_t m = 0; m < matters; ++m) answer.worth[m] = at_end - simplex.potential(node(m));
  return answer;
}

template FlowAnswer<std::int64_t> min_cost_flow(const FlowProblem<std::int64_t>&);
template FlowAnswer<Wide> min_cost_flow(const FlowProblem<Wide>&);

}  // namespace vuoro::planner
