#include <fmt/core.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "api/plan_shelf.hpp"
#include "app/commands.hpp"
#include "app/forecast_process.hpp"
#include "app/plan_keep.hpp"
#include "app/plan_process.hpp"
#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "content/content_error.hpp"
#include "rights/gate.hpp"
#include "twin/units.hpp"
#include "twin/whatif.hpp"

/// vuoro twin whatif: plans beside doing nothing.
namespace vuoro::app {

namespace {

namespace json = boost::json;

std::string range(const twin::Spread& spread) {
  return fmt::format("{:.0f}–{:.0f}", spread.four_fifths.low, spread.four_fifths.high);
}

std::string changed(const twin::Effect& effect) {
  return fmt::format("{:+.1f} ± {:.1f}", effect.change, effect.half);
}

std::string date(const std::optional<Day>& day) {
  return day ? twin::iso(*day) : std::string{"not within the weeks"};
}

std::string zero_words(const twin::ZeroDate& zero) {
  if (!zero.low) return "not within the weeks";
  return fmt::format("{} (80 %: {} – {})", date(zero.middle), date(zero.low), date(zero.high));
}

/// How much the plan moves the queue, for putting what moves most first.
double moved(const twin::QueueEffect& q) {
  return std::abs(q.broken.change) + std::abs(q.queue.change) + std::abs(q.debt.change);
}

void print_queues(const twin::PlanEffect& plan, const TwinNames& names, std::size_t rows, bool nothing) {
  auto sorted = plan.queues;
  const auto weight = [&](const twin::QueueEffect& q) { return nothing ? q.debt.under.mean : moved(q); };
  std::ranges::stable_sort(sorted, [&](const auto& a, const auto& b) { return weight(a) > weight(b); });
  std::erase_if(sorted, [&](const auto& q) { return weight(q) < 0.05; });
  fmt::print("{:<24}{:<24}{:>10}{:>16}{:>10}{:>16}{:>8}{:>14}{:>10}{:>16}  {}\n", "team", "service", "broken",
             "change", "queue", "change", "days", "change", "overdue", "change", "without debt from");
  for (std::size_t i = 0; i < std::min(rows, sorted.size()); ++i) {
    const auto& q = sorted[i];
    fmt::print("{:<24}{:<24}{:>10.1f}{:>16}{:>10.1f}{:>16}{:>8.1f}{:>14}{:>10.1f}{:>16}  {}\n",
               names.team(q.key.team), q.key.service ? names.service(q.key.service) : "(answering)",
               q.broken.under.mean, changed(q.broken), q.queue.under.mean, changed(q.queue),
               q.waited.under.mean, changed(q.waited), q.debt.under.mean, changed(q.debt),
               zero_words(q.zero));
  }
  if (sorted.size() > rows) fmt::print("… and {} queues more (--rows, --json)\n", sorted.size() - rows);
}

void print(const twin::WhatIf& what, const TwinNames& names, const TwinWhatIf& command) {
  fmt::print("from {}, {} weeks, seed {}, {} futures of each plan\n",
             twin::iso(calendar::local_day(what.from)), what.weeks, command.seed, what.futures);
  for (std::size_t i = 0; i < what.plans.size(); ++i) {
    const twin::PlanEffect& plan = what.plans[i];
    fmt::print("\n{}\n", i == 0 ? "Doing nothing" : fmt::format("Plan {}: {}", i, plan.name));
    fmt::print("broken promises {:.1f} (80 %: {})", plan.broken.under.mean, range(plan.broken.under));
    if (i > 0) fmt::print(", change {}", changed(plan.broken));
    fmt::print("; overdue at the end {:.1f} (80 %: {})", plan.debt.under.mean, range(plan.debt.under));
    if (i > 0) fmt::print(", change {}; cost {:.0f} €", changed(plan.debt), plan.cost.mean);
    fmt::print("\n");
    print_queues(plan, names, command.rows, i == 0);
  }
  fmt::print(
      "\nchange: mean over futures with the same people, ± half of its 95 % interval\n"
      "without debt: at most one overdue promise for each hundred who wait in the queue today\n");
}

json::object json_of(const twin::Effect& effect) {
  return {{"mean", effect.under.mean},
          {"low80", effect.under.four_fifths.low},
          {"high80", effect.under.four_fifths.high},
          {"change", effect.change},
          {"half95", effect.half}};
}

json::value json_of(const std::optional<Day>& day) {
  return day ? json::value(twin::iso(*day)) : json::value(nullptr);
}

json::object json_of(const twin::QueueEffect& q, const TwinNames& names) {
  json::value service = nullptr;
  if (q.key.service) service = names.service(q.key.service);
  return {{"team", names.team(q.key.team)},
          {"service", service},
          {"broken", json_of(q.broken)},
          {"queue", json_of(q.queue)},
          {"waited_days", json_of(q.waited)},
          {"overdue", json_of(q.debt)},
          {"overdue_now", q.debt_now},
          {"zero",
           {{"within", q.zero.within},
            {"low80", json_of(q.zero.low)},
            {"middle", json_of(q.zero.middle)},
            {"high80", json_of(q.zero.high)}}}};
}

std::string to_json(const twin::WhatIf& what, const TwinNames& names) {
  json::array plans;
  for (const twin::PlanEffect& plan : what.plans) {
    json::array queues;
    for (const twin::QueueEffect& q : plan.queues) queues.push_back(json_of(q, names));
    plans.push_back(json::object{{"name", plan.name},
                                 {"broken", json_of(plan.broken)},
                                 {"overdue", json_of(plan.debt)},
                                 {"cost_euros", plan.cost.mean},
                                 {"queues", std::move(queues)}});
  }
  return json::serialize(json::object{{"from", twin::iso(calendar::local_day(what.from))},
                                      {"weeks", what.weeks},
                                      {"futures", what.futures},
                                      {"plans", std::move(plans)}}) +
         "\n";
}

}  // namespace

namespace {

twin::WhatIfPlan how_of(const TwinWhatIf& command) {
  twin::WhatIfPlan how;
  how.weeks = command.weeks;
  how.seed = command.seed;
  how.futures = command.replications;
  how.threads = command.threads;
  return how;
}

/// Lives a plan that is kept beside the ledger, and keeps what comes of it when asked to.
int live_kept_plan(const TwinWhatIf& command) {
  const Viewer viewer = rights::Gate::operations();
  const api::PlanShelf shelf(command.ledger.ledger / api::plan_folder);
  const auto plan = shelf.find(command.plan);
  if (!plan) return fail(plan.error());
  const auto until = until_of(command.until);
  if (!until) return fail(until.error());
  auto opened = open_for_twin(command.ledger, command.content, *until, plan->weeks * 7 + 60, viewer);
  if (!opened) return fail(opened.error());
  opened->ledger = {};
  const twin::LiveCounty& county = *opened->county;
  const Instant made = command.made == 0 ? wall_clock() : Instant{command.made};
  const auto changes = twin::changes_of(plan->name, plan->changes, county);
  if (!changes) {
    for (const twin::RecordFault& fault : changes.error())
      fmt::print("change {}: {}\n", fault.change + 1, twin::in_words(fault));
    if (!command.keep) return 1;
    const auto kept = shelf.keep(refused_result_of(*plan, changes.error(), county, command.seed, made));
    return kept ? 0 : fail(kept.error());
  }
  twin::WhatIfPlan how = how_of(command);
  how.weeks = plan->weeks;
  if (command.background) how.told = tell_progress;
  const twin::WhatIf what = twin::what_if(county, viewer, std::span(&*changes, 1), how);
  print(what, TwinNames{county.start}, command);
  if (!command.keep) return 0;
  const auto kept = shelf.keep(plan_result_of(*plan, what, *changes, county, command.seed, made));
  return kept ? 0 : fail(kept.error());
}

}  // namespace

int twin_whatif(const TwinWhatIf& command) {
  if (command.background) stay_in_background();
  if (command.plan != 0) return live_kept_plan(command);
  if (command.changes.empty())
    return fail({"option-refused", "give --change FILE or --plan NUMBER", "--change"});
  const Viewer viewer = rights::Gate::operations();
  const auto until = until_of(command.until);
  if (!until) return fail(until.error());
  auto opened = open_for_twin(command.ledger, command.content, *until, command.weeks * 7 + 60, viewer);
  if (!opened) return fail(opened.error());
  opened->ledger = {};
  std::vector<twin::Changes> plans;
  content::ContentErrors errors;
  for (const auto& file : command.changes) {
    auto changes = twin::load_changes(file, *opened->county);
    if (changes) {
      plans.push_back(std::move(changes).value());
    } else {
      errors.insert(errors.end(), changes.error().begin(), changes.error().end());
    }
  }
  if (!errors.empty()) return fail(content::as_error(errors));
  const twin::WhatIf what = twin::what_if(*opened->county, viewer, plans, how_of(command));
  const TwinNames names{opened->county->start};
  print(what, names, command);
  const auto written = write_text(command.json, to_json(what, names));
  return written ? 0 : fail(written.error());
}

}  // namespace vuoro::app
