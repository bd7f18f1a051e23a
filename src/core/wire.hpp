#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/events.hpp"
#include "core/rows.hpp"
#include "core/words.hpp"

/// How values become bytes, for events (codec) and for the whole State (snapshot, hash): one overload per
/// kind of value. LEB128 so that small numbers stay small.
namespace vuoro::core::wire {

/// How many enumerators an enum has; bytes that name another are no value of it.
template <class E>
inline constexpr std::uint64_t members = promises::Words<E>::all.size();
template <>
inline constexpr std::uint64_t members<promises::LegalLimit> = 3;
static_assert(static_cast<int>(promises::LegalLimit::none) == 2);

/// Whether a set holds nothing but enumerators.
template <class E, class Rep>
constexpr bool known_members(promises::EnumSet<E, Rep> set) {
  return members<E> >= sizeof(Rep) * 8 || (set.bits >> members<E>) == 0;
}

/// Sink is anything with put(std::byte).
template <class Sink>
class Writer {
 public:
  explicit Writer(Sink& sink) : sink_(sink) {}

  void number(std::uint64_t v) {
    while (v >= 0x80) {
      sink_.put(static_cast<std::byte>(v | 0x80));
      v >>= 7U;
    }
    sink_.put(static_cast<std::byte>(v));
  }
  void whole(std::int64_t v) {
    number((static_cast<std::uint64_t>(v) << 1U) ^ static_cast<std::uint64_t>(v >> 63));
  }
  void text(std::string_view s) {
    number(s.size());
    for (const char c : s) sink_.put(static_cast<std::byte>(c));
  }

  template <class T>
  void value(const T& v) {
    if constexpr (std::is_enum_v<T>) {
      number(static_cast<std::uint64_t>(v));
    } else if constexpr (std::is_unsigned_v<T>) {
      number(v);
    } else if constexpr (std::is_signed_v<T>) {
      whole(v);
    } else if constexpr (requires { v.view(); }) {
      text(v.view());
    } else if constexpr (requires { v.years; }) {
      number(v.years);
    } else if constexpr (requires { v.bits; }) {
      number(v.bits);
    } else if constexpr (requires { v.s; }) {
      value(v.s);
    } else {
      value(v.n);
    }
  }

 private:
  Sink& sink_;
};

/// Reads what Writer wrote; `ok` turns false at the first byte that cannot be, and stays so. Numbers have one
/// spelling each, so whatever is read is written again as the same bytes.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  void fail() { ok_ = false; }

  std::uint64_t number() {
    std::uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) break;
      const auto b = static_cast<std::uint64_t>(bytes_[at_++]);
      v |= (b & 0x7FU) << shift;
      if ((b & 0x80U) != 0) continue;
      if ((b == 0 && shift != 0) || (shift == 63 && b > 1)) break;
      return v;
    }
    ok_ = false;
    return 0;
  }
  std::int64_t whole() {
    const std::uint64_t v = number();
    return static_cast<std::int64_t>(v >> 1U) ^ -static_cast<std::int64_t>(v & 1U);
  }
  std::string_view text() {
    const std::uint64_t size = number();
    if (!ok_ || size > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    const auto* begin = reinterpret_cast<const char*>(bytes_.data() + at_);  // NOLINT: bytes to text
    at_ += size;
    return {begin, size};
  }

  template <class T>
  void value(T& v) {
    if constexpr (std::is_enum_v<T>) {
      const std::uint64_t n = number();
      ok_ = ok_ && n < members<T>;
      v = ok_ ? static_cast<T>(n) : T{};
    } else if constexpr (std::is_unsigned_v<T>) {
      v = narrow<T>(number());
    } else if constexpr (std::is_signed_v<T>) {
      const std::int64_t w = whole();
      v = static_cast<T>(w);
      ok_ = ok_ && std::int64_t{v} == w;
    } else if constexpr (requires { T::of(std::string_view{}).view(); }) {
      const std::string_view s = text();
      ok_ = ok_ && s.size() <= T::capacity;
      if (ok_) v = T::of(s);
    } else if constexpr (requires { v.years; }) {
      v.years = narrow<decltype(v.years)>(number());
    } else if constexpr (requires { v.bits; }) {
      v.bits = narrow<decltype(v.bits)>(number());
      ok_ = ok_ && known_members(v);
    } else if constexpr (requires { v.s; }) {
      value(v.s);
    } else {
      value(v.n);
    }
  }

 private:
  template <class T>
  T narrow(std::uint64_t v) {
    const T t = static_cast<T>(v);
    if (static_cast<std::uint64_t>(t) != v) ok_ = false;
    return t;
  }

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace vuoro::core::wire
