#include <algorithm>

#include "rules/temporal.hpp"
#include "rules/temporal_text.hpp"

namespace vuoro::rules {
namespace {

constexpr std::int64_t nanos_in_day = seconds_in_day * nanos_per_second;

bool has_zone(const Time& time) {
  return time.zone.kind != Zone::Kind::none;
}

int sign(std::int64_t n) {
  return n < 0 ? -1 : static_cast<int>(n > 0);
}

}  // namespace

std::optional<Time> Time::of(std::int64_t hour, std::int64_t minute, std::int64_t second, std::int64_t nano,
                             Zone zone) {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  return Time{(hour * 3600 + minute * 60 + second) * nanos_per_second + nano, zone};
}

std::optional<Time> Time::parse(std::string_view text) {
  return TemporalText{text}.time();
}

std::string Time::text() const {
  const std::int64_t s = seconds();
  return two_digits(s / 3600) + ":" + two_digits(s / 60 % 60) + ":" + two_digits(s % 60) +
         fraction(nanos % nanos_per_second) + zone.text();
}

std::int64_t Time::utc_nanos() const {
  return nanos - zone.offset_at(Zone::undated, seconds()) * nanos_per_second;
}

std::optional<DateTime> DateTime::parse(std::string_view text) {
  TemporalText in{text};
  const auto date = in.date();
  if (!date) return std::nullopt;
  if (in.done()) return DateTime{*date, {}};
  if (!in.take('T')) return std::nullopt;
  const auto time = in.time();
  if (!time) return std::nullopt;
  return DateTime{*date, *time};
}

std::string DateTime::text() const {
  return date.text() + "T" + time.text();
}

std::int64_t DateTime::epoch_seconds() const {
  const std::int64_t days = date.days();
  return days * seconds_in_day + time.seconds() - time.zone.offset_at(days, time.seconds());
}

std::optional<Date> add(Date date, Months months) {
  const std::int64_t total = std::int64_t{date.year} * 12 + date.month - 1 + months.n;
  const std::int64_t year = total >= 0 ? total / 12 : -((11 - total) / 12);
  const auto month = static_cast<int>(total - year * 12 + 1);
  return Date::of(year, month, std::min<int>(date.day, month_length(year, month)));
}

std::optional<Date> add(Date date, DaysTime duration) {
  const auto at = add(DateTime{date, {}}, duration);
  return at ? std::optional(at->date) : std::nullopt;
}

std::optional<DateTime> add(DateTime at, Months months) {
  const auto date = add(at.date, months);
  if (!date) return std::nullopt;
  return DateTime{*date, at.time};
}

std::optional<DateTime> add(DateTime at, DaysTime duration) {
  if (at.time.zone.kind == Zone::Kind::named) {  // durations run on the line of instants, across summer time
    const Zone zone = at.time.zone;
    const std::int64_t before = at.epoch_seconds();
    at.time.zone = Zone::utc();
    const auto shift = DaysTime::of(-zone.offset_at(at.date.days(), at.time.seconds()), 0);
    const auto utc = add(at, *shift);
    auto there = utc ? add(*utc, duration) : std::nullopt;
    if (!there) return std::nullopt;
    there = add(*there, *DaysTime::of(zone.offset_at_instant(before + duration.seconds), 0));
    if (there) there->time.zone = zone;
    return there;
  }
  std::int64_t days = duration.seconds / seconds_in_day;
  std::int64_t nanos = at.time.nanos + duration.seconds % seconds_in_day * nanos_per_second + duration.nanos;
  while (nanos < 0) {
    nanos += nanos_in_day;
    --days;
  }
  while (nanos >= nanos_in_day) {
    nanos -= nanos_in_day;
    ++days;
  }
  const auto date = Date::of_days(at.date.days() + days);
  if (!date) return std::nullopt;
  return DateTime{*date, {nanos, at.time.zone}};
}

Time add(Time time, DaysTime duration) {
  std::int64_t nanos =
      (time.nanos + duration.seconds % seconds_in_day * nanos_per_second + duration.nanos) % nanos_in_day;
  if (nanos < 0) nanos += nanos_in_day;
  return {nanos, time.zone};
}

std::optional<DaysTime> between(const DateTime& a, const DateTime& b) {
  if (has_zone(a.time) != has_zone(b.time)) return std::nullopt;
  return DaysTime::of(a.epoch_seconds() - b.epoch_seconds(),
                      a.time.nanos % nanos_per_second - b.time.nanos % nanos_per_second);
}

std::optional<DaysTime> between(const Time& a, const Time& b) {
  if (has_zone(a) != has_zone(b)) return std::nullopt;
  return DaysTime::of(0, a.utc_nanos() - b.utc_nanos());
}

std::optional<int> compare(const DateTime& a, const DateTime& b) {
  if (has_zone(a.time) != has_zone(b.time)) return std::nullopt;
  const std::int64_t left = a.epoch_seconds();
  const std::int64_t right = b.epoch_seconds();
  if (left != right) return left < right ? -1 : 1;
  return sign(a.time.nanos % nanos_per_second - b.time.nanos % nanos_per_second);
}

std::optional<int> compare(const Time& a, const Time& b) {
  if (has_zone(a) != has_zone(b)) return std::nullopt;
  return sign(a.utc_nanos() - b.utc_nanos());
}

Months months_between(const DateTime& a, const DateTime& b) {
  const auto months = [](const Date& d) { return std::int64_t{d.year} * 12 + d.month; };
  std::int64_t n = months(b.date) - months(a.date);
  const auto within = [](const DateTime& t) { return t.date.day * nanos_in_day + t.time.nanos; };
  if (n > 0 && within(b) < within(a)) --n;
  if (n < 0 && within(b) > within(a)) ++n;
  return {n};
}

}  // namespace vuoro::rules
