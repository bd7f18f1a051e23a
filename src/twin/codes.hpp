#pragma once

#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace vuoro::twin {

/// The words of a kind that a ledger knows, in the order of their numbers, the first being 1. They live as
/// long as the State.
inline std::vector<std::string_view> codes_of(const core::State& state, core::TermKind kind) {
  std::vector<std::string_view> all;
  for (std::uint16_t n = 1; n <= state.term_count(kind); ++n) all.push_back(state.term_text(kind, n));
  return all;
}

}  // namespace vuoro::twin
