#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "content/codes.hpp"
#include "content/season.hpp"
#include "content/toml_reader.hpp"

namespace vuoro::content {
namespace {

constexpr int a_leap_year = 2024;
constexpr double percent = 0.01;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::uint16_t number_of(std::chrono::year_month_day date) {
  return static_cast<std::uint16_t>(static_cast<unsigned>(date.month()) * 100 +
                                    static_cast<unsigned>(date.day()));
}

/// "07-01": a day that at least leap years have.
std::optional<std::uint16_t> day_of_year(std::string_view text) {
  if (text.size() != 5 || text[2] != '-' || !digit(text[0]) || !digit(text[1]) || !digit(text[3]) ||
      !digit(text[4]))
    return std::nullopt;
  const auto two = [&](std::size_t at) {
    return static_cast<unsigned>(text[at] - '0') * 10 + static_cast<unsigned>(text[at + 1] - '0');
  };
  const std::chrono::year_month_day date{std::chrono::year{a_leap_year}, std::chrono::month{two(0)},
                                         std::chrono::day{two(3)}};
  if (!date.ok()) return std::nullopt;
  return number_of(date);
}

bool share_a_day(const PartOfYear& a, const PartOfYear& b) {
  // A span of days shares one with another only if one of them begins within the other.
  const auto within = [](std::uint16_t day, const PartOfYear& part) {
    return part.first <= part.last ? day >= part.first && day <= part.last
                                   : day >= part.first || day <= part.last;
  };
  return within(a.first, b) || within(b.first, a);
}

class SeasonReader {
 public:
  explicit SeasonReader(ContentErrors& errors) : errors_(errors) {}

  Season read(const toml::table& table, const std::string& shown) {
    Fields file{table, shown, errors_};
    for (Fields& fields : file.tables("part", Presence::optional)) read_part(fields);
    file.finish();
    return std::move(season_);
  }

 private:
  void read_part(Fields& fields) {
    PartOfYear part;
    part.code = codes_.read(fields);
    const auto first = read_day(fields, "first");
    const auto last = read_day(fields, "last");
    part.contacts = percent * static_cast<double>(fields.number("contacts_percent", -95, 500).value_or(0));
    part.contacts_doubt = percent * static_cast<double>(fields.number("doubt_percent", 1, 100).value_or(1));
    part.desks = read_change(fields, "desks_percent");
    part.visits = read_change(fields, "visits_percent");
    part.source = fields.text("source").value_or("");
    fields.finish();
    if (!first || !last) return;
    part.first = *first;
    part.last = *last;
    for (const PartOfYear& other : season_) {
      if (!share_a_day(part, other)) continue;
      fields.fault("'" + part.code + "' and '" + other.code + "' share days; a day belongs to one part");
      break;
    }
    season_.push_back(std::move(part));
  }

  static double read_change(Fields& fields, std::string_view key) {
    return percent * static_cast<double>(fields.number(key, -95, 500, Presence::optional).value_or(0));
  }

  static std::optional<std::uint16_t> read_day(Fields& fields, std::string_view key) {
    const auto text = fields.text(key);
    if (!text) return std::nullopt;
    const auto day = day_of_year(*text);
    if (!day)
      fields.fault(*fields.node(key, Presence::required),
                   "'" + *text + "' is no day of the year; write month and day, 07-01");
    return day;
  }

  ContentErrors& errors_;
  Codes codes_{"part"};
  Season season_;
};

}  // namespace

bool PartOfYear::holds(Day day) const {
  const std::uint16_t date = number_of(day.civil());
  return first <= last ? date >= first && date <= last : date >= first || date <= last;
}

Result<Season, ContentErrors> load_season(const std::filesystem::path& pack) {
  ContentErrors errors;
  const std::filesystem::path folder = pack.has_filename() ? pack : pack.parent_path();
  std::error_code fault;
  if (!std::filesystem::exists(folder / "season.toml", fault) && !fault) return Season{};
  const std::string shown = folder.filename().string() + "/season.toml";
  const auto table = read_toml(folder / "season.toml", shown, errors);
  if (!table) return errors;
  Season season = SeasonReader(errors).read(*table, shown);
  if (!errors.empty()) return errors;
  return season;
}

}  // namespace vuoro::content
