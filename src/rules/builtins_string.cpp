#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "rules/builtin_bodies.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

struct Two {
  const std::string* text;
  const std::string* match;
  [[nodiscard]] bool ok() const { return text != nullptr && match != nullptr; }
};

Two two(Arguments a) {
  return {string_in(a[0]), string_in(a[1])};
}

Value cased(const Value& value, bool upper) {
  const std::string* text = string_in(value);
  if (text == nullptr) return {};
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(*text);
  if (upper) {
    wide.toUpper(icu::Locale::getRoot());
  } else {
    wide.toLower(icu::Locale::getRoot());
  }
  std::string out;
  wide.toUTF8String(out);
  return Value::string(std::move(out));
}

}  // namespace

Value builtin_substring(Evaluator&, Arguments a) {
  const std::string* text = string_in(a[0]);
  const auto start = whole_in(a[1]);
  if (text == nullptr || !start || *start == 0) return {};
  const auto size = static_cast<std::int64_t>(count_code_points(*text));
  if (*start > size || *start < -size) return {};
  std::int64_t length = size;
  if (a.size() > 2 && !a[2].is_null()) {
    const auto wanted = whole_in(a[2]);
    if (!wanted || *wanted < 1) return {};
    length = *wanted;
  } else if (a.size() > 2) {
    length = size;
  }
  const std::int64_t from = *start > 0 ? *start - 1 : size + *start;
  const std::int64_t to = length > size - from ? size : from + length;
  const std::size_t first = offset_of(*text, static_cast<std::size_t>(from));
  const std::size_t last = offset_of(*text, static_cast<std::size_t>(to));
  return Value::string(text->substr(first, last - first));
}

Value builtin_string_length(Evaluator&, Arguments a) {
  const std::string* text = string_in(a[0]);
  if (text == nullptr) return {};
  return Value::number(static_cast<std::int64_t>(count_code_points(*text)));
}

Value builtin_upper_case(Evaluator&, Arguments a) {
  return cased(a[0], true);
}
Value builtin_lower_case(Evaluator&, Arguments a) {
  return cased(a[0], false);
}

Value builtin_substring_before(Evaluator&, Arguments a) {
  const Two in = two(a);
  if (!in.ok()) return {};
  const std::size_t at = in.text->find(*in.match);
  return Value::string(at == std::string::npos ? "" : in.text->substr(0, at));
}

Value builtin_substring_after(Evaluator&, Arguments a) {
  const Two in = two(a);
  if (!in.ok()) return {};
  const std::size_t at = in.text->find(*in.match);
  return Value::string(at == std::string::npos ? "" : in.text->substr(at + in.match->size()));
}

Value builtin_contains(Evaluator&, Arguments a) {
  const Two in = two(a);
  return in.ok() ? Value(in.text->find(*in.match) != std::string::npos) : Value{};
}
Value builtin_starts_with(Evaluator&, Arguments a) {
  const Two in = two(a);
  return in.ok() ? Value(in.text->starts_with(*in.match)) : Value{};
}
Value builtin_ends_with(Evaluator&, Arguments a) {
  const Two in = two(a);
  return in.ok() ? Value(in.text->ends_with(*in.match)) : Value{};
}

Value builtin_string_join(Evaluator&, Arguments a) {
  const Value items = listed(a[0]);
  if (items.is_null()) return {};
  std::string part[3];
  for (std::size_t i = 1; i < a.size(); ++i) {
    if (a[i].is_null()) continue;
    const std::string* text = string_in(a[i]);
    if (text == nullptr) return {};
    part[i - 1] = *text;
  }
  std::string out = part[1];
  bool first = true;
  for (const Value& item : *items.list()) {
    if (item.is_null()) continue;
    if (item.string() == nullptr) return {};
    if (!first) out += part[0];
    first = false;
    out += *item.string();
  }
  return Value::string(out + part[2]);
}

}  // namespace vuoro::rules
