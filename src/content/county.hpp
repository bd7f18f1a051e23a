#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "content/notices.hpp"
#include "promises/rule.hpp"

/// What a county writes about itself: areas, units, teams, services and routing (content/<pack>/county.toml
/// and services.toml), and, where time is kept as slots, types of time, professionals and their weeks
/// (times.toml), its telephone lines (telephone.toml), what residents are told outside the pages
/// (notices.toml), how it chats (chat.toml), and which customerships it knows (segments.toml).
namespace vuoro::content {

struct Area {
  std::string code;  ///< At most 62 bytes, the ledger's term; never renamed once used.
  promises::Translated name;
  std::uint32_t residents = 0;  ///< For the demo county; 0 = not told.
};

struct Unit {
  std::string code;
  promises::Translated name;
  promises::Translated address;
  promises::Translated directions;     ///< How to come; empty when nobody wrote it. Names no service.
  promises::Translated accessibility;  ///< Steps, lift, hearing loop; empty when nobody wrote it.
};

/// A team holds matters: it has its own queue, hours and promises (S-62).
struct Team {
  std::string code;
  promises::Translated name;
  std::string unit;
  std::vector<std::string> areas;  ///< Contacts from these areas come to it first.
  promises::DomainSet domains;
  std::string phone;
  promises::Translated hours;
};

struct Service {
  std::string code;
  promises::Translated name;
  promises::Domain domain = promises::Domain::health;
  std::vector<promises::Trigger> on_done;  ///< The stop events that a held visit counts as.
  std::string debt;                        ///< "care", "service" or "rehabilitation".
  std::uint16_t minutes = 30;
  std::vector<std::string> modes;  ///< "visit", "remote", "phone", "home".
  std::vector<std::string> professions;
  std::string team;  ///< The provider; empty = the team that holds the matter.
};

/// A kind of bookable time (docs/times.md).
struct SlotType {
  std::string code;
  promises::Translated name;
  std::vector<std::string> services;  ///< What it can be booked for.
  std::string profession;             ///< Whose time it is.
  std::uint16_t minutes = 30;         ///< Of one slot.
  std::string mode;                   ///< "visit", "remote", "phone", "home" or "group".
  std::uint8_t places = 1;            ///< 1 … 200.
  std::string reserved_for;           ///< "immediate", "today" or "days"; empty = for all.
  std::uint16_t release_hours = 24;   ///< How long before its beginning a reserved time opens to all.
};

/// Somebody whose time can be booked. `name` is a label for colleagues, in no language.
struct Worker {
  std::string code;
  std::string name;
  std::string profession;
  std::string team;
  std::vector<std::string> languages;  ///< ISO 639 codes.
};

/// A stretch of the week in which professionals give one type of time. Clock times are those of Finland.
struct ShiftTemplate {
  std::vector<std::string> workers;
  std::vector<std::uint8_t> days;  ///< 1 = Monday … 7 = Sunday.
  std::int32_t from = 0;           ///< Seconds since midnight, from < until <= 86 400.
  std::int32_t until = 0;
  std::string type;
  std::string room;  ///< Empty = needs none.
};

/// A course or a chain of visits: sessions of services with days between them.
struct Course {
  struct Part {
    std::string service;
    std::uint8_t times = 1;
    std::uint16_t least_days = 0;  ///< Between a session of this part and the session before it.
    std::uint16_t most_days = 0;
    std::string same_professional;  ///< "no", "wished" or "required".
  };
  std::string code;
  promises::Translated name;
  std::vector<Part> parts;  ///< Together 2 … 20 sessions.
};

/// How times that somebody gave back are offered to those who wait.
struct FreedTimes {
  std::uint16_t offered_for_minutes = 0;  ///< How long the person has to answer.
  std::uint16_t not_within_minutes = 0;   ///< A time that begins sooner is offered to nobody.
  std::uint16_t days_ahead = 0;
  /// What speaks for somebody, in days of waiting that it outweighs (core::Setting::Offers::Gain).
  struct Gain {
    std::uint16_t promise = 30, age = 7, known = 5, language = 5, own_area = 3, interpreter = 2;
  } gain;
};

/// What follows a time that nobody used (core::Setting::UnusedTimes).
struct UnusedTimes {
  std::uint16_t late_hours = 24;
  std::uint8_t choose_again = 1;
};

/// When a hand-over that nobody answers comes back to the giver.
struct HandOver {
  std::uint8_t working_days = 1;           ///< At the end of the n-th working day after the offer,
  std::uint16_t minutes_before_due = 240;  ///< or so long before the soonest promise, if that is sooner,
  std::uint16_t at_least_minutes = 60;     ///< but never sooner than this after the offer.
};

/// A telephone line that an exchange tells of; what is asked on it goes to the team.
struct TelephoneLine {
  std::string code;
  promises::Translated name;
  std::string team;
};

/// Which exchanges may tell of calls, and how those who wait to be called back are tried (docs/telephone.md).
struct Telephone {
  std::uint8_t tries = 3;
  std::uint16_t gap_minutes = 30;
  std::int32_t from = 0;  ///< Seconds since midnight, from < until <= 86 400.
  std::int32_t until = 0;
  std::vector<std::uint8_t> days;     ///< 1 = Monday … 7 = Sunday; public holidays never.
  std::string after = "message";      ///< "message" or "letter".
  std::uint32_t ahead_seconds = 300;  ///< An event at most so far in the future is taken as of its arrival.
  std::uint16_t oldest_hours = 72;    ///< An event older than this is refused.
  std::vector<std::string> exchanges;
  std::vector<TelephoneLine> lines;
};

/// A text that professionals send often, in the resident's language.
struct CannedAnswer {
  std::string code;
  promises::Translated text;
};

/// When the county's chat is open on some days of the week. Clock times are those of Finland.
struct ChatHours {
  std::vector<std::uint8_t> days;  ///< 1 = Monday … 7 = Sunday.
  std::int32_t from = 0;           ///< Seconds since midnight, from < until <= 86 400.
  std::int32_t until = 0;
};

/// The chat of the county's residents (chat.toml; docs/chat.md).
struct Chat {
  std::string team;  ///< Who answers; empty = the team of the resident's area.
  std::uint16_t abandoned_after_minutes = 10;
  std::uint8_t most_per_professional = 4;
  bool on_holidays = false;  ///< Whether the hours hold on public holidays too.
  std::vector<ChatHours> hours;
  std::vector<CannedAnswer> answers;
};

/// Customerships of the county (segments.toml; docs/segments.md).
struct Segments {
  /// What the form measures; its total is the calculated item with this code as its linkId.
  struct Axis {
    std::string code;
    promises::Translated name;
  };
  struct Segment {
    std::string code;
    promises::Translated name;
    promises::Translated about;         ///< Whom it is for, in a sentence.
    promises::Translated path;          ///< What is done, in a few sentences.
    bool own_contact = false;           ///< Whoever is in it has a professional of their own.
    std::uint8_t review_months = 12;    ///< When it is looked at again unless people say otherwise; 1 … 24.
    std::vector<std::string> services;  ///< Offered first, in this order.
    std::vector<std::string> slot_types;  ///< Types of time that are proposed first.
    promises::FactSet facts;              ///< Brought to the promises that the decision starts.
  };
  std::string form;        ///< A FHIR Questionnaire, beside segments.toml; a file's name.
  std::vector<Axis> axes;  ///< One or two.
  std::vector<Segment> segments;
};

struct County {
  std::string code;
  promises::Translated name;
  std::vector<Area> areas;
  std::vector<Unit> units;
  std::vector<Team> teams;
  std::vector<Service> services;
  std::string default_team;
  promises::DomainSet contact_domains;  ///< Of a matter until its need is assessed.
  HandOver hand_over;
  std::vector<SlotType> slot_types;  ///< These three are empty without times.toml.
  std::vector<Worker> workers;
  std::vector<ShiftTemplate> shifts;  ///< No professional is in two places at once.
  std::vector<Course> courses;
  std::optional<UnusedTimes> unused_times;  ///< Nothing = they are only counted.
  std::optional<FreedTimes> freed_times;    ///< Nothing = they are offered by people only.
  std::optional<Chat> chat;                 ///< Nothing = the county has no chat.
  std::optional<Telephone> telephone;       ///< Nothing = no exchange tells of calls.
  std::optional<Segments> segments;         ///< Nothing = people are not segmented.
  std::optional<NoticePlan> notices;        ///< Nothing = residents are told by people only.
  std::uint8_t weeks_ahead = 0;  ///< How far the server keeps the weekly shifts published; 0 = people do it.
};

/// Reads county.toml, services.toml and, when they are there, times.toml, telephone.toml, notices.toml,
/// chat.toml and segments.toml of the pack. Every fault is reported with file, line and reason: unknown keys,
/// duplicate codes, references to codes that do not exist, missing languages, an area with no team and no
/// default, a professional with two shifts at once.
Result<County, ContentErrors> load_county(const std::filesystem::path& pack);

}  // namespace vuoro::content
