#include "rules/reason.hpp"

#include <algorithm>
#include <array>

namespace vuoro::rules {
namespace {

// web/src/i18n/*/studioflaws.json says the same to people; web/test/flaws.test.ts holds the two together.
constexpr std::array words_of_codes = {
    Wording{"feel-at-quoted", "expected a quoted date, time or duration after @"},
    Wording{"feel-begins-nothing", "this character begins nothing"},
    Wording{"feel-comment-open", "a comment that begins here does not end"},
    Wording{"feel-ends-early", "the expression ends too early"},
    Wording{"feel-expected", "expected {symbol}"},
    Wording{"feel-expected-word", "expected the word {word}"},
    Wording{"feel-interval-dots", "expected .. of an interval"},
    Wording{"feel-interval-open", "an interval that does not end"},
    Wording{"feel-letter-in-number", "a letter in a number"},
    Wording{"feel-loops", "too many iterations in one expression"},
    Wording{"feel-more", "nothing more was expected here"},
    Wording{"feel-name", "expected a name"},
    Wording{"feel-name-after-point", "expected a name after the point"},
    Wording{"feel-name-and-word", "expected a name and the word {word}"},
    Wording{"feel-text-open", "a text that begins here does not end"},
    Wording{"feel-too-deep", "nested too deep"},
    Wording{"feel-type", "expected a type"},
    Wording{"boxes-too-deep", "boxed expressions are nested too deep"},
    Wording{"cycle", "its requirements form a cycle through \"{name}\""},
    Wording{"function-kind", "functions of the kind {kind} are not run"},
    Wording{"import-missing", "no model with the namespace {space} is beside this one"},
    Wording{"language", "the expression language is not FEEL"},
    Wording{"no-logic", "has no logic"},
    Wording{"no-output", "the table has no output"},
    Wording{"no-output-decision", "has no output decision"},
    Wording{"no-row", "no row matches when {when}"},
    Wording{"relation-cells", "a row has another number of cells than there are columns"},
    Wording{"requires-missing", "requires what is not there: {href}"},
    Wording{"row-cells", "the row has another number of cells"},
    Wording{"rows-overlap", "rows {first} and {second} can both match under the policy Unique"},
    Wording{"test-type", "the test \"{test}\" is not of the column's type {type}"},
    Wording{"type-of-itself", "the type is defined by itself"},
    Wording{"type-too-deep", "item components are nested too deep"},
    Wording{"type-twice", "another item definition has the same name"},
    Wording{"unknown-name", "nothing in scope is called \"{name}\""},
    Wording{"unknown-policy", "an unknown hit policy"},
    Wording{"unknown-type", "there is no type {type}"},
    Wording{"xml-broken", "broken XML: {detail}"},
    Wording{"not-utf8", "the file is not UTF-8"},
    Wording{"not-dmn", "not a DMN model: the outermost element is not definitions"},
    Wording{"too-many-models", "too many imported models"},
};

constexpr std::array<std::string_view, 7> is_words = {"anything", "unknown", "equal", "below",
                                                      "above",    "between", "other"};

std::string in_english(const Condition& condition) {
  const auto value = [&](std::size_t i) {
    return i < condition.values.size() ? text_of(condition.values[i]) : std::string();
  };
  switch (condition.is) {
    case Condition::Is::unknown:
      return "is not known";
    case Condition::Is::equal:
      return "= " + value(0);
    case Condition::Is::below:
      return "< " + value(0);
    case Condition::Is::above:
      return "> " + value(0);
    case Condition::Is::between:
      return "is between " + value(0) + " and " + value(1);
    case Condition::Is::other:
      return "is none of the named";
    case Condition::Is::anything:
      break;
  }
  return "is anything";
}

std::string value_of(const Reason& reason, std::string_view name) {
  if (name == "when") {
    std::string out;
    for (const Condition& one : reason.when) {
      if (!out.empty()) out += " and ";
      out += '"';
      out += one.name;
      out += "\" ";
      out += in_english(one);
    }
    return out;
  }
  const auto found = std::find_if(reason.values.begin(), reason.values.end(),
                                  [&](const auto& v) { return v.first == name; });
  return found == reason.values.end() ? std::string() : found->second;
}

}  // namespace

std::string_view word(Condition::Is is) {
  return is_words[static_cast<std::size_t>(is)];
}

std::span<const Wording> wordings() {
  return words_of_codes;
}

std::string in_english(const Reason& reason, std::span<const Wording> words) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const Wording& w) { return w.code == reason.code; });
  if (found == words.end()) return reason.code;
  std::string out;
  std::string_view rest = found->english;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    out += rest.substr(0, close == std::string_view::npos ? close : open);
    if (close == std::string_view::npos) break;
    out += value_of(reason, rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
  if (const std::string character = value_of(reason, "character"); !character.empty())
    out += " (character " + character + " of \"" + value_of(reason, "text") + "\")";
  return out;
}

}  // namespace vuoro::rules
