#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace vuoro::simulator {

/// Seeded chance that is the same on every machine: the standard's distributions are not.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  /// 0 … n-1. Precondition: n > 0.
  std::uint64_t below(std::uint64_t n) { return engine_() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  bool percent(std::uint64_t p) { return below(100) < p; }
  template <class Range>
  const auto& of(const Range& range) {
    return range[below(std::size(range))];
  }

 private:
  std::mt19937_64 engine_;
};

/// FNV-1a, for telling two runs apart.
class Fingerprint {
 public:
  void add(std::span<const std::byte> bytes) {
    for (const std::byte b : bytes) add_byte(static_cast<std::uint8_t>(b));
  }
  void add(std::uint64_t v) {
    for (int i = 0; i < 8; ++i, v >>= 8U) add_byte(static_cast<std::uint8_t>(v));
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void add_byte(std::uint8_t b) { value_ = (value_ ^ b) * 0x100000001b3ULL; }
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

}  // namespace vuoro::simulator
