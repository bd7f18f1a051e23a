#include "rules/builtin_bodies.hpp"

namespace vuoro::rules {
namespace {

constexpr std::int64_t widest_offset = 18 * std::int64_t{3600};

/// The day of a date, a date and time, or a text of either.
std::optional<Date> day_in(const Value& raw) {
  const Value& value = single(raw);
  if (value.date() != nullptr) return *value.date();
  if (value.date_time() != nullptr) return value.date_time()->date;
  return std::nullopt;
}

std::optional<DateTime> moment_in(const Value& raw) {
  const Value& value = single(raw);
  if (value.date_time() != nullptr) return *value.date_time();
  if (value.date() != nullptr) return DateTime{*value.date(), {}};
  return std::nullopt;
}

std::optional<Date> date_from(Arguments a) {
  const auto year = whole_in(a[0]);
  const auto month = whole_in(a[1]);
  const auto day = whole_in(a[2]);
  if (!year || !month || !day) return std::nullopt;
  return Date::of(*year, *month, *day);
}

/// Hour, minute, second (with a fraction), and an offset as a duration, in hours or as a zone's name.
std::optional<Time> time_from(Arguments a) {
  const auto hour = whole_in(a[0]);
  const auto minute = whole_in(a[1]);
  const auto second = number_in(a[2]);
  if (!hour || !minute || !second || second->negative()) return std::nullopt;
  const auto exact = DaysTime::of(*second);
  if (!exact) return std::nullopt;
  Zone zone;
  if (a.size() > 3 && !a[3].is_null()) {
    const Value& offset = single(a[3]);
    std::optional<Zone> found;
    if (const DaysTime* d = offset.days_time()) {
      if (d->seconds < -widest_offset || d->seconds > widest_offset || d->nanos != 0) return std::nullopt;
      found = Zone{Zone::Kind::offset, static_cast<std::int32_t>(d->seconds), nullptr};
    } else if (const auto hours = number_in(offset)) {
      const auto seconds = multiply(*hours, Decimal::of(3600));
      const auto s = seconds ? seconds->integer() : std::nullopt;
      if (!s || *s < -widest_offset || *s > widest_offset) return std::nullopt;
      found = Zone{Zone::Kind::offset, static_cast<std::int32_t>(*s), nullptr};
    } else if (const std::string* name = offset.string()) {
      found = Zone::named(*name);
      if (!found) found = Zone::parse(*name);
    }
    if (!found) return std::nullopt;
    zone = *found;
  }
  return Time::of(*hour, *minute, exact->seconds, exact->nanos, zone);
}

}  // namespace

Value builtin_date(Evaluator&, Arguments a) {
  if (a.size() == 3) return date_from(a);
  if (const std::string* text = string_in(a[0])) return Date::parse(*text);
  return day_in(a[0]);
}

Value builtin_time(Evaluator&, Arguments a) {
  if (a.size() >= 3) {
    if (a.size() > 3 && !a[3].is_null() && single(a[3]).days_time() == nullptr) return {};
    return time_from(a);
  }
  const Value& from = single(a[0]);
  if (const std::string* text = from.string()) return Time::parse(*text);
  if (from.time() != nullptr) return from;
  if (from.date_time() != nullptr) return from.date_time()->time;
  if (from.date() != nullptr) return Time{0, Zone::utc()};
  return {};
}

Value builtin_date_and_time(Evaluator&, Arguments a) {
  if (a.size() == 1) {
    const Value& from = single(a[0]);
    if (const std::string* text = from.string()) return DateTime::parse(*text);
    if (from.date_time() != nullptr) return from;
    if (from.date() != nullptr) return DateTime::midnight_utc(*from.date());
    return {};
  }
  if (a.size() == 2) {
    const auto date = day_in(a[0]);
    const Time* time = single(a[1]).time();
    if (!date || time == nullptr) return {};
    return DateTime{*date, *time};
  }
  const auto date = date_from(a.subspan(0, 3));
  const auto time = time_from(a.subspan(3));
  if (!date || !time) return {};
  return DateTime{*date, *time};
}

Value builtin_duration(Evaluator&, Arguments a) {
  const Value& from = single(a[0]);
  if (from.months() != nullptr || from.days_time() != nullptr) return from;
  const std::string* text = from.string();
  if (text == nullptr) return {};
  if (const auto months = Months::parse(*text)) return *months;
  return DaysTime::parse(*text);
}

Value builtin_years_and_months_duration(Evaluator&, Arguments a) {
  const auto from = moment_in(a[0]);
  const auto to = moment_in(a[1]);
  if (!from || !to) return {};
  return months_between(*from, *to);
}

Value builtin_day_of_year(Evaluator&, Arguments a) {
  const auto date = day_in(a[0]);
  return date ? Value::number(date->day_of_year()) : Value{};
}

Value builtin_day_of_week(Evaluator&, Arguments a) {
  constexpr const char* names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                   "Friday", "Saturday", "Sunday"};
  const auto date = day_in(a[0]);
  return date ? Value::string(names[date->weekday() - 1]) : Value{};
}

Value builtin_month_of_year(Evaluator&, Arguments a) {
  constexpr const char* names[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
  const auto date = day_in(a[0]);
  return date ? Value::string(names[date->month - 1]) : Value{};
}

Value builtin_week_of_year(Evaluator&, Arguments a) {
  const auto date = day_in(a[0]);
  return date ? Value::number(date->week_of_year()) : Value{};
}

Value builtin_now(Evaluator& in, Arguments) {
  return in.now();
}
Value builtin_today(Evaluator& in, Arguments) {
  return in.now().date;
}

}  // namespace vuoro::rules
