#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "content/codes.hpp"
#include "content/county.hpp"
#include "content/planning.hpp"

namespace vuoro::content {
namespace {

constexpr std::array<std::string_view, 2> protections = {"order", "weights"};
constexpr std::int64_t most_points = 1'000'000;
constexpr std::int64_t oldest = 130;
constexpr std::size_t most_groups = 8;

class PlanningReader {
 public:
  explicit PlanningReader(ContentErrors& errors) : errors_(errors) {}

  Planning read(const toml::table& table, const std::string& shown, const County& county) {
    Fields file{table, shown, errors_};
    if (auto fields = file.table("assignment")) read_assignment(*fields);
    for (Fields& fields : file.tables("group", Presence::optional)) read_group(fields);
    if (planning_.groups.size() > most_groups)
      file.fault("more than " + std::to_string(most_groups) +
                 " groups: nobody could say who comes before whom");
    file.finish();
    for (const Mention& area : named_areas_) {
      if (std::ranges::find(county.areas, area.code, &Area::code) == county.areas.end())
        errors_.push_back(area.place.error("the county has no area '" + area.code + "'"));
    }
    return std::move(planning_);
  }

 private:
  void read_assignment(Fields& fields) {
    planning_.days_ahead = static_cast<std::uint16_t>(fields.number("days_ahead", 1, 365).value_or(1));
    const auto protection = fields.choice("protection", protections, Presence::required);
    planning_.protection = static_cast<Planning::Protection>(protection.value_or(0));
    if (auto points = fields.table("points")) read_points(*points);
    fields.finish();
  }

  void read_points(Fields& fields) {
    Planning::Points& p = planning_.points;
    const std::pair<std::string_view, std::uint32_t*> all[] = {
        {"promise", &p.promise},       {"late_day", &p.late_day},
        {"wait_day", &p.wait_day},     {"unplaced", &p.unplaced},
        {"stranger", &p.stranger},     {"other_language", &p.other_language},
        {"other_unit", &p.other_unit}, {"travel_ten_minutes", &p.travel_ten_minutes}};
    for (const auto& [key, value] : all)
      *value = static_cast<std::uint32_t>(fields.number(key, 0, most_points).value_or(0));
    fields.finish();
  }

  void read_group(Fields& fields) {
    ProtectedGroup group;
    group.code = codes_.read(fields);
    group.name = fields.translated("name");
    const auto from = fields.number("age_from", 0, oldest, Presence::optional);
    const auto below = fields.number("age_below", 1, oldest, Presence::optional);
    if (from) group.age_from = static_cast<std::uint8_t>(*from);
    if (below) group.age_below = static_cast<std::uint8_t>(*below);
    if (from && below && *below <= *from)
      fields.fault(*fields.node("age_below", Presence::required),
                   "'age_below' is not above 'age_from': nobody is meant");
    group.interpreter = fields.flag("interpreter", Presence::optional).value_or(false);
    std::vector<Mention> languages;
    group.languages = mentions(fields, "languages", languages, Presence::optional);
    for (const Mention& m : languages) {
      const bool letters = std::ranges::all_of(m.code, [](char c) { return c >= 'a' && c <= 'z'; });
      if (!letters || m.code.size() < 2 || m.code.size() > 3)
        errors_.push_back(
            m.place.error("'" + m.code + "' is no language: two or three small letters (ISO 639)"));
    }
    group.areas = mentions(fields, "areas", named_areas_, Presence::optional);
    if (!from && !below && !group.interpreter && group.languages.empty() && group.areas.empty())
      fields.fault("the group has no condition: age_from, age_below, interpreter = true, languages or areas");
    group.weight_percent =
        static_cast<std::uint16_t>(fields.number("weight_percent", 100, 10'000).value_or(100));
    group.source = fields.text("source").value_or("");
    fields.finish();
    planning_.groups.push_back(std::move(group));
  }

  ContentErrors& errors_;
  Planning planning_;
  Codes codes_{"group"};
  std::vector<Mention> named_areas_;
};

}  // namespace

Result<std::optional<Planning>, ContentErrors> load_planning(const std::filesystem::path& pack,
                                                             const County& county) {
  ContentErrors errors;
  const std::filesystem::path folder = pack.has_filename() ? pack : pack.parent_path();
  std::error_code fault;
  if (!std::filesystem::exists(folder / "planning.toml", fault) && !fault) return std::optional<Planning>{};
  const std::string shown = folder.filename().string() + "/planning.toml";
  const auto table = read_toml(folder / "planning.toml", shown, errors);
  if (!table) return errors;
  Planning planning = PlanningReader(errors).read(*table, shown, county);
  if (!errors.empty()) return errors;
  return std::optional{std::move(planning)};
}

}  // namespace vuoro::content
