#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "promises/enum_set.hpp"

namespace vuoro::promises {

/// The closed vocabularies of promise rules. Every enumerator has one stable word (its own name) for content
/// files, command line and JSON: word(e), from_word<E>(text), words_of<E>(). Numbers are stored nowhere: only
/// words and terms.

/// Unit of a limit. `none` = a duty without a number ("without undue delay").
enum class LimitUnit : std::uint8_t {
  calendar_day,
  working_day,
  school_working_day,
  week,
  month,
  same_day,
  immediate,
  none,
};

/// Something that happens to a matter and starts or stops a promise.
enum class Trigger : std::uint8_t {
  contact_received,
  contact_answered,
  callback_asked,
  callback_reached,
  hta_done,
  forecast_recorded,
  visit_realised,
  doctor_need_found,
  doctor_visit_realised,
  oral_event_realised,
  dentist_need_found,
  dentist_need_found_in_screening,
  dentist_event_realised,
  specialist_dentist_need_found,
  specialist_dentist_event_realised,
  referral_arrived,
  need_found,
  therapy_need_found,
  assessment_started,
  assessment_done,
  care_started,
  choice_notified,
  responsibility_moved,
  student_request,
  discussion_offered,
  birth,
  home_visit_done,
  need_known,
  urgent_assessed,
  social_contact,
  matter_pending,
  decision_made,
  decision_implemented,
  service_started,
  application_arrived,
  supplement_requested,
  supplement_due,
  supplement_arrived,
  discussion_requested,
  discussion_held,
  child_protection_need_found,
  step_done,
  matter_closed,
  callback_unreached,  ///< The tries that the county's policy asks for are used up.
  unreached_told,      ///< Who could not be reached by telephone was written to.
  hidden_need_found,   ///< A county's table found that somebody who has not asked may need help.
  segment_decided,     ///< People decided the person's segment (customership).
  own_contact_named,   ///< A professional is the person's own contact.
};

/// The field of law and service that a matter belongs to; a matter can carry several.
enum class Domain : std::uint8_t {
  health,
  oral,
  specialised_in_primary,
  specialised,
  youth_psychiatry,
  therapy_guarantee,
  student_welfare,
  neuvola,
  social,
  disability,
  child,
  older,
  social_assistance,
  admin,
  steering,
  rehabilitation,
};

/// Something known of a matter or its person that a rule needs or excludes.
enum class Fact : std::uint8_t {
  general_medicine,
  reason_illness_like,
  plan_event,
  other_specialty_in_primary,
  certificate_only,
  other_nonurgent_rehab_promotion,
  individual_interval,
  neuvola_school_student_screening,
  screened_by_non_dentist,
  needs_specialist_or_imaging_or_lab,
  urgent,
  child_protection_need_due_to_missing_health_service,
  first_child,
  highest_care_allowance_pensioner,
  disabled_675_2023,
  child_special_support_or_child_protection,
  older_person_980_2012,
  incomplete,
  therapy_in_health_care,
  therapy_in_social_care,
  written_contact,
  own_contact_due,  ///< The person's segment asks for an own contact and there is none.
};

/// Why a clock is extended, excused or ended (rules-and-indicators §2.12).
enum class Reason : std::uint8_t {
  patient_choice_later,
  medical_reason,
  plan_interval,
  client_need_special_ground,
  clarification_special_reason,
  supplement_requested,
  no_show,
  cancelled_by_patient,
  cancelled_by_unit,
  moved_away,
  died,
  need_lapsed,
  transferred_specialised,
};

/// How sure the rule is: A statute read, B official secondary source, C other source, D unverified proposal.
enum class Confidence : std::uint8_t { A, B, C, D };

/// Where the promise comes from: the law, or the county's own goal.
enum class Kind : std::uint8_t { statute, own_target };

/// A limit that nobody has confirmed; it must be shown as unverified.
enum class Placeholder : std::uint8_t { no, yes };

/// Whether the period, ending on a 150/1930 5 § day, ends on the next working day instead.
enum class Roll : std::uint8_t { none, forward_5s };

/// Whether a same-day or immediate limit runs only while the office is open.
enum class Hours : std::uint8_t { any, office };

/// `all_limits`: the duty goes before every limit of the other rules (TervL 69.2 §).
enum class Overrides : std::uint8_t { nothing, all_limits };

/// Languages of texts for people; the order of arrays that hold one text per language.
enum class Language : std::uint8_t { fi, sv, en };
inline constexpr std::size_t language_count = 3;

/// The words of E in the order of its enumerators. Defined for every enum above.
template <class E>
struct Words;

template <class E>
constexpr const auto& words_of() {
  return Words<E>::all;
}

/// The enumerator's stable word.
template <class E>
constexpr std::string_view word(E e) {
  return Words<E>::all[static_cast<std::size_t>(e)];
}

/// The enumerator of a word, exactly spelt. O(words).
template <class E>
constexpr std::optional<E> from_word(std::string_view text) {
  for (std::size_t i = 0; i < Words<E>::all.size(); ++i) {
    if (Words<E>::all[i] == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

using DomainSet = EnumSet<Domain, std::uint32_t>;
using FactSet = EnumSet<Fact, std::uint64_t>;
using ReasonSet = EnumSet<Reason, std::uint32_t>;

}  // namespace vuoro::promises

#include "promises/words.hpp"
