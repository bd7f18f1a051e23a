#include <cstdint>
#include <string_view>

#include "rules/json.hpp"
#include "rules/model.hpp"

/// Any bytes as a DMN file: refused, or a model of which every element evaluates within its budget.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vuoro::rules;
  if (size > 32'768) return 0;
  const std::string text(data, data + size);
  const auto model = Model::parse(text, "fuzz.dmn");
  if (!model) {
    static_cast<void>(from_json(text));
    return 0;
  }
  Asking asking;
  asking.budget.steps = 5'000;
  asking.budget.stack_bytes = 1'500'000;
  asking.matches = Matches::keep;
  const Value inputs = Value::context({{"Age", Value::number(17)}, {"RiskCategory", Value::string("High")}});
  for (std::uint32_t i = 0; i < model->program().elements.size() && i < 20; ++i) {
    const auto outcome = model->evaluate(i, inputs, asking);
    if (outcome) static_cast<void>(to_json(outcome->result));
  }
  for (const Finding& finding : model->findings()) static_cast<void>(finding.text());
  return 0;
}
