#pragma once

#include <memory>
#include <string_view>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace vuoro::forms {

/// A regular expression that a whole text has to match, in time linear in the text (RE2: no back-references,
/// no look-around). Safe from many threads.
class Pattern {
 public:
  /// Errors: "pattern-invalid" with RE2's reason.
  static Result<Pattern> compile(std::string_view text);
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace vuoro::forms
