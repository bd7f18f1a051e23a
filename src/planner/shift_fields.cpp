#include "planner/shift_fields.hpp"

namespace vuoro::planner {

ShiftYield read_shift(content::Fields& fields) {
  constexpr std::int64_t day = 24L * 60;
  const auto visit = fields.number("visit_minutes", 1, day);
  const auto shift = fields.number("shift_minutes", 1, day);
  if (!visit || !shift) return {};
  if (*shift < *visit)
    fields.fault(*fields.node("shift_minutes", content::Presence::required),
                 "the shift is shorter than one visit");
  return {static_cast<double>(*shift / *visit), static_cast<double>(*shift) / 60};
}

}  // namespace vuoro::planner
