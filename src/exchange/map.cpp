#include "exchange/map.hpp"

#include <array>
#include <string_view>

#include "content/toml_reader.hpp"

namespace vuoro::exchange {
namespace {

using content::ContentErrors;
using content::Fields;
using content::Presence;

constexpr std::array<std::string_view, 1> kinds = {"appointments"};
constexpr std::array<std::string_view, 2> date_words = {"as-written", "utc"};
constexpr std::array<std::string_view, 3> separators = {",", ";", "\t"};
constexpr std::array<std::string_view, 4> sexes = {"unknown", "female", "male", "other"};
constexpr std::array<std::string_view, 2> attendances = {"held", "missed"};
constexpr std::array<std::string_view, 3> debts = {"care", "service", "rehabilitation"};

std::string short_text(Fields& fields, std::string_view key) {
  std::string text = fields.text(key).value_or("");
  if (text.size() > core::ShortText::capacity) {
    fields.fault("'" + std::string(key) + "' is longer than 62 bytes");
  }
  return text;
}

AppointmentColumns read_columns(Fields& file) {
  AppointmentColumns columns;
  std::optional<Fields> fields = file.table("columns");
  if (!fields) return columns;
  columns.id = fields->text("id").value_or("");
  columns.booked = fields->text("booked").value_or("");
  columns.visit = fields->text("visit").value_or("");
  columns.attendance = fields->text("attendance").value_or("");
  columns.person = fields->text("person", Presence::optional).value_or("");
  columns.sex = fields->text("sex", Presence::optional).value_or("");
  columns.age = fields->text("age", Presence::optional).value_or("");
  columns.area = fields->text("area", Presence::optional).value_or("");
  fields->finish();
  return columns;
}

std::optional<DateFormat> read_format(Fields& fields, std::string_view key) {
  const auto pattern = fields.text(key);
  if (!pattern) return std::nullopt;
  auto format = DateFormat::compile(*pattern);
  if (format) return std::move(format).value();
  const toml::node* node = fields.node(key, Presence::required);
  fields.fault(*node, "'" + std::string(key) + "': " + format.error().what);
  return std::nullopt;
}

/// A table of the file's words, each with one of ours: F = "female".
template <class E, std::size_t N>
std::map<std::string, E, std::less<>> read_words(Fields& parent, std::string_view key,
                                                 const std::array<std::string_view, N>& ours,
                                                 Presence presence) {
  std::map<std::string, E, std::less<>> words;
  std::optional<Fields> fields = parent.table(key, presence);
  if (!fields) return words;
  const toml::node* node = parent.node(key, presence);
  for (const auto& [word, value] : *node->as_table()) {
    const auto index = fields->choice(word.str(), ours, Presence::required);
    if (index) words.emplace(std::string(word.str()), static_cast<E>(*index));
  }
  if (words.empty()) fields->fault("'" + std::string(key) + "' names no word");
  return words;
}

ImportedService read_service(Fields& parent) {
  ImportedService service;
  std::optional<Fields> fields = parent.table("service");
  if (!fields) return service;
  service.code = short_text(*fields, "code");
  service.domain = fields->word<promises::Domain>("domain").value_or(promises::Domain::health);
  using Triggers = promises::EnumSet<promises::Trigger, std::uint64_t>;
  fields->words<promises::Trigger, Triggers>("on_done").for_each(
      [&](promises::Trigger t) { service.on_done.push_back(t); });
  service.debt = std::string(debts[fields->choice("debt", debts, Presence::required).value_or(0)]);
  fields->finish();
  return service;
}

void read_matter(Fields& file, Map& map) {
  std::optional<Fields> fields = file.table("matter");
  if (!fields) return;
  map.team = short_text(*fields, "team");
  map.domains = fields->words<promises::Domain, promises::DomainSet>("domains", Presence::required);
  if (map.domains.empty()) fields->fault("'domains' must name at least one domain");
  map.facts = fields->words<promises::Fact, promises::FactSet>("facts");
  map.service = read_service(*fields);
  fields->finish();
}

void check_words(Fields& file, const Map& map) {
  if (!map.columns.sex.empty() && map.sex_words.empty()) {
    file.fault("a column for 'sex' needs its words in [words.sex]");
  }
}

}  // namespace

Result<Map, ContentErrors> load_map(const std::filesystem::path& path) {
  ContentErrors errors;
  const std::string shown = path.filename().string();
  const std::optional<toml::table> table = content::read_toml(path, shown, errors);
  if (!table) return errors;
  Fields file{*table, shown, errors};
  Map map;
  static_cast<void>(file.number("format", 1, 1));
  static_cast<void>(file.choice("kind", kinds, Presence::required));
  map.source = short_text(file, "source");
  map.separator = separators[file.choice("separator", separators, Presence::optional).value_or(0)][0];
  map.dates = static_cast<Dates>(file.choice("dates", date_words, Presence::required).value_or(0));
  map.columns = read_columns(file);
  if (std::optional<Fields> formats = file.table("formats")) {
    map.booked = read_format(*formats, "booked");
    map.visit = read_format(*formats, "visit");
    formats->finish();
  }
  if (std::optional<Fields> words = file.table("words")) {
    map.sex_words = read_words<core::Sex>(*words, "sex", sexes, Presence::optional);
    map.attendance_words = read_words<Attendance>(*words, "attendance", attendances, Presence::required);
    words->finish();
  }
  read_matter(file, map);
  check_words(file, map);
  file.finish();
  if (!errors.empty()) return errors;
  return map;
}

}  // namespace vuoro::exchange
