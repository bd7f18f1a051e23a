#include "exchange/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "calendar/zone.hpp"

namespace vuoro::exchange {

RowFault field_fault(std::string_view code, std::string_view column, std::string_view value,
                     std::string_view reason) {
  constexpr std::size_t most_shown = 80;
  std::size_t shown = std::min(value.size(), most_shown);
  // Never cut a character in two.
  while (shown < value.size() && shown > 0 && (static_cast<unsigned char>(value[shown]) & 0xC0U) == 0x80U)
    --shown;
  return {std::string(code), fmt::format("{} = '{}'{}: {}", column, value.substr(0, shown),
                                         shown < value.size() ? "…" : "", reason)};
}

Result<core::Age, RowFault> read_age(std::string_view text, std::string_view column) {
  if (text.empty()) return core::Age{};
  int years = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), years);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    return field_fault("age-unreadable", column, text, "not a whole number");
  }
  if (years < 0) return field_fault("age-negative", column, text, "nobody is that young");
  if (years > 130) return field_fault("age-too-high", column, text, "over 130 years");
  return core::Age{static_cast<std::uint8_t>(years)};
}

Result<std::string, RowFault> read_id(std::string_view text, std::string_view column) {
  if (text.empty()) return field_fault("id-missing", column, text, "must not be empty");
  if (text.size() > most_id_bytes) return field_fault("id-too-long", column, text, "longer than 200 bytes");
  return std::string(text);
}

Result<std::string, RowFault> read_area(std::string_view text, std::string_view column) {
  if (text.size() > core::ShortText::capacity) {
    return field_fault("area-too-long", column, text, "longer than 62 bytes");
  }
  const bool control = std::any_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
  if (control) return field_fault("area-unreadable", column, text, "holds a control character");
  return std::string(text);
}

bool in_calendar(Instant t) {
  const Day day = calendar::local_day(t);
  return day >= day_of(1992, 1, 1) && day <= day_of(2100, 12, 31);
}

}  // namespace vuoro::exchange
