#pragma once

#include <cstdint>

namespace vuoro::twin {

/// What is believed of a share after k of n, with a prior that counts as `weight` more observations with the
/// share `prior`: Beta(k + prior·weight, n − k + (1 − prior)·weight).
struct Share {
  std::uint64_t n = 0;
  std::uint64_t k = 0;
  double prior = 0.5;
  double weight = 1;  ///< Above 0; the prior between 0 and 1.

  [[nodiscard]] double mean() const;
  /// The value below which the share lies with chance u in (0, 1).
  [[nodiscard]] double at(double u) const;
};

/// k of n, drawn towards `prior`, which is kept off 0 and 1.
[[nodiscard]] Share share(std::uint64_t n, std::uint64_t k, double prior, double weight);
/// k of n, with half an observation of each kind beside.
[[nodiscard]] double part(std::uint64_t k, std::uint64_t n);

/// What is believed of a mean number per unit after `n` in `exposure` units: Gamma(n + prior·weight,
/// exposure + weight). Counts that vary more than Poisson's (dispersion above 1) are worth less.
struct Rate {
  double n = 0;
  double exposure = 0;
  double prior = 0;   ///< Above 0.
  double weight = 1;  ///< Units that the prior counts as; above 0.
  double dispersion = 1;

  [[nodiscard]] double mean() const;
  [[nodiscard]] double at(double u) const;
};

/// A mean with its error: normal.
struct Known {
  double mean = 0;
  double error = 0;

  [[nodiscard]] double at(double u) const;
};

/// How many come when the mean is `mean` and the variance `dispersion` times that: Poisson, or negative
/// binomial above 1. By inversion: a larger u gives no smaller number.
[[nodiscard]] std::uint32_t count_at(double mean, double dispersion, double u);

}  // namespace vuoro::twin
