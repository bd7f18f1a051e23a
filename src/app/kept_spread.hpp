#pragma once

#include <vector>

#include "api/forecast_kept.hpp"
#include "twin/forecast.hpp"

namespace vuoro::app {

inline api::KeptSpread kept_spread(const twin::Spread& s) {
  return {s.mean,           s.half.low,       s.half.high, s.four_fifths.low, s.four_fifths.high,
          s.nearly_all.low, s.nearly_all.high};
}

inline std::vector<api::KeptSpread> kept_spreads(const std::vector<twin::Spread>& spreads) {
  std::vector<api::KeptSpread> out;
  out.reserve(spreads.size());
  for (const twin::Spread& one : spreads) out.push_back(kept_spread(one));
  return out;
}

}  // namespace vuoro::app
