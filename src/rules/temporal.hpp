#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rules/decimal.hpp"

/// FEEL's dates, times and durations (DMN 1.5, 10.3.2.3.4 – 10.3.2.3.8). Values are immutable and total to
/// print; parsing takes exactly the ISO 8601 / XML Schema forms that FEEL names, and gives nothing otherwise.
namespace vuoro::rules {

inline constexpr std::int64_t nanos_per_second = 1'000'000'000;
inline constexpr std::int64_t seconds_in_day = 86'400;
inline constexpr std::int32_t last_year = 999'999'999;

/// A day of the proleptic Gregorian calendar; years −999 999 999 … 999 999 999.
struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;

  static std::optional<Date> of(std::int64_t year, std::int64_t month, std::int64_t day);
  static std::optional<Date> of_days(std::int64_t days);  ///< Days since 1970-01-01.
  static std::optional<Date> parse(std::string_view text);
  [[nodiscard]] std::int64_t days() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] int weekday() const;       ///< 1 Monday … 7 Sunday.
  [[nodiscard]] int day_of_year() const;   ///< 1 … 366.
  [[nodiscard]] int week_of_year() const;  ///< ISO 8601.
};

/// Days of a month, 28 … 31.
int month_length(std::int64_t year, int month);

/// Where a wall clock hangs: nowhere said, at an offset from UTC, or in a zone of the zone database.
struct Zone {
  enum class Kind : std::uint8_t { none, offset, named };
  Kind kind = Kind::none;
  std::int32_t offset = 0;         ///< Seconds east of UTC (kind offset).
  const void* database = nullptr;  ///< date::time_zone (kind named); lives as long as the program.
  friend bool operator==(const Zone&, const Zone&) = default;

  static Zone utc() { return {Kind::offset, 0, nullptr}; }
  static std::optional<Zone> named(std::string_view name);
  /// "Z", "+02:00", "@Europe/Helsinki"; empty: none.
  static std::optional<Zone> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string name() const;  ///< "Europe/Helsinki"; only for kind named.
  /// Seconds east of UTC on that day at that second. 0 for kind none.
  [[nodiscard]] std::int64_t offset_at(std::int64_t day, std::int64_t second_of_day) const;
  /// The same at an instant, in seconds since 1970-01-01T00:00:00Z.
  [[nodiscard]] std::int64_t offset_at_instant(std::int64_t epoch_seconds) const;
  /// A day in winter on which a time without a date is looked at in a named zone.
  static constexpr std::int64_t undated = 10'957;
};

/// A wall-clock time of a day.
struct Time {
  std::int64_t nanos = 0;  ///< Since midnight, 0 … 86 399 999 999 999.
  Zone zone;
  friend bool operator==(const Time&, const Time&) = default;

  static std::optional<Time> of(std::int64_t hour, std::int64_t minute, std::int64_t second,
                                std::int64_t nano, Zone zone);
  static std::optional<Time> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::int64_t seconds() const { return nanos / nanos_per_second; }
  [[nodiscard]] std::int64_t utc_nanos() const;  ///< Nanoseconds of the day in UTC, may be negative.
};

/// Days and time duration.
struct DaysTime {
  std::int64_t seconds = 0;  ///< Rounded down.
  std::int32_t nanos = 0;    ///< 0 … 999 999 999.
  friend auto operator<=>(const DaysTime&, const DaysTime&) = default;

  /// Nothing beyond ±10^17 s.
  static std::optional<DaysTime> of(std::int64_t seconds, std::int64_t nanos);
  static std::optional<DaysTime> of(Decimal seconds);
  static std::optional<DaysTime> parse(std::string_view text);
  [[nodiscard]] Decimal decimal() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] DaysTime negated() const;
};

/// Years and months duration, in months.
struct Months {
  std::int64_t n = 0;
  friend auto operator<=>(const Months&, const Months&) = default;
  static std::optional<Months> of(std::int64_t months);  ///< Nothing beyond ±10^12.
  static std::optional<Months> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
};

struct DateTime {
  Date date;
  Time time;
  friend bool operator==(const DateTime&, const DateTime&) = default;

  static std::optional<DateTime> parse(std::string_view text);
  static DateTime midnight_utc(Date date) { return {date, {0, Zone::utc()}}; }
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::int64_t epoch_seconds() const;  ///< In UTC; wall clock when it has no zone.
};

std::optional<Date> add(Date date, Months months);
std::optional<Date> add(Date date, DaysTime duration);  ///< At midnight; the rest of a day is dropped.
std::optional<DateTime> add(DateTime at, Months months);
std::optional<DateTime> add(DateTime at, DaysTime duration);
Time add(Time time, DaysTime duration);  ///< Around midnight.
/// a − b; nothing when only one of them has a zone.
std::optional<DaysTime> between(const DateTime& a, const DateTime& b);
std::optional<DaysTime> between(const Time& a, const Time& b);
/// Less than, equal to, greater than zero; nothing when only one of them has a zone.
std::optional<int> compare(const DateTime& a, const DateTime& b);
std::optional<int> compare(const Time& a, const Time& b);
/// Whole months from a to b.
Months months_between(const DateTime& a, const DateTime& b);

}  // namespace vuoro::rules
