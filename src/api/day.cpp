#include <algorithm>
#include <boost/json.hpp>

#include "api/input.hpp"
#include "api/notice_json.hpp"
#include "api/query.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/slot_json.hpp"
#include "calendar/zone.hpp"
#include "core/notices.hpp"
#include "core/times.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

/// A team's working day: who is in, what is booked, what is free; and taking time off the lists.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using promises::word;

/// The other professionals of the same visit: whoever cancels one's time cancels theirs.
json::array others_json(const Call& call, const core::State& state, const core::Times& times, StepId step,
                        SlotId here) {
  json::array others;
  for (const auto& [slot, place] : times.places(step)) {
    if (slot == here || place.state != core::PlaceState::booked) continue;
    others.emplace_back(worker_name(call, state.term_text(TermKind::worker, times.slot(slot)->worker.n)));
  }
  return others;
}

json::object place_json(const Call& call, const core::State& state, const core::View& view,
                        const core::Times& times, SlotId slot, const core::PlaceSight& place) {
  json::object out{{"state", word(place.state)},
                   {"until", instant_json(place.until)},
                   {"step", nullptr},
                   {"matter", nullptr}};
  if (!place.step) return out;
  const core::StepRow& step = view.step(place.step);
  const auto sight = view.matter(place.matter);
  out["step"] = place.step.n;
  out["stepState"] = word(step.state);
  out["matter"] = place.matter.n;
  out["version"] = sight->row->version;
  out["code"] = code_of(place.matter);
  out["service"] = service_name(call, state.term_text(TermKind::service, step.service.n));
  out["age"] = sight->row->age.known() ? json::value(sight->row->age.years) : json::value(nullptr);
  out["language"] = sight->row->language.letters().data();
  out["interpreter"] = sight->row->interpreter == core::Interpreter::yes;
  const auto needs = core::Notices(state, view.viewer()).needs(place.matter);
  out["needs"] = needs ? needs_json(needs->needs) : json::array{};
  out["due"] = instant_json(times.at_stake(place.step));
  out["others"] = others_json(call, state, times, place.step, slot);
  return out;
}

struct DayCounts {
  std::uint32_t places = 0, booked = 0, held = 0, free = 0, blocked = 0;
};

/// One slot, counted.
json::object day_slot_json(const Call& call, const core::State& state, const core::View& view,
                           const core::Times& times, const core::SlotSight& sight, Instant now,
                           DayCounts& counts) {
  const core::SlotRow& slot = *sight.row;
  json::array places;
  std::uint32_t used = 0;
  for (const core::PlaceSight& place : sight.places) {
    const bool held = place.state == core::PlaceState::held;
    if (held && place.until.instant() <= now) continue;  // run out
    ++used;
    ++(held ? counts.held : counts.booked);
    places.push_back(place_json(call, state, view, times, sight.slot, place));
  }
  const std::uint32_t left = slot.blocked != 0 || used >= slot.capacity ? 0U : slot.capacity - used;
  counts.places += slot.capacity;
  counts.free += left;
  if (slot.blocked != 0) counts.blocked += slot.capacity;
  json::value blocked = nullptr;
  if (slot.blocked != 0) blocked = json::value(word(static_cast<core::BlockReason>(slot.blocked - 1)));
  return {{"slot", sight.slot.n},
          {"at", instant_json(slot.begin)},
          {"minutes", slot.minutes},
          {"mode", word(slot.mode)},
          {"type", slot_type_name(call, state.term_text(TermKind::slot_type, slot.type.n))},
          {"room", state.term_text(TermKind::room, slot.room.n)},
          {"capacity", slot.capacity},
          {"free", left},
          {"blocked", std::move(blocked)},
          {"places", std::move(places)}};
}

/// Who has no time yet though a promise is due by the end of the day: the other half of the day's risks.
json::array unbooked_json(const Call& call, const core::State& state, const core::Times& times, TeamId team,
                          Instant until) {
  constexpr std::size_t most = 50;
  json::array out;
  for (const core::Waiting& w : times.unbooked(team, until, most)) {
    out.push_back(
        json::object{{"matter", w.matter.n},
                     {"code", code_of(w.matter)},
                     {"service", service_name(call, state.term_text(TermKind::service, w.row->service.n))},
                     {"due", instant_json(w.due)}});
  }
  return out;
}

