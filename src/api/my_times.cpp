#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "api/input.hpp"
#include "api/query.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/slot_json.hpp"
#include "calendar/zone.hpp"
#include "core/times.hpp"
#include "core/view.hpp"
#include "rights/gate.hpp"

/// The resident's own times: see, choose, move, cancel, answer an offer, put into a calendar.
namespace vuoro::api {

namespace {

namespace json = boost::json;

constexpr std::size_t most_times = 60;
constexpr int days_ahead = 92;

void send_my_times(const CallPtr& call, const Viewer& viewer, StepId step, Instant from, bool everywhere) {
  const Instant now = call->house.driver.now();
  const auto setting = call->house.driver.setting();
  json::array all;
  {
    const auto reading = call->house.driver.read();
    const core::View view(reading.state(), viewer);
    if (!view.matter_of(step)) return send_problem(*call, 404, "unknown-step");
    const TeamId team = view.step(step).team;
    core::TimeWish wish{step, {}, from, from + std::chrono::hours{24 * days_ahead}, {}, {}, most_times};
    if (!everywhere) wish.teams = {&team, 1};
    const core::Times times(reading.state(), *setting, viewer);
    for (const core::FreeTime& time : times.free(wish, now)) {
      json::object one = slot_json(*call, reading.state(), *setting, time.slot, *time.row);
      one.erase("workerCode");
      one.erase("teamCode");
      all.push_back(std::move(one));
    }
  }
  send_json(*call, 200,
            json::object{{"asOf", instant_json(now)}, {"step", step.n}, {"times", std::move(all)}});
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

/// Text as RFC 5545 wants it in a value.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out.push_back('\\');
    if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out.push_back(c);
    }
  }
  return out;
}

/// "2026-11-25T09:20:00Z" as RFC 5545 writes it.
std::string basic(Instant at) {
  std::string out;
  for (const char c : std::string(instant_json(at).as_string())) {
    if (c != '-' && c != ':') out.push_back(c);
  }
  return out;
}

/// Lines of at most 75 octets, folded between letters (RFC 5545 §3.1).
void line(std::string& out, std::string_view text) {
  constexpr std::size_t most = 74;
  bool first = true;
  while (!text.empty()) {
    std::size_t size = std::min(most - (first ? 0 : 1), text.size());
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
      --size;
    if (!first) out.push_back(' ');
    out += text.substr(0, size);
    out += "\r\n";
    text.remove_prefix(size);
    first = false;
  }
}

/// One event. What the time is for is nobody's business who glances at a calendar: the title says only that
/// a time is booked.
void event(std::string& out, const Call& call, const core::State& state, MatterId matter, StepId id,
           const core::StepRow& step, std::uint32_t version, Instant now) {
  line(out, "BEGIN:VEVENT");
  line(out, "UID:" + code_of(matter) + "-" + std::to_string(id.n) + "@vuoro");
  line(out, "SEQUENCE:" + std::to_string(version));
  line(out, "DTSTAMP:" + basic(now));
  line(out, "DTSTART:" + basic(step.begin.instant()));
  line(out, "DTEND:" + basic(step.begin.instant() + std::chrono::minutes{step.minutes}));
  line(out, "SUMMARY:" + escaped(call.text("calendar.title")));
  line(out, "DESCRIPTION:" + escaped(call.text("calendar.description", {{"code", code_of(matter)}})));
  const bool travel = step.mode == core::Mode::visit || step.mode == core::Mode::group;
  const std::string address =
      travel ? address_of_team(call, state.term_text(core::TermKind::team, step.team.n)) : "";
  if (!address.empty()) line(out, "LOCATION:" + escaped(address));
  line(out, "END:VEVENT");
}

}  // namespace

void my_times(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  Query query(call->request);
  const auto step = query.number("step", 1, UINT32_MAX);
  if (!step && query.faults().empty()) query.fault("step", "missing");
  const auto from = query.day("from");
  const auto everywhere = query.number("everywhere", 0, 1);
  if (!query.faults().empty()) return send_faults(*call, query.faults());
  const Instant begin = from ? calendar::at_local(*from, 0) : call->house.driver.now();
  call->house.workers.run(
      [call, viewer = *viewer, step = StepId{*step}, begin, all = everywhere.value_or(0) == 1] {
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

void my_calendar(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call, viewer = *viewer] {
    const Instant now = call->house.driver.now();
    std::string out;
    line(out, "BEGIN:VCALENDAR");
    line(out, "VERSION:2.0");
    line(out, "PRODID:-//Vuoro//Vuoro//FI");
    line(out, "METHOD:PUBLISH");
    {
      const auto reading = call->house.driver.read();
      const core::View view(reading.state(), viewer);
      const auto sight = view.matter(viewer.matter());
      if (!sight) return send_problem(*call, 404, "unknown-matter");
      for (const StepId id : sight->steps) {
        const core::StepRow& step = view.step(id);
        if (step.state != core::StepState::booked || step.minutes == 0) continue;
        event(out, *call, reading.state(), sight->id, id, step, sight->row->version, now);
      }
    }
    line(out, "END:VCALENDAR");
    net::Response response = net::text_response(200, "text/calendar; charset=utf-8", std::move(out));
    response.with("Content-Disposition", "attachment; filename=\"vuoro.ics\"");
    response.with("Cache-Control", "no-store");
    call->reply.send(std::move(response));
  });
}

}  // namespace vuoro::api
