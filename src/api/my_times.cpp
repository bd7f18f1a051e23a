#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "api/input.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/slot_json.hpp"
#include "calendar/zone.hpp"
#include "core/times.hpp"
#include "core/view.hpp"
#include "rights/gate.hpp"

/// The resident's own times: see, choose, move, cancel, answer an offer.
namespace vuoro::api {

namespace {

namespace json = boost::json;

constexpr std::size_t most_times = 60;
constexpr int days_ahead = 92;

void send_my_times(const CallPtr& call, const Viewer& viewer, StepId step, Instant from, bool everywhere) {
  const Instant now = call->house.driver.now();
  const auto setting = call->house.driver.setting();
  json::array all;
  bool call_first = false;
  {
    const auto reading = call->house.driver.read();
    const core::View view(reading.state(), viewer);
    if (!view.matter_of(step)) return send_problem(*call, 404, "unknown-step");
    // Whoever is to talk with us first sees no times to choose; a booked one can still be moved.
    call_first = view.step(step).state != core::StepState::booked &&
                 view.unused(*setting, view.matter_of(step)).call_first;
    const TeamId team = view.step(step).team;
    core::TimeWish wish{step, {}, from, from + std::chrono::hours{24 * days_ahead}, {}, {}, most_times};
    if (!everywhere) wish.teams = {&team, 1};
    const core::Times times(reading.state(), *setting, viewer);
    for (const core::FreeTime& time : call_first ? std::vector<core::FreeTime>{} : times.free(wish, now)) {
      json::object one = slot_json(*call, reading.state(), *setting, time.slot, *time.row);
      one.erase("workerCode");
      one.erase("teamCode");
      all.push_back(std::move(one));
    }
  }
  send_json(*call, 200,
            json::object{{"asOf", instant_json(now)},
                         {"step", step.n},
                         {"callFirst", call_first},
                         {"times", std::move(all)}});
}

using Read = core::Command (*)(Input&, StepId);

const std::map<std::string_view, Read>& choices() {
  static const std::map<std::string_view, Read> table = {
      {"accept-time", [](Input&, StepId step) -> core::Command { return core::AcceptTimes{step}; }},
      {"cancel-sessions",
       [](Input&, StepId step) -> core::Command {
         return core::CancelSessions{step, core::CancelledBy::person};
       }},
      {"cancel-time",
       [](Input&, StepId step) -> core::Command {
         return core::CancelBooking{step, core::CancelledBy::person};
       }},
      {"choose-time",
       [](Input& i, StepId step) -> core::Command {
         core::BookTimes c{step, {}};
         static_cast<void>(
             c.slots.add(SlotId{static_cast<std::uint32_t>(i.in.integer("slot", 1, UINT32_MAX))}));
         return c;
       }},
      {"ask-earlier", [](Input& i, StepId step) -> core::Command { return i.earlier(step); }},
      {"stop-earlier", [](Input&, StepId step) -> core::Command { return core::StopEarlier{step}; }},
      {"decline-time",
       [](Input&, StepId step) -> core::Command {
         return core::EndHold{step, core::HoldEnd::declined};
       }},
  };
  return table;
}

}  // namespace

void my_times(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  Query query(call->request);
  const StepId step = query.step();
  const auto from = query.day("from");
  const auto everywhere = query.number("everywhere", 0, 1);
  if (!query.faults().empty()) return send_faults(*call, query.faults());
  const Instant begin = from ? calendar::at_local(*from, 0) : call->house.driver.now();
  call->house.workers.run([call, viewer = *viewer, step, begin, all = everywhere.value_or(0) == 1] {
    send_my_times(call, viewer, step, begin, all);
  });
}

void act_on_my_times(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const std::string_view path = call->request.path();
  const auto choice = choices().find(path.substr(path.rfind('/') + 1));
  if (choice == choices().end()) return send_problem(*call, 404, "unknown-path");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const StepId step{static_cast<std::uint32_t>(in.integer("step", 1, UINT32_MAX))};
  Input input(*call, in);
  const core::Command command = choice->second(input, step);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto once = once_of(*call, "matter-" + std::to_string(viewer->matter().n));
  if (!once) return;
  auto script = [viewer = *viewer, step, command](live::Transaction& tx) -> std::optional<core::Refusal> {
    const core::View view(tx.state(), viewer);
    // The one matter of the session, and no other, is what a resident can act on.
    if (!view.matter_of(step)) return core::Refusal{core::RefusalCode::unknown_step, step.n};
    const auto decided = tx.decide(command, {core::ActorKind::resident, {}, {}});
    if (!decided) return decided.error();
    return std::nullopt;
  };
  call->house.driver.submit(
      {*once, std::move(script), [call, viewer = *viewer](const live::Outcome& outcome) {
         if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated) {
           return send_unfulfilled(*call, outcome);
         }
         call->house.workers.run([call, viewer] { send_my_matter(call, viewer); });
       }});
}

}  // namespace vuoro::api
