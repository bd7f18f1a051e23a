#include "forms/answer_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rules/words.hpp"

namespace vuoro::forms {
namespace {

AnswerFault check_option(const Item& item, const Datum& answer) {
  const bool listed = std::any_of(item.options.begin(), item.options.end(),
                                  [&](const Option& option) { return same(option.datum, answer); });
  if (listed) return {};
  if (item.type == ItemType::open_choice && answer.type == DatumType::string) return {};
  if (item.type == ItemType::open_choice && item.options.empty()) return {};
  return {"option-unknown", fmt::format("none of the options: '{}'", rules::text_of(answer.value))};
}

AnswerFault check_text(const Item& item, const std::string& text) {
  const std::size_t length = rules::count_code_points(text);
  if (length < item.shortest) return {"too-short", fmt::format("shorter than {}", item.shortest)};
  if (length > item.longest) return {"too-long", fmt::format("longer than {}", item.longest)};
  if (item.pattern && !item.pattern->matches(text)) return {"pattern", "not of the form that is asked for"};
  return {};
}

AnswerFault check_limits(const Item& item, const Datum& answer) {
  const auto against = [&](const Datum& limit) { return rules::compare(answer.value, limit.value); };
  if (item.least && against(*item.least).value_or(-1) < 0)
    return {"too-small", fmt::format("less than {}", rules::text_of(item.least->value))};
  if (item.most && against(*item.most).value_or(1) > 0)
    return {"too-large", fmt::format("more than {}", rules::text_of(item.most->value))};
  return {};
}

AnswerFault check_unit(const Item& item, const Datum& answer) {
  const std::string& unit = answer.code.empty() ? answer.display : answer.code;
  if (item.units.empty() || unit.empty()) return {};
  const bool listed = std::any_of(item.units.begin(), item.units.end(), [&](const Datum& one) {
    return *one.value.string() == unit || one.display == unit;
  });
  if (listed) return {};
  return {"unit", fmt::format("not in a unit that is asked for: '{}'", unit)};
}

}  // namespace

AnswerFault check_answer(const Item& item, const Datum& answer) {
  if (item.is_choice()) {
    AnswerFault fault = check_option(item, answer);
    if (!fault.code.empty()) return fault;
    const bool own_words = item.type == ItemType::open_choice && answer.type == DatumType::string;
    return own_words ? check_text(item, *answer.value.string()) : AnswerFault{};
  }
  if (answer.type == DatumType::quantity) {
    AnswerFault fault = check_unit(item, answer);
    if (!fault.code.empty()) return fault;
  }
  if (answer.type == DatumType::string || answer.type == DatumType::uri)
    return check_text(item, *answer.value.string());
  return check_limits(item, answer);
}

}  // namespace vuoro::forms
