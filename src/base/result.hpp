#pragma once

#include <string>
#include <utility>
#include <variant>

namespace vuoro {

/// Why something that input or the surroundings can cause did not succeed.
/// `code` is stable and machine-read (kebab-case, e.g. "file-unreadable"); `where` names the place
/// (file:line, field or event); `what` is for an operator's log, in English. Texts for people come from
/// content/.
struct Error {
  std::string code;
  std::string what;
  std::string where = {};
};

struct Unit {};

/// A value or the reason there is none. Used for every failure that input can cause;
/// exceptions are for bugs and broken machines only. (std::expected is C++23 and unseen by clang 14.)
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(E error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// Throws std::bad_variant_access when !ok(): asking without looking is a bug.
  [[nodiscard]] T& value() & { return std::get<0>(held_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(held_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(held_)); }
  [[nodiscard]] E& error() & { return std::get<1>(held_); }
  [[nodiscard]] const E& error() const& { return std::get<1>(held_); }
  [[nodiscard]] E&& error() && { return std::get<1>(std::move(held_)); }

  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

 private:
  std::variant<T, E> held_;
};

using Status = Result<Unit>;

}  // namespace vuoro
