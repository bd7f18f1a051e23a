#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "rules/model.hpp"

namespace vuoro::rules {

/// Test cases kept beside tables, in the XML of the OMG conformance kit (testCases, one file for a model).

/// One result that a case expects, and what came.
struct CaseResult {
  std::string file;  ///< Of the cases.
  std::string test_case;
  std::string decision;
  Value expected;
  Value got;
  std::string why;  ///< Why nothing came, when it did not.
  bool passed = false;
};

/// A row of a decision table that no case matched.
struct UncoveredRow {
  std::string file;
  std::uint32_t line = 0;
  std::string table;
  std::size_t row = 0;  ///< From 1.
};

struct CaseReport {
  std::vector<CaseResult> results;
  std::vector<Finding> findings;        ///< Of the models.
  std::vector<Error> faults;            ///< Files that could not be read.
  std::vector<UncoveredRow> uncovered;  ///< Only of models that have cases, or have none at all.
  [[nodiscard]] std::size_t passed() const;
};

/// Runs every file of test cases below the directory (or the one file). Results compare as the conformance
/// kit's own runner does: numbers to 8 digits after the point. Errors: "cases-missing" when there are none.
Result<CaseReport> run_cases(const std::filesystem::path& where, const Asking& asking = {});

}  // namespace vuoro::rules
