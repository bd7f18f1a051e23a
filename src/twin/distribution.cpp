#include "twin/distribution.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace vuoro::twin {

Distribution Distribution::lognormal(double mean, double variation) {
  const double variance = std::log1p(variation * variation);
  return {Kind::lognormal, std::log(mean) - variance / 2, std::sqrt(variance)};
}

double Distribution::at(double u) const {
  switch (kind) {
    case Kind::constant:
      return a;
    case Kind::exponential:
      return -a * std::log1p(-u);
    case Kind::lognormal:
      return std::exp(a - b * std::numbers::sqrt2 * boost::math::erfc_inv(2 * u));
    case Kind::uniform:
      return a + (b - a) * u;
  }
  return a;
}

double Distribution::mean() const {
  switch (kind) {
    case Kind::lognormal:
      return std::exp(a + b * b / 2);
    case Kind::uniform:
      return (a + b) / 2;
    default:
      return a;
  }
}

}  // namespace vuoro::twin
