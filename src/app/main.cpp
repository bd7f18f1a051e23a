#include <fmt/core.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>

#include "api/api.hpp"
#include "app/commands.hpp"

namespace {

using namespace vuoro;       // NOLINT
using namespace vuoro::app;  // NOLINT: this file only reads the command line

void ledger_option(CLI::App* command, LedgerOptions& options) {
  command->add_option("--ledger", options.ledger, "The county's ledger directory")->required();
  command->add_option("--keys", options.keys,
                      "Its key file (default: beside the directory, named like it + .keys)");
}

void content_option(CLI::App* command, ContentOptions& options) {
  command->add_option("--content", options.content, "Directory of content packs")->capture_default_str();
  command->add_option("--pack", options.pack, "The county's pack in it")->capture_default_str();
}

struct CommandLine {
  ServeOptions serve;
  LedgerOptions ledger;
  std::filesystem::path other;
  ExplainOptions explain;
  ImportCommand import;
  PublishCommand publish;
  MeasureWait wait;
  DemoCommand demo;
  TwinRun twin;
  PlanAssign plan_assign;
  PlanCapacity plan_capacity;
  PlanCheckCommand plan_check;
  PlanNetwork plan_network;
  TwinLive twin_live;
  TwinWhatIf twin_whatif;
  TwinSweep twin_sweep;
  TwinNoShow twin_noshow;
  TwinSensitivity twin_sensitivity;
  RulesEval rules_eval;
  RulesTest rules_test;
  FormsCheck forms_check;
  FormsScore forms_score;
  NavigatorsTest navigators_test;
  NavigatorsAsk navigators_ask;
  TablesCheck tables_check;
  FindGroups find_groups;
  int status = 0;
};

void add_serve(CLI::App& app, CommandLine& line) {
  auto* c = app.add_subcommand("serve", "Open the county's Vuoro to browsers");
  ledger_option(c, line.serve.ledger);
  content_option(c, line.serve.content);
  c->add_option("--web", line.serve.web, "The built pages")->capture_default_str();
  c->add_option("--address", line.serve.address, "IP address to listen on")->capture_default_str();
  c->add_option("--port", line.serve.port, "Port; 0 takes a free one")->capture_default_str();
  c->add_option("--exchange-secrets", line.serve.exchange_secrets,
                "Folder of the telephone exchanges' secrets, <exchange>.secret (docs/telephone.md)");
  c->add_flag_callback(
      "--demo", [&line] { line.serve.demo = Demo::yes; }, "Demo logins without passwords");
  c->add_option("--senders", line.serve.senders,
                "File that names the gateways for e-mail and text messages (docs/operations.md)");
  c->add_option("--forecasts", line.serve.forecasts,
                "When forecasts are made: nightly, asked, off (default: nightly; asked with --test-clock)")
      ->check(CLI::IsMember({"nightly", "asked", "off"}));
  c->add_option("--forecast-minutes", line.serve.forecast_minutes,
                "End the making of a forecast after so long")
      ->check(CLI::Range(0, 1440))
      ->capture_default_str();
  c->add_option("--forecast-futures", line.serve.forecast_futures, "How many futures a forecast is made of")
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  c->add_flag("--test-clock", line.serve.clock_can_move,
              "Let POST /api/v1/demo-clock set the time (tests only)");
  c->add_flag("--test-long-sessions", line.serve.long_sessions, "Sessions last a year (tests only)");
  c->callback([&line] { line.status = serve(line.serve); });
}

void add_ledger_commands(CLI::App& app, CommandLine& line) {
  auto* c = app.add_subcommand("check", "Check chain, invariants and state hash; name the first bad event");
  ledger_option(c, line.ledger);
  c->callback([&line] { line.status = check(line.ledger); });

  auto* b = app.add_subcommand("backup", "Copy the ledger, also while it is open");
  ledger_option(b, line.ledger);
  b->add_option("target", line.other, "Directory to make")->required();
  b->callback([&line] { line.status = backup(line.ledger, line.other); });

  auto* r = app.add_subcommand("restore", "Make a ledger from a backup and check it");
  ledger_option(r, line.ledger);
  r->add_option("source", line.other, "Directory of the backup")->required();
  r->callback([&line] { line.status = restore(line.ledger, line.other); });
}

/// For the test that holds the OpenAPI file to the routes.
void add_routes(CLI::App& app) {
  auto* c = app.add_subcommand("routes", "Print the routes of /api/v1, one a line");
  c->group("");
  c->callback([] {
    for (const std::string& route : api::Api::routes()) fmt::print("{}\n", route);
  });
}

void add_promise(CLI::App& app, CommandLine& line) {
  auto* promise = app.add_subcommand("promise", "Promise rules");
  promise->require_subcommand(1);
  auto* c = promise->add_subcommand("explain", "Which promises run for a person, why, and until when");
  content_option(c, line.explain.content);
  auto& question = line.explain.question;
  c->add_option("--age", question.age, "Age in years");
  c->add_option("--birth", question.birth, "Birth date, YYYY-MM-DD");
  c->add_option("--domain", question.domains, "Field of the matter, e.g. health, oral, social");
  c->add_option("--fact", question.facts, "What is known, e.g. general_medicine");
  c->add_option("--event", question.events, "trigger=YYYY-MM-DD[Thh:mm], e.g. hta_done=2026-11-21");
  c->add_option("--lang", line.explain.language, "fi, sv or en")->capture_default_str();
  c->add_flag_callback(
      "--all", [&question] { question.listing = promises::Listing::everything; },
      "Also the rules that do not apply, with the reason");
  c->callback([&line] { line.status = explain(line.explain); });
}

void add_import(CLI::App& app, CommandLine& line) {
  auto* import =
      app.add_subcommand("import", "Bring in what another system knows; safe to repeat and to resume");
  import->require_subcommand(1);
  auto* a = import->add_subcommand("appointments", "Booked appointments, CSV by a column map");
  auto* c = import->add_subcommand("contacts", "Contact events, CSV (docs/import.md)");
  auto* s = import->add_subcommand("shifts", "Shifts that become bookable times, CSV (docs/import.md)");
  auto* t = import->add_subcommand("calls", "Telephone calls, CSV by a column map (docs/telephone.md)");
  for (auto* command : {a, c, s, t}) {
    ledger_option(command, line.import.ledger);
    content_option(command, line.import.content);
    command->add_option("file", line.import.file, "The CSV file")->required();
    command->add_option("--rejects", line.import.rejects,
                        "Where rejected rows go (default: FILE.rejected.csv)");
  }
  a->add_option("--map", line.import.map, "The column map (content/maps)")->required();
  a->callback([&line] { line.status = import_appointments(line.import); });
  c->callback([&line] { line.status = import_contacts(line.import); });
  t->add_option("--map", line.import.map, "The column map (content/maps)")->required();
  t->callback([&line] { line.status = import_calls(line.import); });
  s->add_option("--separator", line.import.separator, "Between columns: , or ;")
      ->check(CLI::IsMember({",", ";"}))
      ->capture_default_str();
  s->callback([&line] { line.status = import_shifts(line.import); });
}

void add_publish(CLI::App& app, CommandLine& line) {
  auto* c = app.add_subcommand("publish", "Make the county's weekly shifts bookable; safe to repeat");
  ledger_option(c, line.publish.ledger);
  content_option(c, line.publish.content);
  c->add_option("--from", line.publish.from, "First day, YYYY-MM-DD")->required();
  c->add_option("--weeks", line.publish.weeks, "How many weeks from it")
      ->check(CLI::Range(1, 104))
      ->capture_default_str();
  c->callback([&line] { line.status = publish(line.publish); });
}

void add_measure(CLI::App& app, CommandLine& line) {
  auto* measure = app.add_subcommand("measure", "Measures over the ledger");
  measure->require_subcommand(1);
  auto* w =
      measure->add_subcommand("wait", "How many waited at most so many days from the assessment of need");
  ledger_option(w, line.wait.ledger);
  w->add_option("--within", line.wait.within, "Days")->check(CLI::Range(0, 65'000))->capture_default_str();
  w->add_flag("--realised", line.wait.realised, "To the visit held, not to the first booked time");
  w->add_option("--by", line.wait.by, "age:0-22,23+ | area | sex; may be given more than once")
      ->allow_extra_args(false);
  w->add_flag("--json", line.wait.json, "A list of {group, count, within}");
  w->callback([&line] { line.status = measure_wait(line.wait); });
}

void add_demo(CLI::App& app, CommandLine& line) {
  auto* c = app.add_subcommand("demo", "Make a plainly synthetic county through the core");
  ledger_option(c, line.demo.ledger);
  content_option(c, line.demo.content);
  c->add_option("--residents", line.demo.residents, "How many")
      ->check(CLI::Range(100, 6'000'000))
      ->capture_default_str();
  c->add_option("--days", line.demo.days, "Days of life before its end")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  c->add_option("--seed", line.demo.seed, "Same seed and end, same ledger")->capture_default_str();
  c->add_option("--until", line.demo.until, "Its last day, YYYY-MM-DD (default: now)");
  c->callback([&line] { line.status = make_demo(line.demo); });
}

void add_twin(CLI::App& app, CommandLine& line) {
  auto* twin = app.add_subcommand("twin", "Simulated people and staff on a county of the twin's own");
  twin->require_subcommand(1);
  auto* r = twin->add_subcommand("run", "Run a scenario; prints every quantity with its interval and bands");
  auto* c = twin->add_subcommand("compare", "What changes from one scenario to another, with intervals");
  for (auto* command : {r, c}) {
    command->add_option("scenario", line.twin.scenario, "The scenario file (content/scenarios)")->required();
    command->add_option("--replications", line.twin.replications, "How many runs, or the least number")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--seed", line.twin.seed, "Same seed, same results")->capture_default_str();
    command->add_option("--threads", line.twin.threads, "The results do not depend on it")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_option("--level", line.twin.level, "Of the intervals, per cent")
        ->check(CLI::Range(50.0, 99.99))
        ->capture_default_str();
  }
  r->add_option("--precision", line.twin.precision,
                "Run until every watched quantity's interval is within so many per cent of its mean")
      ->check(CLI::Range(0.01, 100.0));
  r->add_option("--most", line.twin.most, "Replications at most, whatever the precision")
      ->capture_default_str();
  r->add_option("--csv", line.twin.csv, "Write every replication's values here");
  r->callback([&line] { line.status = twin_run(line.twin); });
  c->add_option("other", line.twin.other, "The scenario after the change")->required();
  c->callback([&line] { line.status = twin_compare(line.twin); });
}

void add_plan_capacity(CLI::App& plan, CommandLine& line) {
  PlanCapacity& options = line.plan_capacity;
  auto* c = plan.add_subcommand("capacity", "The cheapest weekly shifts that keep what is promised");
  auto* file = c->add_option("file", options.file, "The question (docs/capacity-example.toml)");
  auto* ledger = c->add_option("--ledger", options.ledger.ledger,
                               "Ask for this county as it stands instead, by futures of the twin")
                     ->excludes(file);
  c->add_option("--keys", options.ledger.keys, "Its key file (default: beside the directory)");
  content_option(c, options.content);
  c->add_option("--until", options.until, "Only what was known at the beginning of this day, YYYY-MM-DD");
  c->add_option("--weeks", options.weeks, "How far ahead")->check(CLI::Range(1, 52))->capture_default_str();
  c->add_option("--replications", options.replications, "How many futures are the demands that could come")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  c->add_option("--seed", options.seed, "Same seed, same figures")->capture_default_str();
  c->add_option("--threads", options.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  c->add_option("--changes", options.changes,
                "Write the plan here, for vuoro plan check --capacity and vuoro twin whatif --change")
      ->needs(ledger);
  c->add_option("--gap", line.plan_capacity.gap, "Good enough within so many per cent of the best")
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  c->add_option("--seconds", line.plan_capacity.seconds, "At most")
      ->check(CLI::Range(1.0, 86'400.0))
      ->capture_default_str();
  c->callback([&line] { line.status = plan_capacity(line.plan_capacity); });
}

void add_plan(CLI::App& app, CommandLine& line) {
  auto* plan = app.add_subcommand("plan", "Proposals: who gets which time, and how much capacity where");
  plan->require_subcommand(1);
  auto* a = plan->add_subcommand("assign", "Free times for all who wait; writes nothing (docs/planner.md)");
  ledger_option(a, line.plan_assign.ledger);
  content_option(a, line.plan_assign.content);
  a->add_option("--day", line.plan_assign.day, "As on this day at eight, YYYY-MM-DD (default: now)");
  a->add_flag_callback(
      "--json", [&line] { line.plan_assign.form = PlanForm::json; }, "For programs");
  a->callback([&line] { line.status = plan_assign(line.plan_assign); });
  add_plan_capacity(*plan, line);
}

/// Below `plan`.
void add_plan_check(CLI::App& app, CommandLine& line) {
  PlanCheckCommand& options = line.plan_check;
  auto* c = app.get_subcommand("plan")->add_subcommand(
      "check", "What the planner's plans do in the twin, beside doing nothing and most urgent first");
  ledger_option(c, options.ledger);
  content_option(c, options.content);
  c->add_option("--capacity", options.capacity,
                "File of changes that is the capacity plan (vuoro plan capacity --changes)")
      ->check(CLI::ExistingFile);
  c->add_option("--until", options.until, "Only what was known at the beginning of this day, YYYY-MM-DD");
  c->add_option("--weeks", options.weeks, "How far ahead")->check(CLI::Range(1, 52))->capture_default_str();
  c->add_option("--replications", options.replications, "How many futures of each plan")
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  c->add_option("--seed", options.seed, "Same seed, same figures")->capture_default_str();
  c->add_option("--threads", options.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  c->add_option("--json", options.json, "Write every plan and group here");
  c->callback([&line] { line.status = plan_check(line.plan_check); });
}

/// Below `plan`.
void add_plan_network(CLI::App& app, CommandLine& line) {
  auto* n = app.get_subcommand("plan")->add_subcommand(
      "network", "Who travels how long when points open, close or move (docs/network.md)");
  content_option(n, line.plan_network.content);
  n->add_option("files", line.plan_network.files, "Plans (content/scenarios/networks)")->required();
  n->add_option("--json", line.plan_network.json, "Writes all figures to a file");
  n->callback([&line] { line.status = plan_network(line.plan_network); });
}

void futures_options(CLI::App* command, TwinLive& options) {
  command->add_option("--replications", options.replications, "How many futures, or the least number")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command->add_option("--seed", options.seed, "Same seed, same figures")->capture_default_str();
  command->add_option("--threads", options.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_option("--rows", options.rows, "Printed of each table")->capture_default_str();
}

/// The twin on the ledger itself: below `twin`.
void add_live_twin(CLI::App& app, CommandLine& line) {
  auto* twin = app.get_subcommand("twin");
  TwinLive& options = line.twin_live;
  auto* f =
      twin->add_subcommand("fit", "What the ledger's past says of how people behave, with its uncertainty");
  auto* c =
      twin->add_subcommand("forecast", "Broken promises, queues and waits of the coming weeks, from now on");
  auto* b = twin->add_subcommand("backtest", "The forecast of an earlier day held to what happened");
  for (auto* command : {f, c, b}) {
    ledger_option(command, options.ledger);
    content_option(command, options.content);
  }
  for (auto* command : {f, c})
    command->add_option("--until", options.until,
                        "Only what was known at the beginning of this day, YYYY-MM-DD");
  f->add_option("--out", options.out, "Write it as TOML");
  f->callback([&line] { line.status = twin_fit(line.twin_live); });
  for (auto* command : {c, b}) futures_options(command, options);
  c->add_option("--weeks", options.weeks, "How far ahead")->check(CLI::Range(1, 52))->capture_default_str();
  c->add_option("--precision", options.precision,
                "Run until the county's broken promises are known to so many per cent")
      ->check(CLI::Range(0.01, 100.0));
  c->add_option("--most", options.most, "Futures at most, whatever the precision")->capture_default_str();
  c->add_option("--csv", options.csv, "Write every row and week here");
  c->add_flag("--keep", options.keep,
              "Keep it beside the ledger, and hold those kept before to what happened (docs/forecast.md)");
  c->add_option("--made", options.made, "The clock of whoever asked, seconds since 1970")->group("");
  c->add_flag("--background", options.background)->group("");
  c->add_option("--json", options.json, "Write the chance of each open promise here");
  c->callback([&line] { line.status = twin_forecast(line.twin_live); });
  b->add_option("--days", options.days, "How many days of the record are held back")
      ->check(CLI::Range(7, 364))
      ->capture_default_str();
  b->callback([&line] { line.status = twin_backtest(line.twin_live); });
}

void add_no_show(CLI::App& app, CommandLine& line) {
  TwinNoShow& options = line.twin_noshow;
  auto* c = app.get_subcommand("twin")->add_subcommand(
      "noshow",
      "Who does not come: models fitted on the first visits, judged by the last, beside a baseline");
  ledger_option(c, options.ledger);
  c->add_option("--split", options.split,
                "The first day that is judged, YYYY-MM-DD (default: the last fifth of visits)");
  c->add_option("--seed", options.seed, "Of the bootstrap; same seed, same intervals")->capture_default_str();
  c->add_option("--csv", options.csv, "Write calibration and groups here");
  c->add_option("--svg", options.svg, "Draw the calibration here");
  c->callback([&line] { line.status = twin_noshow(line.twin_noshow); });
}

void add_sensitivity(CLI::App& app, CommandLine& line) {
  TwinSensitivity& options = line.twin_sensitivity;
  auto* c = app.get_subcommand("twin")->add_subcommand(
      "sensitivity", "What the forecast rests on: broken promises when one assumption is less or more");
  ledger_option(c, options.ledger);
  content_option(c, options.content);
  c->add_option("--until", options.until, "Only what was known at the beginning of this day, YYYY-MM-DD");
  c->add_option("--weeks", options.weeks, "How far ahead")->check(CLI::Range(1, 52))->capture_default_str();
  c->add_option("--by", options.step, "How much less and more, per cent")
      ->check(CLI::Range(0.1, 90.0))
      ->capture_default_str();
  c->add_option("--replications", options.replications, "How many futures of each")
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  c->add_option("--seed", options.seed, "Same seed, same figures")->capture_default_str();
  c->add_option("--threads", options.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  c->add_option("--csv", options.csv, "Write every figure here");
  c->callback([&line] { line.status = twin_sensitivity(line.twin_sensitivity); });
}

void add_sweep(CLI::App& app, CommandLine& line) {
  TwinSweep& options = line.twin_sweep;
  auto* c = app.get_subcommand("twin")->add_subcommand(
      "sweep", "Run many points of a scenario, by as many processes and hosts as there are");
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

void add_whatif(CLI::App& app, CommandLine& line) {
  TwinWhatIf& options = line.twin_whatif;
  auto* c = app.get_subcommand("twin")->add_subcommand(
      "whatif",
      "What changes from today would do to broken promises, queues and debts, beside doing nothing");
  ledger_option(c, options.ledger);
  content_option(c, options.content);
  auto* files =
      c->add_option("--change", options.changes, "File of changes (docs/model.md); each is a plan of its own")
          ->check(CLI::ExistingFile);
  c->add_option("--plan", options.plan, "Number of a plan that is kept beside the ledger (docs/plans.md)")
      ->check(CLI::Range(1U, 4'000'000'000U))
      ->excludes(files);
  c->add_flag("--keep", options.keep, "Keep what comes of the plan beside it")->needs("--plan");
  c->add_option("--made", options.made, "The clock of whoever asked, seconds since 1970")->group("");
  c->add_flag("--background", options.background)->group("");
  c->add_option("--until", options.until, "Only what was known at the beginning of this day, YYYY-MM-DD");
  c->add_option("--weeks", options.weeks, "How far ahead")->check(CLI::Range(1, 52))->capture_default_str();
  c->add_option("--replications", options.replications, "How many futures of each plan")
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  c->add_option("--seed", options.seed, "Same seed, same figures")->capture_default_str();
  c->add_option("--threads", options.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  c->add_option("--rows", options.rows, "Printed of each plan's queues")->capture_default_str();
  c->add_option("--json", options.json, "Write every plan and queue here");
  c->callback([&line] { line.status = twin_whatif(line.twin_whatif); });
}

void add_rules(CLI::App& app, CommandLine& line) {
  auto* rules = app.add_subcommand("rules", "Decision tables (DMN)");
  rules->require_subcommand(1);
  auto* e = rules->add_subcommand("eval", "Evaluate a decision or a decision service; prints JSON");
  e->add_option("model", line.rules_eval.model, "The DMN file")->required();
  e->add_option("--decision", line.rules_eval.decision, "Name (or id) of the decision");
  e->add_option("--service", line.rules_eval.service, "Name (or id) of the decision service");
  e->add_option("--input", line.rules_eval.input, "JSON object of the inputs; - is standard input");
  e->add_flag("--explain", line.rules_eval.explain,
              "Which rows matched with which inputs, to standard error");
  e->callback([&line] { line.status = rules_eval(line.rules_eval); });

  auto* t = rules->add_subcommand("test", "Run the test cases beside the tables");
  t->add_option("where", line.rules_test.where, "Directory, or one file of cases")->required();
  t->add_flag("--coverage", line.rules_test.coverage, "Fail on table rows that no case matches");
  t->add_flag("--lenient", line.rules_test.lenient, "Errors in models fail nothing by themselves");
  t->callback([&line] { line.status = rules_test(line.rules_test); });
}

void add_forms(CLI::App& app, CommandLine& line) {
  auto* forms = app.add_subcommand("forms", "Forms (FHIR Questionnaire)");
  forms->require_subcommand(1);
  auto* c = forms->add_subcommand("check", "Read forms; say everything that is wrong with them");
  c->add_option("paths", line.forms_check.paths, "Files, or directories to look through")->required();
  c->add_option("--instruments", line.forms_check.instruments, "The licence registry")->capture_default_str();
  c->callback([&line] { line.status = forms_check(line.forms_check); });

  auto* s = forms->add_subcommand("score", "What answers come to: missing, wrong, scores; prints JSON");
  s->add_option("form", line.forms_score.form, "The form")->required();
  s->add_option("--answers", line.forms_score.answers, "QuestionnaireResponse, or {\"linkId\": value}")
      ->required();
  s->callback([&line] { line.status = forms_score(line.forms_score); });
}

void add_navigators(CLI::App& app, CommandLine& line) {
  auto* navigators = app.add_subcommand("navigators", "Navigators: form, decision table and texts");
  navigators->require_subcommand(1);
  auto* t = navigators->add_subcommand("test", "Check them and run their cases; every row must be reached");
  t->add_option("folder", line.navigators_test.folder, "Directory with shared.toml")->required();
  t->add_option("--instruments", line.navigators_test.instruments, "The licence registry")
      ->capture_default_str();
  t->callback([&line] { line.status = navigators_test(line.navigators_test); });

  auto* a = navigators->add_subcommand("ask", "The next question or the result of answers; prints JSON");
  a->add_option("folder", line.navigators_ask.folder, "Directory with shared.toml")->required();
  a->add_option("name", line.navigators_ask.name, "Which navigator")->required();
  a->add_option("--answers", line.navigators_ask.answers, "The answers so far")->required();
  a->add_option("--lang", line.navigators_ask.language, "fi, sv or en")
      ->check(CLI::IsMember({"fi", "sv", "en"}))
      ->capture_default_str();
  a->add_option("--instruments", line.navigators_ask.instruments, "The licence registry")
      ->capture_default_str();
  a->callback([&line] { line.status = navigators_ask(line.navigators_ask); });
}

void add_tables(CLI::App& app, CommandLine& line) {
  auto* tables = app.add_subcommand("tables", "A county's decision tables: criteria, routing, groups");
  tables->require_subcommand(1);
  auto* c = tables->add_subcommand("check", "Read them and run their cases; every row must be reached");
  c->add_option("folder", line.tables_check.folder, "content/<county>/tables")->required();
  c->callback([&line] { line.status = tables_check(line.tables_check); });

  auto* g = app.add_subcommand("groups", "How many people each group of the county's tables finds");
  ledger_option(g, line.find_groups.ledger);
  content_option(g, line.find_groups.content);
  g->add_option("--day", line.find_groups.day,
                "As on this day at eight, YYYY-MM-DD (default: the ledger's end)");
  g->add_option("--threads", line.find_groups.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  g->callback([&line] { line.status = find_groups(line.find_groups); });
}

}  // namespace

int main(int argc, char** argv) {
  // Standard output is for what a command answers; the log goes beside it.
  spdlog::set_default_logger(spdlog::stderr_logger_mt("vuoro"));
  CLI::App app{"Vuoro: every resident's turn, kept", "vuoro"};
  app.set_version_flag("--version", VUORO_VERSION);
  app.require_subcommand(1);
  CommandLine line;
  add_serve(app, line);
  add_ledger_commands(app, line);
  add_promise(app, line);
  add_import(app, line);
  add_publish(app, line);
  add_measure(app, line);
  add_demo(app, line);
  add_twin(app, line);
  add_plan(app, line);
  add_plan_check(app, line);
  add_plan_network(app, line);
  add_live_twin(app, line);
  add_whatif(app, line);
  add_no_show(app, line);
  add_sensitivity(app, line);
  add_sweep(app, line);
  add_rules(app, line);
  add_forms(app, line);
  add_navigators(app, line);
  add_tables(app, line);
  add_routes(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  } catch (const std::exception& bug) {
    fmt::print(stderr, "vuoro: {}\n", bug.what());
    return 70;
  }
  return line.status;
}
