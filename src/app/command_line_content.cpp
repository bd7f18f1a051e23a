#include <CLI/CLI.hpp>

#include "app/command_line.hpp"

namespace vuoro::app {

namespace {

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
                "As on this day at eight, YYYY-MM-DD (default: the ledger's end)")
      ->check(written());
  g->add_option("--threads", line.find_groups.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  g->callback([&line] { line.status = find_groups(line.find_groups); });
}

}  // namespace

void add_content(CLI::App& app, CommandLine& line) {
  add_rules(app, line);
  add_forms(app, line);
  add_navigators(app, line);
  add_tables(app, line);
}

}  // namespace vuoro::app
