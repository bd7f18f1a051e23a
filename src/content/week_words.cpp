#include "content/week_words.hpp"

#include <algorithm>
#include <array>

#include "content/codes.hpp"

namespace vuoro::content {

namespace {

constexpr std::array<std::string_view, 7> weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::int32_t> clock_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
  return hours * 3600 + minutes * 60;
}

}  // namespace

std::optional<std::int32_t> read_clock_time(Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return std::nullopt;
  const auto time = clock_time(*text);
  if (!time)
    fields.fault(*fields.node(key, Presence::required),
                 "'" + std::string{key} + "' must be a time of day like \"08:00\"");
  return time;
}

std::vector<std::uint8_t> read_days(Fields& fields) {
  std::vector<std::uint8_t> days;
  for (const std::string& word : words_among(fields, "days", weekdays)) {
    const auto found = std::ranges::find(weekdays, word);
    if (found != weekdays.end()) days.push_back(static_cast<std::uint8_t>(found - weekdays.begin() + 1));
  }
  return days;
}

}  // namespace vuoro::content
