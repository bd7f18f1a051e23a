#include <array>

#include "calendar/holidays.hpp"

namespace vuoro::calendar {
namespace {

constexpr std::uint8_t friday = 5;
constexpr std::uint8_t saturday = 6;

constexpr HolidayDef fixed(std::string_view code, std::uint8_t month, std::uint8_t day,
                           HolidayMeaning meaning = HolidayMeaning::public_holiday) {
  return {.code = code, .kind = HolidayKind::fixed, .meaning = meaning, .month = month, .day = day};
}
constexpr HolidayDef easter(std::string_view code, std::int16_t offset) {
  return {.code = code, .kind = HolidayKind::easter, .offset = offset};
}
constexpr HolidayDef weekday(std::string_view code, std::uint8_t iso_weekday, std::uint8_t month,
                             std::uint8_t day, HolidayMeaning meaning = HolidayMeaning::public_holiday) {
  return {.code = code,
          .kind = HolidayKind::weekday_on_or_after,
          .meaning = meaning,
          .month = month,
          .day = day,
          .weekday = iso_weekday};
}

constexpr std::array definitions = {
    fixed("new_year", 1, 1),
    fixed("epiphany", 1, 6),
    easter("good_friday", -2),
    easter("easter_sunday", 0),
    easter("easter_monday", 1),
    fixed("may_day", 5, 1),
    easter("ascension", 39),
    easter("whit_sunday", 49),
    weekday("midsummer_eve", friday, 6, 19, HolidayMeaning::section5_eve),
    weekday("midsummer_day", saturday, 6, 20),
    weekday("all_saints", saturday, 10, 31),
    fixed("independence_day", 12, 6),
    fixed("christmas_eve", 12, 24, HolidayMeaning::section5_eve),
    fixed("christmas_day", 12, 25),
    fixed("st_stephens_day", 12, 26),
};

}  // namespace

std::span<const HolidayDef> finnish_holidays() {
  return definitions;
}

}  // namespace vuoro::calendar
