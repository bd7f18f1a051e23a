#include <algorithm>
#include <boost/json.hpp>

#include "api/query.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/slot_json.hpp"
#include "calendar/zone.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "planner/course_plan.hpp"
#include "rights/gate.hpp"

/// Courses and chains of visits: which the county has, and times for the sessions of one.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using promises::word;

constexpr int usual_days = 183;

struct CourseAsk {
  MatterId matter;
  StepId step;
  Instant from;
  bool everywhere = false;
};

json::array plan_json(const Call& call, const core::State& state, const core::Setting& setting,
                      const std::vector<core::FreeTime>& times) {
  json::array out;
  for (const core::FreeTime& time : times)
    out.push_back(slot_json(call, state, setting, time.slot, *time.row));
  return out;
}

void send_course(const CallPtr& call, const Viewer& viewer, const CourseAsk& ask) {
  const Instant now = call->house.driver.now();
  const auto setting = call->house.driver.setting();
  json::object out;
  {
    const auto reading = call->house.driver.read();
    const core::State& state = reading.state();
    const core::View view(state, viewer);
    const core::Times times(state, *setting, viewer);
    const auto sessions = times.sessions(ask.step);
    if (view.matter_of(ask.step) != ask.matter || sessions.empty())
      return send_problem(*call, 404, "unknown-step");
    json::array all;
    for (const auto& [step, row] : sessions) {
      const core::StepRow& s = view.step(step);
      all.push_back(
          json::object{{"step", step.n},
                       {"nth", row.nth},
                       {"service", service_name(*call, state.term_text(TermKind::service, s.service.n))},
                       {"state", word(s.state)},
                       {"at", instant_json(s.begin)},
                       {"leastDays", row.least_days},
                       {"mostDays", row.most_days},
                       {"sameProfessional", word(row.same)}});
    }
    std::vector<TeamId> teams;
    if (!ask.everywhere) {
      for (const auto& [step, row] : sessions) teams.push_back(view.step(step).team);
      std::ranges::sort(teams);
      teams.erase(std::unique(teams.begin(), teams.end()), teams.end());
    }
    const Instant until = calendar::at_local(calendar::local_day(std::max(ask.from, now)) + usual_days, 0);
    const planner::CoursePlan plan = planner::plan_course(times, {ask.step, teams, ask.from, until}, now);
    out = {{"asOf", instant_json(now)},
           {"step", ask.step.n},
           {"sessions", std::move(all)},
           {"soonest", plan_json(*call, state, *setting, plan.soonest)},
           {"same", plan_json(*call, state, *setting, plan.same)}};
  }
  send_json(*call, 200, out);
}

}  // namespace

json::value session_json(const Call& call, const core::State& state, const Viewer& viewer, StepId id) {
  const auto setting = call.house.driver.setting();
  const auto sessions = core::Times(state, *setting, viewer).sessions(id);
  for (const auto& [step, row] : sessions) {
    if (step == id) return json::object{{"first", row.first.n}, {"nth", row.nth}, {"of", sessions.size()}};
  }
  return nullptr;
}

void list_courses(const CallPtr& call) {
  json::array out;
  for (const content::Course& course : call->house.county.courses) {
    unsigned sessions = 0;
    for (const content::Course::Part& part : course.parts) sessions += part.times;
    out.push_back(json::object{
        {"code", course.code}, {"name", promises::in(course.name, call->language)}, {"sessions", sessions}});
  }
  send_json(*call, 200, out);
}

void show_course(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto id = number_of(call->parts[0]);
  if (!id) return send_problem(*call, 404, "unknown-matter");
  Query query(call->request);
  const StepId step = query.step();
  const auto from = query.day("from");
  const auto everywhere = query.number("everywhere", 0, 1);
  if (!query.faults().empty()) return send_faults(*call, query.faults());
  const CourseAsk ask{MatterId{*id}, step, from ? calendar::at_local(*from, 0) : call->house.driver.now(),
                      everywhere.value_or(0) == 1};
  call->house.workers.run([call, viewer = *viewer, ask] { send_course(call, viewer, ask); });
}

}  // namespace vuoro::api
