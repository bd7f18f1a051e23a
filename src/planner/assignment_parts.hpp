#pragma once

#include "planner/assignment.hpp"

/// Parts of a problem that share no time. Private to the planner.
namespace vuoro::planner {

struct Part {
  Problem problem;
  std::vector<std::uint32_t> matters;  ///< The whole problem's numbers, by the part's.
  std::vector<std::uint32_t> slots;
};

/// Every matter is in one part, every possible pair within one. Slots of nobody are in none.
[[nodiscard]] std::vector<Part> parts_of(const Problem& problem);

}  // namespace vuoro::planner
