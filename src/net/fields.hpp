#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vuoro::net {

/// One thing wrong with one field. `field` is a path such as "needs.2.code" ("" is the whole body); `reason`
/// is one of "missing", "wrong-type", "too-short", "too-long", "too-small", "too-big", "too-few", "too-many",
/// "not-a-choice", "control-character", "unknown-field"; `args` are what a message in any language needs
/// ({"max","4000"}).
struct FieldFault {
  std::string field;
  std::string reason;
  std::vector<std::pair<std::string, std::string>> args = {};
};

/// Reads an object's members one by one and collects *all* faults. A member that is never asked for is a
/// fault too. A reader called on a faulty member gives an empty value; look at finish() before using any. The
/// JSON value must outlive this. Lengths count Unicode code points.
class Fields {
 public:
  /// A value that is no object is one fault of field "".
  explicit Fields(const boost::json::value& body);

  /// Text of min..max code points. Tab, line feed and carriage return are allowed, other control characters
  /// are not.
  std::string text(std::string_view name, std::size_t min, std::size_t max);
  /// Absent or null gives nothing.
  std::optional<std::string> optional_text(std::string_view name, std::size_t min, std::size_t max);
  std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max);
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t min, std::int64_t max);
  /// The place of the text among `names`, 0 when faulty.
  std::size_t choice(std::string_view name, std::initializer_list<std::string_view> names);
  std::optional<std::size_t> optional_choice(std::string_view name,
                                             std::initializer_list<std::string_view> names);
  /// A JSON true or false as two enum values.
  template <class E>
  E either(std::string_view name, E when_false, E when_true) {
    return truth(name) == Truth::yes ? when_true : when_false;
  }
  /// The same, `when_absent` for an absent or null member.
  template <class E>
  E either_or(std::string_view name, E when_false, E when_true, E when_absent) {
    return present(name) ? either(name, when_false, when_true) : (skip(name), when_absent);
  }
  /// A nested object; faults inside are named "name.member". When absent, a reader whose members are all
  /// absent.
  Fields object(std::string_view name);
  /// A nested object, or nothing when absent or null.
  std::optional<Fields> optional_object(std::string_view name);
  /// An array of min..max objects, named "name.0", "name.1", …
  std::vector<Fields> objects(std::string_view name, std::size_t min, std::size_t max);
  /// An array of min..max texts, each of 1..length code points.
  std::vector<std::string> texts(std::string_view name, std::size_t min, std::size_t max, std::size_t length);
  /// An array of min..max whole numbers, each from low to high.
  std::vector<std::int64_t> integers(std::string_view name, std::size_t min, std::size_t max,
                                     std::int64_t low, std::int64_t high);
  /// The member as it is (null counts as absent); nothing when absent. No fault.
  const boost::json::value* raw(std::string_view name);

  /// Adds the caller's own fault about a member ("not-a-date").
  void fault(std::string_view name, std::string_view reason,
             std::vector<std::pair<std::string, std::string>> args = {});
  /// True when the member is there and not null.
  [[nodiscard]] bool present(std::string_view name) const;

  /// All faults of this object and those read from it, unknown members included; empty means all is well.
  /// Call once, on the outermost reader, after everything has been read.
  std::vector<FieldFault> finish();

 private:
  enum class Truth : std::uint8_t { no, yes };
  struct Book;
  struct Node;
  Fields(std::shared_ptr<Book> book, std::size_t node) : book_(std::move(book)), node_(node) {}

  Truth truth(std::string_view name);
  void skip(std::string_view name);
  const boost::json::value* required(std::string_view name);
  Fields nest(std::string path, const boost::json::value* value);
  [[nodiscard]] std::string path_of(std::string_view name) const;
  std::string checked_text(const boost::json::value& value, std::string_view name, std::size_t min,
                           std::size_t max);
  std::int64_t checked_integer(const boost::json::value& value, std::string_view name, std::int64_t min,
                               std::int64_t max);
  std::size_t checked_choice(const boost::json::value& value, std::string_view name,
                             std::initializer_list<std::string_view> names);
  const boost::json::array* checked_array(std::string_view name, std::size_t min, std::size_t max);

  std::shared_ptr<Book> book_;
  std::size_t node_ = 0;
};

}  // namespace vuoro::net
