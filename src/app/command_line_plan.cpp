#include <CLI/CLI.hpp>

#include "app/command_line.hpp"

namespace vuoro::app {

namespace {

void add_assign(CLI::App& plan, CommandLine& line) {
  PlanAssign& options = line.plan_assign;
  auto* c = plan.add_subcommand("assign", "Free times for all who wait; writes nothing (docs/planner.md)");
  ledger_option(c, options.ledger);
  content_option(c, options.content);
  c->add_option("--day", options.day, "As on this day at eight, YYYY-MM-DD (default: now)")->check(written());
  c->add_flag_callback(
      "--json", [&options] { options.form = PlanForm::json; }, "For programs");
  c->callback([&line] { line.status = plan_assign(line.plan_assign); });
}

void add_capacity(CLI::App& plan, CommandLine& line) {
  PlanCapacity& options = line.plan_capacity;
  auto* c = plan.add_subcommand("capacity", "The cheapest weekly shifts that keep what is promised");
  auto* file = c->add_option("file", options.file, "The question (docs/capacity-example.toml)");
  auto* ledger = c->add_option("--ledger", options.ledger.ledger,
                               "Ask for this county as it stands instead, by futures of the twin")
                     ->excludes(file);
  c->add_option("--keys", options.ledger.keys, "Its key file (default: beside the directory)");
  content_option(c, options.content);
  until_option(c, options);
  weeks_option(c, options);
  c->add_option("--replications", options.replications, "How many futures are the demands that could come")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  draw_options(c, options);
  c->add_option("--changes", options.changes,
                "Write the plan here, for vuoro plan check --capacity and vuoro twin whatif --change")
      ->needs(ledger)
      ->check(new_file());
  c->add_option("--gap", options.gap, "Good enough within so many per cent of the best")
      ->check(between(0.0, 100.0))
      ->capture_default_str();
  c->add_option("--seconds", options.seconds, "At most")
      ->check(between(1.0, 86'400.0))
      ->capture_default_str();
  c->callback([&line] { line.status = plan_capacity(line.plan_capacity); });
}

void add_check(CLI::App& plan, CommandLine& line) {
  PlanCheckCommand& options = line.plan_check;
  auto* c = plan.add_subcommand(
      "check", "What the planner's plans do in the twin, beside doing nothing and most urgent first");
  futures_options(c, options, "How many futures of each plan");
  c->add_option("--capacity", options.capacity,
                "File of changes that is the capacity plan (vuoro plan capacity --changes)")
      ->check(CLI::ExistingFile);
  c->add_option("--json", options.json, "Write every plan and group here")->check(new_file());
  c->callback([&line] { line.status = plan_check(line.plan_check); });
}

void add_network(CLI::App& plan, CommandLine& line) {
  auto* n = plan.add_subcommand("network",
                                "Who travels how long when points open, close or move (docs/network.md)");
  content_option(n, line.plan_network.content);
  n->add_option("files", line.plan_network.files, "Plans (content/scenarios/networks)")->required();
  n->add_option("--json", line.plan_network.json, "Writes all figures to a file")->check(new_file());
  auto* changes = n->add_option("--changes", line.plan_network.changes,
                                "Writes who would turn to another team, for vuoro twin whatif --change")
                      ->check(new_file());
  n->add_option("--from", line.plan_network.from,
                "The first day of that, YYYY-MM-DD (default: the twin's today)")
      ->needs(changes)
      ->check(written());
  n->add_flag("--staff-follow", line.plan_network.staff_follow, "The teams' people come along")
      ->needs(changes);
  n->callback([&line] { line.status = plan_network(line.plan_network); });
}

}  // namespace

void add_plan(CLI::App& app, CommandLine& line) {
  auto* plan = app.add_subcommand("plan", "Proposals: who gets which time, and how much capacity where");
  plan->require_subcommand(1);
  add_assign(*plan, line);
  add_capacity(*plan, line);
  add_check(*plan, line);
  add_network(*plan, line);
}

}  // namespace vuoro::app
