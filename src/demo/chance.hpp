#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace vuoro::demo {

/// Numbers that look random and are the same everywhere: SplitMix64 (Steele, Lea, Flood 2014) over a counter.
/// Only additions, multiplications, divisions and square roots, which IEEE 754 fixes to the last bit; no
/// std:: distribution and no libm function, whose results differ between libraries. Not for secrets.
class Chance {
 public:
  /// A stream of its own for each seed, purpose and index.
  constexpr Chance(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index = 0)
      : counter_(mixed(mixed(mixed(seed + step) ^ purpose) + index * step)) {}

  constexpr std::uint64_t next() { return mixed(counter_ += step); }
  /// Uniform in [0, 1).
  constexpr double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  /// Uniform in 0 … n - 1; n > 0. The bias of at most n / 2^32 does not matter here.
  constexpr std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((next() >> 32U) * n) >> 32U);
  }
  constexpr bool yes(double probability) { return unit() < probability; }
  /// Roughly normal, mean 0, deviation 1: twelve uniforms (Irwin–Hall).
  constexpr double normal() {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += unit();
    return sum;
  }
  /// A wait: half of them below `median`, spread `sigma` on the log scale.
  constexpr double lognormal(double median, double sigma) { return median * exponential(sigma * normal()); }
  /// How many of many rare things happen when `mean` are expected.
  int count(double mean) {
    if (mean <= 0) return 0;
    if (mean > 30) return static_cast<int>(std::max(0.0, mean + std::sqrt(mean) * normal() + 0.5));
    int n = 0;
    const double limit = exponential(-mean);
    for (double product = unit(); product > limit; product *= unit()) ++n;
    return n;
  }
  /// The index of a weight, in proportion to the weights; 0 when all are zero.
  template <class Weights>
  constexpr std::size_t pick(const Weights& weights) {
    double total = 0;
    for (const double w : weights) total += w;
    double left = unit() * total;
    std::size_t last = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (weights[i] <= 0) continue;
      last = i;
      left -= weights[i];
      if (left < 0) return i;
    }
    return last;
  }

 private:
  static constexpr std::uint64_t step = 0x9E3779B97F4A7C15ULL;
  static constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  /// e^x within a percent for |x| < 6: enough for a made-up wait.
  static constexpr double exponential(double x) {
    double y = 1.0 + x / 4096.0;
    for (int i = 0; i < 12; ++i) y *= y;
    return y;
  }

  std::uint64_t counter_;
};

}  // namespace vuoro::demo
