#include "tables/cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace vuoro::tables {
namespace {

const std::string* text_of(const std::vector<std::pair<std::string, std::string>>& texts,
                           const std::string& name) {
  const auto found =
      std::find_if(texts.begin(), texts.end(), [&](const auto& one) { return one.first == name; });
  return found == texts.end() ? nullptr : &found->second;
}

CaseResult run(const Table& table, const Case& test) {
  CaseResult out{test.name, false, test.expect, {}, 0, {}};
  const auto advice = table.ask(test.given);
  if (!advice) {
    out.why = advice.error().what;
    return out;
  }
  out.row = advice->row;
  out.got = table.rows()[advice->row - 1].outputs;
  for (const auto& [name, expected] : test.expect) {
    const std::string* const got = text_of(out.got, name);
    if (got != nullptr && *got == expected) continue;
    out.why += fmt::format("{}{}: expected \"{}\", got {}", out.why.empty() ? "" : "; ", name, expected,
                           got == nullptr ? "nothing" : fmt::format("\"{}\"", *got));
  }
  out.passed = out.why.empty();
  return out;
}

}  // namespace

bool CaseRun::passed() const {
  return uncovered.empty() &&
         std::all_of(cases.begin(), cases.end(), [](const CaseResult& one) { return one.passed; });
}

CaseRun run_cases(const Table& table) {
  CaseRun out;
  std::set<std::uint32_t> reached;
  for (const Case& test : table.cases()) {
    out.cases.push_back(run(table, test));
    reached.insert(out.cases.back().row);
  }
  for (const Row& row : table.rows()) {
    if (!reached.contains(row.number)) out.uncovered.push_back(row.number);
  }
  return out;
}

}  // namespace vuoro::tables
