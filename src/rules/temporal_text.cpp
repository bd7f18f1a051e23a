#include "rules/temporal_text.hpp"

namespace vuoro::rules {

std::string two_digits(std::int64_t n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

std::string fraction(std::int64_t nanos) {
  if (nanos == 0) return {};
  std::string digits = std::to_string(nanos);
  digits.insert(0, 9 - digits.size(), '0');
  while (digits.back() == '0') digits.pop_back();
  return "." + digits;
}

bool TemporalText::take(char c) {
  if (rest.empty() || rest.front() != c) return false;
  rest.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> TemporalText::digits(std::size_t least, std::size_t most) {
  std::size_t n = 0;
  std::int64_t value = 0;
  while (n < rest.size() && n < most && rest[n] >= '0' && rest[n] <= '9') {
    value = value * 10 + (rest[n] - '0');
    ++n;
  }
  if (n < least) return std::nullopt;
  rest.remove_prefix(n);
  return value;
}

std::optional<Date> TemporalText::date() {
  const bool before_christ = take('-');
  const std::string_view start = rest;
  const auto year = digits(4, 9);
  if (!year) return std::nullopt;
  const std::size_t length = start.size() - rest.size();
  if (length > 4 && start.front() == '0') return std::nullopt;
  if (!take('-')) return std::nullopt;
  const auto month = digits(2, 2);
  if (!month || !take('-')) return std::nullopt;
  const auto day = digits(2, 2);
  if (!day) return std::nullopt;
  return Date::of(before_christ ? -*year : *year, *month, *day);
}

std::optional<std::int64_t> TemporalText::nanos() {
  if (!take('.')) return 0;
  std::int64_t value = 0;
  std::size_t n = 0;
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
    if (n < 9) value = value * 10 + (rest.front() - '0');  // finer than a nanosecond is dropped
    ++n;
    rest.remove_prefix(1);
  }
  if (n == 0) return std::nullopt;
  for (; n < 9; ++n) value *= 10;
  return value;
}

std::optional<Time> TemporalText::time() {
  const auto hour = digits(2, 2);
  if (!hour || !take(':')) return std::nullopt;
  const auto minute = digits(2, 2);
  if (!minute || !take(':')) return std::nullopt;
  const auto second = digits(2, 2);
  if (!second) return std::nullopt;
  const auto nano = nanos();
  if (!nano) return std::nullopt;
  const auto zone = Zone::parse(rest);
  if (!zone) return std::nullopt;
  rest = {};
  return Time::of(*hour, *minute, *second, *nano, *zone);
}

}  // namespace vuoro::rules
