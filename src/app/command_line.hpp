#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/commands.hpp"

/// The program's command line: what each command is given. Read into one struct, for callbacks of the parser
/// run when all is read.
namespace vuoro::app {

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

inline void ledger_option(CLI::App* command, LedgerOptions& options) {
  command->add_option("--ledger", options.ledger, "The county's ledger directory")->required();
  command->add_option("--keys", options.keys,
                      "Its key file (default: beside the directory, named like it + .keys)");
}

inline void content_option(CLI::App* command, ContentOptions& options) {
  command->add_option("--content", options.content, "Directory of content packs")->capture_default_str();
  command->add_option("--pack", options.pack, "The county's pack in it")->capture_default_str();
}

/// Why a file cannot be written there; empty when it can.
std::string cannot_be_written(const std::string& file);
/// Why it is no number between them; empty when it is one.
std::string not_between(const std::string& text, double least, double most);
/// Asked before the work begins, not when it is done: no hour of it should end at a misspelt path.
inline CLI::Validator new_file() {
  return CLI::Validator([](std::string& file) { return cannot_be_written(file); }, "FILE");
}

/// A number from least to most; CLI::Range lets "nan" through.
inline CLI::Validator between(double least, double most) {
  return CLI::Validator([=](std::string& text) { return not_between(text, least, most); },
                        fmt::format("FLOAT in [{:g} - {:g}]", least, most));
}
/// Something is written: an empty variable of a script is not "now".
inline CLI::Validator written() {
  return CLI::Validator([](std::string& text) { return text.empty() ? "nothing is written here" : ""; }, "");
}

/// As of when.
template <class Options>
void until_option(CLI::App* c, Options& options) {
  c->add_option("--until", options.until, "Only what was known at the beginning of this day, YYYY-MM-DD")
      ->check(written());
}

template <class Options>
void weeks_option(CLI::App* c, Options& options) {
  c->add_option("--weeks", options.weeks, "How far ahead")->check(CLI::Range(1, 52))->capture_default_str();
}

/// What random figures are drawn by.
template <class Options>
void draw_options(CLI::App* c, Options& options) {
  c->add_option("--seed", options.seed, "Same seed, same figures")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  c->add_option("--threads", options.threads, "The figures do not depend on it")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
}

/// Of commands that live several futures of a county, so many of each.
template <class Options>
void futures_options(CLI::App* c, Options& options, const char* how_many) {
  ledger_option(c, options.ledger);
  content_option(c, options.content);
  until_option(c, options);
  weeks_option(c, options);
  c->add_option("--replications", options.replications, how_many)
      ->check(CLI::Range(2, 100'000))
      ->capture_default_str();
  draw_options(c, options);
}

void add_twin(CLI::App& app, CommandLine& line);
void add_plan(CLI::App& app, CommandLine& line);
/// Rules, forms, navigators, tables and groups.
void add_content(CLI::App& app, CommandLine& line);

}  // namespace vuoro::app
