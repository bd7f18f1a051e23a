#include <boost/json.hpp>

#include "api/plan_input.hpp"
#include "api/plan_json.hpp"
#include "api/routes.hpp"
#include "api/topics.hpp"
#include "rights/gate.hpp"

/// /api/v1/board/plans: what leads would do otherwise, lived ahead, compared, decided and held to what came.
namespace vuoro::api {

namespace {

namespace json = boost::json;

/// The status of what the shelf says; what is broken on the disk is no fault of the asker.
void send_shelf_problem(Call& call, const Error& error) {
  if (error.code == "plan-unknown") return send_problem(call, 404, "plan-unknown");
  if (error.code == "plan-changed") return send_problem(call, 412, "plan-changed");
  if (error.code == "disk-full") return send_problem(call, 507, "storage-full");
  for (const std::string_view known : {"plan-ended", "plan-running", "plan-not-lived", "plan-damaged"}) {
    if (error.code == known) return send_problem(call, 409, known);
  }
  if (error.code == "plan-other-format") return send_problem(call, 409, "plan-damaged");
  send_problem(call, 503, "storage-failed");
}

/// The lead and the plan's number; nothing after the refusal was sent.
struct Asked {
  Viewer viewer;
  std::uint32_t number = 0;
};
std::optional<Asked> asked(Call& call) {
  const auto viewer = rights::Gate::steering(*call.session);
  if (!viewer) {
    send_problem(call, 403, "not-for-you");
    return std::nullopt;
  }
  const auto number = number_of(call.parts[0]);
  if (!number) {
    send_problem(call, 404, "plan-unknown");
    return std::nullopt;
  }
  return Asked{*viewer, *number};
}

void send_plan(Call& call, int status, const KeptPlan& plan, const Viewer& viewer) {
  const auto result = call.house.plans.result_of(plan);
  std::shared_ptr<const PlanCame> came;
  if (plan.state == PlanState::decided && result && result->lived())
    came = call.house.plans_past.came(*result, viewer);
  send_json(call, status, plan_json(call, plan, result.get(), came.get()));
}

/// After a change: everybody's pages are told, and the asker sees the plan as it is now.
void answer(Call& call, int status, const Result<KeptPlan>& plan, const Viewer& viewer) {
  if (!plan) return send_shelf_problem(call, plan.error());
  call.house.publisher.tell_forecast(call.house.driver.read().state().seq());
  send_plan(call, status, *plan, viewer);
}

json::array skipped_json(const Call& call, const PlanShelf::Found& found) {
  json::array out;
  for (const auto& [name, fault] : found.skipped) {
    const bool other = fault.code == "plan-other-format";
    out.emplace_back(json::object{
        {"file", name},
        {"why", call.text(other ? "plan.skipped.other-format" : "plan.skipped.damaged", {{"file", name}})}});
  }
  return out;
}

}  // namespace

void list_plans(const CallPtr& call) {
  if (!rights::Gate::steering(*call->session)) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call] {
    const PlanShelf::Found found = call->house.plans.all();
    json::array plans;
    for (const KeptPlan& plan : found.plans)
      plans.emplace_back(plan_line_json(*call, plan, call->house.plans.result_of(plan).get()));
    send_json(*call, 200,
              json::object{{"plans", std::move(plans)},
                           {"places", places_json(*call)},
                           {"mayRun", call->house.plan_runs.on()},
                           {"skipped", skipped_json(*call, found)}});
  });
}

void show_plan(const CallPtr& call) {
  const auto who = asked(*call);
  if (!who) return;
  call->house.workers.run([call, who = *who] {
    const auto plan = call->house.plans.find(who.number);
    if (!plan) return send_shelf_problem(*call, plan.error());
    send_plan(*call, 200, *plan, who.viewer);
  });
}

