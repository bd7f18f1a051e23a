#include "twin/units.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cmath>

namespace vuoro::twin {

namespace {

/// The number at the beginning; what follows it and a space stays in `text`.
std::optional<double> take_number(std::string_view& text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (fault != std::errc{} || !std::isfinite(value) || value < 0) return std::nullopt;
  if (length >= text.size() || text[length] != ' ') return std::nullopt;
  text.remove_prefix(length + 1);
  return value;
}

std::optional<double> minutes_of(std::string_view unit) {
  if (unit == "s") return 1.0 / 60;
  if (unit == "min") return 1;
  if (unit == "h") return 60;
  if (unit == "d") return 24 * 60;
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_minutes(std::string_view text) {
  const auto number = take_number(text);
  const auto unit = minutes_of(text);
  if (!number || !unit) return std::nullopt;
  return *number * *unit;
}

std::optional<double> parse_rate(std::string_view text) {
  const auto number = take_number(text);
  if (!number || !text.starts_with("per ")) return std::nullopt;
  const auto unit = minutes_of(text.substr(4));
  if (!unit) return std::nullopt;
  return *number / *unit;
}

std::string iso(Day day) {
  const auto d = day.civil();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                     static_cast<unsigned>(d.day()));
}

}  // namespace vuoro::twin
