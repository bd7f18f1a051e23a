#include "twin/plan_check.hpp"

#include <fmt/core.h>

#include <boost/json.hpp>
#include <cmath>

#include "app/commands.hpp"
#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "content/content_error.hpp"
#include "content/planning.hpp"
#include "rights/gate.hpp"
#include "twin/units.hpp"

/// vuoro plan check: the planner's plans lived in the twin, beside doing nothing and most urgent first.
namespace vuoro::app {

namespace {

namespace json = boost::json;
using twin::CheckedGroup;
using twin::CheckedPlan;
using twin::Compared;
using twin::PlanKind;
using twin::Verdict;

struct Words {
  std::string_view code;
  std::string_view name;
};
Words words_of(PlanKind kind) {
  switch (kind) {
    case PlanKind::nothing:
      return {"nothing", "Do nothing: as the record shows"};
    case PlanKind::urgent:
      return {"urgent", "Most urgent first"};
    case PlanKind::assigned:
      return {"assigned", "(a) The planner says who gets which time"};
    case PlanKind::both:
      return {"both", "(a)+(b) And how much capacity there is where"};
  }
  return {};
}

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::not_shown:
      return "not-shown";
  }
  return {};
}

std::string changed(const Compared& c) {
  return fmt::format("{:+.1f} ± {:.1f}", c.change, c.half);
}

/// "under-18 (+3.1 ± 1.2), over-75 (…)"; "nobody".
std::string those(const CheckedPlan& plan, Compared CheckedGroup::*against, Verdict verdict) {
  std::string out;
  for (const CheckedGroup& g : plan.groups) {
    if (verdict_of(g.*against) != verdict) continue;
    out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", g.code, changed(g.*against));
  }
  return out.empty() ? "nobody" : out;
}

void print_sentence(const CheckedPlan& plan, Compared CheckedGroup::*broken, Compared CheckedGroup::*overdue,
                    std::string_view what) {
  fmt::print("Against {}, broken promises: worse off: {}. Better off: {}. Not shown to differ: {}.\n", what,
             those(plan, broken, Verdict::worse), those(plan, broken, Verdict::better),
             those(plan, broken, Verdict::not_shown));
  fmt::print("  Overdue at the end: more: {}. Fewer: {}.\n", those(plan, overdue, Verdict::worse),
             those(plan, overdue, Verdict::better));
}

void print_plan(const CheckedPlan& plan) {
  fmt::print("\n{}", words_of(plan.kind).name);
  if (plan.kind == PlanKind::both) fmt::print("; cost {:.0f} €", plan.cost.mean);
  fmt::print("\n{:<16}{:>10}{:>10}{:>16}{:>18}{:>18}{:>10}{:>18}{:>18}\n", "group", "due", "broken", "80 %",
             "vs urgent", "vs nothing", "overdue", "vs urgent", "vs nothing");
  const bool against_urgent = plan.kind != PlanKind::urgent && plan.kind != PlanKind::nothing;
  const bool against_nothing = plan.kind != PlanKind::nothing;
  for (const CheckedGroup& g : plan.groups) {
    const auto if_asked = [](bool asked, const Compared& c) { return asked ? changed(c) : std::string{}; };
    fmt::print(
        "{:<16}{:>10.1f}{:>10.1f}{:>16}{:>18}{:>18}{:>10.1f}{:>18}{:>18}\n", g.code, g.due, g.broken.mean,
        fmt::format("{:.0f}–{:.0f}", g.broken.four_fifths.low, g.broken.four_fifths.high),
        if_asked(against_urgent, g.from_urgent), if_asked(against_nothing, g.from_nothing), g.overdue.mean,
        if_asked(against_urgent, g.overdue_from_urgent), if_asked(against_nothing, g.overdue_from_nothing));
  }
  fmt::print(
      "Of all broken promises {:.1f} are of matters that had come to a visit; the rest no visit time "
      "reaches.\n",
      plan.in_reach.mean);
  if (against_urgent)
    print_sentence(plan, &CheckedGroup::from_urgent, &CheckedGroup::overdue_from_urgent, "most urgent first");
  if (against_nothing)
    print_sentence(plan, &CheckedGroup::from_nothing, &CheckedGroup::overdue_from_nothing, "doing nothing");
}

