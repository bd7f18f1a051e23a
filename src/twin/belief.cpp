#include "twin/belief.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace vuoro::twin {

double Share::mean() const {
  return (static_cast<double>(k) + prior * weight) / (static_cast<double>(n) + weight);
}

double Share::at(double u) const {
  const double a = static_cast<double>(k) + prior * weight;
  const double b = static_cast<double>(n - k) + (1 - prior) * weight;
  return boost::math::ibeta_inv(a, b, u);
}

Share share(std::uint64_t n, std::uint64_t k, double prior, double weight) {
  return {n, std::min(n, k), std::clamp(prior, 1e-4, 1 - 1e-4), weight};
}

double part(std::uint64_t k, std::uint64_t n) {
  return (static_cast<double>(k) + 0.5) / (static_cast<double>(n) + 1.0);
}

double Rate::mean() const {
  return (n / dispersion + prior * weight) / (exposure / dispersion + weight);
}

double Rate::at(double u) const {
  return boost::math::gamma_p_inv(n / dispersion + prior * weight, u) / (exposure / dispersion + weight);
}

double Known::at(double u) const {
  if (error <= 0) return mean;
  return mean + error * boost::math::quantile(boost::math::normal(), u);
}

std::uint32_t count_at(double mean, double dispersion, double u) {
  if (mean <= 0) return 0;
  // Sum up the chances of 0, 1, 2 … ; the start is a logarithm so that large means do not vanish.
  const bool poisson = dispersion <= 1.0001;
  const double size = poisson ? 0 : mean / (dispersion - 1);
  const double ratio = poisson ? 0 : (dispersion - 1) / dispersion;
  double log_chance = poisson ? -mean : -size * std::log(dispersion);
  double sum = 0;
  const auto most = static_cast<std::uint32_t>(mean + 12 * std::sqrt(mean * std::max(1.0, dispersion)) + 30);
  for (std::uint32_t n = 0; n < most; ++n) {
    sum += std::exp(log_chance);
    if (sum >= u) return n;
    log_chance += poisson ? std::log(mean / (n + 1.0)) : std::log(ratio * (size + n) / (n + 1.0));
  }
  return most;
}

}  // namespace vuoro::twin
