#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "content/codes.hpp"
#include "content/county.hpp"
#include "content/load_chat.hpp"
#include "content/load_notices.hpp"
#include "content/load_segments.hpp"
#include "content/load_telephone.hpp"
#include "content/load_times.hpp"

namespace vuoro::content {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> debts = {"care", "service", "rehabilitation"};
constexpr std::array<std::string_view, 4> modes = {"visit", "remote", "phone", "home"};

class CountyReader {
 public:
  explicit CountyReader(ContentErrors& errors)
      : errors_(errors), times_(errors), telephone_(errors), chat_(errors), segments_(errors) {}

  void read_county(const toml::table& table, const std::string& shown) {
    Fields file{table, shown, errors_};
    if (auto head = file.table("county")) read_head(*head);
    if (auto fields = file.table("hand_over", Presence::optional)) read_hand_over(*fields);
    for (Fields& fields : file.tables("area")) read_area(fields);
    for (Fields& fields : file.tables("unit")) read_unit(fields);
    for (Fields& fields : file.tables("team")) read_team(fields);
    file.finish();
    county_place_ = file.place();
  }

  void read_services(const toml::table& table, const std::string& shown) {
    Fields file{table, shown, errors_};
    for (Fields& fields : file.tables("service")) read_service(fields);
    file.finish();
  }

  void read_times(const toml::table& table, const std::string& shown) { times_.read(table, shown); }
  void read_chat(const toml::table& table, const std::string& shown) { chat_.read(table, shown); }

  void read_segments(const toml::table& table, const std::string& shown) { segments_.read(table, shown); }

  void read_telephone(const toml::table& table, const std::string& shown) { telephone_.read(table, shown); }

  void read_notices(const toml::table& table, const std::string& shown) {
    county_.notices = content::read_notices(table, shown, errors_);
  }

  County finish() {
    areas_.check(named_areas_, errors_);
    units_.check(named_units_, errors_);
    teams_.check(named_teams_, errors_);
    check_areas_have_teams();
    times_.finish(services_, teams_, county_);
    telephone_.finish(teams_, county_);
    chat_.finish(teams_, county_);
    segments_.finish(services_, county_);
    return std::move(county_);
  }

 private:
  void read_head(Fields& head) {
    county_.code = head.text("code").value_or("");
    county_.name = head.translated("name");
    county_.default_team = mention(head, "default_team", named_teams_, Presence::optional);
    county_.contact_domains =
        head.words<promises::Domain, promises::DomainSet>("contact_domains", Presence::required);
    if (const auto* list = head.array("contact_domains", Presence::optional);
        list != nullptr && list->empty())
      head.fault(*list, "'contact_domains' is empty");
    head.finish();
  }

  void read_hand_over(Fields& fields) {
    HandOver& h = county_.hand_over;
    h.working_days = static_cast<std::uint8_t>(fields.number("working_days", 1, 30).value_or(1));
    h.minutes_before_due =
        static_cast<std::uint16_t>(fields.number("minutes_before_due", 0, 14L * 24 * 60).value_or(0));
    h.at_least_minutes =
        static_cast<std::uint16_t>(fields.number("at_least_minutes", 5, 24L * 60).value_or(5));
    fields.finish();
  }

  void read_area(Fields& fields) {
    Area area;
    area.code = areas_.read(fields);
    area.name = fields.translated("name");
    area.residents = static_cast<std::uint32_t>(
        fields.number("residents", 0, 100'000'000, Presence::optional).value_or(0));
    area_places_.push_back(fields.place());
    fields.finish();
    county_.areas.push_back(std::move(area));
  }

  void read_unit(Fields& fields) {
    Unit unit;
    unit.code = units_.read(fields);
    unit.name = fields.translated("name");
    unit.address = fields.translated("address");
    unit.directions = fields.translated("directions", Presence::optional);
    unit.accessibility = fields.translated("accessibility", Presence::optional);
    fields.finish();
    county_.units.push_back(std::move(unit));
  }

  void read_team(Fields& fields) {
    Team team;
    team.code = teams_.read(fields);
    team.name = fields.translated("name");
    team.unit = mention(fields, "unit", named_units_, Presence::required);
    team.areas = mentions(fields, "areas", named_areas_, Presence::optional);
    team.domains = fields.words<promises::Domain, promises::DomainSet>("domains", Presence::required);
    team.phone = fields.text("phone").value_or("");
    team.hours = fields.translated("hours");
    fields.finish();
    county_.teams.push_back(std::move(team));
  }

