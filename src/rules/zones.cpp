#include <date/tz.h>

#include <chrono>

#include "rules/temporal.hpp"
#include "rules/temporal_text.hpp"

namespace vuoro::rules {
namespace {

constexpr std::int64_t widest_offset = 18 * std::int64_t{3600};

const date::time_zone* zone_of(const Zone& zone) {
  return static_cast<const date::time_zone*>(zone.database);
}

/// Rules of the zone files end in 2037 (see calendar/zone.cpp): a later day borrows the rule of a year with
/// the same weekdays and length.
std::int64_t borrowed_day(std::int64_t day) {
  const auto date = Date::of_days(day);
  if (!date || date->year <= 2037) return day;
  const Date first{date->year, 1, 1};
  for (std::int32_t year = 2009; year <= 2036; ++year) {
    const Date other{year, 1, 1};
    if (other.weekday() == first.weekday() && month_length(year, 2) == month_length(date->year, 2)) {
      return other.days() + (day - first.days());
    }
  }
  return day;
}

}  // namespace

std::optional<Zone> Zone::named(std::string_view name) {
  if (name.empty() || name.size() > 64) return std::nullopt;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '/' && c != '_' && c != '-' && c != '+') return std::nullopt;
  }
  try {
    return Zone{Kind::named, 0, date::locate_zone(std::string(name))};
  } catch (const std::runtime_error&) {  // the library's way of saying "no such zone"
    return std::nullopt;
  }
}

std::optional<Zone> Zone::parse(std::string_view text) {
  if (text.empty()) return Zone{};
  if (text == "Z" || text == "z") return utc();
  if (text.front() == '@') return named(text.substr(1));
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  const bool west = text.front() == '-';
  TemporalText in{text.substr(1)};
  const auto hours = in.digits(2, 2);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.digits(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::int64_t seconds = 0;
  if (in.take(':')) {
    const auto s = in.digits(2, 2);
    if (!s || *s > 59) return std::nullopt;
    seconds = *s;
  }
  if (!in.done()) return std::nullopt;
  const std::int64_t offset = *hours * 3600 + *minutes * 60 + seconds;
  if (offset > widest_offset) return std::nullopt;
  return Zone{Kind::offset, static_cast<std::int32_t>(west ? -offset : offset), nullptr};
}

std::string Zone::text() const {
  if (kind == Kind::none) return {};
  if (kind == Kind::named) return "@" + name();
  if (offset == 0) return "Z";
  const std::int32_t size = offset < 0 ? -offset : offset;
  std::string out = (offset < 0 ? "-" : "+") + two_digits(size / 3600) + ":" + two_digits(size / 60 % 60);
  if (size % 60 != 0) out += ":" + two_digits(size % 60);
  return out;
}

std::string Zone::name() const {
  return zone_of(*this)->name();
}

std::int64_t Zone::offset_at(std::int64_t day, std::int64_t second_of_day) const {
  if (kind == Kind::none) return 0;
  if (kind == Kind::offset) return offset;
  const std::int64_t wall = borrowed_day(day) * seconds_in_day + second_of_day;
  const auto info = zone_of(*this)->get_info(date::local_seconds{std::chrono::seconds{wall}});
  return info.first.offset.count();
}

std::int64_t Zone::offset_at_instant(std::int64_t epoch_seconds) const {
  if (kind != Kind::named) return kind == Kind::offset ? offset : 0;
  const std::int64_t day = epoch_seconds >= 0 ? epoch_seconds / seconds_in_day
                                              : -((seconds_in_day - 1 - epoch_seconds) / seconds_in_day);
  const std::int64_t borrowed = epoch_seconds + (borrowed_day(day) - day) * seconds_in_day;
  return zone_of(*this)->get_info(date::sys_seconds{std::chrono::seconds{borrowed}}).offset.count();
}

}  // namespace vuoro::rules
