#pragma once

#include <cstddef>
#include <span>

namespace vuoro::twin {

/// What independent replications say of a mean.
struct Estimate {
  std::size_t n = 0;
  double mean = 0;
  double deviation = 0;  ///< Between replications.

  [[nodiscard]] double error() const;  ///< Standard error of the mean.
  /// Half of the confidence interval (Student's t); infinite with fewer than two replications.
  [[nodiscard]] double half_width(double level) const;
  /// half_width / |mean|; 0 when every replication gave the same, infinite when the mean is 0.
  [[nodiscard]] double relative_half_width(double level) const;
};

/// Two passes, so that a small deviation around a large mean is not lost. O(n).
Estimate estimate(std::span<const double> values);

/// Replication by replication b − a: with common random numbers much of the chance cancels. Precondition:
/// equal lengths.
Estimate difference(std::span<const double> a, std::span<const double> b);

/// Between which values the middle share of replications lies: what one future can look like, not how well
/// the mean is known. Linear between order statistics (Hyndman & Fan 1996, type 7). O(n log n).
struct Band {
  double low = 0;
  double high = 0;
};
Band band(std::span<const double> values, double share);

}  // namespace vuoro::twin
