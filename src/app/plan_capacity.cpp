#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/plan_county.hpp"
#include "app/twin_ledger.hpp"
#include "planner/capacity_file.hpp"

namespace vuoro::app {

namespace {

using planner::CapacityPlan;
using planner::CapacityProblem;
using planner::Line;
using planner::LinePlan;
using planner::Work;

std::string weeks_of(const std::vector<double>& values, int decimals) {
  std::string out;
  for (const double v : values) out += fmt::format(" {:>5.{}f}", v, decimals);
  return out;
}

std::string name_of(const Work& work) {
  return fmt::format("{}, {} ({})", work.unit, work.profession, work.slot_type);
}

/// "kept 96.2 % of 320 (promised 95 %)"
void print_line(const Line& line, const LinePlan& fares) {
  fmt::print("  {:<12} kept {:.1f} % of {:.0f} that fall due (promised {:.0f} %); {:.1f} broken on average\n",
             line.group, fares.kept * 100, fares.fell_due, line.kept * 100, fares.broken);
  if (line.no_debt_by)
    fmt::print("  {:<12} nobody late by the end of week {}: in the worst scenario {:.1f}\n", "",
               *line.no_debt_by, fares.worst_debt);
  fmt::print("  {:<12} late at week's end{}\n", "", weeks_of(fares.late, 1));
}

void print_plan(const CapacityProblem& problem, const CapacityPlan& plan) {
  for (std::size_t w = 0; w < problem.works.size(); ++w) {
    const Work& work = problem.works[w];
    fmt::print("\n{}: shifts of {:g} h, {:g} visits each\n", name_of(work), work.hours_a_shift,
               work.visits_a_shift);
    if (!work.standing_visits.empty())
      fmt::print("  {:<12} visits there are  {}\n", "", weeks_of(work.standing_visits, 1));
    if (work.own_shifts > 0)
      fmt::print("  {:<12} own shifts        {}\n", "", weeks_of(plan.works[w].own, 0));
    fmt::print("  {:<12} extra shifts      {}\n", "", weeks_of(plan.works[w].extra, 0));
    for (std::size_t i = 0; i < work.lines.size(); ++i) print_line(work.lines[i], plan.works[w].lines[i]);
  }
}

void print_shortages(const CapacityProblem& problem, const CapacityPlan& plan) {
  for (const planner::Shortage& lacks : plan.shortages) {
    double sum = 0;
    for (const double h : lacks.hours) sum += h;
    fmt::print("  {}: {:.1f} hours lack, by week{}\n", name_of(problem.works[lacks.work]), sum,
               weeks_of(lacks.hours, 1));
  }
  for (std::size_t w = 0; w < problem.works.size(); ++w) {
    for (std::size_t i = 0; i < problem.works[w].lines.size(); ++i) {
      const Line& line = problem.works[w].lines[i];
      const LinePlan& fares = plan.works[w].lines[i];
      if (fares.kept < line.kept - 1e-6)
        fmt::print("  {}, {}: {:.1f} % kept instead of {:.0f} %\n", name_of(problem.works[w]), line.group,
                   fares.kept * 100, line.kept * 100);
      if (fares.worst_debt > 1e-6)
        fmt::print("  {}, {}: {:.1f} late at the end of week {} in the worst scenario instead of nobody\n",
                   name_of(problem.works[w]), line.group, fares.worst_debt, *line.no_debt_by);
    }
  }
}

/// What keeping time for the protected costs: the same plan without it.
int print_price(CapacityProblem problem, const CapacityPlan& with, const planner::CapacityEffort& effort) {
  bool any = false;
  for (Work& work : problem.works) {
    any = any || work.reserved > 0;
    work.reserved = 0;
  }
  if (!any) return 0;
  const auto without = planner::plan_capacity(problem, effort);
  if (!without) return fail(without.error());
  fmt::print("\nprice of the reserved shares: {:.0f} euros ({:.0f} without them{})\n",
             with.cost - without->cost, without->cost,
             std::abs(with.cost - without->cost) <= with.cost - with.bound + without->cost - without->bound
                 ? "; less than the two gaps, so it may be nothing"
                 : "");
  for (std::size_t w = 0; w < problem.works.size(); ++w) {
    for (std::size_t i = 0; i < problem.works[w].lines.size(); ++i) {
      const double change = with.works[w].lines[i].broken - without->works[w].lines[i].broken;
      if (std::abs(change) >= 0.05)
        fmt::print("  {}, {}: {:+.1f} broken promises\n", name_of(problem.works[w]),
                   problem.works[w].lines[i].group, change);
    }
  }
  return 0;
}

}  // namespace

int plan_capacity(const PlanCapacity& command) {
  if (command.file.empty() && command.ledger.ledger.empty())
    return fail({"option-refused", "give a file, or --ledger DIR", "--ledger"});
  CountyQuestion question;
  if (command.file.empty()) {
    auto asked = county_question(command);
    if (!asked) return fail(asked.error());
    question = std::move(asked).value();
  } else {
    auto read = planner::load_capacity(command.file);
    if (!read) return fail(content::as_error(read.error()));
    question.file = std::move(read).value();
  }
  const planner::CapacityFile* file = &question.file;
  const planner::CapacityEffort effort{command.gap / 100, command.seconds};
  const auto plan = planner::plan_capacity(file->problem, effort);
  if (!plan) return fail(plan.error());
  fmt::print("{}\nsource: {}\n", file->name, file->source);
  fmt::print("{} kinds of work in {} parts, {} weeks, {} scenarios: {} columns, {} rows\n",
             file->problem.works.size(), plan->parts, file->problem.weeks, file->problem.likely.size(),
             plan->columns, plan->rows);
  if (plan->reached) {
    fmt::print("everything promised is kept for {:.0f} euros", plan->cost);
  } else {
    fmt::print(
        "what is promised cannot be reached within the limits; the plan that comes nearest costs {:.0f} "
        "euros",
        plan->cost);
  }
  fmt::print("; nothing that does as well costs less than {:.0f} (gap {:.2f} %)\n", plan->bound,
             plan->gap * 100);
  if (!plan->reached) print_shortages(file->problem, *plan);
  print_plan(file->problem, *plan);
  if (const int failed = print_price(file->problem, *plan, effort); failed != 0) return failed;
  for (const std::string& one : question.left_out) fmt::print("not in the plan: {}\n", one);
  const bool buys = std::ranges::any_of(plan->works, [](const planner::WorkPlan& work) {
    return std::ranges::any_of(work.extra, [](double shifts) { return std::round(shifts) > 0; });
  });
  if (!buys) {
    fmt::print("\nThe plan adds no shift{}.\n",
               command.changes.empty() ? "" : ": nothing is written, and there is nothing to check");
    return plan->reached ? 0 : 2;
  }
  if (!command.changes.empty()) {
    const auto written = write_text(command.changes, to_changes(question, *plan));
    if (!written) return fail(written.error());
  }
  fmt::print("\nA proposal, and not called good before the twin has lived it: vuoro plan check --capacity\n");
  return plan->reached ? 0 : 2;
}

}  // namespace vuoro::app
