#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "calendar/school.hpp"

namespace vuoro::calendar {

/// The first and last day for which holidays are known. Outside, Monday–Friday count as working days.
inline constexpr Day first_known_day = day_of(1992, 1, 1);
inline constexpr Day last_known_day = day_of(2100, 12, 31);
/// A validity that has not ended.
inline constexpr Day open_end{std::numeric_limits<std::int32_t>::max()};

/// How the day of a holiday is found in a year.
enum class HolidayKind : std::uint8_t {
  fixed,                ///< month and day
  easter,               ///< Easter Sunday + offset days
  weekday_on_or_after,  ///< first `weekday` on or after month and day (Midsummer, All Saints)
};

/// What the day is to the law: a public holiday, or an eve that only 150/1930 5 § names.
enum class HolidayMeaning : std::uint8_t { public_holiday, section5_eve };

/// One holiday, valid for years whose day falls in [from, to]. Source: content/law/holidays.toml.
struct HolidayDef {
  std::string_view code = {};
  HolidayKind kind = HolidayKind::fixed;
  HolidayMeaning meaning = HolidayMeaning::public_holiday;
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  std::uint8_t weekday = 0;  ///< ISO: 1 = Monday … 7 = Sunday; only for weekday_on_or_after
  std::int16_t offset = 0;   ///< days from Easter Sunday; only for easter
  Day from = first_known_day;
  Day to = open_end;
};

/// The definitions in force, the same as content/law/holidays.toml (a test holds the two together), so that
/// the calendar works where there are no files. Valid 1992 → (Epiphany and Ascension moved in 1992).
std::span<const HolidayDef> finnish_holidays();

/// Opening hours of the office, local wall time, Monday–Friday working days. HE 74/2022 means roughly 8–16; a
/// county sets its own in counting.toml.
struct OfficeHours {
  std::int32_t open_s = 8 * 3600;
  std::int32_t close_s = 16 * 3600;
};

/// Whether Midsummer Eve and Christmas Eve on Mon–Fri count as working days. Working = earlier deadlines
/// (default).
enum class Eves : std::uint8_t { working, free };

struct CalendarParameters {
  OfficeHours office = {};
  Eves eves = Eves::working;
};

/// Which day is what in Finland: an immutable value, safe from many threads. Copying costs about 200 kB.
class Calendar {
 public:
  /// Builds the day table. O(days). Definitions are only read while building.
  explicit Calendar(std::span<const HolidayDef> definitions, CalendarParameters parameters = {},
                    std::vector<SchoolCalendar> schools = {});

  /// The calendar of finnish_holidays() with default parameters and no school calendars.
  static Calendar finnish();

  /// A public holiday by law. Sundays as such are not; Easter Sunday is. O(1).
  [[nodiscard]] bool is_public_holiday(Day day) const;
  /// 150/1930 5 §: a day on which a period may not end: holy day, Independence Day, May Day, Christmas Eve,
  /// Midsummer Eve, Saturday; Sunday is a holy day. O(1).
  [[nodiscard]] bool is_section5_day(Day day) const;
  /// Monday–Friday that is no public holiday (the eves by CalendarParameters). O(1).
  [[nodiscard]] bool is_working_day(Day day) const;

  /// The n-th working day after `start`; the start is not counted (150/1930 2 §). n <= 0 gives `start`. O(1).
  [[nodiscard]] Day add_working_days(Day start, int n) const;
  /// `day` itself if it is a working day, else the next one. O(1).
  [[nodiscard]] Day next_working_day_on_or_after(Day day) const;
  /// Working days in (from, to]; negative when to < from. O(1).
  [[nodiscard]] std::int32_t working_days_between(Day from, Day to) const;

  /// The instant itself when the office is open, else the next opening. The closing instant is outside. O(1).
  [[nodiscard]] Instant opening_at_or_after(Instant instant) const;
  [[nodiscard]] const CalendarParameters& parameters() const { return parameters_; }

  /// School calendars by SchoolId (1 … n); what the county's pack gave.
  [[nodiscard]] std::span<const SchoolCalendar> schools() const { return schools_; }
  /// A day on which the school works. Days outside the calendar's terms known (or no such school): working
  /// days.
  [[nodiscard]] bool is_school_day(SchoolId school, Day day) const;
  /// The n-th school working day after `start`, start not counted. O(days passed).
  [[nodiscard]] Day add_school_days(SchoolId school, Day start, int n) const;
  /// Whether the school's calendar covers both days, so that a count between them is not a guess.
  [[nodiscard]] bool school_known(SchoolId school, Day from, Day to) const;

 private:
  [[nodiscard]] std::uint8_t marks(Day day) const;
  [[nodiscard]] std::int64_t rank(Day day) const;             // working days in [first_known_day, day)
  [[nodiscard]] Day working_day_at(std::int64_t rank) const;  // inverse of rank
  void mark_holidays(std::span<const HolidayDef> definitions);
  void count_working_days();

  CalendarParameters parameters_;
  std::vector<std::uint8_t> marks_;
  std::vector<std::int32_t> rank_;
  std::vector<Day> working_days_;
  std::vector<SchoolCalendar> schools_;
};

}  // namespace vuoro::calendar
