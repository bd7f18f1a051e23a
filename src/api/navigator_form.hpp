#pragma once

#include <optional>
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
/// Times that a group can be answered on a page, whatever more the form would take.
inline constexpr std::uint32_t most_times = 20;

/// Names and values in their order, decoded.
using Posted = std::vector<std::pair<std::string, std::string>>;

/// Reads application/x-www-form-urlencoded. Errors: "form-too-big", "form-unreadable" (an escape or
/// characters that cannot be). O(bytes).
Result<Posted> read_posted(std::string_view body);

/// What is to be done with the answers.
enum class Wish : std::uint8_t { next, back, stay, keep, change, add, remove };

/// What was written for a question, one text for each answer; a blank one: passed by.
struct Written {
  std::string link_id;
  std::uint32_t nth = 1;  ///< Of the group that repeats and holds it; 1 elsewhere.
  std::vector<std::string> texts;
};

/// The answers so far and what is wished.
struct Visit {
  Wish wish = Wish::next;
  std::string change;       ///< The question or page to change; the group to add to or remove from.
  std::uint32_t which = 0;  ///< Which of the group, for Wish::remove.
  std::string asked;        ///< The question or page that was shown; empty: none.
  std::string area;         ///< Its code; empty: not said.
  std::string token;        ///< Of the visit: 32 hexadecimal digits, so that nothing counts twice; or empty.
  std::vector<Written> answers;
  std::vector<std::pair<std::string, std::uint32_t>> times;  ///< How often groups stand, by linkId.
  std::vector<net::FieldFault> faults;                       ///< What is not of the form.

  [[nodiscard]] const std::vector<std::string>* find(std::string_view link_id, std::uint32_t nth = 1) const;
  void answer(std::string_view link_id, std::string_view text, std::uint32_t nth = 1);
  /// None: nothing was said about the group.
  [[nodiscard]] std::optional<std::uint32_t> times_of(std::string_view group) const;
  void set_times(std::string_view group, std::uint32_t times);
};

/// Takes away the nth of a group with its answers; those after it move up. Precondition: it stands.
void remove_nth(Visit& visit, const forms::Form& form, forms::ItemId group, std::uint32_t nth);

/// Of the page that was shown: groups of which nothing was answered are not there at all, as far as the form
/// lets them be left out.
void drop_blank_groups(Visit& visit, const forms::Form& form);

/// Forgets what the shown question or page has without an answer: it was not passed by, only left.
void forget_blanks(Visit& visit, const forms::Form& form);

/// Sorts what was posted. What the form does not have is a fault and left out.
Visit read_visit(const Posted& posted, const forms::Form& form);

/// The answers as a navigator takes them: numbers as numbers, "12,5" too; nothing but blanks is a question
/// passed by. Values that cannot be stay as they were written, for the form to refuse.
rules::Value answers_of(const forms::Form& form, const Visit& visit);

}  // namespace vuoro::api
