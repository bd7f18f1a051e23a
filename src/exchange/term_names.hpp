#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/state.hpp"

namespace vuoro::exchange {

/// A vocabulary of the ledger as it stood at one moment: code -> number.
using TermNames = std::map<std::string, std::uint16_t, std::less<>>;

/// O(terms log terms).
inline TermNames term_names(const core::State& state, core::TermKind kind) {
  TermNames names;
  for (std::size_t n = 1; n <= state.term_count(kind); ++n) {
    const auto number = static_cast<std::uint16_t>(n);
    names.emplace(std::string(state.term_text(kind, number)), number);
  }
  return names;
}

}  // namespace vuoro::exchange
