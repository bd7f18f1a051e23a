#pragma once

#include <cstdint>

#include "core/setting.hpp"
#include "core/state.hpp"

/// What the told calls and tries of one matter come to. Pure functions of sets: the order of telling does not
/// enter.
namespace vuoro::core {

/// How a call-back stands.
struct Course {
  Moment asked;       ///< The first request.
  Moment asked_last;  ///< The last request; whoever was reached before it waits again.
  Moment reached;     ///< The first try that reached them, from the last request on; 0 = not yet.
  Moment unreached;   ///< When the policy's tries were used up, if that was before they were reached; else 0.
  Moment told;        ///< When they were written to or reached after that; 0 = not yet.
  Moment last_counted;  ///< The last try that counts; 0 = none.
  std::uint8_t counted = 0;
};

/// Whether calls that an exchange told of, or the channel, make it a call-back.
[[nodiscard]] bool by_telephone(const Tables& t, MatterId matter);
/// Whether the matter is a call-back at all: asked for by telephone, or promised otherwise (a chat cut off).
[[nodiscard]] bool is_callback(const Tables& t, MatterId matter);
/// Whether somebody still waits to be called on the matter.
[[nodiscard]] bool awaits_call(const Tables& t, MatterId matter);
/// First try that reached them from the last request on; 0 = none. O(tries and calls of the matter).
[[nodiscard]] Moment reached_by_tries(const Tables& t, MatterId matter);
/// Precondition: the matter is there. O(tries and calls of the matter).
[[nodiscard]] Course course_of(const Tables& t, const Setting& setting, MatterId matter);

/// Whether a try at the instant counts by the hours of the policy.
[[nodiscard]] bool within_hours(const CallbackPolicy& policy, const calendar::Calendar& calendar, Instant at);
/// The first instant from `at` on that is within the hours.
[[nodiscard]] Instant next_hours(const CallbackPolicy& policy, const calendar::Calendar& calendar,
                                 Instant at);
/// From when the next try counts; may be in the past.
[[nodiscard]] Instant next_try(const CallbackPolicy& policy, const calendar::Calendar& calendar,
                               const Course& course);

}  // namespace vuoro::core
