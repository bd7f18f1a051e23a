#pragma once

#include <string>
#include <string_view>

#include "rules/temporal.hpp"

/// Reading the ISO forms from left to right; only for the .cpp files of temporal.hpp.
namespace vuoro::rules {

std::string two_digits(std::int64_t n);
/// ".5" for half a second, "" for none.
std::string fraction(std::int64_t nanos);

struct TemporalText {
  std::string_view rest;

  [[nodiscard]] bool done() const { return rest.empty(); }
  bool take(char c);
  /// Between `least` and `most` decimal digits.
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most);
  std::optional<Date> date();
  std::optional<Time> time();  ///< With its zone, up to the end.
  /// The nanoseconds of ".123"; 0 when no point follows; nothing when the point stands alone.
  std::optional<std::int64_t> nanos();
};

}  // namespace vuoro::rules
