#include "api/plan_json.hpp"

#include <fmt/core.h>

#include <cmath>
#include <map>
#include <set>

#include "api/forecast_reading.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace json = boost::json;
using promises::word;

namespace {

json::value day_or_null(const std::optional<Day>& day) {
  return day ? day_json(calendar::at_local(*day, 0)) : json::value(nullptr);
}

/// The team and service of a change or a queue, by code and by name.
void add_names(const Call& call, const std::string& team, const std::string& service, json::object& out) {
  out["team"] = text_or_null(team);
  out["teamName"] = team.empty() ? json::value(nullptr) : json::value(team_name(call, team));
  out["service"] = text_or_null(service);
  out["serviceName"] = service.empty() ? json::value(nullptr) : json::value(service_name(call, service));
}

json::object change_json(const Call& call, const content::PlannedChange& c) {
  json::object out{{"kind", word(c.kind)},          {"amount", c.amount},
                   {"unit", word(c.unit)},          {"from", day_or_null(c.from)},
                   {"until", day_or_null(c.until)}, {"cost", nullptr}};
  if (c.cost) out["cost"] = json::object{{"euros", c.cost->euros}, {"per", word(c.cost->per)}};
  add_names(call, c.team, c.service, out);
  return out;
}

/// A run that ended has a time; one that never was has none.
json::object run_json(const Call& call, const KeptPlan& plan) {
  const PlanRun& run = plan.run;
  const bool begun = run.phase != PlanRunPhase::never;
  const bool ended = begun && run.phase != PlanRunPhase::running;
  const bool failed = run.phase == PlanRunPhase::failed;
  json::object out{
      {"state", word(run.phase)},
      {"share", nullptr},
      {"began", begun ? instant_json(run.began) : json::value(nullptr)},
      {"ended", ended ? instant_json(run.ended) : json::value(nullptr)},
      {"fault", failed ? json::value(run.fault) : json::value(nullptr)},
      {"why", failed ? json::value(call.text("plan.failed." + run.fault)) : json::value(nullptr)}};
  const auto running = call.house.plan_runs.running();
  if (running && running->plan == plan.number) out["share"] = thousandths(running->share);
  return out;
}

json::value end_json(const Call& call, const KeptPlan& plan) {
  if (!plan.end) return nullptr;
  return json::object{
      {"by", staff_name(call, plan.end->by)}, {"at", instant_json(plan.end->at)}, {"words", plan.end->words}};
}

json::object zero_json(const PlanZero& z) {
  return {{"within", thousandths(z.within)},
          {"low", day_or_null(z.low)},
          {"middle", day_or_null(z.middle)},
          {"high", day_or_null(z.high)}};
}

/// What stands in the list: what the plan changes in the county, and when the first queue it touches is
/// without debt.
json::value headline_json(const Call& call, const PlanResult* result) {
  if (result == nullptr || !result->lived()) return nullptr;
  json::object out{{"from", day_or_null(result->from)},
                   {"weeks", result->weeks},
                   {"change", thousandths(result->broken.change)},
                   {"half", thousandths(result->broken.half)},
                   {"cost", thousandths(result->cost.mean)},
                   {"queue", nullptr}};
  if (result->queues.empty() || !result->queues.front().touched) return out;
  const PlanQueue& first = result->queues.front();
  json::object queue{{"debtNow", thousandths(first.debt_now)}, {"zero", zero_json(first.zero_plan)}};
  add_names(call, first.team, first.service, queue);
  out["queue"] = std::move(queue);
  return out;
}

json::array faults_json(const Call& call, const PlanResult* result) {
  json::array out;
  if (result == nullptr) return out;
  for (const PlanFault& fault : result->faults) {
    const std::string number = fmt::format("{:.0f}", std::floor(fault.number));
    out.emplace_back(json::object{{"change", fault.change},
                                  {"fault", fault.code},
                                  {"why", call.text("plan.fault." + fault.code, {{"number", number}})}});
  }
  return out;
}

json::value result_json(const Call& call, const PlanResult* result) {
  if (result == nullptr || !result->lived()) return nullptr;
  json::object out = figures_json(*result);
  out["made"] = instant_json(result->made);
  out["asOf"] = instant_json(result->as_of);
  json::array& queues = out["queues"].as_array();
  for (std::size_t i = 0; i < queues.size(); ++i)
    add_names(call, result->queues[i].team, result->queues[i].service, queues[i].as_object());
  return out;
}

json::value series_json(const std::vector<double>& happened, const PlanWeeks& foretold) {
  if (happened.empty()) return nullptr;
  return json::object{{"happened", numbers_json(happened)},
                      {"inside", weeks_inside(happened, foretold.plan)},
                      {"insideNothing", weeks_inside(happened, foretold.nothing)}};
}

/// A word on all weeks together, when they are over.
json::value verdict_json(const CameSeries& came, const PlanEffect& broken, bool complete) {
  if (!complete) return nullptr;
  double sum = 0;
  for (const double week : came.broken) sum += week;
  return json::object{{"happened", sum},
                      {"word", word(verdict_of(sum, broken.plan))},
                      {"asNothing", verdict_of(sum, broken.nothing) == Verdict::as_planned}};
}

json::value came_json(const Call& call, const PlanResult& result, const PlanCame* came) {
  if (came == nullptr) return nullptr;
  const bool complete = came->weeks >= result.weeks;
  json::array queues;
  for (std::size_t i = 0; i < came->queues.size(); ++i) {
    const PlanQueue& q = result.queues[i];
    const CameSeries& c = came->queues[i];
    json::object one{{"broken", series_json(c.broken, q.broken_weeks)},
                     {"queue", series_json(c.queue, q.queue_weeks)},
                     {"debt", series_json(c.debt, q.debt_weeks)},
                     {"zero", day_or_null(c.zero)},
                     {"verdict", verdict_json(c, q.broken, complete)}};
    add_names(call, q.team, q.service, one);
    queues.emplace_back(std::move(one));
  }
  return json::object{{"weeks", came->weeks},
                      {"complete", complete},
                      {"broken", series_json(came->county.broken, result.broken_weeks)},
                      {"debt", series_json(came->county.debt, result.debt_weeks)},
                      {"verdict", verdict_json(came->county, result.broken, complete)},
                      {"queues", std::move(queues)}};
}

}  // namespace

