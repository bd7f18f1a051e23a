#include <cstdint>
#include <cstdlib>

#include "rules/feel.hpp"
#include "rules/json.hpp"

/// Any text: refused, or evaluated within its budget to a value that can be written; a value that FEEL's own
/// literals can spell is read again as an equal one. The first byte chooses expression or unary tests.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vuoro::rules;
  if (size == 0 || size > 4096) return 0;
  const std::string text(data + 1, data + size);
  Budget budget;
  budget.steps = 20'000;
  budget.stack_bytes = 1'500'000;
  const auto feel = data[0] % 4 == 0 ? Feel::unary_tests(text, {"x", "long name"})
                                     : Feel::expression(text, {"x", "long name"});
  if (!feel) return 0;
  const Value inputs[] = {Value::number(7),
                          Value::list({Value::string("a"), Value::context({{"b c", true}})})};
  const auto value = feel->evaluate(inputs, budget);
  if (!value) return 0;
  static_cast<void>(to_json(*value));
  static_cast<void>(text_of(*value));
  const bool literal = value->number() != nullptr || value->is_null() || value->boolean() != nullptr;
  if (!literal) return 0;
  const auto again = Feel::expression(text_of(*value));
  if (!again || !equal(*value, again->evaluate({}, budget).value()).value_or(false)) std::abort();
  return 0;
}
