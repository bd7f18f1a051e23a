#pragma once

// The words of promises/vocabulary.hpp, in the order of the enumerators. A test holds counts and order.

#include "promises/vocabulary.hpp"

namespace vuoro::promises {

template <>
struct Words<LimitUnit> {
  static constexpr std::array<std::string_view, 8> all = {
      "calendar_day", "working_day", "school_working_day", "week", "month", "same_day", "immediate", "none"};
};
static_assert(from_word<LimitUnit>("none") == LimitUnit::none);

template <>
struct Words<Trigger> {
  static constexpr std::array<std::string_view, 48> all = {"contact_received",
                                                           "contact_answered",
                                                           "callback_asked",
                                                           "callback_reached",
                                                           "hta_done",
                                                           "forecast_recorded",
                                                           "visit_realised",
                                                           "doctor_need_found",
                                                           "doctor_visit_realised",
                                                           "oral_event_realised",
                                                           "dentist_need_found",
                                                           "dentist_need_found_in_screening",
                                                           "dentist_event_realised",
                                                           "specialist_dentist_need_found",
                                                           "specialist_dentist_event_realised",
                                                           "referral_arrived",
                                                           "need_found",
                                                           "therapy_need_found",
                                                           "assessment_started",
                                                           "assessment_done",
                                                           "care_started",
                                                           "choice_notified",
                                                           "responsibility_moved",
                                                           "student_request",
                                                           "discussion_offered",
                                                           "birth",
                                                           "home_visit_done",
                                                           "need_known",
                                                           "urgent_assessed",
                                                           "social_contact",
                                                           "matter_pending",
                                                           "decision_made",
                                                           "decision_implemented",
                                                           "service_started",
                                                           "application_arrived",
                                                           "supplement_requested",
                                                           "supplement_due",
                                                           "supplement_arrived",
                                                           "discussion_requested",
                                                           "discussion_held",
                                                           "child_protection_need_found",
                                                           "step_done",
                                                           "matter_closed",
                                                           "callback_unreached",
                                                           "unreached_told",
                                                           "hidden_need_found",
                                                           "segment_decided",
                                                           "own_contact_named"};
};
static_assert(from_word<Trigger>("own_contact_named") == Trigger::own_contact_named);

template <>
struct Words<Domain> {
  static constexpr std::array<std::string_view, 16> all = {"health",
                                                           "oral",
                                                           "specialised_in_primary",
                                                           "specialised",
                                                           "youth_psychiatry",
                                                           "therapy_guarantee",
                                                           "student_welfare",
                                                           "neuvola",
                                                           "social",
                                                           "disability",
                                                           "child",
                                                           "older",
                                                           "social_assistance",
                                                           "admin",
                                                           "steering",
                                                           "rehabilitation"};
};
static_assert(from_word<Domain>("rehabilitation") == Domain::rehabilitation);

template <>
struct Words<Fact> {
  static constexpr std::array<std::string_view, 22> all = {
      "general_medicine",
      "reason_illness_like",
      "plan_event",
      "other_specialty_in_primary",
      "certificate_only",
      "other_nonurgent_rehab_promotion",
      "individual_interval",
      "neuvola_school_student_screening",
      "screened_by_non_dentist",
      "needs_specialist_or_imaging_or_lab",
      "urgent",
      "child_protection_need_due_to_missing_health_service",
      "first_child",
      "highest_care_allowance_pensioner",
      "disabled_675_2023",
      "child_special_support_or_child_protection",
      "older_person_980_2012",
      "incomplete",
      "therapy_in_health_care",
      "therapy_in_social_care",
      "written_contact",
      "own_contact_due"};
};
static_assert(from_word<Fact>("own_contact_due") == Fact::own_contact_due);

template <>
struct Words<Reason> {
  static constexpr std::array<std::string_view, 13> all = {"patient_choice_later",
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
                                                           "transferred_specialised"};
};
static_assert(from_word<Reason>("transferred_specialised") == Reason::transferred_specialised);

template <>
struct Words<Confidence> {
  static constexpr std::array<std::string_view, 4> all = {"A", "B", "C", "D"};
};
static_assert(from_word<Confidence>("D") == Confidence::D);

template <>
struct Words<Kind> {
  static constexpr std::array<std::string_view, 2> all = {"statute", "own_target"};
};
static_assert(from_word<Kind>("own_target") == Kind::own_target);

template <>
struct Words<Placeholder> {
  static constexpr std::array<std::string_view, 2> all = {"no", "yes"};
};
static_assert(from_word<Placeholder>("yes") == Placeholder::yes);

template <>
struct Words<Roll> {
  static constexpr std::array<std::string_view, 2> all = {"none", "forward_5s"};
};
static_assert(from_word<Roll>("forward_5s") == Roll::forward_5s);

template <>
struct Words<Hours> {
  static constexpr std::array<std::string_view, 2> all = {"any", "office"};
};
static_assert(from_word<Hours>("office") == Hours::office);

template <>
struct Words<Overrides> {
  static constexpr std::array<std::string_view, 2> all = {"nothing", "all_limits"};
};
static_assert(from_word<Overrides>("all_limits") == Overrides::all_limits);

template <>
struct Words<Language> {
  static constexpr std::array<std::string_view, 3> all = {"fi", "sv", "en"};
};
static_assert(from_word<Language>("en") == Language::en);

}  // namespace vuoro::promises
