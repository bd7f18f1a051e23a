#include "api/input.hpp"

#include "api/instants.hpp"

namespace vuoro::api {

std::uint16_t Input::term(std::string_view name, core::TermKind kind) {
  const std::string code = in.text(name, 1, 62);
  const auto number = call_.house.driver.read().state().term(kind, code);
  if (!number && !code.empty()) in.fault(name, "not-a-choice");
  return number.value_or(0);
}

core::SlotList Input::slots() {
  core::SlotList list;
  for (const std::int64_t n : in.integers("slots", 1, core::SlotList::most, 1, UINT32_MAX))
    static_cast<void>(list.add(SlotId{static_cast<std::uint32_t>(n)}));
  return list;
}

StepId Input::step() {
  return StepId{static_cast<std::uint32_t>(in.integer("step", 1, UINT32_MAX))};
}

Instant Input::instant(std::string_view name) {
  const std::string text = in.text(name, 1, 40);
  const auto at = read_instant(text);
  if (!at && !text.empty()) in.fault(name, "not-an-instant");
  return at.value_or(Instant{});
}

Day Input::day(std::string_view name) {
  const std::string text = in.text(name, 1, 40);
  const auto day = read_day(text);
  if (!day && !text.empty()) in.fault(name, "not-a-day");
  return day.value_or(Day{});
}

}  // namespace vuoro::api
