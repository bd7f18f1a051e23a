#include <boost/json.hpp>
#include <chrono>

#include "api/sight.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace {

void two(std::string& out, unsigned v) {
  out.push_back(static_cast<char>('0' + v / 10 % 10));
  out.push_back(static_cast<char>('0' + v % 10));
}

std::string day_text(Day day) {
  const auto civil = day.civil();
  std::string out = std::to_string(static_cast<int>(civil.year()));
  out.push_back('-');
  two(out, static_cast<unsigned>(civil.month()));
  out.push_back('-');
  two(out, static_cast<unsigned>(civil.day()));
  return out;
}

template <class Item>
std::string name_of(const Call& call, const std::vector<Item>& items, std::string_view code) {
  for (const Item& item : items) {
    if (item.code == code) return promises::in(item.name, call.language);
  }
  return std::string(code);
}

const content::Unit* unit_of(const Call& call, std::string_view team_code) {
  for (const content::Team& team : call.house.county.teams) {
    if (team.code != team_code) continue;
    for (const content::Unit& unit : call.house.county.units) {
      if (unit.code == team.unit) return &unit;
    }
  }
  return nullptr;
}

}  // namespace

std::string line_name(const Call& call, std::string_view code) {
  if (!call.house.county.telephone) return std::string(code);
  return name_of(call, call.house.county.telephone->lines, code);
}

std::string place_of_team(const Call& call, std::string_view team_code) {
  const content::Unit* unit = unit_of(call, team_code);
  if (unit == nullptr) return {};
  return promises::in(unit->name, call.language) + ", " + promises::in(unit->address, call.language);
}

std::string address_of_team(const Call& call, std::string_view team_code) {
  const content::Unit* unit = unit_of(call, team_code);
  return unit != nullptr ? promises::in(unit->address, call.language) : std::string{};
}

boost::json::value instant_json(Instant instant) {
  const std::chrono::sys_seconds at{std::chrono::seconds{instant.s}};
  const auto midnight = std::chrono::floor<std::chrono::days>(at);
  const auto rest = static_cast<unsigned>((at - midnight).count());
  std::string out = day_text(Day{static_cast<std::int32_t>(midnight.time_since_epoch().count())});
  out.push_back('T');
  two(out, rest / 3600);
  out.push_back(':');
  two(out, rest / 60 % 60);
  out.push_back(':');
  two(out, rest % 60);
  out.push_back('Z');
  return boost::json::value(out);
}

boost::json::value instant_json(core::Moment moment) {
  if (!moment || moment == core::Moment::of(core::no_due)) return nullptr;
  return instant_json(moment.instant());
}

boost::json::value day_json(Instant instant) {
  return boost::json::value(day_text(calendar::local_day(instant)));
}

std::string team_name(const Call& call, std::string_view code) {
  return name_of(call, call.house.county.teams, code);
}

std::string service_name(const Call& call, std::string_view code) {
  return name_of(call, call.house.county.services, code);
}

std::string segment_name(const Call& call, std::string_view code) {
  if (!call.house.county.segments) return std::string(code);
  return name_of(call, call.house.county.segments->segments, code);
}

std::string area_name(const Call& call, std::string_view code) {
  return name_of(call, call.house.county.areas, code);
}

std::string subject_of(std::string_view words) {
  constexpr std::size_t subject_letters = 60;
  words = words.substr(0, words.find('\n'));
  std::size_t letters = 0;
  std::size_t at = 0;
  while (at < words.size() && letters < subject_letters) {
    ++at;
    while (at < words.size() && (static_cast<unsigned char>(words[at]) & 0xC0U) == 0x80U) ++at;
    ++letters;
  }
  std::string out(words.substr(0, at));
  if (at < words.size()) out += "…";
  return out;
}

std::string staff_name(const Call& call, StaffId staff) {
  if (!staff) return {};
  for (const rights::Account& account : call.house.accounts) {
    if (account.staff != staff) continue;
    const std::string& title = account.title[static_cast<std::size_t>(call.language)];
    return account.team_code.empty() ? title : team_name(call, account.team_code) + ", " + title;
  }
  return call.text("staff.number", {{"number", std::to_string(staff.n)}});
}

}  // namespace vuoro::api