void send_day(const CallPtr& call, const Viewer& viewer, Day day, const std::string& team_code) {
  const Instant now = call->house.driver.now();
  const auto setting = call->house.driver.setting();
  json::object out;
  {
    const auto reading = call->house.driver.read();
    const core::State& state = reading.state();
    const core::View view(state, viewer);
    const TeamId team =
        team_code.empty() ? viewer.team() : TeamId{state.term(TermKind::team, team_code).value_or(0)};
    const core::Times times(state, *setting, viewer);
    DayCounts counts;
    json::array workers;
    WorkerId last;
    for (const core::SlotSight& sight :
         times.day(team, calendar::at_local(day, 0), calendar::at_local(day + 1, 0))) {
      if (sight.row->worker != last || workers.empty()) {
        last = sight.row->worker;
        const std::string_view code = state.term_text(TermKind::worker, last.n);
        const bool known = last.n < setting->workers.size();
        workers.push_back(json::object{
            {"code", code},
            {"name", worker_name(*call, code)},
            {"profession", word(known ? setting->workers[last.n].profession : core::Profession::none)},
            {"slots", json::array{}}});
      }
      workers.back().as_object()["slots"].as_array().push_back(
          day_slot_json(*call, state, view, times, sight, now, counts));
    }
    out = {{"asOf", instant_json(now)},
           {"date", day_json(calendar::at_local(day, 12 * 3600))},
           {"team", team_name(*call, state.term_text(TermKind::team, team.n))},
           {"teamCode", state.term_text(TermKind::team, team.n)},
           {"workers", std::move(workers)},
           {"unbooked", unbooked_json(*call, state, times, team, calendar::at_local(day + 1, 0))},
           {"counts",
            {{"places", counts.places},
             {"booked", counts.booked},
             {"held", counts.held},
             {"free", counts.free},
             {"blocked", counts.blocked}}}};
  }
  send_json(*call, 200, out);
}

/// A team takes its own professionals' time off the lists and back, nobody else's.
template <class C>
bool of_team(const live::Transaction& tx, const core::Setting& setting, const Viewer& viewer, const C& c) {
  if (c.worker.n < setting.workers.size() && setting.workers[c.worker.n].team)
    return setting.workers[c.worker.n].team == viewer.team();
  const core::Times times(tx.state(), setting, viewer);
  const auto day = times.day(viewer.team(), c.from, c.until);
  return std::ranges::any_of(day, [&](const core::SlotSight& s) { return s.row->worker == c.worker; });
}

/// BlockTime or UnblockTime; both say whose time, from when until when, and why.
template <class C>
void act_on_block(const CallPtr& call, std::string_view counted) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  Input input(*call, in);
  C c;
  c.worker = WorkerId{input.term("worker", TermKind::worker)};
  c.from = input.instant("from");
  c.until = input.instant("until");
  c.reason = input.choice<core::BlockReason>("reason");
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto once = once_of(*call, "staff-" + std::to_string(viewer->staff().n));
  if (!once) return;
  const auto setting = call->house.driver.setting();
  auto script = [viewer = *viewer, setting, c](live::Transaction& tx) -> std::optional<core::Refusal> {
    if (!of_team(tx, *setting, viewer, c)) return core::Refusal{core::RefusalCode::not_holder, c.worker.n};
    const auto decided = tx.decide(c, {core::ActorKind::staff, viewer.staff(), viewer.team()});
    if (!decided) return decided.error();
    return std::nullopt;
  };
  call->house.driver.submit({*once, std::move(script), [call, counted](const live::Outcome& outcome) {
                               if (outcome.fate != live::Fate::accepted &&
                                   outcome.fate != live::Fate::repeated) {
                                 return send_unfulfilled(*call, outcome);
                               }
                               send_json(*call, 200, json::object{{counted, outcome.subject}});
                             }});
}

}  // namespace

void show_day(const CallPtr& call) {
  auto viewer = rights::Gate::care(*call->session);
  Query query(call->request);
  const Day day = query.day("date").value_or(calendar::local_day(call->house.driver.now()));
  const std::string team(query.text("team").value_or(""));
  if (!team.empty() && !call->house.driver.read().state().term(TermKind::team, team))
    query.fault("team", "not-a-choice");
  if (!query.faults().empty()) return send_faults(*call, query.faults());
  if (!viewer) viewer = rights::Gate::steering(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call, viewer = *viewer, day, team] { send_day(call, viewer, day, team); });
}

void block_time(const CallPtr& call) {
  act_on_block<core::BlockTime>(call, "cancelled");
}

void unblock_time(const CallPtr& call) {
  act_on_block<core::UnblockTime>(call, "returned");
}

}  // namespace vuoro::api
