#include "calendar/holidays.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "calendar/zone.hpp"

namespace vuoro::calendar {
namespace {

constexpr std::uint8_t holiday_mark = 1;
constexpr std::uint8_t eve_mark = 2;
constexpr std::size_t known_days = static_cast<std::size_t>(last_known_day - first_known_day) + 1;

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a >= 0 ? a / b : -((b - 1 - a) / b);
}

/// Days since a Monday: 1970-01-01 was a Thursday.
constexpr std::int64_t since_monday(Day day) {
  return std::int64_t{day.n} + 3;
}

constexpr int iso_weekday(Day day) {
  return static_cast<int>(since_monday(day) - 7 * floor_divide(since_monday(day), 7)) + 1;
}

/// Mondays to Fridays before the day, counted from an arbitrary Monday; its inverse gives the day of such a
/// count.
constexpr std::int64_t weekdays_before(Day day) {
  const std::int64_t weeks = floor_divide(since_monday(day), 7);
  return 5 * weeks + std::min<std::int64_t>(since_monday(day) - 7 * weeks, 5);
}
constexpr Day weekday_number(std::int64_t count) {
  const std::int64_t weeks = floor_divide(count, 5);
  const std::int64_t day = 7 * weeks + (count - 5 * weeks) - 3;
  constexpr std::int64_t furthest = std::numeric_limits<std::int32_t>::max();
  return {static_cast<std::int32_t>(std::clamp(day, -furthest, furthest))};
}

/// Gregorian Easter Sunday by the anonymous algorithm (Meeus/Jones/Butcher).
Day easter_sunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month_and_day = h + l - 7 * m + 114;
  return day_of(year, static_cast<unsigned>(month_and_day / 31),
                static_cast<unsigned>(month_and_day % 31 + 1));
}

Day day_in_year(const HolidayDef& definition, int year) {
  if (definition.kind == HolidayKind::easter) return easter_sunday(year) + definition.offset;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{definition.month},
                                         std::chrono::day{definition.day}};
  const Day day = day_of(date);  // an impossible 29 February rolls to 1 March; the loader refuses it
  if (definition.kind == HolidayKind::fixed) return day;
  return day + (definition.weekday - iso_weekday(day) + 7) % 7;
}

bool known(Day day) {
  return first_known_day <= day && day <= last_known_day;
}

std::size_t index_of(Day day) {
  return static_cast<std::size_t>(day - first_known_day);
}

}  // namespace

Calendar::Calendar(std::span<const HolidayDef> definitions, CalendarParameters parameters,
                   std::vector<SchoolCalendar> schools)
    : parameters_(parameters), marks_(known_days, 0), schools_(std::move(schools)) {
  mark_holidays(definitions);
  count_working_days();
}

Calendar Calendar::finnish() {
  return Calendar{finnish_holidays()};
}

void Calendar::mark_holidays(std::span<const HolidayDef> definitions) {
  for (const HolidayDef& definition : definitions) {
    for (int year = 1992; year <= 2100; ++year) {
      const Day day = day_in_year(definition, year);
      if (!known(day) || day < definition.from || day > definition.to) continue;
      marks_[index_of(day)] |= definition.meaning == HolidayMeaning::public_holiday ? holiday_mark : eve_mark;
    }
  }
}

void Calendar::count_working_days() {
  const std::uint8_t closing = parameters_.eves == Eves::free ? holiday_mark | eve_mark : holiday_mark;
  rank_.reserve(known_days + 1);
  rank_.push_back(0);
  for (std::size_t i = 0; i < known_days; ++i) {
    const Day day = first_known_day + static_cast<int>(i);
    if (iso_weekday(day) <= 5 && (marks_[i] & closing) == 0) working_days_.push_back(day);
    rank_.push_back(static_cast<std::int32_t>(working_days_.size()));
  }
}

std::uint8_t Calendar::marks(Day day) const {
  return known(day) ? marks_[index_of(day)] : std::uint8_t{0};
}

bool Calendar::is_public_holiday(Day day) const {
  return (marks(day) & holiday_mark) != 0;
}

bool Calendar::is_section5_day(Day day) const {
  return marks(day) != 0 || iso_weekday(day) >= 6;
}

bool Calendar::is_working_day(Day day) const {
  if (!known(day)) return iso_weekday(day) <= 5;
  return rank_[index_of(day) + 1] != rank_[index_of(day)];
}

std::int64_t Calendar::rank(Day day) const {
  if (day < first_known_day) return weekdays_before(day) - weekdays_before(first_known_day);
  if (day > last_known_day) return rank_.back() + weekdays_before(day) - weekdays_before(last_known_day + 1);
  return rank_[index_of(day)];
}

Day Calendar::working_day_at(std::int64_t rank) const {
  if (rank < 0) return weekday_number(weekdays_before(first_known_day) + rank);
  if (rank >= rank_.back()) return weekday_number(weekdays_before(last_known_day + 1) + rank - rank_.back());
  return working_days_[static_cast<std::size_t>(rank)];
}

Day Calendar::add_working_days(Day start, int n) const {
  return n <= 0 ? start : working_day_at(rank(start + 1) + n - 1);
}

Day Calendar::next_working_day_on_or_after(Day day) const {
  return working_day_at(rank(day));
}

std::int32_t Calendar::working_days_between(Day from, Day to) const {
  return static_cast<std::int32_t>(rank(to + 1) - rank(from + 1));
}

Instant Calendar::opening_at_or_after(Instant instant) const {
  const Day day = local_day(instant);
  const int second = second_of_day(instant);
  if (is_working_day(day) && second < parameters_.office.close_s) {
    return second >= parameters_.office.open_s ? instant : at_local(day, parameters_.office.open_s);
  }
  return at_local(next_working_day_on_or_after(day + 1), parameters_.office.open_s);
}

bool Calendar::school_known(SchoolId school, Day from, Day to) const {
  if (school.n == 0 || school.n > schools_.size()) return false;
  const std::vector<DayRange>& terms = schools_[school.n - 1U].terms;
  return !terms.empty() && terms.front().from <= from && to <= terms.back().to;
}

bool Calendar::is_school_day(SchoolId school, Day day) const {
  if (!school_known(school, day, day)) return is_working_day(day);
  const SchoolCalendar& calendar = schools_[school.n - 1U];
  const auto holds = [day](const DayRange& range) { return range.contains(day); };
  if (std::ranges::find(calendar.extra_days, day) != calendar.extra_days.end()) return true;
  return is_working_day(day) && std::ranges::any_of(calendar.terms, holds) &&
         std::ranges::none_of(calendar.breaks, holds);
}

Day Calendar::add_school_days(SchoolId school, Day start, int n) const {
  Day day = start;
  for (int left = n; left > 0;) {
    day = day + 1;
    if (is_school_day(school, day)) --left;
  }
  return day;
}

}  // namespace vuoro::calendar
