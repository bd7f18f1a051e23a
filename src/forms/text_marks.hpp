#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/navigator_texts.hpp"

/// What a reader of translations would look at twice. Pure: texts in, marks out.
namespace vuoro::forms {

enum class TextMark : std::uint8_t {
  missing,       ///< No text: blocks. All others only say something.
  untranslated,  ///< The same words as the Finnish.
  number_lost,   ///< The Finnish has a number that this has not,
  number_added,  ///< or the other way round; so for the next ones.
  telephone_lost,
  telephone_added,
  link_lost,
  link_added,
  code_lost,
  code_added,
  stale,  ///< The Finnish was changed against the version in force, and this was not.
  long_sentence,
  much_longer,  ///< Than the Finnish.
  leftover,     ///< "TODO" and the like.
  blanks        ///< Two in a row, or at an end.
};
/// "number-lost"
std::string_view word_of(TextMark mark);

struct Marked {
  Language language = Language::fi;
  TextMark mark = TextMark::missing;
  std::string detail;  ///< What it is about: the number, the link, how many words. Empty: nothing to add.
};

inline constexpr std::size_t longest_sentence = 20;  ///< In words.

/// What there is to say of one text in its three languages; `before`: as it is in force, none when it is new.
/// In the order of the languages. O(text), the same marks at most five times each.
std::vector<Marked> marks_of(const Trilingual& text, const Trilingual* before);

}  // namespace vuoro::forms
