#include <boost/json.hpp>

#include "api/forecast_json.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "rights/gate.hpp"

/// The forecast on the lead's board, and making one on demand.
namespace vuoro::api {

namespace {

namespace json = boost::json;

/// A filter must name what the county has.
std::optional<ForecastFilter> filter_of(Call& call) {
  Query query(call.request);
  const auto known = [&](std::string_view name, core::TermKind kind) -> std::string {
    const auto asked = query.text(name);
    if (!asked) return {};
    if (!call.house.driver.read().state().term(kind, *asked)) query.fault(name, "not-a-choice");
    return std::string(*asked);
  };
  ForecastFilter filter;
  filter.rule = known("rule", core::TermKind::rule);
  filter.team = known("team", core::TermKind::team);
  if (query.faults().empty()) return filter;
  send_faults(call, query.faults());
  return std::nullopt;
}

json::array skipped_json(const Call& call, const std::vector<SkippedFile>& skipped) {
  json::array out;
  for (const SkippedFile& one : skipped) {
    const bool other = one.fault.code == "forecast-other-format";
    out.emplace_back(
        json::object{{"file", one.name},
                     {"why", call.text(other ? "forecast.skipped.other-format" : "forecast.skipped.damaged",
                                       {{"file", one.name}})}});
  }
  return out;
}

}  // namespace

void show_forecast(const CallPtr& call) {
  const auto viewer = rights::Gate::steering(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto filter = filter_of(*call);
  if (!filter) return;
  call->house.workers.run([call, filter = *filter] {
    const ForecastsFound found = call->house.forecasts.look();
    json::value forecast;
    if (found.newest) forecast = forecast_json(*call, *found.newest, filter);
    send_json(*call, 200,
              json::object{{"forecast", std::move(forecast)},
                           {"record", record_json(*call, found.record.get())},
                           {"run", run_json(*call, call->house.forecast_runs.last())},
                           {"mayRun", call->house.forecast_runs.on()},
                           {"skipped", skipped_json(*call, found.skipped)}});
  });
}

void make_forecast(const CallPtr& call) {
  if (!rights::Gate::steering(*call->session)) return send_problem(*call, 403, "not-for-you");
  switch (call->house.forecast_runs.start(RunCause::asked)) {
    case RunStart::running:
      return send_problem(*call, 409, "forecast-running");
    case RunStart::plan_running:
      return send_problem(*call, 409, "plan-running");
    case RunStart::off:
      return send_problem(*call, 409, "forecast-off");
    case RunStart::started:
      return send_json(*call, 202, run_json(*call, call->house.forecast_runs.last()));
  }
}

}  // namespace vuoro::api
