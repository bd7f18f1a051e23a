#pragma once

#include <cstdint>

namespace vuoro::twin {

/// A law of chance for a time in minutes, drawn by inversion: one uniform number gives one time, and a larger
/// number a longer time, so that the same person stays "slow" in every scenario.
struct Distribution {
  enum class Kind : std::uint8_t {
    constant,     ///< a = the value.
    exponential,  ///< a = the mean.
    lognormal,    ///< a, b = mean and deviation of the logarithm.
    uniform,      ///< Between a and b.
  };
  Kind kind = Kind::constant;
  double a = 0;
  double b = 0;

  /// Lognormal with the mean and the coefficient of variation (deviation / mean) of the time itself.
  static Distribution lognormal(double mean, double variation);

  /// The time below which a share `u` in (0, 1) of all times lies.
  [[nodiscard]] double at(double u) const;
  [[nodiscard]] double mean() const;
};

}  // namespace vuoro::twin
