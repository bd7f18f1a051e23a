#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vuoro::twin {

/// A logistic regression: chance = 1 / (1 + e^−(Σ coefficient · feature)).
struct Logistic {
  std::vector<double> coefficients;
  std::vector<double> errors;  ///< Standard errors, from the curvature at the maximum.

  /// Precondition: as many features as coefficients.
  [[nodiscard]] double chance(std::span<const double> features) const;
};

/// The maximum of the likelihood times independent normal priors with mean 0, by Newton's steps, halved where
/// one overshoots. `features`: row by row, `columns` in each; the first column is the constant 1 and has no
/// prior. `deviation`: of the priors, above 0. Precondition: rows · columns = features, rows = outcomes (0 or
/// 1), at least one of each outcome. O(steps · rows · columns²), 6 to 10 steps.
Logistic fit_logistic(std::span<const double> features, std::size_t columns,
                      std::span<const std::uint8_t> outcomes, double deviation);

}  // namespace vuoro::twin
