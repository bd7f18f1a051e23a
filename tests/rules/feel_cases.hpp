#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/feel.hpp"
#include "rules/json.hpp"

/// Table tests of FEEL expressions.
namespace vuoro::rules::testing {

struct FeelCase {
  std::string expression;
  std::string expected;  ///< FEEL text of the value as string() gives it, texts in quotes; or "error".
  std::string why = {};
};

/// "error" when the text is refused.
inline std::string value_of(const std::string& expression) {
  const auto feel = Feel::expression(expression);
  if (!feel) return "error";
  const auto value = feel->evaluate({}, {}, DateTime{{2026, 11, 22}, {0, Zone::utc()}});
  if (!value) return "error";
  const std::string text = text_of(*value);
  return value->string() != nullptr ? to_json(*value) : text;
}

inline void check(const std::vector<FeelCase>& cases) {
  for (const FeelCase& c : cases)
    EXPECT_EQ(value_of(c.expression), c.expected) << c.expression << "  " << c.why;
}

}  // namespace vuoro::rules::testing
