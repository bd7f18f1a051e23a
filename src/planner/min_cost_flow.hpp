#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "planner/wide.hpp"

/// The one file that knows the network library. Private to the planner.
namespace vuoro::planner {

template <class Cost>
struct FlowArc {
  std::uint32_t matter = 0;
  std::uint32_t slot = 0;
  Cost cost{};
};

/// Every matter goes along one of its arcs or stays; a slot takes as many as it has places.
template <class Cost>
struct FlowProblem {
  std::span<const FlowArc<Cost>> arcs;
  std::span<const Cost> stay;             ///< By matter.
  std::span<const std::uint16_t> places;  ///< By slot.
};

template <class Cost>
struct FlowAnswer {
  std::vector<std::uint32_t> slot_of;  ///< By matter; `no_slot` = stays.
  std::vector<Cost> price;             ///< Of a place, by slot; >= 0, and 0 where places are left.
  std::vector<Cost> worth;             ///< By matter: min(stay, min over its arcs (cost + price)).
};

/// The cheapest flow and its prices, by LEMON's network simplex. Cost = std::int64_t or Wide.
template <class Cost>
FlowAnswer<Cost> min_cost_flow(const FlowProblem<Cost>& problem);

extern template FlowAnswer<std::int64_t> min_cost_flow(const FlowProblem<std::int64_t>&);
extern template FlowAnswer<Wide> min_cost_flow(const FlowProblem<Wide>&);

}  // namespace vuoro::planner
