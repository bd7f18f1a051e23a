#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "calendar/holidays.hpp"
#include "core/events.hpp"
#include "promises/evaluate.hpp"

namespace vuoro::core {

/// Which debt an undelivered service belongs to (hoito-, palvelu-, kuntoutusvelka; S-23 … S-25).
enum class DebtKind : std::uint8_t { care, service, rehabilitation };

/// What the core must know of a service: what a held visit of it stops, and whose work it is.
struct ServiceRule {
  ServiceId service;
  promises::Domain domain{};
  TriggerSet on_done;
  DebtKind debt{};
  TeamId team;  ///< The provider; none = the team that holds the matter.
  std::vector<Profession> lightest_first =
      {};  ///< Who may give it, the lightest suitable professional first.
};

/// What the core must know of a type of time: for which services it is, whose time it is, and for whom it is
/// kept until nearer the day.
struct SlotTypeRule {
  SlotTypeId type;
  Profession profession{};
  std::vector<ServiceId> services;
  /// Kept for matters at least this urgent; unassessed = for all.
  Urgency reserved_for = Urgency::unassessed;
  std::chrono::hours release{24};  ///< How long before its beginning a reserved time opens to all.
};

/// A course or a chain of visits: what follows what, and when.
struct CourseRule {
  struct Part {
    ServiceId service;
    std::uint16_t least_days = 0;  ///< After the part before; 0 and 0 for the first.
    std::uint16_t most_days = 0;
    SameProfessional same{};
  };
  std::vector<Part> parts;  ///< 2 … 20.
};

/// What a segment changes that the core answers for.
struct SegmentRule {
  SegmentId segment;
  promises::FactSet facts;   ///< Brought to the rules that the decision starts.
  bool own_contact = false;  ///< Whoever is in it has a professional of their own.
};

/// What is known of a professional. Names are no business of the core.
struct WorkerRule {
  WorkerId worker;
  Profession profession{};
  TeamId team;
  std::vector<Language> languages;
};

/// How often, when and how far apart somebody who waits for a call is tried, and what follows.
struct CallbackPolicy {
  std::uint8_t tries = 3;
  std::chrono::minutes gap{30};  ///< A try sooner after the one before does not count as another.
  std::int32_t from = 8 * 3600;  ///< Seconds since local midnight; tries outside do not count.
  std::int32_t until = 16 * 3600;
  std::uint8_t days = 0b001'1111;  ///< Bit 0 = Monday; public holidays never.
  AfterTries after{};
};

/// Everything besides State that decide() goes by: content turned into numbers, valid for one run of the
/// program. Immutable after start-up, shared by all threads. Vectors are indexed by the id's number.
struct Setting {
  calendar::Calendar calendar = calendar::Calendar::finnish();
  promises::RulePack pack;  ///< Bound: every rule's id is the ledger's term.
  std::vector<ServiceRule> services;
  std::vector<TeamId> team_of_area;
  TeamId default_team;
  promises::DomainSet contact_domains;  ///< Until the need is assessed.
  std::chrono::seconds undo_within{600};
  std::vector<SlotTypeRule> slot_types;
  std::vector<CourseRule> courses;  ///< Number 1 is courses[0], in the content's order.
  std::vector<WorkerRule> workers;
  std::vector<SegmentRule> segments;
  std::vector<std::uint16_t> unit_of_team;  ///< Teams of one unit share its rooms; 0 = a unit of its own.
  /// Whether cancelled times are offered to those who wait, for how long, and how far ahead.
  struct Offers {
    bool on = false;
    std::chrono::minutes open_for{180};  ///< Ends `before` the time itself begins, if that is sooner.
    std::chrono::minutes before{120};    ///< A time that begins sooner is offered to nobody.
    std::chrono::hours ahead{14 * 24};
    /// What speaks for somebody, in days of waiting that it outweighs (content/<county>/times.toml).
    struct Gain {
      double breaking = 30;    ///< The time keeps a promise; divided by the days that are left of it.
      double age = 7;          ///< 75 years or more, or under 18.
      double known = 5;        ///< The person has met the professional.
      double language = 5;     ///< The professional speaks the person's language and it is not the county's.
      double own_area = 3;     ///< The person lives where the team serves.
      double interpreter = 2;  ///< Needs an interpreter: times are harder to come by.
    } gain;
  } offers;
  /// What follows a time that nobody used: a visit nobody came to, or one cancelled too late by the person.
  struct UnusedTimes {
    bool on = false;
    std::chrono::hours late{24};    ///< Cancelled later than this before its beginning is too late.
    std::uint8_t choose_again = 1;  ///< After more unused times of one matter, people call before the next.
  } unused;
  /// When a hand-over that nobody answers comes back to the giver.
  struct HandOver {
    std::uint16_t working_days = 1;        ///< At the end of the n-th working day after the offer,
    std::chrono::minutes before_due{240};  ///< or so long before the soonest promise, if that is sooner,
    std::chrono::minutes at_least{60};     ///< but never sooner than this after the offer.
  } hand_over;
  CallbackPolicy callbacks;
  std::vector<TeamId> team_of_line;
  /// How often a notice is tried, and how long after the first failed try; each next wait is twice as long.
  struct Notices {
    std::uint8_t tries = 8;
    std::chrono::seconds first_wait{120};
  } notices;
  struct Chats {
    std::chrono::minutes abandoned_after{10};  ///< Without a word or sign of the resident.
    std::uint8_t most_per_staff = 4;           ///< Live chats of one professional.
  } chats;
  std::chrono::seconds hold_for{600};  ///< How long a place is kept while people talk.
};

}  // namespace vuoro::core
