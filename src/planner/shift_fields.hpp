#pragma once

#include "content/toml_reader.hpp"

namespace vuoro::planner {

/// What one shift gives.
struct ShiftYield {
  double visits = 0;  ///< Whole visits.
  double hours = 0;
};

/// `visit_minutes` and `shift_minutes` of a table. A fault when the shift is shorter than one visit.
ShiftYield read_shift(content::Fields& fields);

}  // namespace vuoro::planner
