#include "api/plan_came.hpp"

#include <algorithm>
#include <cmath>

namespace vuoro::api {

Verdict verdict_of(double happened, const KeptSpread& foretold) {
  if (happened < std::floor(foretold.low80)) return Verdict::better;
  return happened > std::ceil(foretold.high80) ? Verdict::worse : Verdict::as_planned;
}

int weeks_inside(const std::vector<double>& happened, const std::vector<KeptSpread>& foretold) {
  int inside = 0;
  for (std::size_t w = 0; w < std::min(happened.size(), foretold.size()); ++w)
    inside += verdict_of(happened[w], foretold[w]) == Verdict::as_planned ? 1 : 0;
  return inside;
}

}  // namespace vuoro::api
