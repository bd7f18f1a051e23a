#include "exchange/date_format.hpp"

#include <chrono>

namespace vuoro::exchange {

Result<DateFormat> DateFormat::compile(std::string_view pattern) {
  DateFormat format;
  std::string seen;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      format.items_.push_back({0, pattern[i], 1, 1});
      continue;
    }
    ++i;
    const bool short_too = i < pattern.size() && pattern[i] == '-';
    if (short_too) ++i;
    const char part = i < pattern.size() ? pattern[i] : '\0';
    if (part == '%' && !short_too) {
      format.items_.push_back({0, '%', 1, 1});
      continue;
    }
    const std::string_view known = short_too ? "dmH" : "YmdHMS";
    if (part == '\0' || known.find(part) == std::string_view::npos) {
      return Error{"format-refused", "only %Y %m %d %H %M %S, %-d %-m %-H and %% are known",
                   std::string(pattern)};
    }
    if (seen.find(part) != std::string::npos) {
      return Error{"format-refused", std::string("%") + part + " stands there twice", std::string(pattern)};
    }
    seen.push_back(part);
    const std::uint8_t most = part == 'Y' ? 4 : 2;
    format.items_.push_back({part, 0, short_too ? std::uint8_t{1} : most, most});
  }
  for (const char needed : {'Y', 'm', 'd'}) {
    if (seen.find(needed) == std::string::npos) {
      return Error{"format-refused", "year, month and day are all needed", std::string(pattern)};
    }
  }
  format.has_time_ = seen.find('H') != std::string::npos;
  return format;
}

std::optional<WallTime> DateFormat::read(std::string_view text) const {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::size_t at = 0;
  for (const Item& item : items_) {
    if (item.part == 0) {
      if (at >= text.size() || text[at] != item.literal) return std::nullopt;
      ++at;
      continue;
    }
    int value = 0;
    std::size_t digits = 0;
    while (digits < item.most && at < text.size() && text[at] >= '0' && text[at] <= '9') {
      value = value * 10 + (text[at] - '0');
      ++at;
      ++digits;
    }
    if (digits < item.least) return std::nullopt;
    switch (item.part) {
      case 'Y':
        year = value;
        break;
      case 'm':
        month = static_cast<unsigned>(value);
        break;
      case 'd':
        day = static_cast<unsigned>(value);
        break;
      case 'H':
        hour = value;
        break;
      case 'M':
        minute = value;
        break;
      default:
        second = value;
        break;
    }
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (at != text.size() || !date.ok() || year < 1900 || year > 2199) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return WallTime{day_of(date), (hour * 60 + minute) * 60 + second};
}

}  // namespace vuoro::exchange
