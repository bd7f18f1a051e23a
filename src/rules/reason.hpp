#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/value.hpp"

namespace vuoro::rules {

/// What one input has where something is wrong: equal 18; between 3 and 5, neither of them.
struct Condition {
  enum class Is : std::uint8_t { anything, unknown, equal, below, above, between, other };
  std::string name;  ///< Of the input.
  Is is = Is::anything;
  std::vector<Value> values = {};  ///< One for equal, below and above, two for between; otherwise none.
};
/// "anything", "unknown", "equal", "below", "above", "between"; "other": none of those that are named.
std::string_view word(Condition::Is is);

/// Why something in a model is wrong, as data: a code that stays, and what a wording of it names. Whoever
/// shows it to people has a wording for each code in their language.
struct Reason {
  std::string code;
  std::vector<std::pair<std::string, std::string>> values = {};
  std::vector<Condition> when = {};
};

/// How commands and logs say a code: English, with {names} of values; {when} is the conditions.
struct Wording {
  std::string_view code;
  std::string_view english;
};

/// Every code of this room.
std::span<const Wording> wordings();

/// The reason in words; one that has the value "character" ends with it and the "text" it is in. A code that
/// nobody words is itself.
std::string in_english(const Reason& reason, std::span<const Wording> words = wordings());

}  // namespace vuoro::rules
