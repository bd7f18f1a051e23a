#pragma once

#include "core/refusal.hpp"
#include "core/rows.hpp"
#include "core/vocabulary.hpp"
#include "promises/words.hpp"

// The words of the core's vocabularies, in the order of the enumerators: promises::word(e),
// from_word<E>(text).

namespace vuoro::promises {

template <>
struct Words<core::Channel> {
  static constexpr std::array<std::string_view, 11> all = {"web",     "phone",   "callback", "chat",
                                                           "message", "walk_in", "letter",   "professional",
                                                           "import",  "partner", "outreach"};
};
static_assert(from_word<core::Channel>("outreach") == core::Channel::outreach);

template <>
struct Words<core::About> {
  static constexpr std::array<std::string_view, 4> all = {"self", "child", "other", "unnamed"};
};
static_assert(from_word<core::About>("unnamed") == core::About::unnamed);

template <>
struct Words<core::ReachBy> {
  static constexpr std::array<std::string_view, 5> all = {"phone", "sms", "email", "letter", "code_only"};
};
static_assert(from_word<core::ReachBy>("code_only") == core::ReachBy::code_only);

template <>
struct Words<core::Sex> {
  static constexpr std::array<std::string_view, 4> all = {"unknown", "female", "male", "other"};
};
static_assert(from_word<core::Sex>("other") == core::Sex::other);

template <>
struct Words<core::Interpreter> {
  static constexpr std::array<std::string_view, 2> all = {"no", "yes"};
};
static_assert(from_word<core::Interpreter>("yes") == core::Interpreter::yes);

template <>
struct Words<core::Urgency> {
  static constexpr std::array<std::string_view, 5> all = {"unassessed", "immediate", "today", "days",
                                                          "non_urgent"};
};
static_assert(from_word<core::Urgency>("non_urgent") == core::Urgency::non_urgent);

template <>
struct Words<core::Profession> {
  static constexpr std::array<std::string_view, 12> all = {"none",
                                                           "nurse",
                                                           "doctor",
                                                           "physiotherapist",
                                                           "psychologist",
                                                           "dentist",
                                                           "dental_hygienist",
                                                           "social_worker",
                                                           "social_counsellor",
                                                           "public_health_nurse",
                                                           "occupational_therapist",
                                                           "other"};
};
static_assert(from_word<core::Profession>("other") == core::Profession::other);

template <>
struct Words<core::Mode> {
  static constexpr std::array<std::string_view, 5> all = {"visit", "remote", "phone", "home", "group"};
};
static_assert(from_word<core::Mode>("group") == core::Mode::group);

template <>
struct Words<core::StepState> {
  static constexpr std::array<std::string_view, 7> all = {"proposed", "offered",   "booked", "done",
                                                          "missed",   "cancelled", "refused"};
};
static_assert(from_word<core::StepState>("refused") == core::StepState::refused);

template <>
struct Words<core::Outcome> {
  static constexpr std::array<std::string_view, 6> all = {
      "none", "helped", "follow_up_needed", "moved_to_other_service", "not_helped", "unknown"};
};
static_assert(from_word<core::Outcome>("unknown") == core::Outcome::unknown);

template <>
struct Words<core::CancelledBy> {
  static constexpr std::array<std::string_view, 5> all = {"person", "unit", "mistake", "moved",
                                                          "person_late"};
};
static_assert(from_word<core::CancelledBy>("person_late") == core::CancelledBy::person_late);

template <>
struct Words<core::BlockReason> {
  static constexpr std::array<std::string_view, 6> all = {"absence", "meeting",   "training",
                                                          "room",    "equipment", "other"};
};
static_assert(from_word<core::BlockReason>("other") == core::BlockReason::other);

template <>
struct Words<core::PlaceState> {
  static constexpr std::array<std::string_view, 3> all = {"held", "booked", "left"};
};
static_assert(from_word<core::PlaceState>("left") == core::PlaceState::left);

template <>
struct Words<core::HoldEnd> {
  static constexpr std::array<std::string_view, 4> all = {"replaced", "declined", "expired", "withdrawn"};
};
static_assert(from_word<core::HoldEnd>("withdrawn") == core::HoldEnd::withdrawn);

template <>
struct Words<core::SameProfessional> {
  static constexpr std::array<std::string_view, 3> all = {"no", "wished", "required"};
};
static_assert(from_word<core::SameProfessional>("required") == core::SameProfessional::required);

template <>
struct Words<core::CallMoment> {
  static constexpr std::array<std::string_view, 7> all = {
      "offered", "queued", "answered", "abandoned", "callback_asked", "callback_tried", "callback_reached"};
};
static_assert(from_word<core::CallMoment>("callback_reached") == core::CallMoment::callback_reached);

template <>
struct Words<core::TryResult> {
  static constexpr std::array<std::string_view, 7> all = {
      "none", "no_answer", "busy", "wrong_number", "message_sent", "letter_sent", "reached"};
};
static_assert(from_word<core::TryResult>("reached") == core::TryResult::reached);

template <>
struct Words<core::AfterTries> {
  static constexpr std::array<std::string_view, 2> all = {"message", "letter"};
};
static_assert(from_word<core::AfterTries>("letter") == core::AfterTries::letter);

template <>
struct Words<core::MatterStatus> {
  static constexpr std::array<std::string_view, 2> all = {"open", "closed"};
};
static_assert(from_word<core::MatterStatus>("closed") == core::MatterStatus::closed);

template <>
struct Words<core::CloseReason> {
  static constexpr std::array<std::string_view, 13> all = {"none",
                                                           "care_given",
                                                           "advice_was_enough",
                                                           "need_lapsed",
                                                           "not_reached",
                                                           "moved_away",
                                                           "died",
                                                           "transferred_specialised",
                                                           "person_withdrew",
                                                           "duplicate",
                                                           "abandoned",
                                                           "source_ended",
                                                           "mistake"};
};
static_assert(from_word<core::CloseReason>("mistake") == core::CloseReason::mistake);

template <>
struct Words<core::OfferReason> {
  static constexpr std::array<std::string_view, 6> all = {"other_skill", "other_area", "other_language",
                                                          "workload",    "continuity", "wrong_team"};
};
static_assert(from_word<core::OfferReason>("wrong_team") == core::OfferReason::wrong_team);

template <>
struct Words<core::DeclineReason> {
  static constexpr std::array<std::string_view, 5> all = {"none", "not_our_task", "no_capacity",
                                                          "more_information", "already_known_elsewhere"};
};
static_assert(from_word<core::DeclineReason>("already_known_elsewhere") ==
              core::DeclineReason::already_known_elsewhere);

template <>
struct Words<core::ReopenReason> {
  static constexpr std::array<std::string_view, 4> all = {"new_information", "need_returned", "mistake",
                                                          "closing_undone"};
};
static_assert(from_word<core::ReopenReason>("closing_undone") == core::ReopenReason::closing_undone);

template <>
struct Words<core::PromiseReason> {
  static constexpr std::array<std::string_view, 19> all = {"none",
                                                           "stop_event",
                                                           "matter_closed",
                                                           "entered_in_error",
                                                           "age_known",
                                                           "patient_choice_later",
                                                           "medical_reason",
                                                           "plan_interval",
                                                           "client_need_special_ground",
                                                           "clarification_special_reason",
                                                           "supplement_requested",
                                                           "no_show",
                                                           "cancelled_by_patient",
                                                           "cancelled_by_unit",
                                                           "moved_away",
                                                           "died",
                                                           "need_lapsed",
                                                           "transferred_specialised",
                                                           "segment_changed"};
};
static_assert(from_word<core::PromiseReason>("segment_changed") == core::PromiseReason::segment_changed);

template <>
struct Words<core::PromiseState> {
  static constexpr std::array<std::string_view, 4> all = {"running", "kept", "missed", "voided"};
};
static_assert(from_word<core::PromiseState>("voided") == core::PromiseState::voided);

template <>
struct Words<core::TermKind> {
  static constexpr std::array<std::string_view, 11> all = {"area",      "team",  "service",   "rule",
                                                           "worker",    "room",  "slot_type", "line",
                                                           "navigator", "table", "segment"};
};
static_assert(from_word<core::TermKind>("segment") == core::TermKind::segment);

template <>
struct Words<core::Verdict> {
  static constexpr std::array<std::string_view, 6> all = {"none",           "met",    "not_met",
                                                          "person_decides", "routed", "found"};
};
static_assert(from_word<core::Verdict>("found") == core::Verdict::found);

template <>
struct Words<core::Otherwise> {
  static constexpr std::array<std::string_view, 6> all = {"none",     "persons_wish", "situation",
                                                          "no_other", "continuity",   "table_is_wrong"};
};
static_assert(from_word<core::Otherwise>("table_is_wrong") == core::Otherwise::table_is_wrong);

template <>
struct Words<core::DraftState> {
  static constexpr std::array<std::string_view, 3> all = {"none", "open", "offered"};
};
static_assert(from_word<core::DraftState>("offered") == core::DraftState::offered);

template <>
struct Words<core::ActorKind> {
  static constexpr std::array<std::string_view, 4> all = {"system", "resident", "staff", "import"};
};
static_assert(from_word<core::ActorKind>("import") == core::ActorKind::import);

template <>
struct Words<core::NoticeKind> {
  static constexpr std::array<std::string_view, 8> all = {
      "time_offered",        "booked",   "moved",           "cancelled_by_unit",
      "cancelled_by_person", "reminder", "callback_missed", "visit_missed"};
};
static_assert(from_word<core::NoticeKind>("visit_missed") == core::NoticeKind::visit_missed);

template <>
struct Words<core::NoticeChannel> {
  static constexpr std::array<std::string_view, 2> all = {"email", "sms"};
};
static_assert(from_word<core::NoticeChannel>("sms") == core::NoticeChannel::sms);

template <>
struct Words<core::NoticeState> {
  static constexpr std::array<std::string_view, 5> all = {"started", "waiting", "sent", "failed", "lapsed"};
};
static_assert(from_word<core::NoticeState>("lapsed") == core::NoticeState::lapsed);

template <>
struct Words<core::NoticeFault> {
  static constexpr std::array<std::string_view, 6> all = {"none",        "no_address",  "refused",
                                                          "unreachable", "interrupted", "not_needed"};
};
static_assert(from_word<core::NoticeFault>("not_needed") == core::NoticeFault::not_needed);

template <>
struct Words<core::Need> {
  static constexpr std::array<std::string_view, 4> all = {"wheelchair", "hearing", "sight", "other"};
};
static_assert(from_word<core::Need>("other") == core::Need::other);

template <>
struct Words<core::Side> {
  static constexpr std::array<std::string_view, 3> all = {"none", "resident", "staff"};
};
static_assert(from_word<core::Side>("staff") == core::Side::staff);

template <>
struct Words<core::ChatEnd> {
  static constexpr std::array<std::string_view, 8> all = {
      "none",          "agreed", "abandoned", "continues_by_phone", "continues_at_visit",
      "resident_left", "misuse", "other"};
};
static_assert(from_word<core::ChatEnd>("other") == core::ChatEnd::other);

template <>
struct Words<core::TicketState> {
  static constexpr std::array<std::string_view, 7> all = {"waiting", "called", "unanswered", "came",
                                                          "left",    "lapsed", "moved"};
};
static_assert(from_word<core::TicketState>("moved") == core::TicketState::moved);

template <>
struct Words<core::RefusalCode> {
  static constexpr std::array<std::string_view, 110> all = {"unknown_matter",
                                                            "unknown_person",
                                                            "unknown_step",
                                                            "unknown_promise",
                                                            "unknown_service",
                                                            "unknown_team",
                                                            "unknown_area",
                                                            "term_exists",
                                                            "too_many_terms",
                                                            "bad_text",
                                                            "bad_time",
                                                            "bad_birth_day",
                                                            "matter_closed",
                                                            "matter_open",
                                                            "already_taken",
                                                            "already_yours",
                                                            "not_taken",
                                                            "not_holder",
                                                            "staff_only",
                                                            "already_answered",
                                                            "already_assessed",
                                                            "not_assessed",
                                                            "no_domains",
                                                            "already_offered",
                                                            "not_offered",
                                                            "not_offered_to_you",
                                                            "offered_to_holder",
                                                            "step_ended",
                                                            "step_not_booked",
                                                            "step_already_booked",
                                                            "visit_not_begun",
                                                            "overlapping_booking",
                                                            "open_steps",
                                                            "no_reason",
                                                            "promise_ended",
                                                            "extension_not_allowed",
                                                            "already_linked",
                                                            "nothing_to_undo",
                                                            "undo_too_late",
                                                            "rule_not_bound",
                                                            "unknown_slot",
                                                            "unknown_worker",
                                                            "unknown_slot_type",
                                                            "slot_taken",
                                                            "slot_blocked",
                                                            "slot_past",
                                                            "slot_wrong_service",
                                                            "slot_reserved",
                                                            "slot_named_twice",
                                                            "slots_overlap",
                                                            "no_slots",
                                                            "too_many_slots",
                                                            "nothing_held",
                                                            "nothing_offered",
                                                            "unknown_consultation",
                                                            "consultation_ended",
                                                            "not_asked_you",
                                                            "not_lapsed",
                                                            "same_matter",
                                                            "not_same_person",
                                                            "not_joined",
                                                            "unknown_line",
                                                            "exchange_only",
                                                            "wrong_result",
                                                            "no_callback_waiting",
                                                            "call_awaited",
                                                            "try_already_told",
                                                            "version_changed",
                                                            "nothing_blocked",
                                                            "room_taken",
                                                            "not_listed",
                                                            "not_earlier",
                                                            "unknown_course",
                                                            "no_session",
                                                            "course_gap",
                                                            "course_professional",
                                                            "system_only",
                                                            "nothing_to_tell",
                                                            "unknown_notice",
                                                            "notice_ended",
                                                            "calendar_not_open",
                                                            "chat_live",
                                                            "chat_not_live",
                                                            "chats_full",
                                                            "end_proposed",
                                                            "not_silent",
                                                            "resident_only",
                                                            "call_first",
                                                            "ticket_live",
                                                            "no_ticket",
                                                            "ticket_ended",
                                                            "ticket_called",
                                                            "ticket_not_called",
                                                            "nobody_waits",
                                                            "unknown_navigator",
                                                            "unknown_answers",
                                                            "answers_opened",
                                                            "answers_expired",
                                                            "unknown_table",
                                                            "no_draft",
                                                            "draft_changed",
                                                            "draft_offered",
                                                            "draft_not_offered",
                                                            "same_person",
                                                            "too_many_versions",
                                                            "otherwise_needed",
                                                            "unknown_version",
                                                            "reached_out",
                                                            "unknown_segment",
                                                            "segment_reason"};
};
static_assert(from_word<core::RefusalCode>("segment_reason") == core::RefusalCode::segment_reason);

template <>
struct Words<core::Action> {
  static constexpr std::array<std::string_view, 35> all = {"none",
                                                           "receive",
                                                           "take",
                                                           "release",
                                                           "answer",
                                                           "assess",
                                                           "fact",
                                                           "offer",
                                                           "accept",
                                                           "decline",
                                                           "withdraw",
                                                           "propose",
                                                           "book",
                                                           "cancel",
                                                           "complete",
                                                           "miss",
                                                           "refuse",
                                                           "extend",
                                                           "void_promise",
                                                           "close",
                                                           "reopen",
                                                           "link",
                                                           "repeat",
                                                           "undo",
                                                           "offer_time",
                                                           "decline_time",
                                                           "consult",
                                                           "answer_colleague",
                                                           "withdraw_question",
                                                           "lapse",
                                                           "book_course",
                                                           "try_call",
                                                           "settle",
                                                           "segment",
                                                           "name_contact"};
};
static_assert(from_word<core::Action>("name_contact") == core::Action::name_contact);

}  // namespace vuoro::promises
