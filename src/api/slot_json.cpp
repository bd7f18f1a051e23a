#include "api/slot_json.hpp"

#include <boost/json.hpp>

#include "api/sight.hpp"
#include "core/time_rules.hpp"
#include "core/words.hpp"

namespace vuoro::api {

namespace json = boost::json;
using core::TermKind;
using promises::word;

namespace {

core::Profession profession_of(const core::Setting& setting, const core::SlotRow& slot) {
  if (slot.worker.n < setting.workers.size()) {
    const core::Profession known = setting.workers[slot.worker.n].profession;
    if (known != core::Profession::none) return known;
  }
  const core::SlotTypeRule* type = core::rule_of(setting, slot.type);
  return type != nullptr ? type->profession : core::Profession::none;
}

}  // namespace

std::string worker_name(const Call& call, std::string_view code) {
  for (const content::Worker& worker : call.house.county.workers) {
    if (worker.code == code) return worker.name;
  }
  return std::string(code);
}

std::string slot_type_name(const Call& call, std::string_view code) {
  for (const content::SlotType& type : call.house.county.slot_types) {
    if (type.code == code) return promises::in(type.name, call.language);
  }
  return std::string(code);
}

json::object slot_json(const Call& call, const core::State& state, const core::Setting& setting, SlotId id,
                       const core::SlotRow& slot) {
  const std::string_view team = state.term_text(TermKind::team, slot.team.n);
  const std::string_view worker = state.term_text(TermKind::worker, slot.worker.n);
  return {{"slot", id.n},
          {"at", instant_json(slot.begin)},
          {"minutes", slot.minutes},
          {"mode", word(slot.mode)},
          {"team", team_name(call, team)},
          {"teamCode", team},
          {"place", place_of_team(call, team)},
          {"room", state.term_text(TermKind::room, slot.room.n)},
          {"worker", worker_name(call, worker)},
          {"workerCode", worker},
          {"profession", word(profession_of(setting, slot))}};
}

json::array step_slots_json(const Call& call, const core::State& state, const Viewer& viewer, StepId id) {
  const auto setting = call.house.driver.setting();
  const core::Times times(state, *setting, viewer);
  json::array out;
  for (const auto& [slot, place] : times.places(id)) {
    json::object one = slot_json(call, state, *setting, slot, *times.slot(slot));
    one["state"] = word(place.state);
    one["until"] = instant_json(place.until);
    out.push_back(std::move(one));
  }
  return out;
}

json::value earlier_json(const Call& call, const core::State& state, const Viewer& viewer, StepId id) {
  const auto setting = call.house.driver.setting();
  const core::EarlierRow* row = core::Times(state, *setting, viewer).earlier(id);
  if (row == nullptr) return nullptr;
  json::array teams;
  for (const TeamId team : {row->also1, row->also2, row->also3}) {
    if (team) teams.emplace_back(team_name(call, state.term_text(TermKind::team, team.n)));
  }
  return json::object{{"since", instant_json(row->since)},
                      {"fromMinute", row->from_minute},
                      {"untilMinute", row->until_minute},
                      {"teams", std::move(teams)},
                      {"offered", row->offered != 0}};
}

}  // namespace vuoro::api
