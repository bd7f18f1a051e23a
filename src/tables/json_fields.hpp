#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "promises/rule.hpp"
#include "rules/value.hpp"
#include "tables/flaw.hpp"

/// Private to src/tables.
namespace vuoro::tables {

enum class Needed : std::uint8_t { no, yes };

/// Reads an object field by field and notes what is wrong with each. A value that is no object has no fields.
class JsonFields {
 public:
  JsonFields(const rules::Value& object, std::string place, Flaws& flaws);

  /// A text of at most `most_text` bytes, "" when it is not there.
  std::string text(std::string_view key, Needed needed = Needed::yes);
  promises::Translated three(std::string_view key);
  std::optional<Day> day(std::string_view key, Needed needed);
  std::optional<std::int64_t> whole(std::string_view key, std::int64_t least, std::int64_t most,
                                    Needed needed);
  bool flag(std::string_view key);
  /// The items; nothing noted when the key is not there and not needed.
  std::vector<rules::Value> list(std::string_view key, Needed needed = Needed::yes);
  rules::Value object(std::string_view key);
  [[nodiscard]] bool has(std::string_view key) const;
  /// A key that is read otherwise.
  void known(std::string_view key) { asked_.emplace_back(key); }
  /// Notes every key that nobody asked for.
  void finish();
  void flaw(std::string_view key, rules::Reason reason);

  static constexpr std::size_t most_text = 500;

 private:
  const rules::Value* take(std::string_view key, Needed needed);
  [[nodiscard]] std::string at(std::string_view key) const;

  const rules::Context* object_;
  std::string place_;
  Flaws& flaws_;
  std::vector<std::string> asked_;
};

}  // namespace vuoro::tables