void begin_plan(const CallPtr& call) {
  const auto viewer = rights::Gate::steering(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  KeptPlan plan;
  read_plan_fields(*call, in, plan);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  plan.by = plan.changed_by = viewer->staff();
  plan.at = plan.changed_at = call->house.driver.now();
  call->house.workers.run([call, viewer = *viewer, plan = std::move(plan)] {
    answer(*call, 201, call->house.plans.begin(plan), viewer);
  });
}

void change_plan(const CallPtr& call) {
  const auto who = asked(*call);
  if (!who) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const auto revision = static_cast<std::uint32_t>(in.integer("revision", 1, UINT32_MAX));
  KeptPlan wanted;
  read_plan_fields(*call, in, wanted);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  wanted.changed_by = who->viewer.staff();
  wanted.changed_at = call->house.driver.now();
  call->house.workers.run([call, who = *who, revision, wanted = std::move(wanted)] {
    const auto changed = call->house.plans.change(who.number, revision, [&](KeptPlan& plan) -> Status {
      const bool other = plan.changes != wanted.changes || plan.weeks != wanted.weeks;
      plan.name = wanted.name;
      plan.reason = wanted.reason;
      plan.weeks = wanted.weeks;
      plan.changes = wanted.changes;
      plan.changed_by = wanted.changed_by;
      plan.changed_at = wanted.changed_at;
      if (!other) return Unit{};
      plan.changed = plan.revision + 1;  // what was lived is of other changes
      plan.run = {};
      return Unit{};
    });
    answer(*call, 200, changed, who.viewer);
  });
}

void run_plan(const CallPtr& call) {
  const auto who = asked(*call);
  if (!who) return;
  call->house.workers.run([call, who = *who] {
    const auto plan = call->house.plans.find(who.number);
    if (!plan) return send_shelf_problem(*call, plan.error());
    if (plan->state != PlanState::draft) return send_problem(*call, 409, "plan-ended");
    switch (call->house.plan_runs.start(who.number)) {
      case PlanStart::plan_running:
        return send_problem(*call, 409, "plan-running");
      case PlanStart::forecast_running:
        return send_problem(*call, 409, "forecast-running");
      case PlanStart::off:
        return send_problem(*call, 409, "plan-off");
      case PlanStart::refused:
        return send_problem(*call, 503, "storage-failed");
      case PlanStart::started:
        return answer(*call, 202, call->house.plans.find(who.number), who.viewer);
    }
  });
}

void cancel_plan_run(const CallPtr& call) {
  const auto who = asked(*call);
  if (!who) return;
  call->house.workers.run([call, who = *who] {
    const auto plan = call->house.plans.find(who.number);
    if (!plan) return send_shelf_problem(*call, plan.error());
    if (!call->house.plan_runs.cancel(who.number)) return send_problem(*call, 409, "plan-not-running");
    send_plan(*call, 202, *plan, who.viewer);
  });
}

namespace {

/// Decides the plan or gives it up, once, with words.
void end_plan(const CallPtr& call, PlanState state) {
  const auto who = asked(*call);
  if (!who) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const auto revision = static_cast<std::uint32_t>(in.integer("revision", 1, UINT32_MAX));
  std::string words = in.text("words", 1, 2000);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  PlanEnd end{who->viewer.staff(), call->house.driver.now(), std::move(words)};
  call->house.workers.run([call, who = *who, revision, state, end = std::move(end)] {
    const auto ended = call->house.plans.change(who.number, revision, [&](KeptPlan& plan) -> Status {
      const auto result = call->house.plans.result_of(plan);
      if (state == PlanState::decided && !(result && result->lived()))
        return Error{"plan-not-lived", "nobody knows what it would do"};
      plan.state = state;
      plan.end = end;
      return Unit{};
    });
    answer(*call, 200, ended, who.viewer);
  });
}

}  // namespace

void decide_plan(const CallPtr& call) {
  end_plan(call, PlanState::decided);
}

void give_up_plan(const CallPtr& call) {
  end_plan(call, PlanState::given_up);
}

}  // namespace vuoro::api
