#include "api/instants.hpp"

namespace vuoro::api {

namespace {

/// Digits at a place, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int v = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    v = v * 10 + (text[i] - '0');
  }
  return v;
}

}  // namespace

std::optional<Day> read_day(std::string_view t) {
  if (t.size() != 10 || t[4] != '-' || t[7] != '-' || digits(t, 0, 4) < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{digits(t, 0, 4)},
                                         std::chrono::month{static_cast<unsigned>(digits(t, 5, 2))},
                                         std::chrono::day{static_cast<unsigned>(digits(t, 8, 2))}};
  return date.ok() ? std::optional(day_of(date)) : std::nullopt;
}

std::optional<Instant> read_instant(std::string_view t) {
  const bool shape = (t.size() == 20 || (t.size() == 24 && t[19] == '.' && digits(t, 20, 3) >= 0)) &&
                     t[10] == 'T' && t[13] == ':' && t[16] == ':' && t.back() == 'Z';
  if (!shape) return std::nullopt;
  const auto day = read_day(t.substr(0, 10));
  const int hour = digits(t, 11, 2);
  const int minute = digits(t, 14, 2);
  const int second = digits(t, 17, 2);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return std::nullopt;
  return Instant{std::int64_t{day->n} * 86'400 + hour * 3600 + minute * 60 + second};
}

}  // namespace vuoro::api
