#include <boost/json.hpp>

#include "api/routes.hpp"
#include "promises/words.hpp"

namespace vuoro::api {

namespace json = boost::json;

void list_areas(const CallPtr& call) {
  json::array out;
  for (const content::Area& area : call->house.county.areas) {
    out.push_back(json::object{{"code", area.code}, {"name", promises::in(area.name, call->language)}});
  }
  send_json(*call, 200, out);
}

void list_teams(const CallPtr& call) {
  json::array out;
  for (const content::Team& team : call->house.county.teams) {
    json::object item{
        {"code", team.code}, {"name", promises::in(team.name, call->language)}, {"unit", team.unit}};
    for (const content::Unit& unit : call->house.county.units) {
      if (unit.code == team.unit) item["unit"] = promises::in(unit.name, call->language);
    }
    out.push_back(std::move(item));
  }
  send_json(*call, 200, out);
}

void list_services(const CallPtr& call) {
  json::array out;
  for (const content::Service& service : call->house.county.services) {
    json::array modes(service.modes.begin(), service.modes.end());
    json::array professions(service.professions.begin(), service.professions.end());
    out.push_back(json::object{{"code", service.code},
                               {"name", promises::in(service.name, call->language)},
                               {"domain", promises::word(service.domain)},
                               {"minutes", service.minutes},
                               {"modes", modes},
                               {"professions", professions}});
  }
  send_json(*call, 200, out);
}

}  // namespace vuoro::api
