#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vuoro::api {

/// Writes HTML: whatever is given as words or as an attribute's value is escaped, and every element that was
/// opened is closed in its turn. Tags and attribute names are ours and never come from outside.
class Html {
 public:
  /// A value without data (std::string_view{}) leaves the attribute out; an empty one writes it bare.
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Html& open(std::string_view tag, Attributes attributes = {});
  /// Closes what was opened last. Precondition: something is open.
  Html& close();
  /// An element with words in it.
  Html& element(std::string_view tag, std::string_view words, Attributes attributes = {});
  /// An element that has no end: input, br.
  Html& empty(std::string_view tag, Attributes attributes);
  Html& words(std::string_view text);
  /// Adds what another has written. Precondition: nothing is open in it.
  Html& add(const Html& part);

  /// What was written. Precondition: nothing is open.
  [[nodiscard]] const std::string& text() const;

 private:
  void tag(std::string_view name, Attributes attributes);

  std::string out_;
  std::vector<std::string> opened_;
};

/// The text with &, <, >, " and ' as references, and bytes that are no characters of HTML left out.
std::string escaped(std::string_view text);

}  // namespace vuoro::api
