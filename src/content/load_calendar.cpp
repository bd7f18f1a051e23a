#include "content/load_calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <utility>
#include <vector>

#include "content/counting_reader.hpp"
#include "content/pack_folders.hpp"
#include "content/toml_reader.hpp"

namespace vuoro::content {
namespace {

using calendar::DayRange;
using calendar::HolidayDef;
using calendar::HolidayKind;
using calendar::HolidayMeaning;
using calendar::SchoolCalendar;

constexpr std::array<std::string_view, 3> kind_words = {"fixed", "easter", "weekday_on_or_after"};
constexpr std::array<std::string_view, 2> meaning_words = {"public_holiday", "section5_eve"};

/// Definitions with the texts they point to.
struct Holidays {
  std::deque<std::string> codes;
  std::vector<HolidayDef> definitions;
};

void read_month_and_day(Fields& fields, HolidayDef& definition) {
  definition.month = static_cast<std::uint8_t>(fields.number("month", 1, 12).value_or(1));
  definition.day = static_cast<std::uint8_t>(fields.number("day", 1, 31).value_or(1));
  // A leap year's February is let through for no holiday: 29 February would not come every year.
  const std::chrono::year_month_day date{std::chrono::year{2023}, std::chrono::month{definition.month},
                                         std::chrono::day{definition.day}};
  if (!date.ok()) fields.fault("there is no such day every year");
}

void read_holiday(Fields& fields, Holidays& into) {
  HolidayDef definition;
  into.codes.push_back(fields.text("code").value_or(""));
  definition.code = into.codes.back();
  definition.kind =
      static_cast<HolidayKind>(fields.choice("kind", kind_words, Presence::required).value_or(0));
  definition.meaning =
      static_cast<HolidayMeaning>(fields.choice("meaning", meaning_words, Presence::required).value_or(0));
  if (definition.kind == HolidayKind::easter) {
    definition.offset = static_cast<std::int16_t>(fields.number("offset", -60, 100).value_or(0));
  } else {
    read_month_and_day(fields, definition);
  }
  if (definition.kind == HolidayKind::weekday_on_or_after) {
    definition.weekday = static_cast<std::uint8_t>(fields.number("weekday", 1, 7).value_or(1));
  }
  definition.from = fields.day("from").value_or(calendar::first_known_day);
  definition.to = fields.day("to", Presence::optional).value_or(calendar::open_end);
  if (definition.to < definition.from) fields.fault("'to' is before 'from'");
  fields.finish();
  into.definitions.push_back(definition);
}

/// The file of the last pack that has it, parsed; nothing when no pack does.
struct Found {
  toml::table table;
  std::string shown;
};
std::optional<Found> read_last(const std::vector<PackFolder>& packs, const char* name,
                               ContentErrors& errors) {
  for (auto pack = packs.rbegin(); pack != packs.rend(); ++pack) {
    std::error_code fault;
    if (!std::filesystem::exists(pack->path / name, fault)) continue;
    const std::string shown = pack->shown + "/" + name;
    std::optional<toml::table> table = read_toml(pack->path / name, shown, errors);
    if (!table) return std::nullopt;
    return Found{std::move(*table), shown};
  }
  return std::nullopt;
}

Holidays read_holidays(const std::vector<PackFolder>& packs, ContentErrors& errors) {
  Holidays holidays;
  const std::size_t before = errors.size();
  const std::optional<Found> found = read_last(packs, "holidays.toml", errors);
  if (!found) {
    if (errors.size() == before) errors.push_back({packs.back().shown, 0, 0, "no pack has a holidays.toml"});
    return holidays;
  }
  Fields file{found->table, found->shown, errors};
  for (Fields& fields : file.tables("holiday")) read_holiday(fields, holidays);
  file.finish();
  return holidays;
}

std::vector<DayRange> read_ranges(Fields& fields, std::string_view key, Presence presence) {
  std::vector<DayRange> ranges;
  for (Fields& item : fields.tables(key, presence)) {
    const DayRange range{item.day("from").value_or(Day{}), item.day("to").value_or(Day{})};
    if (range.to < range.from) item.fault("'to' is before 'from'");
    if (!ranges.empty() && range.from <= ranges.back().to)
      item.fault("must begin after the one before has ended");
    item.finish();
    ranges.push_back(range);
  }
  return ranges;
}

std::vector<Day> read_days(Fields& fields, std::string_view key) {
  std::vector<Day> days;
  const toml::array* const list = fields.array(key, Presence::optional);
  if (list == nullptr) return days;
  for (const toml::node& item : *list) {
    const toml::value<toml::date>* const value = item.as_date();
    if (value == nullptr) {
      fields.fault(item, "'" + std::string{key} + "' may hold days only, like 2026-03-21");
      continue;
    }
    const toml::date date = value->get();
    days.push_back(day_of(date.year, date.month, date.day));
  }
  return days;
}

std::vector<SchoolCalendar> read_schools(const std::vector<PackFolder>& packs, ContentErrors& errors) {
  std::vector<SchoolCalendar> schools;
  const std::optional<Found> found = read_last(packs, "school-calendar.toml", errors);
  if (!found) return schools;
  Fields file{found->table, found->shown, errors};
  for (Fields& fields : file.tables("school")) {
    SchoolCalendar school;
    school.provider = fields.text("provider").value_or("");
    school.terms = read_ranges(fields, "term", Presence::required);
    school.breaks = read_ranges(fields, "break", Presence::optional);
    school.extra_days = read_days(fields, "extra_day");
    fields.finish();
    schools.push_back(std::move(school));
  }
  file.finish();
  if (schools.size() > 255) errors.push_back({found->shown, 0, 0, "more than 255 school calendars"});
  return schools;
}

}  // namespace

Result<calendar::Calendar, ContentErrors> load_calendar(const std::filesystem::path& pack_dir) {
  ContentErrors errors;
  const std::vector<PackFolder> packs = pack_folders(pack_dir, errors);
  if (packs.empty()) return errors;
  const Holidays holidays = read_holidays(packs, errors);
  const Counting counting = read_counting(packs, errors);
  std::vector<SchoolCalendar> schools = read_schools(packs, errors);
  if (!errors.empty()) return errors;
  return calendar::Calendar{holidays.definitions, counting.parameters, std::move(schools)};
}

}  // namespace vuoro::content
