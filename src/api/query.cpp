#include "api/query.hpp"

#include <charconv>

namespace vuoro::api {

std::optional<std::string_view> Query::text(std::string_view name) {
  const auto asked = request_.parameter(name);
  if (asked.state != net::QueryValue::State::once) return std::nullopt;
  return asked.text;
}

std::optional<std::uint64_t> Query::whole(std::string_view name, std::uint64_t min, std::uint64_t max) {
  const auto asked = text(name);
  if (!asked) return std::nullopt;
  std::uint64_t n = 0;
  const char* const end = asked->data() + asked->size();
  const auto [stop, error] = std::from_chars(asked->data(), end, n);
  if (stop != end || error == std::errc::invalid_argument) {
    fault(name, "not-a-number");
  } else if (error == std::errc::result_out_of_range || n > max) {
    fault(name, "too-big", {{"max", std::to_string(max)}});
  } else if (n < min) {
    fault(name, "too-small", {{"min", std::to_string(min)}});
  } else {
    return n;
  }
  return std::nullopt;
}

std::optional<Day> Query::day(std::string_view name) {
  const auto asked = text(name);
  if (!asked) return std::nullopt;
  const auto day = read_day(*asked);
  if (!day) fault(name, "not-a-day");
  return day;
}

StepId Query::step() {
  const auto asked = number("step", 1, UINT32_MAX);
  if (!asked && faults_.empty()) fault("step", "missing");
  return StepId{asked.value_or(0)};
}

}  // namespace vuoro::api
