#include "forms/navigator_cases.hpp"

#include <fmt/format.h>

#include <set>

#include "forms/json_text.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

std::string outcomes_of(const Turn& turn) {
  std::string out;
  for (const Found& one : turn.found) {
    const std::string& code = one.exit != nullptr ? one.exit->code : one.outcome->code;
    out += (out.empty() ? "" : ", ") + code;
  }
  return out;
}

/// The decision's own name: "Outcome" of what the model calls `decision "Outcome"`.
std::string own_name(const std::string& place) {
  const std::size_t begin = place.find('"');
  const std::size_t end = begin == std::string::npos ? begin : place.find('"', begin + 1);
  return end == std::string::npos ? place : place.substr(begin + 1, end - begin - 1);
}

/// What came, in the words of a case.
std::string came(const Navigator& navigator, const Turn& turn) {
  switch (turn.state) {
    case Turn::State::exit:
      return "exit " + outcomes_of(turn);
    case Turn::State::result:
      return "outcomes " + outcomes_of(turn);
    case Turn::State::wrong:
      return "wrong answers: " + turn.review.wrong().text("answers");
    default:
      return fmt::format("the question '{}'",
                         navigator.form().item(turn.review.sheet().nodes()[*turn.node].item).link_id);
  }
}

/// What a case expects, in the same words; empty when it says nothing that can be expected.
std::string expected(const Value& test) {
  if (const Value* const exit = field(test, "exit"))
    return exit->string() == nullptr ? "" : "exit " + *exit->string();
  const Value* const outcomes = field(test, "outcomes");
  if (outcomes == nullptr || outcomes->list() == nullptr) return {};
  std::string out;
  for (const Value& one : *outcomes->list()) {
    if (one.string() == nullptr) return {};
    out += (out.empty() ? "" : ", ") + *one.string();
  }
  return "outcomes " + out;
}

class CaseRun {
 public:
  explicit CaseRun(const Navigator& navigator) : navigator_(navigator) {}

  void list(const Value& cases, const std::string& file) {
    if (cases.list() == nullptr || cases.list()->empty()) {
      report.faults.push_back({"cases-missing", "there are no test cases here", file});
      return;
    }
    for (const Value& one : *cases.list()) run(one, file);
  }

  void rows() {
    for (const rules::Table& table : navigator_.table().program().code.tables) {
      for (std::size_t row = 0; row < table.rows(); ++row) {
        if (!reached_.contains(table.lines[row]))
          report.unreached.push_back({navigator_.code(), table.lines[row], own_name(table.name), row + 1});
      }
    }
  }

  NavigatorReport report;

 private:
  void run(const Value& test, const std::string& file) {
    ++report.cases;
    const Value* const name = field(test, "name");
    const Value* const answers = field(test, "answers");
    const std::string called = name == nullptr || name->string() == nullptr ? "" : *name->string();
    const std::size_t index = report.cases - 1;
    const auto fail = [&](std::string what) {
      report.failed.push_back({file, called, std::move(what), index});
    };
    if (called.empty() || answers == nullptr) return fail("a case has a name and answers");
    const std::string wanted = expected(test);
    if (wanted.empty()) return fail("a case expects outcomes (a list) or an exit");
    const auto turn = navigator_.turn(*answers);
    if (!turn) return fail(turn.error().what);
    for (const Found& one : turn->found) reached_.insert(one.line);
    const std::string got = came(navigator_, *turn);
    if (got != wanted) return fail(fmt::format("expected {}, got {}", wanted, got));
    for (const Language language : {Language::fi, Language::sv, Language::en}) {
      if (turn_json(navigator_, *turn, language).is_null()) return fail("the result cannot be written");
    }
  }

  const Navigator& navigator_;
  std::set<std::uint32_t> reached_;
};

}  // namespace

NavigatorReport run_navigator_cases(const Navigator& navigator, const std::filesystem::path& folder) {
  std::vector<Error> faults;
  const Value cases = read_guide_cases(folder, faults);
  NavigatorReport report = run_navigator_cases(navigator, cases);
  for (FailedCase& one : report.failed) one.file = (folder / "cases").string();
  if (!faults.empty()) report.faults = std::move(faults);
  return report;
}

NavigatorReport run_navigator_cases(const Navigator& navigator, const Value& cases) {
  CaseRun run(navigator);
  run.list(cases, "cases");
  run.rows();
  return std::move(run.report);
}

}  // namespace vuoro::forms
