#pragma once

#include <string>

#include "base/time.hpp"
#include "content/texts.hpp"
#include "promises/explain.hpp"

namespace vuoro::content {

/// The explanation in plain words, one paragraph per rule: what it is, what it rests on, when it is due, what
/// is not verified; rules that do not apply with their reason. Ends with a newline.
std::string render(const promises::Explanation& explanation, const promises::RulePack& pack,
                   const Texts& texts, Language language);

/// "torstai 12.2.2026", "torsdag 12.2.2026", "Thursday 12 February 2026".
std::string day_in_words(const Texts& texts, Language language, Day day);

/// The day and the wall-clock time in Finland, as inside a sentence: "torstaina 12.2.2026 klo 23.59".
std::string moment_in_words(const Texts& texts, Language language, Instant instant);

/// "14 päivää", "3 kuukautta", "samana päivänä".
std::string limit_in_words(const Texts& texts, Language language, promises::Limit limit);

}  // namespace vuoro::content
