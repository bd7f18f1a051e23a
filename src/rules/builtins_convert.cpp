#include <algorithm>

#include "rules/builtin_bodies.hpp"

namespace vuoro::rules {
namespace {

/// Nothing when the separator is none of those that FEEL allows.
std::optional<std::string> separator(const Value& value, std::string_view allowed) {
  if (value.is_null()) return "";
  const std::string* text = string_in(value);
  if (text == nullptr || text->size() != 1 || allowed.find(text->front()) == std::string_view::npos) {
    return std::nullopt;
  }
  return *text;
}

}  // namespace

Value builtin_number(Evaluator&, Arguments a) {
  const std::string* from = string_in(a[0]);
  if (from == nullptr) return a.size() == 1 ? Value(number_in(a[0])) : Value{};
  if (a.size() == 1) return Decimal::parse(*from);
  const auto grouping = separator(a[1], " ,.");
  const auto point = separator(a[2], ".,");
  if (!grouping || !point || (!grouping->empty() && *grouping == *point)) return {};
  std::string text;
  for (const char c : *from) {
    if (!grouping->empty() && c == grouping->front()) continue;
    if (!point->empty() && point->front() != '.' && c == '.') return {};
    text += !point->empty() && c == point->front() ? '.' : c;
  }
  return Decimal::parse(text);
}

Value builtin_string(Evaluator&, Arguments a) {
  if (a[0].is_null()) return {};
  return Value::string(text_of(a[0]));
}

Value builtin_is(Evaluator&, Arguments a) {
  return same(a[0], a[1]);
}

}  // namespace vuoro::rules
