#include "api/input.hpp"

#include <algorithm>
#include <array>

#include "api/instants.hpp"
#include "api/reference.hpp"
#include "core/rows.hpp"

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

core::SessionSlots Input::session_slots() {
  core::SessionSlots list;
  for (const std::int64_t n : in.integers("slots", 1, core::SessionSlots::most, 1, UINT32_MAX))
    static_cast<void>(list.add(SlotId{static_cast<std::uint32_t>(n)}));
  return list;
}

std::uint16_t Input::course() {
  const std::string code = in.text("course", 1, core::ShortText::capacity);
  const auto& all = call_.house.county.courses;
  const auto found = std::ranges::find(all, code, &content::Course::code);
  if (found != all.end()) return static_cast<std::uint16_t>(found - all.begin() + 1);
  if (!code.empty()) in.fault("course", "not-a-choice");
  return 0;
}

core::AskEarlier Input::earlier(StepId step) {
  core::AskEarlier c;
  c.step = step;
  const auto minute = [&](std::string_view name, std::uint16_t otherwise) {
    if (!in.present(name)) return otherwise;
    return static_cast<std::uint16_t>(in.integer(name, 0, core::EarlierRow::day_ends));
  };
  c.from_minute = minute("fromMinute", 0);
  c.until_minute = minute("untilMinute", core::EarlierRow::day_ends);
  if (!in.present("teams")) return c;
  const std::array also = {&c.also1, &c.also2, &c.also3};
  std::size_t at = 0;
  for (const std::string& code : in.texts("teams", 0, also.size(), core::ShortText::capacity)) {
    const auto team = call_.house.driver.read().state().term(core::TermKind::team, code);
    if (team) {
      *also[at] = TeamId{*team};
    } else if (!code.empty()) {
      in.fault("teams." + std::to_string(at), "not-a-choice");
    }
    ++at;
  }
  return c;
}

StepId Input::step() {
  return StepId{static_cast<std::uint32_t>(in.integer("step", 1, UINT32_MAX))};
}

ConsultationId Input::consultation() {
  return ConsultationId{static_cast<std::uint32_t>(in.integer("question", 1, UINT32_MAX))};
}

MatterId Input::other_matter(std::string_view name) {
  const std::string code = in.text(name, 1, 40);
  const auto other = matter_of_code(code);
  if (!other && !code.empty()) in.fault(name, "not-a-code");
  return other.value_or(MatterId{});
}

void Input::read_words(std::string_view name) {
  constexpr std::size_t most_letters = 4000;
  words_ = in.text(name, 1, most_letters);
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
