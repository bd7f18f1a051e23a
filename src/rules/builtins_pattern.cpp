#include "rules/builtin_bodies.hpp"
#include "rules/pattern.hpp"

namespace vuoro::rules {
namespace {

/// Flags left out or null are none; nothing when they are no text.
std::optional<std::string> flags_of(Arguments a, std::size_t at) {
  if (a.size() <= at || a[at].is_null()) return "";
  const std::string* flags = string_in(a[at]);
  return flags == nullptr ? std::nullopt : std::optional(*flags);
}

}  // namespace

Value builtin_matches(Evaluator&, Arguments a) {
  const std::string* input = string_in(a[0]);
  const std::string* pattern = string_in(a[1]);
  const auto flags = flags_of(a, 2);
  if (input == nullptr || pattern == nullptr || !flags) return {};
  return Pattern::matches(*input, *pattern, *flags);
}

Value builtin_replace(Evaluator&, Arguments a) {
  const std::string* input = string_in(a[0]);
  const std::string* pattern = string_in(a[1]);
  const std::string* replacement = string_in(a[2]);
  const auto flags = flags_of(a, 3);
  if (input == nullptr || pattern == nullptr || replacement == nullptr || !flags) return {};
  auto out = Pattern::replace(*input, *pattern, *replacement, *flags);
  return out ? Value::string(std::move(*out)) : Value{};
}

Value builtin_split(Evaluator&, Arguments a) {
  const std::string* input = string_in(a[0]);
  const std::string* pattern = string_in(a[1]);
  if (input == nullptr || pattern == nullptr) return {};
  auto parts = Pattern::split(*input, *pattern);
  if (!parts) return {};
  std::vector<Value> out;
  for (std::string& part : *parts) out.push_back(Value::string(std::move(part)));
  return Value::list(std::move(out));
}

}  // namespace vuoro::rules
