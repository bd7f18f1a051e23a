#include "content/load_network.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace vuoro::content {

namespace {

constexpr double most_residents = 10'000'000;
constexpr double most_euros = 1e9;
constexpr double furthest_km = 1'000;
constexpr double km_a_degree = 111.195;
constexpr std::size_t most_areas = 200;
constexpr std::size_t most_points = 200;
constexpr std::size_t most_groups = 12;

std::string shown_number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string NetworkReader::Names::add(Fields& fields) {
  std::string code = fields.text("code").value_or("");
  if (std::ranges::find(codes, code) != codes.end() && !code.empty())
    fields.fault(*fields.node("code", Presence::required),
                 "the " + std::string(kind) + " '" + code + "' is there twice");
  const bool well = std::ranges::all_of(
      code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
  if (!well || code.size() > longest_code)
    fields.fault(*fields.node("code", Presence::required),
                 "'code' has small letters, digits, '-' and '_' only, and at most 62 of them");
  codes.push_back(code);
  return code;
}

std::optional<std::size_t> NetworkReader::Names::find(Fields& fields, const toml::node& node) const {
  const toml::value<std::string>* const text = node.as_string();
  if (text == nullptr) {
    fields.fault(node, "must be the code of a " + std::string(kind));
    return std::nullopt;
  }
  const auto found = std::ranges::find(codes, text->get());
  if (found != codes.end()) return static_cast<std::size_t>(found - codes.begin());
  const std::vector<std::string_view> all(codes.begin(), codes.end());
  fields.fault(node, did_you_mean("unknown " + std::string(kind), text->get(), all));
  return std::nullopt;
}

std::optional<double> NetworkReader::real(Fields& fields, std::string_view key, double min, double max,
                                          Presence presence) {
  const toml::node* const found = fields.node(key, presence);
  if (found == nullptr) return std::nullopt;
  std::optional<double> value;
  if (const auto* const whole = found->as_integer()) value = static_cast<double>(whole->get());
  if (const auto* const part = found->as_floating_point()) value = part->get();
  if (value && std::isfinite(*value) && *value >= min && *value <= max) return value;
  fields.fault(*found, "'" + std::string(key) + "' must be a number from " + shown_number(min) + " to " +
                           shown_number(max));
  return std::nullopt;
}

std::vector<double> NetworkReader::each(Fields& fields, std::string_view key, const Names& names,
                                        double max) {
  std::vector<double> out(names.codes.size(), 0);
  auto table = fields.table(key);
  if (!table) return out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = real(*table, names.codes[i], 0, max).value_or(0);
  table->finish();
  return out;
}

std::vector<std::optional<double>> NetworkReader::some(Fields& fields, std::string_view key,
                                                       const Names& names, double max) {
  std::vector<std::optional<double>> out(names.codes.size());
  auto table = fields.table(key, Presence::optional);
  if (!table) return out;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = real(*table, names.codes[i], 0, max, Presence::optional);
  table->finish();
  return out;
}

std::vector<std::size_t> NetworkReader::list(Fields& fields, std::string_view key, const Names& names) {
  std::vector<std::size_t> out;
  const toml::array* const array = fields.array(key, Presence::required);
  if (array == nullptr) return out;
  if (array->empty()) fields.fault(*array, "'" + std::string(key) + "' is empty");
  for (const toml::node& item : *array) {
    const auto found = names.find(fields, item);
    if (!found) continue;
    if (std::ranges::find(out, *found) != out.end())
      fields.fault(item, "'" + names.codes[*found] + "' is named twice");
    else
      out.push_back(*found);
  }
  return out;
}

Network NetworkReader::read(const toml::table& table, const std::string& shown) {
  Fields file{table, shown, errors_};
  network_.source = file.translated("source");
  if (auto travel = file.table("travel")) read_travel(*travel);
  for (Fields& f : file.tables("mode")) read_mode(f);
  for (Fields& f : file.tables("age")) read_age(f);
  for (Fields& f : file.tables("language")) read_language(f);
  for (Fields& f : file.tables("service")) read_service(f);
  if (auto terms = file.table("new_fixed")) network_.new_fixed = read_terms(*terms), terms->finish();
  if (auto terms = file.table("new_mobile")) network_.new_mobile = read_terms(*terms), terms->finish();
  for (Fields& f : file.tables("area")) read_area(f);
  network_.residents_source = file.translated("residents_source");
  for (Fields& f : file.tables("residents")) read_residents(f);
  for (Fields& f : file.tables("point")) read_point(f);
  for (Fields& f : file.tables("minutes", Presence::optional)) read_known(f);
  file.finish();
  check_whole(file);
  if (errors_.empty()) set_residents();
  return std::move(network_);
}

void NetworkReader::read_travel(Fields& fields) {
  network_.detour = real(fields, "detour", 1, 5).value_or(1);
  network_.notable_minutes = real(fields, "notable_minutes", 0.1, 60).value_or(1);
  if (const toml::array* const within = fields.array("within", Presence::required)) {
    const auto first = within->size() == 2 ? (*within)[0].value<double>() : std::nullopt;
    const auto second = within->size() == 2 ? (*within)[1].value<double>() : std::nullopt;
    if (!first || !second || *first <= 0 || *second <= *first || *second > 600)
      fields.fault(*within, "'within' is two rising numbers of minutes, up to 600");
    else
      network_.within = {*first, *second};
  }
  if (auto origin = fields.table("origin", Presence::optional)) {
    origin_ = Spot{real(*origin, "lon", -180, 180).value_or(0), real(*origin, "lat", -85, 85).value_or(0)};
    origin->finish();
  }
  network_.travel_source = fields.translated("source");
  fields.finish();
}

void NetworkReader::read_mode(Fields& fields) {
  Network::Mode mode;
  mode.code = modes_.add(fields);
  mode.name = fields.translated("name");
  mode.kmh = real(fields, "kmh", 0.5, 300).value_or(1);
  mode.fixed_minutes = real(fields, "fixed_minutes", 0, 240).value_or(0);
  mode.car = fields.flag("car", Presence::optional).value_or(false);
  fields.finish();
  network_.modes.push_back(std::move(mode));
}

void NetworkReader::read_age(Fields& fields) {
  Network::Age age;
  age.code = ages_.add(fields);
  age.name = fields.translated("name");
  age.from = static_cast<std::uint8_t>(fields.number("from", 0, 130).value_or(0));
  if (!network_.ages.empty() && age.from <= network_.ages.back().from)
    fields.fault("ages rise: 'from' is above that of the age before");
  if (network_.ages.empty() && age.from != 0) fields.fault("the first age is from 0");
  age.without_car = real(fields, "without_car", 0, 1).value_or(0);
  age.modes = list(fields, "modes", modes_);
  age.longest_km = some(fields, "longest_km", modes_, furthest_km);
  const bool reaches = std::ranges::any_of(
      age.modes, [&](std::size_t m) { return !network_.modes[m].car && !age.longest_km[m]; });
  if (!reaches)
    fields.fault(
        "those without a car have no way to travel far: a mode that needs no car and has no "
        "'longest_km' is missing");
  fields.finish();
  network_.ages.push_back(std::move(age));
}

void NetworkReader::read_language(Fields& fields) {
  Network::Language language;
  language.code = languages_.add(fields);
  language.name = fields.translated("name");
  language.digital_factor = real(fields, "digital_factor", 0, 2).value_or(1);
  fields.finish();
  network_.languages.push_back(std::move(language));
}

void NetworkReader::read_service(Fields& fields) {
  Network::Service service;
  service.code = services_.add(fields);
  service.name = fields.translated("name");
  service.minutes_a_visit = real(fields, "minutes_a_visit", 1, 600).value_or(1);
  service.visits = each(fields, "visits", ages_, 365);
  service.digital = each(fields, "digital", ages_, 1);
  service.source = fields.translated("source");
  fields.finish();
  network_.services.push_back(std::move(service));
}

Network::Terms NetworkReader::read_terms(Fields& fields) {
  Network::Terms terms;
  terms.days = real(fields, "days", 0.25, week_days).value_or(week_days);
  terms.hours_a_day = real(fields, "hours_a_day", 0.5, 24).value_or(1);
  terms.rooms = real(fields, "rooms", 0.5, 500).value_or(1);
  terms.yearly_euros = real(fields, "yearly_euros", 0, most_euros).value_or(0);
  terms.hour_euros = real(fields, "hour_euros", 0, most_euros).value_or(0);
  terms.source = fields.translated("source");
  return terms;
}

Spot NetworkReader::read_spot(Fields& fields) {
  Spot spot;
  if (fields.node("lon", Presence::optional) == nullptr &&
      fields.node("lat", Presence::optional) == nullptr) {
    spot.east = real(fields, "east", -furthest_km, furthest_km).value_or(0);
    spot.north = real(fields, "north", -furthest_km, furthest_km).value_or(0);
    return spot;
  }
  const double lon = real(fields, "lon", -180, 180).value_or(0);
  const double lat = real(fields, "lat", -85, 85).value_or(0);
  if (!origin_) {
    fields.fault("'lon' and 'lat' need travel.origin, where both kilometres are 0");
    return spot;
  }
  spot.east = (lon - origin_->east) * km_a_degree * std::cos(origin_->north * std::numbers::pi / 180);
  spot.north = (lat - origin_->north) * km_a_degree;
  if (std::abs(spot.east) > furthest_km || std::abs(spot.north) > furthest_km)
    fields.fault("is more than 1000 kilometres from travel.origin");
  return spot;
}

void NetworkReader::read_area(Fields& fields) {
  Network::Area area;
  area.code = areas_.add(fields);
  const auto known = std::ranges::find(county_.areas, area.code, &Area::code);
  if (known == county_.areas.end())
    fields.fault(*fields.node("code", Presence::required), "the county has no area '" + area.code + "'");
  else
    area.name = known->name;
  area.centre = read_spot(fields);
  fields.finish();
  network_.areas.push_back(std::move(area));
}

void NetworkReader::read_residents(Fields& fields) {
  const toml::node* const named = fields.node("area", Presence::required);
  const auto area = named == nullptr ? std::nullopt : areas_.find(fields, *named);
  const auto year = fields.number("year", 1900, 2200);
  Network::Residents residents;
  residents.ages = each(fields, "ages", ages_, most_residents);
  residents.languages = each(fields, "languages", languages_, most_residents);
  double ages = 0;
  double languages = 0;
  for (const double n : residents.ages) ages += n;
  for (const double n : residents.languages) languages += n;
  if (std::abs(ages - languages) > 0.5)
    fields.fault("there are " + shown_number(ages) + " residents by age and " + shown_number(languages) +
                 " by language");
  fields.finish();
  if (!area || !year) return;
  if (!residents_[*area].emplace(static_cast<std::uint16_t>(*year), std::move(residents)).second)
    fields.fault("the residents of '" + areas_.codes[*area] + "' in " + std::to_string(*year) +
                 " are there twice");
}

void NetworkReader::read_point(Fields& fields) {
  Network::Point point;
  point.code = points_.add(fields);
  point.name = fields.translated("name");
  point.unit = fields.text("unit", Presence::optional).value_or("");
  if (!point.unit.empty() && std::ranges::find(county_.units, point.unit, &Unit::code) == county_.units.end())
    fields.fault(*fields.node("unit", Presence::required), "the county has no unit '" + point.unit + "'");
  point.open = fields.flag("open", Presence::optional).value_or(true);
  point.mobile = fields.flag("mobile", Presence::optional).value_or(false);
  point.at = read_spot(fields);
  point.services = list(fields, "services", services_);
  point.terms = read_terms(fields);
  fields.finish();
  network_.points.push_back(std::move(point));
}

void NetworkReader::read_known(Fields& fields) {
  Network::Known known;
  const toml::node* const area = fields.node("area", Presence::required);
  const toml::node* const point = fields.node("point", Presence::required);
  const auto from = area == nullptr ? std::nullopt : areas_.find(fields, *area);
  const auto to = point == nullptr ? std::nullopt : points_.find(fields, *point);
  known.minutes.resize(modes_.codes.size());
  bool any = false;
  for (std::size_t m = 0; m < modes_.codes.size(); ++m) {
    known.minutes[m] = real(fields, modes_.codes[m], 0, 600, Presence::optional);
    any = any || fields.node(modes_.codes[m], Presence::optional) != nullptr;
  }
  if (!any) fields.fault("no minutes by any mode");
  fields.finish();
  if (!from || !to) return;
  known.area = *from;
  known.point = *to;
  for (const Network::Known& other : network_.known) {
    if (other.area == known.area && other.point == known.point) fields.fault("this way is there twice");
  }
  network_.known.push_back(std::move(known));
}

void NetworkReader::check_whole(Fields& file) {
  for (const Area& area : county_.areas) {
    if (std::ranges::find(areas_.codes, area.code) == areas_.codes.end())
      file.fault("the county's area '" + area.code + "' is missing");
  }
  const auto most = [&](std::size_t n, std::size_t limit, const char* what) {
    if (n == 0) file.fault("there are no " + std::string(what));
    if (n > limit) file.fault("there are more than " + std::to_string(limit) + " " + what);
  };
  most(network_.areas.size(), most_areas, "areas");
  most(network_.points.size(), most_points, "points");
  most(network_.modes.size(), most_groups, "modes");
  most(network_.ages.size(), most_groups, "ages");
  most(network_.languages.size(), most_groups, "languages");
  most(network_.services.size(), most_groups, "services");
  most(residents_.size(), most_areas, "residents");
  std::set<std::uint16_t> years;
  for (const auto& [area, by_year] : residents_) {
    for (const auto& [year, residents] : by_year) years.insert(year);
  }
  network_.years.assign(years.begin(), years.end());
  for (std::size_t a = 0; a < areas_.codes.size(); ++a) {
    for (const std::uint16_t year : years) {
      if (!residents_[a].contains(year))
        file.fault("the residents of '" + areas_.codes[a] + "' in " + std::to_string(year) + " are missing");
    }
  }
}

void NetworkReader::set_residents() {
  for (std::size_t a = 0; a < network_.areas.size(); ++a) {
    for (auto& [year, residents] : residents_[a]) network_.areas[a].years.push_back(std::move(residents));
  }
}

Result<std::optional<Network>, ContentErrors> load_network(const std::filesystem::path& pack,
                                                           const County& county) {
  ContentErrors errors;
  const std::filesystem::path folder = pack.has_filename() ? pack : pack.parent_path();
  std::error_code fault;
  if (!std::filesystem::exists(folder / "network.toml", fault) && !fault) return std::optional<Network>{};
  const std::string shown = folder.filename().string() + "/network.toml";
  const auto table = read_toml(folder / "network.toml", shown, errors);
  if (!table) return errors;
  Network network = NetworkReader(county, errors).read(*table, shown);
  if (!errors.empty()) return errors;
  return std::optional{std::move(network)};
}

}  // namespace vuoro::content
