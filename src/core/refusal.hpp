#pragma once

#include <cstdint>

namespace vuoro::core {

/// Why a command changes nothing. Each has a text in content/texts (`refusal.<name>`) that says what to do
/// instead.
enum class RefusalCode : std::uint8_t {
  unknown_matter,
  unknown_person,
  unknown_step,
  unknown_promise,
  unknown_service,
  unknown_team,
  unknown_area,
  term_exists,
  too_many_terms,
  bad_text,
  bad_time,  ///< Before the matter began, outside 1992–2100, or a visit in the past of its booking.
  bad_birth_day,
  matter_closed,
  matter_open,
  already_taken,  ///< Somebody else of the team has it.
  already_yours,
  not_taken,
  not_holder,  ///< Your team does not hold the matter.
  staff_only,
  already_answered,
  already_assessed,
  not_assessed,
  no_domains,
  already_offered,
  not_offered,
  not_offered_to_you,
  offered_to_holder,
  step_ended,
  step_not_booked,
  step_already_booked,
  visit_not_begun,
  overlapping_booking,
  open_steps,
  no_reason,
  promise_ended,
  extension_not_allowed,
  already_linked,
  nothing_to_undo,
  undo_too_late,
  rule_not_bound,
  unknown_slot,
  unknown_worker,
  unknown_slot_type,
  slot_taken,          ///< Somebody else has it: look at the free times again.
  slot_blocked,        ///< It was taken off the lists.
  slot_past,           ///< It has begun or is over.
  slot_wrong_service,  ///< None of the times is for the step's service.
  slot_reserved,       ///< Kept for others until nearer the day.
  slot_named_twice,
  slots_overlap,  ///< The professional has other slots at the time.
  no_slots,
  too_many_slots,
  nothing_held,
  nothing_offered,
  unknown_consultation,
  consultation_ended,
  not_asked_you,  ///< Another team was asked.
  not_lapsed,     ///< There is time left to answer the offer.
  same_matter,
  not_same_person,
  not_joined,
  unknown_line,
  exchange_only,        ///< Telephone events are for exchanges and imports.
  wrong_result,         ///< The result does not go with what is told.
  no_callback_waiting,  ///< Nobody waits to be called back on the matter.
  call_awaited,         ///< Whoever asked to be called on the later matter would be forgotten.
  try_already_told,     ///< A try at this very second is there already.
  version_changed,      ///< Somebody has changed the matter since it was looked at; given by drivers, not by
                        ///< decide().
  nothing_blocked,      ///< No time was blocked out then for that reason.
  room_taken,           ///< Somebody else's slot is in the room at the time.
  not_listed,           ///< The step is not on the waiting list for an earlier time.
  not_earlier,          ///< A booked step is offered only times before its own.
  unknown_course,
  no_session,           ///< The step is no session of a course, or fewer are to come than times were named.
  course_gap,           ///< Too soon or too late after the session before, or before the one after.
  course_professional,  ///< The course is with one professional.
  system_only,
  nothing_to_tell,  ///< Told already, no longer so, or not yet to be tried again.
  unknown_notice,
  notice_ended,
  calendar_not_open,
  chat_live,  ///< A chat goes on about the matter: end it first.
  chat_not_live,
  chats_full,    ///< The professional has as many chats as the county lets one hold.
  end_proposed,  ///< This side has proposed the end already; the other has not answered.
  not_silent,    ///< Too early to call the chat abandoned.
  resident_only,
  call_first,   ///< Too many unused times: the next is agreed with a professional (content's [unused_times]).
  ticket_live,  ///< The person waits with a number (the subject).
  no_ticket,
  ticket_ended,
  ticket_called,      ///< A colleague is calling it.
  ticket_not_called,  ///< Who was not called cannot have failed to answer.
  nobody_waits,
  unknown_navigator,
  unknown_answers,  ///< No answers are kept under this code.
  answers_opened,   ///< A professional has opened them: a code is good for once.
  answers_expired,  ///< Kept for longer than a code is good for.
  unknown_table,
  no_draft,
  draft_changed,  ///< Somebody has changed the table's draft since it was looked at.
  draft_offered,  ///< It waits for approval: return it first.
  draft_not_offered,
  same_person,  ///< Whoever wrote any of it cannot put it in force.
  too_many_versions,
  otherwise_needed,  ///< The criteria are not met: say why you decide otherwise.
  unknown_version,   ///< The advice names a version or a verdict that the table does not have.
  reached_out,       ///< There is an open matter of this kind for the person, or was one lately.
  unknown_segment,
  segment_reason,  ///< Decided without the form, or otherwise than the table proposes: say why.
};

struct Refusal {
  RefusalCode code{};
  std::uint32_t subject = 0;  ///< The id the text speaks of: matter, step, staff, …, by code.
};

}  // namespace vuoro::core
