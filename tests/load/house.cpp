#include "load/house.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "kill/wire.hpp"

namespace vuoro::load {

namespace {

namespace json = boost::json;
using kill::Question;

class Scout {
 public:
  explicit Scout(std::uint16_t port) : wire_(port) {}

  kill::Answer ask(const Question& q, int wanted) {
    auto answer = wire_.ask(q);
    if (!answer) throw std::runtime_error("the server went away at " + q.path);
    if (answer->status != wanted)
      throw std::runtime_error(fmt::format("{}: {} {}", q.path, answer->status, answer->body));
    return std::move(*answer);
  }
  json::value get(const std::string& path, const std::string& cookie = {}) {
    return json::parse(ask({"GET", path, cookie, "", "", ""}, 200).body);
  }

 private:
  kill::Wire wire_;
};

/// Places of the columns by name.
std::size_t column(const json::object& page, std::string_view name) {
  const json::array& names = page.at("cols").as_array();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i].as_string() == name) return i;
  throw std::runtime_error("the queue has no column " + std::string(name));
}

/// One professional's pages: their queue as it is asked for most, some of its matters, free times, the day.
void look_at_desk(Scout& scout, House& house, const std::string& cookie) {
  const json::value value = scout.get("queue?limit=50", cookie);
  const json::object& page = value.as_object();
  const std::size_t id = column(page, "id");
  for (int i = 0; i < 6; ++i) house.pages.push_back({"queue?limit=50", cookie});
  house.pages.push_back({"queue?filter=new&limit=50", cookie});
  house.pages.push_back({"day", cookie});
  const json::value untaken = scout.get("queue?filter=new&limit=40", cookie);
  const std::size_t version = column(untaken.as_object(), "version");
  for (const json::value& row : untaken.at("rows").as_array()) {
    house.desks.push_back({cookie, row.as_array()[id].to_number<std::uint32_t>(),
                           row.as_array()[version].to_number<std::uint32_t>(), false, false});
  }
  std::size_t matters = 0;
  for (const json::value& row : page.at("rows").as_array()) {
    const auto n = row.as_array()[id].to_number<std::uint32_t>();
    if (++matters <= 8) house.pages.push_back({fmt::format("matters/{}", n), cookie});
    if (matters > 12) continue;
    const json::value matter = scout.get(fmt::format("matters/{}", n), cookie);
    for (const json::value& step : matter.at("steps").as_array()) {
      if (step.at("state").as_string() != "proposed") continue;
      house.pages.push_back(
          {fmt::format("matters/{}/times?step={}", n, step.at("id").to_number<std::uint32_t>()), cookie});
    }
  }
}

}  // namespace

House look_around(std::uint16_t port, std::size_t residents) {
  Scout scout(port);
  House house;
  house.port = port;
  const json::value areas = scout.get("areas");
  for (const json::value& area : areas.as_array()) house.areas.emplace_back(area.at("code").as_string());
  for (std::size_t i = 0; i < residents; ++i) {
    const std::string body = json::serialize(json::object{{"words", "Kuormakoe"},
                                                          {"about", "self"},
                                                          {"age", 40},
                                                          {"area", house.areas[i % house.areas.size()]},
                                                          {"lang", "fi"},
                                                          {"reach", {{"by", "code_only"}}}});
    const auto made = json::parse(
        scout.ask({"POST", "contacts", "", fmt::format("load-resident-{:08}", i), "", body}, 201).body);
    const std::string proof =
        json::serialize(json::object{{"code", made.at("code")}, {"secret", made.at("secret")}});
    house.residents.push_back(scout.ask({"POST", "resident-session", "", "", "", proof}, 204).cookie);
    if (i < 40) house.pages.push_back({"my-matter", house.residents.back()});
  }
  const json::value accounts = scout.get("demo-accounts");
  for (const json::value& account : accounts.as_array()) {
    if (account.at("role").as_string() != "professional") continue;
    const std::string body = json::serialize(json::object{{"account", account.at("id")}});
    house.staff.push_back(scout.ask({"POST", "session", "", "", "", body}, 200).cookie);
    look_at_desk(scout, house, house.staff.back());
  }
  if (house.staff.empty() || house.desks.size() < 32)
    throw std::runtime_error(fmt::format("{} accounts and {} untaken matters are too few", house.staff.size(),
                                         house.desks.size()));
  return house;
}

}  // namespace vuoro::load
