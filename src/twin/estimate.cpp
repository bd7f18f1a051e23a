#include "twin/estimate.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace vuoro::twin {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

double quantile(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

double Estimate::error() const {
  return n == 0 ? infinite : deviation / std::sqrt(static_cast<double>(n));
}

double Estimate::half_width(double level) const {
  if (n < 2) return infinite;
  if (deviation <= 0) return 0;
  const boost::math::students_t law(static_cast<double>(n - 1));
  return boost::math::quantile(law, 0.5 + level / 2) * error();
}

double Estimate::relative_half_width(double level) const {
  const double half = half_width(level);
  if (half <= 0) return 0;
  return std::abs(mean) > 0 ? half / std::abs(mean) : infinite;
}

Estimate estimate(std::span<const double> values) {
  Estimate e;
  e.n = values.size();
  if (values.empty()) return e;
  for (const double v : values) e.mean += v;
  e.mean /= static_cast<double>(e.n);
  double squares = 0;
  for (const double v : values) squares += (v - e.mean) * (v - e.mean);
  if (e.n > 1) e.deviation = std::sqrt(squares / static_cast<double>(e.n - 1));
  return e;
}

Estimate difference(std::span<const double> a, std::span<const double> b) {
  std::vector<double> apart(b.begin(), b.end());
  for (std::size_t i = 0; i < apart.size(); ++i) apart[i] -= a[i];
  return estimate(apart);
}

Band band(std::span<const double> values, double share) {
  if (values.empty()) return {};
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return {quantile(sorted, 0.5 - share / 2), quantile(sorted, 0.5 + share / 2)};
}

}  // namespace vuoro::twin
