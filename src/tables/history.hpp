#pragma once

#include <cstdint>
#include <vector>

#include "core/view.hpp"
#include "rules/value.hpp"

namespace vuoro::tables {

/// The instant that histories are told as of, with what follows from it. State is taken as it is: `now` only
/// says how long ago things were.
struct AsOf {
  AsOf(Instant instant);  // NOLINT: implicit by design
  Instant now;
  Day today;
  core::Moment days_90, days_365;  ///< When the first of the last 90 and 365 days began; today is the last.
};

/// What groups ask of a person's history. Days are those of Finland.
struct History {
  static constexpr std::int32_t unknown = -1;

  std::int32_t age = unknown;
  core::Language language;  ///< Of the newest matter; the mother tongue without one.
  AreaId area;
  core::Interpreter interpreter{};  ///< As in the newest matter.
  /// Contacts in the last 90 and 365 days: every first contact, and all those about the same need when the
  /// first lies in that time. Of an older matter only a repeat that was its last action counts, since State
  /// keeps no instants of repeats: never more than there were.
  std::int32_t contacts_90 = 0;
  std::int32_t contacts_365 = 0;
  /// Matters closed because nobody was reached, the person gave up or it was abandoned, and visits that were
  /// held and did not help, in the last 365 days.
  std::int32_t unsolved_365 = 0;
  std::int32_t missed_365 = 0;  ///< Visits in the last 365 days that nobody came to.
  std::int32_t days_since_contact = unknown;
  std::int32_t days_since_visit = unknown;
  std::int32_t open_matters = 0;
  std::int32_t longest_open_days = 0;
  /// Promises missed in the last 365 days, and those that run on past their due instant.
  std::int32_t missed_promises_365 = 0;
  bool sought_out = false;  ///< By an open matter, or not longer ago than core::outreach_again.
};

/// Reads the person's matters, steps and promises once. O(rows of the person); allocates nothing.
/// Precondition: the person is there.
History history_of(const core::Whole& whole, PersonId person, const AsOf& as_of);

/// As an object by the inputs of Vocabulary::of(Kind::group), for Table::ask.
rules::Value facts_of(const core::State& state, const History& history);

}  // namespace vuoro::tables
