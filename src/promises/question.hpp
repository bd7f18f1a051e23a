#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "promises/explain.hpp"

namespace vuoro::promises {

/// A question as typed: `vuoro promise explain --age 40 --event hta_done=2025-01-01 --domain health`.
struct QuestionWords {
  std::optional<std::string> age = {};    ///< "40"
  std::optional<std::string> birth = {};  ///< "1985-02-28"
  std::vector<std::string> domains = {};
  std::vector<std::string> facts = {};
  std::vector<std::string> events =
      {};  ///< "hta_done=2025-01-01" (noon) or "hta_done=2025-01-01T15:50", local time
  Listing listing = Listing::applying;
};

/// Error codes: unknown-word (with the nearest word), bad-age, bad-date, bad-event, nothing-asked. `where` is
/// the option.
Result<Question> parse_question(const QuestionWords& words);

/// "2025-01-31". Nothing unless it is a day that exists, year 1800–2200.
std::optional<Day> parse_day(std::string_view text);

}  // namespace vuoro::promises
