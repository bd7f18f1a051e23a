#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vuoro::rules {

/// Regular expressions of XPath (XQuery 1.0 and XPath 2.0 Functions and Operators, 7.6), run by ICU with
/// bounds on time and memory. Nothing means: the pattern, a flag or the replacement is not valid, it matches
/// the empty text where that is an error, or the bounds were met.
struct Pattern {
  static std::optional<bool> matches(std::string_view input, std::string_view pattern,
                                     std::string_view flags);
  static std::optional<std::string> replace(std::string_view input, std::string_view pattern,
                                            std::string_view replacement, std::string_view flags);
  static std::optional<std::vector<std::string>> split(std::string_view input, std::string_view pattern);
};

/// The pattern in ICU's dialect. `groups` gets the number of capturing groups.
std::optional<std::string> to_icu(std::string_view pattern, std::string_view flags, int& groups);

}  // namespace vuoro::rules
