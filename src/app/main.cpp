#include <fmt/core.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>

#include "app/commands.hpp"

namespace {

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
  int status = 0;
};

void add_serve(CLI::App& app, CommandLine& line) {
  auto* c = app.add_subcommand("serve", "Open the county's Vuoro to browsers");
  ledger_option(c, line.serve.ledger);
  content_option(c, line.serve.content);
  c->add_option("--web", line.serve.web, "The built pages")->capture_default_str();
  c->add_option("--address", line.serve.address, "IP address to listen on")->capture_default_str();
  c->add_option("--port", line.serve.port, "Port; 0 takes a free one")->capture_default_str();
  c->add_flag_callback(
      "--demo", [&line] { line.serve.demo = Demo::yes; }, "Demo logins without passwords");
  c->add_flag("--test-clock", line.serve.clock_can_move,
              "Let POST /api/v1/demo-clock set the time (tests only)");
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

void add_promise(CLI::App& app, CommandLine& line) {
  auto* promise = app.add_subcommand("promise", "Promise rules");
  promise->require_subcommand(1);
  auto* c = promise->add_subcommand("explain", "Which promises run for a person, why, and until when");
  content_option(c, line.explain.content);
  c->add_option("--age", line.explain.age, "Age in years")->check(CLI::Range(0, 150));
  c->add_option("--birth", line.explain.birth, "Birth date, YYYY-MM-DD");
  c->add_option("--domain", line.explain.domains, "Field of the matter, e.g. health, oral, social");
  c->add_option("--fact", line.explain.facts, "What is known, e.g. general_medicine");
  c->add_option("--event", line.explain.events, "trigger=YYYY-MM-DD[Thh:mm], e.g. hta_done=2026-11-21")
      ->required();
  c->add_option("--lang", line.explain.language, "fi, sv or en")->capture_default_str();
  c->add_flag("--all", line.explain.all, "Also the rules that do not apply, with the reason");
  c->callback([&line] { line.status = explain(line.explain); });
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