  void read_service(Fields& fields) {
    Service service;
    service.code = services_.read(fields);
    service.name = fields.translated("name");
    service.domain = fields.word<promises::Domain>("domain").value_or(promises::Domain::health);
    const auto done = fields.words<promises::Trigger, promises::EnumSet<promises::Trigger, std::uint64_t>>(
        "on_done", Presence::required);
    done.for_each([&](promises::Trigger trigger) { service.on_done.push_back(trigger); });
    service.debt = debts[fields.choice("debt", debts, Presence::required).value_or(0)];
    service.minutes = static_cast<std::uint16_t>(fields.number("minutes", 5, 24L * 60).value_or(30));
    service.modes = words_among(fields, "modes", modes);
    service.professions = words_among(fields, "professions", professions);
    service.team = mention(fields, "team", named_teams_, Presence::optional);
    fields.finish();
    county_.services.push_back(std::move(service));
  }

  /// A contact must always find a holder: by its area, or the county's default team.
  void check_areas_have_teams() {
    if (!county_.default_team.empty()) return;
    const auto serves = [&](const Area& area) {
      return std::ranges::any_of(county_.teams, [&](const Team& team) {
        return std::ranges::find(team.areas, area.code) != team.areas.end();
      });
    };
    for (std::size_t i = 0; i < county_.areas.size(); ++i) {
      if (serves(county_.areas[i])) continue;
      errors_.push_back(area_places_[i].error("no team serves the area '" + county_.areas[i].code +
                                              "' and the county names no default_team"));
    }
    errors_.push_back(county_place_.error(
        "[county] names no default_team: a contact whose area is not known would have no holder"));
  }

  ContentErrors& errors_;
  County county_;
  Codes areas_{"area"};
  Codes units_{"unit"};
  Codes teams_{"team"};
  Codes services_{"service"};
  std::vector<Mention> named_areas_;
  std::vector<Mention> named_units_;
  std::vector<Mention> named_teams_;
  std::vector<Place> area_places_;
  Place county_place_;
  TimesReader times_;
  TelephoneReader telephone_;
  ChatReader chat_;
  SegmentsReader segments_;
};

}  // namespace

Result<County, ContentErrors> load_county(const fs::path& pack) {
  ContentErrors errors;
  const fs::path folder = pack.has_filename() ? pack : pack.parent_path();
  const std::string shown = folder.filename().string();
  CountyReader reader{errors};
  const auto county = read_toml(folder / "county.toml", shown + "/county.toml", errors);
  if (county) reader.read_county(*county, shown + "/county.toml");
  const auto services = read_toml(folder / "services.toml", shown + "/services.toml", errors);
  if (services) reader.read_services(*services, shown + "/services.toml");
  // A county may run without slots, notices, an exchange, a chat or segments: then it has no such file.
  const auto if_there = [&](const char* name) {
    std::error_code fault;
    const bool there = fs::exists(folder / name, fault) || fault;
    return std::pair{there, there ? read_toml(folder / name, shown + "/" + name, errors) : std::nullopt};
  };
  const auto [slots, times] = if_there("times.toml");
  if (times) reader.read_times(*times, shown + "/times.toml");
  const auto [told, notices] = if_there("notices.toml");
  if (notices) reader.read_notices(*notices, shown + "/notices.toml");
  const auto [calls, telephone] = if_there("telephone.toml");
  if (telephone) reader.read_telephone(*telephone, shown + "/telephone.toml");
  const auto [chats, chat] = if_there("chat.toml");
  if (chat) reader.read_chat(*chat, shown + "/chat.toml");
  const auto [divided, segments] = if_there("segments.toml");
  if (segments) reader.read_segments(*segments, shown + "/segments.toml");
  // References are judged only when every table they may point to was read.
  if (!county || !services || (slots && !times) || (told && !notices) || (calls && !telephone) ||
      (chats && !chat) || (divided && !segments))
    return errors;
  County made = reader.finish();
  if (!errors.empty()) return errors;
  return made;
}

}  // namespace vuoro::content