void print(const twin::PlanCheck& check, const PlanCheckCommand& command) {
  fmt::print("from {}, {} weeks, seed {}, {} futures of each plan, lived by the same people\n",
             twin::iso(calendar::local_day(check.from)), check.weeks, command.seed, check.futures);
  for (const CheckedPlan& plan : check.plans) print_plan(plan);
  if (command.capacity.empty())
    fmt::print(
        "\n(a)+(b) was not lived: give --capacity FILE, which `vuoro plan capacity --changes` writes\n");
  fmt::print(
      "\nbroken: promises that fall due within the weeks and are not kept by then. Changes: mean over "
      "futures, "
      "± half of the 95 % interval.\nWho belongs to two groups is counted in both. Each interval stands "
      "alone: "
      "of twenty, one misses by chance.\n");
}

json::object json_of(const twin::Spread& s) {
  return {{"mean", s.mean}, {"low80", s.four_fifths.low}, {"high80", s.four_fifths.high}};
}

json::object json_of(const Compared& broken, const Compared& overdue) {
  return {{"change", broken.change},
          {"half95", broken.half},
          {"overdue_change", overdue.change},
          {"overdue_half95", overdue.half},
          {"verdict", word_of(verdict_of(broken))},
          {"overdue_verdict", word_of(verdict_of(overdue))}};
}

std::string to_json(const twin::PlanCheck& check) {
  json::array plans;
  for (const CheckedPlan& plan : check.plans) {
    json::array groups;
    for (const CheckedGroup& g : plan.groups)
      groups.push_back(json::object{{"group", g.code},
                                    {"due", g.due},
                                    {"broken", json_of(g.broken)},
                                    {"overdue", json_of(g.overdue)},
                                    {"against_urgent", json_of(g.from_urgent, g.overdue_from_urgent)},
                                    {"against_nothing", json_of(g.from_nothing, g.overdue_from_nothing)}});
    plans.push_back(json::object{{"plan", words_of(plan.kind).code},
                                 {"in_reach", json_of(plan.in_reach)},
                                 {"cost_euros", plan.cost.mean},
                                 {"groups", std::move(groups)}});
  }
  return json::serialize(json::object{{"from", twin::iso(calendar::local_day(check.from))},
                                      {"weeks", check.weeks},
                                      {"futures", check.futures},
                                      {"plans", std::move(plans)}}) +
         "\n";
}

}  // namespace

int plan_check(const PlanCheckCommand& command) {
  const Viewer viewer = rights::Gate::operations();
  const auto until = until_of(command.until);
  if (!until) return fail(until.error());
  auto content = load_content(command.content);
  if (!content) return fail(content.error());
  const auto planning =
      content::load_planning(command.content.content / command.content.pack, content->county);
  if (!planning) return fail(content::as_error(planning.error()));
  if (!*planning)
    return fail({"content-refused", "the county has no planning.toml, which says what a proposal weighs",
                 command.content.pack + "/planning.toml"});
  auto opened = open_for_twin(command.ledger, command.content, *until, command.weeks * 7 + 60, viewer);
  if (!opened) return fail(opened.error());
  opened->ledger = {};
  std::optional<twin::Changes> capacity;
  if (!command.capacity.empty()) {
    auto changes = twin::load_changes(command.capacity, *opened->county);
    if (!changes) return fail(content::as_error(changes.error()));
    capacity = std::move(changes).value();
    if (capacity->alterations.setting)
      return fail({"content-refused",
                   "a capacity plan has no [[promise]]: the four ways are held to the same promises",
                   command.capacity.string()});
  }
  twin::WhatIfPlan how;
  how.weeks = command.weeks;
  how.seed = command.seed;
  how.futures = command.replications;
  how.threads = command.threads;
  const twin::PlanCheck check = twin::check_plans(
      *opened->county, viewer, std::make_shared<const content::Planning>(**planning), capacity, how);
  print(check, command);
  const auto written = write_text(command.json, to_json(check));
  return written ? 0 : fail(written.error());
}

}  // namespace vuoro::app