json::object plan_line_json(const Call& call, const KeptPlan& plan, const PlanResult* result) {
  return {{"number", plan.number},
          {"revision", plan.revision},
          {"name", plan.name},
          {"reason", plan.reason},
          {"weeks", plan.weeks},
          {"state", word(plan.state)},
          {"by", staff_name(call, plan.by)},
          {"at", instant_json(plan.at)},
          {"changedBy", staff_name(call, plan.changed_by)},
          {"changedAt", instant_json(plan.changed_at)},
          {"run", run_json(call, plan)},
          {"faults", faults_json(call, result)},
          {"headline", headline_json(call, result)},
          {"end", end_json(call, plan)}};
}

json::object plan_json(const Call& call, const KeptPlan& plan, const PlanResult* result,
                       const PlanCame* came) {
  json::object out = plan_line_json(call, plan, result);
  json::array changes;
  for (const content::PlannedChange& one : plan.changes) changes.emplace_back(change_json(call, one));
  out["changes"] = std::move(changes);
  out["result"] = result_json(call, result);
  out["came"] = result == nullptr ? json::value(nullptr) : came_json(call, *result, came);
  out["mayRun"] = call.house.plan_runs.on();
  return out;
}

json::array places_json(Call& call) {
  std::map<std::string, std::set<std::string>> given;
  if (const ForecastsFound found = call.house.forecasts.look(); found.newest) {
    for (const KeptCare& care : found.newest->care) {
      auto& services = given[care.team];
      if (!care.service.empty()) services.insert(care.service);
    }
  } else {
    const auto reading = call.house.driver.read();
    const core::State& state = reading.state();
    for (std::uint16_t t = 1; t <= state.term_count(core::TermKind::team); ++t) {
      auto& services = given[std::string(state.term_text(core::TermKind::team, t))];
      for (std::uint16_t s = 1; s <= state.term_count(core::TermKind::service); ++s)
        services.emplace(state.term_text(core::TermKind::service, s));
    }
  }
  json::array out;
  for (const auto& [team, services] : given) {
    json::array list;
    for (const std::string& one : services)
      list.emplace_back(json::object{{"service", one}, {"serviceName", service_name(call, one)}});
    out.emplace_back(
        json::object{{"team", team}, {"teamName", team_name(call, team)}, {"services", std::move(list)}});
  }
  return out;
}

}  // namespace vuoro::api
