#include <array>
#include <cstdlib>

#include "rules/temporal.hpp"
#include "rules/temporal_text.hpp"

namespace vuoro::rules {
namespace {

bool leap(std::int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a >= 0 ? a / b : -((b - 1 - a) / b);
}

}  // namespace

int month_length(std::int64_t year, int month) {
  constexpr std::array<int, 13> lengths{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : lengths[static_cast<std::size_t>(month)];
}

std::optional<Date> Date::of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -last_year || year > last_year || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > month_length(year, static_cast<int>(month))) return std::nullopt;
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

// Days to and from civil dates after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms";
// std::chrono's years end at ±32 767, FEEL's at ±999 999 999.
std::int64_t Date::days() const {
  const std::int64_t y = std::int64_t{year} - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::optional<Date> Date::of_days(std::int64_t days) {
  if (days > 400'000'000'000 || days < -400'000'000'000) return std::nullopt;
  days += 719'468;
  const std::int64_t era = floor_div(days, 146'097);
  const std::int64_t doe = days - era * 146'097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  return of(yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1);
}

std::optional<Date> Date::parse(std::string_view text) {
  TemporalText in{text};
  const auto date = in.date();
  return date && in.done() ? date : std::nullopt;
}

std::string Date::text() const {
  const std::string digits = std::to_string(std::abs(std::int64_t{year}));
  std::string out = year < 0 ? "-" : "";
  if (digits.size() < 4) out.append(4 - digits.size(), '0');
  return out + digits + "-" + two_digits(month) + "-" + two_digits(day);
}

int Date::weekday() const {
  const std::int64_t from_monday = (days() + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int Date::day_of_year() const {
  return static_cast<int>(days() - Date{year, 1, 1}.days()) + 1;
}

int Date::week_of_year() const {
  // The week belongs to the year of its Thursday.
  const std::int64_t thursday = days() - weekday() + 4;
  const auto date = of_days(thursday);
  return date ? (date->day_of_year() - 1) / 7 + 1 : 0;
}

}  // namespace vuoro::rules
