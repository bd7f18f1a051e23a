#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "forms/navigator.hpp"

namespace vuoro::forms {

/// A test case that did not come out as it says.
struct FailedCase {
  std::string file;
  std::string name;
  std::string what;
  std::size_t index = 0;  ///< In the list of all cases, from 0.
};

/// A row of a navigator's table that no case reaches.
struct UnreachedRow {
  std::string navigator;
  std::uint32_t line = 0;
  std::string table;    ///< "Outcome" or "Exit".
  std::size_t row = 0;  ///< From 1.
};

struct NavigatorReport {
  std::size_t cases = 0;
  std::vector<FailedCase> failed;
  std::vector<Error> faults;  ///< Files that could not be read.
  std::vector<UnreachedRow> unreached;
  [[nodiscard]] bool passed() const { return failed.empty() && faults.empty() && unreached.empty(); }
};

/// Runs the cases in <folder>/cases/*.json: {"cases": [{"name", "answers": {…}, "outcomes": […] | "exit"}]},
/// each from its answers through form and table to what comes out, in order.
NavigatorReport run_navigator_cases(const Navigator& navigator, const std::filesystem::path& folder);
/// The same of the list of cases that a bundle has.
NavigatorReport run_navigator_cases(const Navigator& navigator, const rules::Value& cases);

}  // namespace vuoro::forms
