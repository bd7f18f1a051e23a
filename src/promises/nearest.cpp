#include "promises/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace vuoro::promises {
namespace {

constexpr std::size_t longest = 64;

/// Levenshtein distance.
std::size_t changes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view text, std::span<const std::string_view> allowed) {
  if (allowed.empty()) return {};
  const std::string_view start = text.substr(0, longest);
  return *std::ranges::min_element(allowed, {},
                                   [start](std::string_view word) { return changes(start, word); });
}

}  // namespace vuoro::promises
