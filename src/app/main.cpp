#include <fmt/core.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>

#include "api/api.hpp"
#include "app/command_line.hpp"

namespace {

using namespace vuoro;       // NOLINT
using namespace vuoro::app;  // NOLINT: this file only reads the command line

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
    command
        ->add_option("--rejects", line.import.rejects, "Where rejected rows go (default: FILE.rejected.csv)")
        ->check(new_file());
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
  c->add_option("--seed", line.demo.seed, "Same seed and end, same ledger")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  c->add_option("--until", line.demo.until, "Its last day, YYYY-MM-DD (default: now)")->check(written());
  c->callback([&line] { line.status = make_demo(line.demo); });
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
  add_content(app, line);
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
