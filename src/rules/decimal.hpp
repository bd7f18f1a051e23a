#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vuoro::rules {

/// Which way a digit that does not fit is rounded. `up` is away from zero, `down` towards zero.
enum class Rounding : std::uint8_t { half_even, half_up, half_down, up, down, floor, ceiling };

/// A FEEL number: IEEE 754-2008 decimal128, 34 digits, exponents −6176 … 6111 (DMN 1.5, 10.3.2.3.1). Always
/// finite: operations whose result is not a number or does not fit give nothing. Immutable value; O(1).
class Decimal {
 public:
  constexpr Decimal() = default;  ///< Zero.
  static Decimal of(std::int64_t integer);
  /// [-]digits[.digits][e[+-]digits], also .5; rounded half even to 34 digits. Nothing for any other text.
  static std::optional<Decimal> parse(std::string_view text);

  /// Plain digits without an exponent; trailing zeros after the point are kept ("1.50").
  [[nodiscard]] std::string text() const;
  /// As text() without trailing zeros; beyond 40 zeros with an exponent. A JSON number.
  [[nodiscard]] std::string json() const;
  /// The value when it is an integer of 64 bits.
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] bool is_integer() const;
  [[nodiscard]] bool negative() const;  ///< Less than zero.
  [[nodiscard]] bool zero() const;

  [[nodiscard]] Decimal negated() const;
  [[nodiscard]] Decimal absolute() const;
  /// Rounded to `scale` digits after the point (negative: before it). Nothing when it does not fit.
  [[nodiscard]] std::optional<Decimal> rounded(int scale, Rounding how) const;
  [[nodiscard]] std::optional<Decimal> square_root() const;
  [[nodiscard]] std::optional<Decimal> logarithm() const;
  [[nodiscard]] std::optional<Decimal> exponential() const;

  friend std::optional<Decimal> add(Decimal a, Decimal b);
  friend std::optional<Decimal> subtract(Decimal a, Decimal b);
  friend std::optional<Decimal> multiply(Decimal a, Decimal b);
  friend std::optional<Decimal> divide(Decimal a, Decimal b);
  friend std::optional<Decimal> power(Decimal a, Decimal b);
  /// a − b × floor(a ÷ b): the sign of b.
  friend std::optional<Decimal> modulo(Decimal a, Decimal b);
  /// Less than, equal to or greater than zero.
  friend int compare(Decimal a, Decimal b) {
    if (a.high_ == b.high_) {
      if (a.low_ == b.low_) return 0;
      return (a.low_ < b.low_) == ((a.high_ >> 63) == 0) ? -1 : 1;
    }
    return compare_slowly(a, b);
  }

 private:
  static int compare_slowly(Decimal a, Decimal b);
  friend struct DecimalBits;
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0x3040000000000000ULL;
};

std::optional<Decimal> add(Decimal a, Decimal b);
std::optional<Decimal> subtract(Decimal a, Decimal b);
std::optional<Decimal> multiply(Decimal a, Decimal b);
std::optional<Decimal> divide(Decimal a, Decimal b);
std::optional<Decimal> power(Decimal a, Decimal b);
std::optional<Decimal> modulo(Decimal a, Decimal b);

}  // namespace vuoro::rules
