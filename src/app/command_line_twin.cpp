#include <CLI/CLI.hpp>

#include "app/command_line.hpp"

namespace vuoro::app {

namespace {

/// On a county of a scenario's own.
void add_scenarios(CLI::App& twin, CommandLine& line) {
  auto* r = twin.add_subcommand("run", "Run a scenario; prints every quantity with its interval and bands");
  auto* c = twin.add_subcommand("compare", "What changes from one scenario to another, with intervals");
  for (auto* command : {r, c}) {
    command->add_option("scenario", line.twin.scenario, "The scenario file (content/scenarios)")->required();
    command->add_option("--replications", line.twin.replications, "How many runs, or the least number")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--seed", line.twin.seed, "Same seed, same results")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--threads", line.twin.threads, "The results do not depend on it")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_option("--level", line.twin.level, "Of the intervals, per cent")
        ->check(between(50.0, 99.99))
        ->capture_default_str();
  }
  r->add_option("--precision", line.twin.precision,
                "Run until every watched quantity's interval is within so many per cent of its mean")
      ->check(between(0.01, 100.0));
  r->add_option("--most", line.twin.most, "Replications at most, whatever the precision")
      ->capture_default_str();
  r->add_option("--csv", line.twin.csv, "Write every replication's values here")->check(new_file());
  r->callback([&line] { line.status = twin_run(line.twin); });
  c->add_option("other", line.twin.other, "The scenario after the change")->required();
  c->callback([&line] { line.status = twin_compare(line.twin); });
}

void forecast_options(CLI::App* command, TwinLive& options) {
  command->add_option("--replications", options.replications, "How many futures, or the least number")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  draw_options(command, options);
  command->add_option("--rows", options.rows, "Printed of each table")->capture_default_str();
}

/// On the ledger itself.
void add_live(CLI::App& twin, CommandLine& line) {
  TwinLive& options = line.twin_live;
  auto* f =
      twin.add_subcommand("fit", "What the ledger's past says of how people behave, with its uncertainty");
  auto* c =
      twin.add_subcommand("forecast", "Broken promises, queues and waits of the coming weeks, from now on");
  auto* b = twin.add_subcommand("backtest", "The forecast of an earlier day held to what happened");
  for (auto* command : {f, c, b}) {
    ledger_option(command, options.ledger);
    content_option(command, options.content);
  }
  for (auto* command : {f, c})
    command
        ->add_option("--until", options.until, "Only what was known at the beginning of this day, YYYY-MM-DD")
        ->check(written());
  f->add_option("--out", options.out, "Write it as TOML")->check(new_file());
  f->callback([&line] { line.status = twin_fit(line.twin_live); });
  for (auto* command : {c, b}) forecast_options(command, options);
  weeks_option(c, options);
  c->add_option("--precision", options.precision,
                "Run until the county's broken promises are known to so many per cent")
      ->check(between(0.01, 100.0));
  c->add_option("--most", options.most, "Futures at most, whatever the precision")->capture_default_str();
  c->add_option("--csv", options.csv, "Write every row and week here")->check(new_file());
  c->add_flag("--keep", options.keep,
              "Keep it beside the ledger, and hold those kept before to what happened (docs/forecast.md)");
  c->add_option("--made", options.made, "The clock of whoever asked, seconds since 1970")->group("");
  c->add_flag("--background", options.background)->group("");
  c->add_option("--json", options.json, "Write the chance of each open promise here")->check(new_file());
  c->callback([&line] { line.status = twin_forecast(line.twin_live); });
  b->add_option("--days", options.days, "How many days of the record are held back")
      ->check(CLI::Range(7, 364))
      ->capture_default_str();
  b->callback([&line] { line.status = twin_backtest(line.twin_live); });
}

void add_whatif(CLI::App& twin, CommandLine& line) {
  TwinWhatIf& options = line.twin_whatif;
  auto* c = twin.add_subcommand(
      "whatif",
      "What changes from today would do to broken promises, queues and debts, beside doing nothing");
  futures_options(c, options, "How many futures of each plan");
  auto* files =
      c->add_option("--change", options.changes, "File of changes (docs/model.md); each is a plan of its own")
          ->check(CLI::ExistingFile);
  c->add_option("--plan", options.plan, "Number of a plan that is kept beside the ledger (docs/plans.md)")
      ->check(CLI::Range(1U, 4'000'000'000U))
      ->excludes(files);
  c->add_flag("--keep", options.keep, "Keep what comes of the plan beside it")->needs("--plan");
  c->add_option("--made", options.made, "The clock of whoever asked, seconds since 1970")->group("");
  c->add_flag("--background", options.background)->group("");
  c->add_option("--rows", options.rows, "Printed of each plan's queues")->capture_default_str();
  c->add_option("--json", options.json, "Write every plan and queue here")->check(new_file());
  c->callback([&line] { line.status = twin_whatif(line.twin_whatif); });
}

void add_no_show(CLI::App& twin, CommandLine& line) {
  TwinNoShow& options = line.twin_noshow;
  auto* c = twin.add_subcommand(
      "noshow",
      "Who does not come: models fitted on the first visits, judged by the last, beside a baseline");
  ledger_option(c, options.ledger);
  c->add_option("--split", options.split,
                "The first day that is judged, YYYY-MM-DD (default: the last fifth of visits)")
      ->check(written());
  c->add_option("--seed", options.seed, "Of the bootstrap; same seed, same intervals")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  c->add_option("--csv", options.csv, "Write calibration and groups here")->check(new_file());
  c->add_option("--svg", options.svg, "Draw the calibration here")->check(new_file());
  c->callback([&line] { line.status = twin_noshow(line.twin_noshow); });
}

void add_sensitivity(CLI::App& twin, CommandLine& line) {
  TwinSensitivity& options = line.twin_sensitivity;
  auto* c = twin.add_subcommand(
      "sensitivity", "What the forecast rests on: broken promises when one assumption is less or more");
  futures_options(c, options, "How many futures of each");
  c->add_option("--by", options.step, "How much less and more, per cent")
      ->check(between(0.1, 90.0))
      ->capture_default_str();
  c->add_option("--csv", options.csv, "Write every figure here")->check(new_file());
  c->callback([&line] { line.status = twin_sensitivity(line.twin_sensitivity); });
}

void add_sweep(CLI::App& twin, CommandLine& line) {
  TwinSweep& options = line.twin_sweep;
  auto* c = twin.add_subcommand("sweep",
                                "Run many points of a scenario, by as many processes and hosts as there are");
  c->add_option("design", options.design, "The design file (content/scenarios/designs)")->required();
  c->add_option("--out", options.out,
                "Folder of the result, shared by all processes; what is done there is not done again")
      ->required();
  c->add_option("--share", options.share,
                "K/N: the K-th of N processes (default: as Slurm or MPI say, else the only one)");
  c->add_option("--threads", options.threads, "The result does not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  c->callback([&line] { line.status = twin_sweep(line.twin_sweep); });
}

}  // namespace

void add_twin(CLI::App& app, CommandLine& line) {
  auto* twin =
      app.add_subcommand("twin", "Simulated people and staff, on a county of a scenario or on this one");
  twin->require_subcommand(1);
  add_scenarios(*twin, line);
  add_live(*twin, line);
  add_whatif(*twin, line);
  add_no_show(*twin, line);
  add_sensitivity(*twin, line);
  add_sweep(*twin, line);
}

}  // namespace vuoro::app
