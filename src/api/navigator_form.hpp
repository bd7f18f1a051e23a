#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "forms/form.hpp"
#include "net/fields.hpp"
#include "rules/value.hpp"

/// What a navigator's page posts. Answers travel with every request, as they were written; nothing is
/// believed that the form does not say again.
namespace vuoro::api {

/// Bounds of one post.
inline constexpr std::size_t largest_post = 64UL * 1024;
inline constexpr std::size_t most_posted = 500;

/// Names and values in their order, decoded.
using Posted = std::vector<std::pair<std::string, std::string>>;

/// Reads application/x-www-form-urlencoded. Errors: "form-too-big", "form-unreadable" (an escape or
/// characters that cannot be). O(bytes).
Result<Posted> read_posted(std::string_view body);

/// What is to be done with the answers.
enum class Wish : std::uint8_t { next, back, stay, keep, change };

/// The answers so far and what is wished.
struct Visit {
  Wish wish = Wish::next;
  std::string change;  ///< The question to change, for Wish::change.
  std::string asked;   ///< The question that the page showed; empty: none.
  std::string area;    ///< Its code; empty: not said.
  std::string token;   ///< Of the visit: 32 hexadecimal digits, so that nothing counts twice; or empty.
  std::vector<std::pair<std::string, std::vector<std::string>>> answers;  ///< By linkId.
  std::vector<net::FieldFault> faults;                                    ///< What is not of the form.

  [[nodiscard]] const std::vector<std::string>* find(std::string_view link_id) const;
  void answer(std::string_view link_id, std::string_view value);
};

/// Sorts what was posted. What the form does not have is a fault and left out.
Visit read_visit(const Posted& posted, const forms::Form& form);

/// The answers as a navigator takes them: numbers as numbers, "12,5" too; nothing but blanks is a question
/// passed by. Values that cannot be stay as they were written, for the form to refuse.
rules::Value answers_of(const forms::Form& form, const Visit& visit);

}  // namespace vuoro::api
