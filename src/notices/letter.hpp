#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/notices.hpp"
#include "content/texts.hpp"
#include "core/rows.hpp"
#include "promises/rule.hpp"

namespace vuoro::notices {

/// A time in a letter: where it is and how to get there.
struct LetterTime {
  Instant begin;
  std::uint16_t minutes = 0;
  core::Mode mode{};
  promises::Translated place;          ///< The house's name and address.
  promises::Translated directions;     ///< Empty when nobody wrote them.
  promises::Translated accessibility;  ///< Empty when nobody wrote it.
};

/// Everything a letter is made of. It goes into an envelope: it may name the house, but names no service,
/// profession or reason.
struct LetterFacts {
  std::string code;         ///< The matter's.
  core::Language language;  ///< The resident's wish.
  std::string to;           ///< Name and address as they are known, lines apart by '\n' or ','; may be empty.
  std::vector<LetterTime> booked;  ///< Soonest first.
  std::vector<LetterTime> offered;
  Instant answer;  ///< Until when the offer is open.
  core::Interpreter interpreter{};
  core::NeedSet needs;
  std::string need_words;  ///< What Need::other means; may be empty.
  Instant now;
};

/// One block of a page, in reading order.
struct Block {
  enum class Kind : std::uint8_t { heading, time, paragraph, item, other_language };
  Kind kind{};
  std::string text;
};

/// A letter as words in one language.
struct Letter {
  std::string language;  ///< ISO 639, of the letter.
  std::string title;
  std::string from;             ///< The county.
  std::string phone;            ///< Below it.
  std::string date;             ///< In words.
  std::string to_label;         ///< "Vastaanottaja", where nothing is known and the lines are for a pen.
  std::vector<std::string> to;  ///< Empty = lines for a pen.
  std::vector<Block> blocks;
};

/// Writes the letter in Finnish, Swedish or English as the person wishes; for another language in Finnish,
/// headed by the plan's plain sentence in that language when it has one.
[[nodiscard]] Letter write_letter(const content::Texts& texts, const content::NoticePlan& plan,
                                  const promises::Translated& county, const LetterFacts& facts);

/// The letter as PDF: A4, recipient where a window envelope shows it (20 mm from the left, 40–75 mm from the
/// top edge), tagged, with title and language. Right-to-left sentences run as they should. Errors:
/// "letter-unmade". O(length); a millisecond or a few.
[[nodiscard]] Result<std::string> to_pdf(const Letter& letter, Instant made);

}  // namespace vuoro::notices
