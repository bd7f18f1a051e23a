#include "exchange/refusal_word.hpp"

#include <array>
#include <cstddef>

namespace vuoro::exchange {
namespace {

constexpr std::array<std::string_view, 40> words = {
    "unknown_matter",    "unknown_person",
    "unknown_step",      "unknown_promise",
    "unknown_service",   "unknown_team",
    "unknown_area",      "term_exists",
    "too_many_terms",    "bad_text",
    "bad_time",          "bad_birth_day",
    "matter_closed",     "matter_open",
    "already_taken",     "already_yours",
    "not_taken",         "not_holder",
    "staff_only",        "already_answered",
    "already_assessed",  "not_assessed",
    "no_domains",        "already_offered",
    "not_offered",       "not_offered_to_you",
    "offered_to_holder", "step_ended",
    "step_not_booked",   "step_already_booked",
    "visit_not_begun",   "overlapping_booking",
    "open_steps",        "no_reason",
    "promise_ended",     "extension_not_allowed",
    "already_linked",    "nothing_to_undo",
    "undo_too_late",     "rule_not_bound",
};
static_assert(words.size() == static_cast<std::size_t>(core::RefusalCode::rule_not_bound) + 1);

}  // namespace

std::string_view refusal_word(core::RefusalCode code) {
  const auto index = static_cast<std::size_t>(code);
  return index < words.size() ? words[index] : "unknown";
}

}  // namespace vuoro::exchange
