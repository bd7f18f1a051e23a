#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/temporal.hpp"

namespace vuoro::rules {

struct Range;
struct List;
struct Context;
struct Function;

using Text = std::shared_ptr<const std::string>;
using RangeRef = std::shared_ptr<const Range>;
using ListRef = std::shared_ptr<const List>;
using ContextRef = std::shared_ptr<const Context>;
using FunctionRef = std::shared_ptr<const Function>;

/// A FEEL value (DMN 1.5, 10.3.2.2). Immutable and cheap to copy; composite values are shared. Nesting and
/// total size are bounded where a composite is made, so every walk over a value is bounded too.
/// Safe to read from many threads.
class Value {
 public:
  enum class Kind : std::uint8_t {
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    months,
    days_time,
    range,
    list,
    context,
    function
  };
  static constexpr std::uint32_t most_weight = 4'000'000;  ///< Nodes and 32-byte pieces of text in one value.
  static constexpr std::uint32_t most_depth = 200;

  Value() = default;                             ///< null
  Value(bool b) : held_(b) {}                    // NOLINT: implicit by design, as all below
  Value(Decimal n) : held_(n) {}                 // NOLINT
  Value(Date d) : held_(d) {}                    // NOLINT
  Value(Time t) : held_(t) {}                    // NOLINT
  Value(DateTime t) : held_(t) {}                // NOLINT
  Value(Months m) : held_(m) {}                  // NOLINT
  Value(DaysTime d) : held_(d) {}                // NOLINT
  Value(FunctionRef f) : held_(std::move(f)) {}  // NOLINT
  template <class T>
  Value(std::optional<T> maybe) {  // NOLINT: nothing becomes null
    if (maybe) *this = Value(std::move(*maybe));
  }
  static Value number(std::int64_t n) { return Decimal::of(n); }
  /// null when it is too large.
  static Value string(std::string text);
  /// null when nested too deep or too large; so also for the next two.
  static Value list(std::vector<Value> items);
  static Value context(std::vector<std::pair<std::string, Value>> entries);
  static Value range(Range range);

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(held_.index()); }
  [[nodiscard]] bool is_null() const { return held_.index() == 0; }
  [[nodiscard]] bool is(Kind kind) const { return this->kind() == kind; }
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&held_); }
  [[nodiscard]] const Decimal* number() const { return std::get_if<Decimal>(&held_); }
  [[nodiscard]] const std::string* string() const;
  [[nodiscard]] const Date* date() const { return std::get_if<Date>(&held_); }
  [[nodiscard]] const Time* time() const { return std::get_if<Time>(&held_); }
  [[nodiscard]] const DateTime* date_time() const { return std::get_if<DateTime>(&held_); }
  [[nodiscard]] const Months* months() const { return std::get_if<Months>(&held_); }
  [[nodiscard]] const DaysTime* days_time() const { return std::get_if<DaysTime>(&held_); }
  [[nodiscard]] const Range* range() const;
  [[nodiscard]] const std::vector<Value>* list() const;
  [[nodiscard]] const Context* context() const;
  [[nodiscard]] const Function* function() const;
  [[nodiscard]] bool is_true() const { return boolean() != nullptr && *boolean(); }
  [[nodiscard]] bool is_false() const { return boolean() != nullptr && !*boolean(); }

  [[nodiscard]] std::uint32_t weight() const;  ///< ≥ 1.
  [[nodiscard]] std::uint32_t depth() const;   ///< 0 for plain values.

 private:
  std::variant<std::monostate, bool, Decimal, Text, Date, Time, DateTime, Months, DaysTime, RangeRef, ListRef,
               ContextRef, FunctionRef>
      held_;
};

/// Size and nesting of a composite.
struct Extent {
  std::uint32_t weight = 1;
  std::uint32_t depth = 1;
  void take(const Value& part);
  [[nodiscard]] bool fits() const { return weight <= Value::most_weight && depth <= Value::most_depth; }
};

struct Range {
  Value low;   ///< null: open towards −∞.
  Value high;  ///< null: open towards +∞.
  bool low_in = false;
  bool high_in = false;
  Extent extent = {};
};

struct List {
  std::vector<Value> items;
  Extent extent;
};

struct Context {
  std::vector<std::pair<std::string, Value>> entries;
  Extent extent;
  [[nodiscard]] const Value* find(std::string_view name) const;
};

/// FEEL's `=`: true, false, or nothing (null) when the kinds differ. O(smaller weight).
std::optional<bool> equal(const Value& a, const Value& b);
/// FEEL's `is`: the same kind and the same value, zones included.
bool same(const Value& a, const Value& b);
/// The order of numbers, strings, dates, times, durations: < 0, 0, > 0; nothing for any other pair.
std::optional<int> compare(const Value& a, const Value& b);
/// Whether the value lies in the range; nothing when it cannot be compared with its ends.
std::optional<bool> within(const Value& value, const Range& range);
/// FEEL's string(): plain for a string, otherwise as literals are written.
std::string text_of(const Value& value);
/// The words of the type, e.g. "days and time duration".
std::string_view kind_name(Value::Kind kind);
/// The kind of value that @"…" or an ISO text stands for; null when none.
Value parse_temporal(std::string_view text);

}  // namespace vuoro::rules
