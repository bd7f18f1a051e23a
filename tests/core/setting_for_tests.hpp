#pragma once

#include <string>
#include <utility>
#include <vector>

#include "calendar/zone.hpp"
#include "core/decide.hpp"

/// A small county made in code: rules in the spirit of the law pack, three teams, two areas, five services.
namespace vuoro::core::testing {

using promises::Domain;
using promises::DomainSet;
using promises::Fact;
using promises::FactSet;
using promises::Limit;
using promises::LimitUnit;
using promises::Reason;
using promises::Trigger;

inline constexpr TeamId nurses{1};
inline constexpr TeamId social{2};
inline constexpr TeamId dental{3};
inline constexpr AreaId tikkurila{1};
inline constexpr AreaId kerava{2};

inline constexpr ServiceId doctor_visit{1};
inline constexpr ServiceId social_assessment{2};
inline constexpr ServiceId dentist_visit{3};
inline constexpr SlotTypeId nurse_time{1};    ///< For doctor_visit.
inline constexpr SlotTypeId dentist_time{2};  ///< For dentist_visit.
inline constexpr SlotTypeId urgent_time{
    3};  ///< For doctor_visit, kept for today's needs until the day before.
inline constexpr WorkerId anna{1};
inline constexpr WorkerId berit{2};
inline constexpr WorkerId cecilia{3};
inline constexpr RoomId room_12{1};
inline constexpr LineId main_line{1};
inline constexpr LineId dental_line{2};
inline constexpr SegmentId on_their_own{1};
inline constexpr SegmentId together{2};   ///< Asks for an own contact.
inline constexpr ServiceId self_care{4};  ///< Starts and stops nothing; the holder's own work.

/// Local wall time.
inline Instant at(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0) {
  return calendar::at_local(day_of(year, month, day), hour * 3600 + minute * 60 + second);
}
inline Instant end_of(int year, unsigned month, unsigned day) {
  return calendar::end_of_day(day_of(year, month, day));
}

inline promises::Version version(Limit limit, promises::AgeRange age = {}) {
  promises::Version v;
  v.from = day_of(2020, 1, 1);
  v.age = age;
  v.limit = limit;
  v.conf = promises::Confidence::A;
  return v;
}

inline promises::Rule rule(std::string code, DomainSet in, Trigger start, Trigger stop, Limit limit) {
  promises::Rule r;
  r.code = std::move(code);
  r.applies_in = in;
  r.start = start;
  r.stop = stop;
  r.hours = promises::Hours::any;
  r.versions = {version(limit)};
  return r;
}

inline promises::Rule own(promises::Rule r) {
  r.kind = promises::Kind::own_target;
  return r;
}

/// Non-urgent care: 14 days under 23, else three months (TervL 51 a §).
inline promises::Rule care_rule() {
  promises::Rule care = rule("CARE", {Domain::health}, Trigger::hta_done, Trigger::visit_realised, {});
  care.excludes = {Fact::certificate_only};
  care.exceptions = {Reason::patient_choice_later};
  care.versions = {version({14, LimitUnit::calendar_day}, {0, 23}),
                   version({3, LimitUnit::month}, {23, promises::AgeRange::no_upper_limit})};
  return care;
}

/// Four weeks from the need or three months from the assessment, whichever is later (TervL 51 b §).
inline promises::Rule dentist_rule() {
  promises::Rule r = rule("DENTIST", {Domain::oral}, Trigger::dentist_need_found,
                          Trigger::dentist_event_realised, {4, LimitUnit::week});
  r.versions[0].alternative = promises::Alternative{Trigger::hta_done, {3, LimitUnit::month}};
  r.versions[0].extension =
      promises::Extension{{1, LimitUnit::month}, {Reason::medical_reason, Reason::plan_interval}};
  return r;
}

/// "Without undue delay", with the county's own aim.
inline promises::Rule forecast_rule() {
  promises::Rule r = rule("FORECAST", {Domain::health, Domain::oral}, Trigger::hta_done,
                          Trigger::forecast_recorded, {0, LimitUnit::none});
  r.versions[0].steering = Limit{1, LimitUnit::working_day};
  return r;
}

inline std::vector<promises::Rule> rules_for_tests() {
  const DomainSet any{Domain::health, Domain::oral, Domain::social};
  promises::Rule urgent = rule("URGENT", {Domain::health}, Trigger::contact_received, Trigger::care_started,
                               {0, LimitUnit::immediate});
  urgent.needs = {Fact::urgent};
  promises::Rule spoken = own(rule("SPOKEN", {Domain::health}, Trigger::contact_received,
                                   Trigger::callback_reached, {1, LimitUnit::working_day}));
  spoken.excludes = {Fact::written_contact};
  promises::Rule call_back = own(
      rule("CALLBACK", any, Trigger::callback_asked, Trigger::callback_reached, {0, LimitUnit::same_day}));
  call_back.hours = promises::Hours::office;
  promises::Rule written = own(
      rule("WRITE", any, Trigger::callback_unreached, Trigger::unreached_told, {1, LimitUnit::working_day}));
  promises::Rule own_contact = own(rule("OWN-CONTACT", any, Trigger::segment_decided,
                                        Trigger::own_contact_named, {5, LimitUnit::working_day}));
  own_contact.needs = {Fact::own_contact_due};
  return {
      rule("CONTACT", any, Trigger::contact_received, Trigger::contact_answered, {0, LimitUnit::same_day}),
      rule("HTA", {Domain::health, Domain::oral}, Trigger::contact_received, Trigger::hta_done,
           {0, LimitUnit::same_day}),
      std::move(urgent),
      std::move(spoken),
      std::move(call_back),
      care_rule(),
      own(rule("OWN7", {Domain::health}, Trigger::hta_done, Trigger::visit_realised,
               {7, LimitUnit::calendar_day})),
      dentist_rule(),
      forecast_rule(),
      rule("SOC-START", {Domain::social}, Trigger::social_contact, Trigger::assessment_started,
           {7, LimitUnit::working_day}),
      rule("SOC36", {Domain::social}, Trigger::matter_pending, Trigger::assessment_done,
           {3, LimitUnit::month}),
      rule("DELIVER", {Domain::social}, Trigger::decision_made, Trigger::service_started,
           {3, LimitUnit::month}),
      own(rule("CLOSE30", {Domain::oral}, Trigger::hta_done, Trigger::matter_closed,
               {30, LimitUnit::calendar_day})),
      std::move(written),
      rule("SOC-URGENT", {Domain::social}, Trigger::need_known, Trigger::urgent_assessed,
           {0, LimitUnit::immediate}),
      std::move(own_contact)};
}

inline std::vector<ServiceRule> services_for_tests() {
  return {{},
          {doctor_visit,
           Domain::health,
           {Trigger::visit_realised, Trigger::doctor_visit_realised, Trigger::care_started},
           DebtKind::care,
           {}},
          {social_assessment,
           Domain::social,
           {Trigger::assessment_started, Trigger::assessment_done, Trigger::decision_made},
           DebtKind::service,
           social},
          {dentist_visit,
           Domain::oral,
           {Trigger::oral_event_realised, Trigger::dentist_event_realised},
           DebtKind::care,
           dental},
          {self_care, Domain::rehabilitation, {}, DebtKind::rehabilitation, {}}};
}

/// Rule number n in the ledger is rules_for_tests()[n - 1]: the World defines the terms in that order.
inline Setting setting_for_tests() {
  Setting setting;
  setting.pack = promises::RulePack("tests", rules_for_tests());
  std::uint16_t next = 0;
  setting.pack.bind([&](std::string_view) { return RuleId{++next}; });
  setting.services = services_for_tests();
  setting.team_of_area = {{}, nurses, dental};
  setting.default_team = nurses;
  setting.contact_domains = {Domain::health, Domain::social};
  setting.slot_types = {{},
                        {nurse_time, Profession::nurse, {doctor_visit}},
                        {dentist_time, Profession::dentist, {dentist_visit}},
                        {urgent_time, Profession::nurse, {doctor_visit}, Urgency::today}};
  setting.courses = {{{{doctor_visit}, {doctor_visit, 0, 5, SameProfessional::no}}}};
  setting.team_of_line = {{}, nurses, dental};
  setting.segments = {{on_their_own, {}, false}, {together, {}, true}};
  return setting;
}

}  // namespace vuoro::core::testing
