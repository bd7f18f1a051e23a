#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "rules/evaluator.hpp"

namespace vuoro::rules {

/// A lone FEEL expression over named variables, compiled once. Reading it from many threads is safe.
class Feel {
 public:
  /// Errors: "feel-invalid" with the byte in the text.
  static Result<Feel> expression(std::string_view text, const std::vector<std::string>& variables = {});
  /// Unary tests of a value that is the first variable, "?".
  static Result<Feel> unary_tests(std::string_view text, const std::vector<std::string>& variables = {});

  /// Values in the order of the variables (after "?" for unary tests); missing ones are null.
  /// Errors: "rules-budget" when the evaluation takes too much.
  [[nodiscard]] Result<Value> evaluate(std::span<const Value> values = {}, Budget budget = {},
                                       DateTime now = {}) const;

 private:
  Program program_;
  NodeId root_ = none;
  std::uint32_t frame_ = 0;
};

}  // namespace vuoro::rules
