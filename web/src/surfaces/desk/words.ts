/** The server's words that the desk sends: those a person may choose by hand. test/words.test.ts holds them to the enumerators of
 *  src/core/words.hpp and src/promises/words.hpp. */
export const URGENCY = ['immediate', 'today', 'days', 'non_urgent'] as const;
export const DOMAIN_GROUPS = {
  health: ['health', 'oral', 'rehabilitation', 'specialised_in_primary', 'specialised'],
  young: ['neuvola', 'student_welfare', 'child', 'youth_psychiatry', 'therapy_guarantee'],
  social: ['social', 'older', 'disability', 'social_assistance'],
} as const;
export const DOMAINS = Object.values(DOMAIN_GROUPS).flat();
/** Facts of an assessment, which choose the rules: the common ones, and the rest. */
export const FACTS = ['general_medicine', 'reason_illness_like', 'plan_event', 'other_nonurgent_rehab_promotion', 'certificate_only', 'urgent'] as const;
export const FACTS_MORE = [
  'other_specialty_in_primary', 'individual_interval', 'neuvola_school_student_screening', 'screened_by_non_dentist', 'needs_specialist_or_imaging_or_lab',
  'child_special_support_or_child_protection', 'child_protection_need_due_to_missing_health_service', 'older_person_980_2012', 'disabled_675_2023',
  'highest_care_allowance_pensioner', 'first_child', 'incomplete', 'therapy_in_health_care', 'therapy_in_social_care',
] as const;
/** What happened outside Vuoro's own actions; each may start or stop a promise. */
export const HAPPENED = [
  'doctor_need_found', 'dentist_need_found', 'dentist_need_found_in_screening', 'specialist_dentist_need_found', 'therapy_need_found', 'need_found', 'need_known',
  'child_protection_need_found', 'callback_asked', 'callback_reached', 'forecast_recorded', 'referral_arrived', 'assessment_started', 'assessment_done', 'care_started',
  'service_started', 'application_arrived', 'supplement_requested', 'supplement_due', 'supplement_arrived', 'decision_made', 'decision_implemented',
  'discussion_requested', 'discussion_offered', 'discussion_held', 'student_request', 'choice_notified', 'responsibility_moved', 'birth', 'home_visit_done',
] as const;
export const PROFESSIONS = [
  'nurse', 'public_health_nurse', 'doctor', 'physiotherapist', 'occupational_therapist', 'psychologist', 'dentist', 'dental_hygienist', 'social_counsellor', 'social_worker', 'other',
] as const;
export const OTHERWISE = ['persons_wish', 'situation', 'continuity', 'no_other', 'table_is_wrong'] as const;
export const MODES = ['visit', 'remote', 'phone', 'home'] as const;
export const OUTCOMES = ['helped', 'follow_up_needed', 'moved_to_other_service', 'not_helped', 'unknown'] as const;
export const CLOSE = [
  'care_given', 'advice_was_enough', 'need_lapsed', 'not_reached', 'person_withdrew', 'transferred_specialised', 'duplicate', 'abandoned', 'moved_away', 'died', 'mistake',
] as const;
export const OFFER = ['other_skill', 'other_area', 'other_language', 'continuity', 'workload', 'wrong_team'] as const;
export const DECLINE = ['not_our_task', 'no_capacity', 'more_information', 'already_known_elsewhere'] as const;
export const REOPEN = ['need_returned', 'new_information', 'mistake'] as const;
