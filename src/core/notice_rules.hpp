#pragma once

#include "core/state.hpp"

/// Rules about notices that deciding, applying and looking share. For the core's own files.
namespace vuoro::core::notice_rules {

/// Where Tables::untold keeps what is untold: an offer stands beside the story of the step's booking, and
/// neither hides the other.
inline constexpr std::uint32_t offer_mark = 0x8000'0000U;
[[nodiscard]] constexpr std::uint64_t untold_key(MatterId matter, StepId step, NoticeKind kind) {
  return place_key(matter, kind == NoticeKind::time_offered ? StepId{step.n | offer_mark} : step);
}
[[nodiscard]] constexpr StepId step_of_untold(std::uint64_t key) {
  return StepId{static_cast<std::uint32_t>(key) & ~offer_mark};
}

/// The newest notice about a booking or its cancelling that may have gone out for the step; nullptr when
/// none. O(notices of the matter).
const NoticeRow* last_time_told(const Tables& t, MatterId matter, StepId step);

/// Whether nobody need tell it again: it went out, or is being tried.
[[nodiscard]] constexpr bool in_good_hands(const NoticeRow& row) {
  return row.state == NoticeState::sent || !ended(row.state);
}

/// The notice that tells just this, none when there is none. O(notices of the matter).
NoticeId find(const Tables& t, MatterId matter, StepId step, NoticeKind kind, Moment about, std::uint8_t nth);

/// Whether what a notice tells is so at `now`: the offer is open, the booked time is still to come, the
/// cancelled one has not been booked again.
bool holds(const Tables& t, MatterId matter, StepId step, NoticeKind kind, Moment about, Instant now);

}  // namespace vuoro::core::notice_rules
