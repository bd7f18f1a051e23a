#include "rules/decimal.hpp"

// The library is built in eight calling conventions; this is libbidgcc000.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
extern "C" {
#include <bid_conf.h>
#include <bid_functions.h>
}
#pragma GCC diagnostic pop

#include <algorithm>
#include <array>
#include <charconv>

namespace vuoro::rules {

struct DecimalBits {
  static BID_UINT128 of(Decimal d) {
    BID_UINT128 out;
    out.w[0] = d.low_;
    out.w[1] = d.high_;
    return out;
  }
  static Decimal raw(BID_UINT128 bits) {
    Decimal d;
    d.low_ = bits.w[0];
    d.high_ = bits.w[1];
    return d;
  }
  /// Nothing for infinities and not-a-number.
  static std::optional<Decimal> finite(BID_UINT128 bits) {
    if (bid128_isFinite(bits) == 0) return std::nullopt;
    if (bid128_isZero(bits) != 0) bits.w[1] &= 0x7FFFFFFFFFFFFFFFULL;  // FEEL has no negative zero
    return raw(bits);
  }
};

namespace {

using Bits = DecimalBits;
constexpr unsigned nearest_even = 0;

struct Parts {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

/// The library writes "+123E-2".
Parts parts_of(BID_UINT128 bits) {
  std::array<char, 64> buffer{};
  unsigned flags = 0;
  bid128_to_string(buffer.data(), bits, &flags);
  const std::string_view text(buffer.data());
  Parts parts;
  parts.negative = text.front() == '-';
  const std::size_t e = text.find('E');
  parts.digits = text.substr(1, e - 1);
  std::string_view exponent = text.substr(e + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), parts.exponent);
  return parts;
}

std::string plain(const Parts& parts) {
  std::string out = parts.negative ? "-" : "";
  const auto size = static_cast<std::int64_t>(parts.digits.size());
  if (parts.exponent >= 0) {
    out += parts.digits;
    if (parts.digits != "0") out.append(static_cast<std::size_t>(parts.exponent), '0');
  } else if (size + parts.exponent > 0) {
    const auto whole = static_cast<std::size_t>(size + std::int64_t{parts.exponent});
    out += parts.digits.substr(0, whole) + "." + parts.digits.substr(whole);
  } else {
    out += "0." + std::string(static_cast<std::size_t>(-(size + std::int64_t{parts.exponent})), '0') +
           parts.digits;
  }
  return out;
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool well_formed(std::string_view text) {
  std::size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t digits = 0;
  for (; i < text.size() && digit(text[i]); ++i) ++digits;
  if (i < text.size() && text[i] == '.') {
    const std::size_t point = ++i;
    for (; i < text.size() && digit(text[i]); ++i) ++digits;
    if (i == point) return false;
  }
  if (digits == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    const std::size_t first = i;
    while (i < text.size() && digit(text[i])) ++i;
    if (i == first) return false;
  }
  return i == text.size();
}

BID_UINT128 unit(int scale) {
  unsigned flags = 0;
  return bid128_scalbn(bid128_from_int64(1), -scale, nearest_even, &flags);
}

BID_UINT128 integral(BID_UINT128 bits, Rounding how) {
  unsigned flags = 0;
  const bool negative = bid128_isSigned(bits) != 0;
  switch (how) {
    case Rounding::half_even:
      return bid128_round_integral_nearest_even(bits, &flags);
    case Rounding::half_up:
      return bid128_round_integral_nearest_away(bits, &flags);
    case Rounding::up:
      return negative ? bid128_round_integral_negative(bits, &flags)
                      : bid128_round_integral_positive(bits, &flags);
    case Rounding::down:
      return bid128_round_integral_zero(bits, &flags);
    case Rounding::floor:
      return bid128_round_integral_negative(bits, &flags);
    case Rounding::ceiling:
      return bid128_round_integral_positive(bits, &flags);
    case Rounding::half_down:
      break;
  }
  const BID_UINT128 down = bid128_round_integral_zero(bits, &flags);
  const BID_UINT128 rest = bid128_abs(bid128_sub(bits, down, nearest_even, &flags));
  const BID_UINT128 half = bid128_scalbn(bid128_from_int64(5), -1, nearest_even, &flags);
  return bid128_quiet_greater(rest, half, &flags) != 0 ? integral(bits, Rounding::up) : down;
}

}  // namespace

Decimal Decimal::of(std::int64_t integer) {
  return Bits::raw(bid128_from_int64(integer));
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (!well_formed(text)) return std::nullopt;
  std::string copy(text);
  unsigned flags = 0;
  return Bits::finite(bid128_from_string(copy.data(), nearest_even, &flags));
}

std::string Decimal::text() const {
  return plain(parts_of(Bits::of(*this)));
}

std::string Decimal::json() const {
  Parts parts = parts_of(Bits::of(*this));
  while (parts.digits.size() > 1 && parts.digits.back() == '0') {
    parts.digits.pop_back();
    ++parts.exponent;
  }
  if (parts.digits == "0") return "0";
  if (parts.exponent <= 40 && parts.exponent >= -74) return plain(parts);
  const int exponent = parts.exponent;
  parts.exponent = 0;
  return plain(parts) + "e" + std::to_string(exponent);
}

std::optional<std::int64_t> Decimal::integer() const {
  if ((high_ >> 49) == (0x3040000000000000ULL >> 49) && (high_ & 0x1FFFFFFFFFFFFULL) == 0 &&
      low_ <= INT64_MAX) {
    return static_cast<std::int64_t>(low_);
  }
  if (!is_integer()) return std::nullopt;
  unsigned flags = 0;
  const BID_SINT64 out = bid128_to_int64_int(Bits::of(*this), &flags);
  if (flags != 0) return std::nullopt;
  return out;
}

bool Decimal::is_integer() const {
  unsigned flags = 0;
  const BID_UINT128 bits = Bits::of(*this);
  return bid128_quiet_equal(bits, bid128_round_integral_zero(bits, &flags), &flags) != 0;
}

bool Decimal::negative() const {
  return (high_ >> 63) != 0 && !zero();
}

bool Decimal::zero() const {
  return bid128_isZero(Bits::of(*this)) != 0;
}

Decimal Decimal::negated() const {
  return zero() ? *this : Bits::raw(bid128_negate(Bits::of(*this)));
}

Decimal Decimal::absolute() const {
  return Bits::raw(bid128_abs(Bits::of(*this)));
}

std::optional<Decimal> Decimal::rounded(int scale, Rounding how) const {
  if (scale < -6111 || scale > 6176) return std::nullopt;
  const Parts parts = parts_of(Bits::of(*this));
  if (-parts.exponent <= scale && scale >= 0) {  // nothing to round; more zeros only where they fit
    unsigned flags = 0;
    const auto padded = Bits::finite(bid128_quantize(Bits::of(*this), unit(scale), nearest_even, &flags));
    return padded ? padded : *this;
  }
  unsigned flags = 0;
  const BID_UINT128 shifted = bid128_scalbn(Bits::of(*this), scale, nearest_even, &flags);
  const BID_UINT128 whole = integral(shifted, how);
  const auto out = Bits::finite(bid128_scalbn(whole, -scale, nearest_even, &flags));
  if (!out || scale >= 0) return out;
  const auto spread = Bits::finite(bid128_quantize(Bits::of(*out), unit(0), nearest_even, &flags));
  return spread ? spread : out;
}

std::optional<Decimal> Decimal::square_root() const {
  if (negative()) return std::nullopt;
  unsigned flags = 0;
  return Bits::finite(bid128_sqrt(Bits::of(*this), nearest_even, &flags));
}

std::optional<Decimal> Decimal::logarithm() const {
  if (negative() || zero()) return std::nullopt;
  unsigned flags = 0;
  return Bits::finite(bid128_log(Bits::of(*this), nearest_even, &flags));
}

std::optional<Decimal> Decimal::exponential() const {
  unsigned flags = 0;
  return Bits::finite(bid128_exp(Bits::of(*this), nearest_even, &flags));
}

std::optional<Decimal> add(Decimal a, Decimal b) {
  unsigned flags = 0;
  return Bits::finite(bid128_add(Bits::of(a), Bits::of(b), nearest_even, &flags));
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
  unsigned flags = 0;
  return Bits::finite(bid128_sub(Bits::of(a), Bits::of(b), nearest_even, &flags));
}

std::optional<Decimal> multiply(Decimal a, Decimal b) {
  unsigned flags = 0;
  return Bits::finite(bid128_mul(Bits::of(a), Bits::of(b), nearest_even, &flags));
}

std::optional<Decimal> divide(Decimal a, Decimal b) {
  if (b.zero()) return std::nullopt;
  unsigned flags = 0;
  return Bits::finite(bid128_div(Bits::of(a), Bits::of(b), nearest_even, &flags));
}

namespace {

/// Squaring keeps whole powers exact where they fit, which the library's exp(b·ln a) does not.
std::optional<Decimal> whole_power(Decimal a, std::int64_t exponent) {
  const bool inverse = exponent < 0;
  auto left = inverse ? 0 - static_cast<std::uint64_t>(exponent) : static_cast<std::uint64_t>(exponent);
  std::optional<Decimal> result = Decimal::of(1);
  std::optional<Decimal> square = a;
  while (left != 0) {
    if ((left & 1U) != 0) {
      if (!square) return std::nullopt;
      result = multiply(*result, *square);
      if (!result) return std::nullopt;
    }
    left >>= 1U;
    if (left != 0 && square) square = multiply(*square, *square);
  }
  return inverse ? divide(Decimal::of(1), *result) : result;
}

}  // namespace

std::optional<Decimal> power(Decimal a, Decimal b) {
  if (const auto whole = b.integer(); whole && *whole <= 999'999'999 && *whole >= -999'999'999) {
    return whole_power(a, *whole);
  }
  unsigned flags = 0;
  return Bits::finite(bid128_pow(Bits::of(a), Bits::of(b), nearest_even, &flags));
}

std::optional<Decimal> modulo(Decimal a, Decimal b) {
  if (b.zero()) return std::nullopt;
  unsigned flags = 0;
  auto rest = Bits::finite(bid128_fmod(Bits::of(a), Bits::of(b), &flags));
  if (rest && !rest->zero() && rest->negative() != b.negative()) rest = add(*rest, b);
  return rest;
}

int Decimal::compare_slowly(Decimal a, Decimal b) {
  unsigned flags = 0;
  if (bid128_quiet_less(Bits::of(a), Bits::of(b), &flags) != 0) return -1;
  return bid128_quiet_equal(Bits::of(a), Bits::of(b), &flags) != 0 ? 0 : 1;
}

}  // namespace vuoro::rules
