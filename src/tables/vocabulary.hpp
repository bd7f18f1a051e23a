#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/county.hpp"
#include "rules/reason.hpp"
#include "rules/value.hpp"

namespace vuoro::tables {

/// What a county's table decides: whether a service is granted, which team a contact goes to, whether
/// somebody may have a need that nobody has noticed, or which segment (customership) it proposes.
enum class Kind : std::uint8_t { criterion, routing, group, segment };

/// "criterion", "routing", "group", "segment".
std::string_view word(Kind kind);
std::optional<Kind> kind_of(std::string_view word);

/// The county's own codes that tables may name.
struct Places {
  std::set<std::string, std::less<>> areas;
  std::set<std::string, std::less<>> teams;
  std::set<std::string, std::less<>> services;
  std::set<std::string, std::less<>> segments = {};
  std::vector<std::string> axes = {};  ///< Of the county's form of segments.

  static Places of(const content::County& county);
};

enum class InputType : std::uint8_t { text, number, boolean, texts };

/// "text", "number", "boolean", "list<text>".
std::string_view word(InputType type);

struct Input {
  std::string name;
  InputType type = InputType::text;
  bool may_be_null = false;  ///< When nobody knows it: an age, or the days since something that never was.
  /// What it can be; empty when the words are not a closed list (numbers, languages).
  std::vector<std::string> words = {};
};

struct Output {
  std::string name;
  bool needed = true;              ///< Every table of the kind has the column.
  bool may_be_empty = false;       ///< A row may give "".
  std::vector<std::string> words;  ///< Empty for `source`, whose words are those of the table's `about`.
};

/// What the tables of a kind may ask and give. Checks go by it and the studio shows it. Immutable.
struct Vocabulary {
  Kind kind{};
  std::vector<Input> inputs;
  std::vector<Output> outputs;

  static Vocabulary of(Kind kind, const Places& places);
  /// The place in `inputs`; nothing for a name that the kind does not have.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view input) const;
  [[nodiscard]] const Output* output(std::string_view name) const;
};

/// Why the value is none that the input can have; nothing when it is one.
/// Null, what nobody knows or a caller left out, always is.
std::optional<rules::Reason> unfit(const Input& input, const rules::Value& value);

}  // namespace vuoro::tables
