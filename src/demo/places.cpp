#include "demo/places.hpp"

#include <algorithm>

namespace vuoro::demo {

namespace {

using core::TermKind;
using promises::Domain;
using promises::Trigger;

Error lacking(std::string_view kind, std::string_view code) {
  return {"demo-content", "the demo county needs the " + std::string(kind) + " '" + std::string(code) + "'",
          std::string(code)};
}

core::Mode mode_of(std::string_view word) {
  if (word == "remote") return core::Mode::remote;
  if (word == "phone") return core::Mode::phone;
  if (word == "home") return core::Mode::home;
  return core::Mode::visit;
}

}  // namespace

Result<Places, Error> Places::of(const content::County& county, const core::State& state,
                                 const core::Setting& setting) {
  Places places;
  for (const content::Area& area : county.areas) {
    const auto number = state.term(TermKind::area, area.code);
    if (!number || area.residents == 0) return lacking("area with residents", area.code);
    places.area_ids_.push_back(AreaId{*number});
    places.residents_.push_back(area.residents);
  }
  if (places.area_ids_.empty()) return lacking("areas of", county.code);
  if (auto fault = places.add_teams(county, state, setting)) return *fault;
  if (auto fault = places.add_given(county, state)) return *fault;
  if (auto fault = places.add_asked()) return *fault;
  return places;
}

std::optional<Error> Places::add_teams(const content::County& county, const core::State& state,
                                       const core::Setting& setting) {
  for (const content::Team& team : county.teams) {
    const auto number = state.term(TermKind::team, team.code);
    if (!number) return lacking("team", team.code);
    if (team_index_.size() <= *number) team_index_.resize(*number + std::size_t{1}, nowhere);
    team_index_[*number] = static_cast<std::uint16_t>(team_ids_.size());
    team_ids_.push_back(TeamId{*number});
    team_codes_.push_back(team.code);
    team_domains_.push_back(team.domains);
    for (const content::Area& area : county.areas) {
      const bool serves = std::ranges::find(team.areas, area.code) != team.areas.end();
      team_serves_.push_back(serves ? 1 : 0);
    }
  }
  for (std::size_t i = 0; i < area_ids_.size(); ++i) {
    const AreaId area = area_ids_[i];
    TeamId desk = setting.default_team;
    if (area.n < setting.team_of_area.size() && setting.team_of_area[area.n])
      desk = setting.team_of_area[area.n];
    if (!desk || desk.n >= team_index_.size()) return lacking("desk of area", county.areas[i].code);
    desks_.push_back(team_index_[desk.n]);
    for (const Domain domain : {Domain::oral, Domain::social, Domain::disability, Domain::child,
                                Domain::older, Domain::rehabilitation}) {
      if (holder(domain, i) == nowhere)
        return lacking("team for " + std::string(promises::word(domain)), county.areas[i].code);
    }
  }
  return std::nullopt;
}

std::optional<Error> Places::add_given(const content::County& county, const core::State& state) {
  for (const Supply& supply : supplies) {
    const auto service = std::ranges::find(county.services, supply.service, &content::Service::code);
    const auto number = state.term(TermKind::service, supply.service);
    if (service == county.services.end() || !number) return lacking("service", supply.service);
    Given given;
    given.supply = &supply;
    given.service = ServiceId{*number};
    given.minutes = service->minutes;
    given.mode = mode_of(service->modes.front());
    given.other_mode = mode_of(service->modes.back());
    given.same_day = supply.median_days == 0;
    const auto stops = [&](Trigger t) {
      return std::ranges::find(service->on_done, t) != service->on_done.end();
    };
    given.implements = stops(Trigger::decision_implemented);
    given.doctor = stops(Trigger::doctor_visit_realised);
    given.dentist = stops(Trigger::dentist_event_realised);
    if (!service->team.empty()) {
      const auto team = std::ranges::find(team_codes_, service->team);
      if (team == team_codes_.end()) return lacking("team", service->team);
      given.team = static_cast<std::uint16_t>(team - team_codes_.begin());
    }
    given_.push_back(given);
  }
  for (Given& given : given_) given.next = given_index(given.supply->next);
  return std::nullopt;
}

std::optional<Error> Places::add_asked() {
  for (const Need& need : needs()) {
    Asked asked;
    asked.need = &need;
    for (std::size_t i = 0; i < need.offers.size(); ++i) {
      asked.shares[i] = need.offers[i].share;
      asked.offers[i] = given_index(need.offers[i].service);
      if (need.offers[i].share > 0 && asked.offers[i] == nowhere)
        return lacking("service", need.offers[i].service);
    }
    asked_.push_back(asked);
  }
  return std::nullopt;
}

std::uint16_t Places::given_index(std::string_view service) const {
  for (std::size_t i = 0; i < given_.size(); ++i) {
    if (given_[i].supply->service == service) return static_cast<std::uint16_t>(i);
  }
  return nowhere;
}

std::uint16_t Places::holder(Domain domain, std::size_t area) const {
  if (domain == Domain::health) return desks_[area];
  for (std::size_t team = 0; team < team_ids_.size(); ++team) {
    if (team_domains_[team].has(domain) && serves(team, area)) return static_cast<std::uint16_t>(team);
  }
  return nowhere;
}

}  // namespace vuoro::demo
