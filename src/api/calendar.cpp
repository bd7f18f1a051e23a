#include <boost/json.hpp>

#include "api/ics.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "core/notices.hpp"
#include "core/time_rules.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "notices/place.hpp"
#include "rights/gate.hpp"

/// The resident's times for a calendar: a file to keep, or a secret address that a calendar reads by itself
/// (decision 118).
namespace vuoro::api {

namespace {

namespace json = boost::json;
using ics::escaped;
using ics::line;

/// How much an event tells. A file goes to the resident; an address may be read by whoever keeps the
/// calendar.
enum class Tell : std::uint8_t { place, time_only };

struct Event {
  std::string id;
  notices::StepTime time;
};

/// What the time is for is nobody's business who glances at a calendar: the title says only that a time is
/// booked.
void write_event(std::string& out, const Call& call, MatterId matter, const Event& event,
                 std::uint32_t version, Instant now, Tell tell) {
  const notices::StepTime& time = event.time;
  line(out, "BEGIN:VEVENT");
  line(out, "UID:" + event.id + "@vuoro");
  line(out, "SEQUENCE:" + std::to_string(version));
  line(out, "DTSTAMP:" + ics::basic(now));
  line(out, "DTSTART:" + ics::basic(time.begin));
  line(out, "DTEND:" + ics::basic(time.begin + std::chrono::minutes{time.minutes}));
  line(out, "SUMMARY:" + escaped(call.text("calendar.title")));
  if (tell == Tell::place) {
    std::string words = call.text("calendar.description", {{"code", code_of(matter)}});
    const bool travel = core::comes_there(time.mode);
    if (travel && time.house != nullptr) {
      const std::string& way = promises::in(time.house->directions, call.language);
      if (!way.empty()) words += "\n" + way;
      line(out, "LOCATION:" + escaped(promises::in(time.house->address, call.language)));
    }
    line(out, "DESCRIPTION:" + escaped(words));
  } else {
    line(out, "DESCRIPTION:" + escaped(call.text("calendar.seePage")));
  }
  line(out, "END:VEVENT");
}

void send_calendar(const CallPtr& call, const Viewer& viewer, Tell tell) {
  const Instant now = call->house.driver.now();
  const auto setting = call->house.driver.setting();
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out, "PRODID:-//Vuoro//Vuoro//FI");
  line(out, "METHOD:PUBLISH");
  if (tell == Tell::time_only) {
    line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line(out, "X-WR-CALNAME:" + escaped(call->text("calendar.title")));
  }
  {
    const auto reading = call->house.driver.read();
    const core::View view(reading.state(), viewer);
    const auto sight = view.matter(viewer.matter());
    if (!sight) return send_problem(*call, 404, "unknown-matter");
    for (const StepId id : sight->steps) {
      const core::StepRow& step = view.step(id);
      if (step.state != core::StepState::booked || step.minutes == 0) continue;
      const auto times = notices::times_of(reading.state(), *setting, viewer, call->house.county, id,
                                           core::PlaceState::booked);
      for (std::size_t n = 0; n < times.size(); ++n) {
        std::string uid = tell == Tell::place ? code_of(sight->id) + "-" + std::to_string(id.n)
                                              : calendar_event_id(call->house.driver.ledger().keys(), id);
        if (n > 0) uid += "-" + std::to_string(n + 1);
        write_event(out, *call, sight->id, {std::move(uid), times[n]}, sight->row->version, now, tell);
      }
    }
  }
  line(out, "END:VCALENDAR");
  net::Response response = net::text_response(200, "text/calendar; charset=utf-8", std::move(out));
  if (tell == Tell::place) response.with("Content-Disposition", "attachment; filename=\"vuoro.ics\"");
  response.with("Cache-Control", "no-store");
  response.with("X-Robots-Tag", "noindex");
  call->reply.send(std::move(response));
}

void send_link(const CallPtr& call, const Viewer& viewer) {
  json::value path = nullptr;
  {
    const auto reading = call->house.driver.read();
    if (const auto generation = core::Notices(reading.state(), viewer).calendar(viewer.matter())) {
      const auto& keys = call->house.driver.ledger().keys();
      path = "/api/v1/calendars/" + calendar_token(keys, viewer.matter(), *generation) +
             ".ics?lang=" + std::string(promises::word(call->language));
    }
  }
  send_json(*call, 200, json::object{{"path", std::move(path)}});
}

template <class Command>
void change_link(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto once = once_of(*call, "matter-" + std::to_string(viewer->matter().n));
  if (!once) return;
  auto script = [matter = viewer->matter()](live::Transaction& tx) -> std::optional<core::Refusal> {
    const auto decided = tx.decide(Command{matter}, {core::ActorKind::resident, {}, {}});
    if (!decided) return decided.error();
    return std::nullopt;
  };
  call->house.driver.submit(
      {*once, std::move(script), [call, viewer = *viewer](const live::Outcome& outcome) {
         if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated)
           return send_unfulfilled(*call, outcome);
         send_link(call, viewer);
       }});
}

}  // namespace

void my_calendar(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call, viewer = *viewer] { send_calendar(call, viewer, Tell::place); });
}

void my_calendar_link(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  send_link(call, *viewer);
}

void open_calendar(const CallPtr& call) {
  change_link<core::OpenCalendar>(call);
}

void close_calendar(const CallPtr& call) {
  change_link<core::CloseCalendar>(call);
}

void show_calendar(const CallPtr& call) {
  const auto named = matter_of_calendar(call->parts[0]);
  const MatterId matter = named.value_or(MatterId{});
  // Whoever knows the address may read the times and nothing else; a wrong one and a closed one look alike.
  const auto viewer = rights::Gate::own_matter(rights::ResidentSession{matter});
  std::optional<std::uint32_t> generation;
  {
    const auto reading = call->house.driver.read();
    generation = core::Notices(reading.state(), *viewer).calendar(matter);
  }
  const auto& keys = call->house.driver.ledger().keys();
  if (!generation || !calendar_fits(keys, matter, *generation, call->parts[0]))
    return send_problem(*call, 404, "unknown-calendar");
  call->house.workers.run([call, viewer = *viewer] { send_calendar(call, viewer, Tell::time_only); });
}

}  // namespace vuoro::api
