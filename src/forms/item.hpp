#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/datum.hpp"
#include "forms/pattern.hpp"
#include "rules/feel.hpp"

/// One item of a form, read and checked.
namespace vuoro::forms {

using ItemId = std::uint32_t;  ///< Place in Form::items(), which are in document order.
inline constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

enum class ItemType : std::uint8_t {
  group,
  display,
  boolean,
  decimal,
  integer,
  date,
  date_time,
  time,
  string,
  text,
  url,
  choice,
  open_choice,
  quantity
};
/// FHIR's code: "open-choice".
std::string_view name_of(ItemType type);
std::optional<ItemType> item_type(std::string_view name);

/// A text with its translations (FHIR's translation extension).
struct Wording {
  std::string text;
  std::map<std::string, std::string, std::less<>> by_language;
  /// In the language, or in the language's main part ("sv" for "sv-FI"), or as it is in the form.
  [[nodiscard]] const std::string& in(std::string_view language) const;
};

enum class Operator : std::uint8_t { exists, equal, unequal, greater, less, at_least, at_most };
enum class Behaviour : std::uint8_t { all, any };

/// enableWhen: the item is asked when the question's answer is so.
struct Condition {
  ItemId question = nothing;
  Operator op = Operator::equal;
  Datum answer;
};

struct Option {
  Datum datum;
  Wording label;
  std::optional<rules::Decimal> weight;  ///< itemWeight or ordinalValue.
  bool exclusive = false;                ///< Goes with no other.
  bool selected = false;                 ///< Chosen at the beginning.
};

/// A value computed from answers before it: FEEL over the link ids of the items it uses.
struct Calculation {
  rules::Feel expression;
  std::vector<ItemId> uses;  ///< In the order of the expression's variables.
};

struct Item {
  std::string link_id;
  std::string path;  ///< In the file: "item[0].item[2]".
  ItemType type = ItemType::group;
  ItemId parent = nothing;
  ItemId end = 0;  ///< One past the last item below it.
  Wording wording;
  std::string prefix;
  std::string support_link;
  bool required = false;
  bool repeats = false;
  bool hidden = false;
  bool read_only = false;
  bool page = false;  ///< A group whose questions are asked together (itemControl "page").
  std::vector<Condition> conditions;
  Behaviour behaviour = Behaviour::all;
  std::vector<Option> options;
  std::vector<Datum> initial;
  std::vector<Datum> units;  ///< Codings; the first is the one meant when an answer names none.
  std::optional<Datum> least;
  std::optional<Datum> most;
  std::uint32_t shortest = 0;            ///< In characters.
  std::uint32_t longest = nothing;       ///< In characters; nothing: largest_datum alone.
  std::uint32_t fewest = 0;              ///< minOccurs.
  std::uint32_t most_answers = nothing;  ///< maxOccurs.
  std::optional<Pattern> pattern;
  std::optional<Calculation> calculation;

  /// Takes an answer: neither group nor display.
  [[nodiscard]] bool is_question() const { return type != ItemType::group && type != ItemType::display; }
  /// Somebody is asked: a question that is shown, and neither computed nor fixed.
  [[nodiscard]] bool is_asked() const { return is_question() && !hidden && !read_only && !calculation; }
  [[nodiscard]] bool is_choice() const { return type == ItemType::choice || type == ItemType::open_choice; }
};

/// Whether an answer of this type can be given to the item.
bool takes(const Item& item, DatumType type);

}  // namespace vuoro::forms
