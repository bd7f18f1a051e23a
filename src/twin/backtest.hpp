#pragma once

#include "twin/forecast.hpp"

namespace vuoro::twin {

/// How a forecast's row about promises came out.
struct Scored {
  PromiseLine line;
  Spread forecast;  ///< Broken in all weeks together.
  double happened = 0;
  std::size_t weeks = 0;
  std::size_t inside = 0;  ///< Weeks whose number lay in their 80 % band, ends included.
  bool whole_inside = false;
  double error = 0;          ///< Mean over weeks of |expected − happened|.
  double error_of_past = 0;  ///< The same, had each week been taken to be like the mean of the past weeks.
};

/// What a back-test measured.
struct Backtest {
  std::vector<Scored> rows;  ///< Where anything was broken, or half a promise or more was expected to be.
  Spread all;                ///< Forecast of the county's broken promises in all weeks.
  double happened = 0;
  std::size_t cells = 0;  ///< Row × week, of the rows above.
  std::size_t inside = 0;
  double error = 0;
  double error_of_past = 0;
  std::size_t queue_cells = 0;  ///< Team × service × week, where somebody waited.
  std::size_t queue_inside = 0;
};

/// Holds a forecast to what happened in the same weeks.
Backtest score(const Forecast& forecast, const Outlook& happened);

}  // namespace vuoro::twin
