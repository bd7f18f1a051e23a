#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.hpp"
#include "rules/cases.hpp"
#include "rules/json.hpp"
#include "rules/model.hpp"

namespace vuoro::app {

namespace {

/// The wall clock of the county: today() must be the day that people there have.
rules::DateTime now() {
  using namespace std::chrono;
  const rules::Zone zone = rules::Zone::named("Europe/Helsinki").value_or(rules::Zone::utc());
  const auto since = system_clock::now().time_since_epoch();
  const auto seconds = duration_cast<std::chrono::seconds>(since).count();
  const auto nanos = duration_cast<nanoseconds>(since).count() % rules::nanos_per_second;
  const std::int64_t local = seconds + zone.offset_at_instant(seconds);
  const auto date = rules::Date::of_days(local / rules::seconds_in_day);
  const std::int64_t of_day = local % rules::seconds_in_day * rules::nanos_per_second + nanos;
  return {date.value_or(rules::Date{}), {of_day, zone}};
}

int refuse(const Error& error) {
  const std::string text = error.where.empty() ? error.what : error.where + ": " + error.what;
  fmt::print("{{\"error\": {}}}\n", rules::to_json(rules::Value::string(text)));
  return 1;
}

/// {} without a file; "-" is standard input.
Result<rules::Value> inputs_of(const std::filesystem::path& file) {
  if (file.empty()) return rules::Value::context({});
  std::string text;
  if (file == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error{"input-unreadable", "the file cannot be read", file.string()};
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  auto value = rules::from_json(text);
  if (!value) return Error{"input-invalid", value.error().what, file.string() + " " + value.error().where};
  if (value->context() == nullptr) return Error{"input-invalid", "not a JSON object", file.string()};
  return value;
}

void print_explanation(const rules::Model& model, const rules::Outcome& outcome) {
  for (const rules::Match& match : outcome.matches) {
    const rules::Table& table = model.program().code.tables[match.table];
    fmt::print(stderr, "{}:\n", table.name);
    for (std::size_t i = 0; i < match.inputs.size(); ++i) {
      fmt::print(stderr, "  {} = {}\n", table.inputs[i].label, rules::to_json(match.inputs[i]));
    }
    for (const std::uint32_t row : match.rows) {
      fmt::print(stderr, "  row {} ({}:{})\n", row + 1, table.file, table.lines[row]);
    }
    if (match.rows.empty()) fmt::print(stderr, "  no row\n");
  }
}

void print_findings(const std::vector<rules::Finding>& findings) {
  for (const rules::Finding& finding : findings) {
    const bool error = finding.weight == rules::Finding::Weight::error;
    fmt::print(stderr, "{}: {}\n", error ? "error" : "warning", finding.text());
  }
}

void print_failure(const rules::CaseResult& result) {
  fmt::print("{}: case {}: {}: expected {}, got {}", result.file, result.test_case, result.decision,
             rules::to_json(result.expected), rules::to_json(result.got));
  fmt::print("{}\n", result.why.empty() ? "" : " (" + result.why + ")");
}

}  // namespace

int rules_eval(const RulesEval& command) {
  if (command.decision.empty() == command.service.empty()) {
    return refuse({"usage", "give either --decision or --service"});
  }
  const auto model = rules::Model::load(command.model);
  if (!model) return refuse(model.error());
  print_findings(model->findings());
  const auto inputs = inputs_of(command.input);
  if (!inputs) return refuse(inputs.error());
  const bool service = !command.service.empty();
  const std::string& name = service ? command.service : command.decision;
  const std::uint32_t element = service ? model->find_service(name) : model->find(name);
  rules::Asking asking;
  asking.now = now();
  if (command.explain) asking.matches = rules::Matches::keep;
  const auto outcome = model->evaluate(element, *inputs, asking);
  if (!outcome) {
    refuse({outcome.error().code, outcome.error().what, name});
    return 0;
  }
  for (const std::string& problem : outcome->problems) fmt::print(stderr, "null because {}\n", problem);
  if (command.explain) print_explanation(*model, *outcome);
  fmt::print("{{\"result\": {}}}\n", rules::to_json(outcome->result));
  return 0;
}

int rules_test(const RulesTest& command) {
  rules::Asking asking;
  asking.now = now();
  const auto report = rules::run_cases(command.where, asking);
  if (!report) return fail(report.error());
  for (const Error& fault : report->faults) fail(fault);
  std::size_t errors = 0;
  for (const rules::Finding& finding : report->findings) {
    if (finding.weight == rules::Finding::Weight::error) ++errors;
  }
  print_findings(report->findings);
  for (const rules::CaseResult& result : report->results) {
    if (!result.passed) print_failure(result);
  }
  if (command.coverage) {
    for (const rules::UncoveredRow& row : report->uncovered) {
      fmt::print("{}:{}: {}: no case matches row {}\n", row.file, row.line, row.table, row.row);
    }
  }
  fmt::print("{} of {} results as expected", report->passed(), report->results.size());
  fmt::print("{}\n",
             command.coverage ? fmt::format(", {} rows without a case", report->uncovered.size()) : "");
  const bool covered = !command.coverage || report->uncovered.empty();
  const bool passed = report->passed() == report->results.size() && report->faults.empty();
  return passed && covered && (errors == 0 || command.lenient) ? 0 : 1;
}

}  // namespace vuoro::app
