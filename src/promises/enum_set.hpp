#pragma once

#include <bit>
#include <initializer_list>

namespace vuoro::promises {

/// A set of enumerators in one machine word.
template <class E, class Rep>
struct EnumSet {
  Rep bits = 0;

  constexpr EnumSet() = default;
  constexpr EnumSet(std::initializer_list<E> members) {
    for (const E member : members) insert(member);
  }
  constexpr void insert(E member) { bits = static_cast<Rep>(bits | bit(member)); }
  constexpr void erase(E member) { bits = static_cast<Rep>(bits & ~bit(member)); }
  [[nodiscard]] constexpr bool has(E member) const { return (bits & bit(member)) != 0; }
  [[nodiscard]] constexpr bool has_all(EnumSet other) const { return (bits & other.bits) == other.bits; }
  [[nodiscard]] constexpr bool has_any(EnumSet other) const { return (bits & other.bits) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits == 0; }
  [[nodiscard]] constexpr int size() const { return std::popcount(bits); }
  /// Members of this set that `other` lacks.
  [[nodiscard]] constexpr EnumSet without(EnumSet other) const {
    EnumSet left;
    left.bits = static_cast<Rep>(bits & ~other.bits);
    return left;
  }
  /// Members of both sets.
  [[nodiscard]] constexpr EnumSet common(EnumSet other) const {
    EnumSet both;
    both.bits = static_cast<Rep>(bits & other.bits);
    return both;
  }
  /// Calls fn(member) in the order of the enumerators.
  template <class Fn>
  constexpr void for_each(Fn fn) const {
    for (Rep rest = bits; rest != 0; rest = static_cast<Rep>(rest & (rest - 1))) {
      fn(static_cast<E>(std::countr_zero(rest)));
    }
  }
  friend constexpr bool operator==(EnumSet, EnumSet) = default;

 private:
  static constexpr Rep bit(E member) { return static_cast<Rep>(Rep{1} << static_cast<unsigned>(member)); }
};

}  // namespace vuoro::promises
