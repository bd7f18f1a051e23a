#pragma once

#include <cstdint>
#include <limits>

namespace vuoro::planner {

/// A whole number of 128 bits, for costs where every promise of one group outweighs everything below it.
/// Just what the network simplex does with costs; overflow is the caller's to rule out.
struct Wide {
  __extension__ using Value = __int128;
  Value v = 0;

  constexpr Wide() = default;
  template <class Whole>
  requires std::numeric_limits<Whole>::is_integer constexpr Wide(Whole value)
      : v(value) {}  // NOLINT(google-explicit-constructor): it stands for a number

  constexpr explicit operator double() const { return static_cast<double>(v); }
  constexpr Wide operator-() const { return raw(-v); }
  constexpr Wide& operator+=(Wide b) { return *this = *this + b; }
  constexpr Wide& operator-=(Wide b) { return *this = *this - b; }

  friend constexpr Wide operator+(Wide a, Wide b) { return raw(a.v + b.v); }
  friend constexpr Wide operator-(Wide a, Wide b) { return raw(a.v - b.v); }
  friend constexpr Wide operator*(Wide a, Wide b) { return raw(a.v * b.v); }
  friend constexpr Wide operator/(Wide a, Wide b) { return raw(a.v / b.v); }
  friend constexpr bool operator==(Wide a, Wide b) { return a.v == b.v; }
  friend constexpr bool operator!=(Wide a, Wide b) { return a.v != b.v; }
  friend constexpr bool operator<(Wide a, Wide b) { return a.v < b.v; }
  friend constexpr bool operator>(Wide a, Wide b) { return a.v > b.v; }
  friend constexpr bool operator<=(Wide a, Wide b) { return a.v <= b.v; }
  friend constexpr bool operator>=(Wide a, Wide b) { return a.v >= b.v; }

 private:
  static constexpr Wide raw(Value value) {
    Wide w;
    w.v = value;
    return w;
  }
};

}  // namespace vuoro::planner

/// What LEMON asks of a cost type. Not "exact": it then sizes its artificial costs by the costs it is given.
template <>
class std::numeric_limits<vuoro::planner::Wide> {
 public:
  static constexpr bool is_specialized = true;
  static constexpr bool is_signed = true;
  static constexpr bool is_integer = false;
  static constexpr bool is_exact = false;
  static constexpr bool has_infinity = false;
  static constexpr vuoro::planner::Wide max() {
    using V = vuoro::planner::Wide::Value;
    vuoro::planner::Wide w;
    w.v = ~(V{1} << 127);
    return w;
  }
};
