#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "base/time.hpp"
#include "calendar/holidays.hpp"
#include "calendar/school.hpp"
#include "promises/rule.hpp"

namespace vuoro::promises {

/// Everything a rule may ask of a matter when an event starts a clock. No names, no files, no clock.
struct Circumstances {
  DomainSet domains;
  FactSet facts;
  std::optional<std::uint8_t> age;  ///< full years on the start date; kept for the life of the promise
  Instant start;                    ///< of the event that starts the rule
  std::optional<Instant> hta_done = {};
  std::optional<Instant> contact_received = {};
  calendar::SchoolId school = {};

  /// The instant of an event that an alternative or override counts from; nothing when not known.
  [[nodiscard]] std::optional<Instant> at(Trigger trigger) const;
};

/// Whether a rule starts, and if not, the first reason why.
enum class Applies : std::uint8_t {
  yes,
  other_domain,
  fact_missing,   ///< a fact in Rule::needs is not known to hold
  fact_excluded,  ///< a fact in Rule::excludes holds
  not_in_force,   ///< no version on the start date
  other_age,      ///< versions are in force, none for this age
};

/// Whether a limit is law or only the aim of a duty that has no number.
enum class LegalLimit : std::uint8_t { dated, at_once, none };

/// Things the evaluation had to take as given; shown to people beside the due date.
enum class Assumption : std::uint8_t { age, start_event, school_calendar };
using AssumptionSet = EnumSet<Assumption, std::uint8_t>;
template <>
struct Words<Assumption> {
  static constexpr std::array<std::string_view, 3> all = {"age", "start_event", "school_calendar"};
};

/// A limit that the law lets be exceeded once has been.
enum class Extended : std::uint8_t { no, yes };

/// A computed promise. (counted_from, n, unit, roll, school) gave `due`: recompute_due of them is `due`
/// again.
struct Due {
  Instant due;           ///< legal end; with LegalLimit::none the steering target (no breach of law)
  Instant steer;         ///< the day to aim at: earlier alternative or own aim; else equal to due
  Instant counted_from;  ///< start, opening, other event or the day a stricter law came into force
  std::optional<Instant> earliest;  ///< not to be done before this
  std::uint16_t n = 0;
  LimitUnit unit = LimitUnit::immediate;
  Roll roll = Roll::none;
  calendar::SchoolId school = {};
  std::uint16_t version = 0;     ///< index in rule.versions: in force on the start date
  std::uint16_t decided_by = 0;  ///< index of the version that gave `due`: a later, stricter one can
  Day version_from;              ///< versions[version].from
  Confidence conf = Confidence::D;
  Placeholder placeholder = Placeholder::no;
  LegalLimit legal = LegalLimit::dated;
  Extended extended = Extended::no;
  AssumptionSet assumed;

  [[nodiscard]] bool age_assumed() const { return assumed.has(Assumption::age); }
  [[nodiscard]] bool unverified() const { return conf == Confidence::D || placeholder == Placeholder::yes; }
  friend bool operator==(const Due&, const Due&) = default;
};

/// Whether `rule` starts for these circumstances (its start event is taken as having happened). An unknown
/// age fits every version. O(versions), no allocation.
Applies applies(const Rule& rule, const Circumstances& circumstances);

/// When the promise is due, or nothing when the rule does not apply (rules-and-indicators §2.13): the version
/// in force on the start date for the age on that date; an unknown age takes the strictest; a later version
/// already in the pack that is stricter counts from its own first day. due >= start, steer <= due.
/// O(versions), no allocation.
std::optional<Due> due(const calendar::Calendar& calendar, const Rule& rule,
                       const Circumstances& circumstances);

/// Counts a limit from an instant; the single place where units become instants. `none` gives `from`.
Instant recompute_due(const calendar::Calendar& calendar, LimitUnit unit, std::uint16_t n,
                      Instant counted_from, Roll roll = Roll::none, calendar::SchoolId school = {});
inline Instant recompute_due(const calendar::Calendar& calendar, const Due& due) {
  return recompute_due(calendar, due.unit, due.n, due.counted_from, due.roll, due.school);
}

/// Why a promise may not be extended.
enum class ExtendRefusal : std::uint8_t {
  reason_not_allowed,
  already_extended,
  until_missing,
  until_not_later,
  until_too_far,
};
template <>
struct Words<ExtendRefusal> {
  static constexpr std::array<std::string_view, 5> all = {
      "reason_not_allowed", "already_extended", "until_missing", "until_not_later", "until_too_far"};
};

/// The due day moved later for a reason that the rule allows. A reason of Version::extension moves it by the
/// law's own limit from the present due day (or to `until`, when given and inside that), once only. A reason
/// of Rule::exceptions, which has no number, needs `until`. Everything but due, steer, counted_from, n, unit
/// and roll stays.
Result<Due, ExtendRefusal> extend(const calendar::Calendar& calendar, const Rule& rule, const Due& due,
                                  Reason reason, std::optional<Day> until = std::nullopt);

/// The loader refuses a pack in which more rules than this start from one event; a caller can keep a fixed
/// array.
inline constexpr std::size_t most_started_by_one_event = 16;

/// Calls fn(const Rule&, const Due&) for every rule that the event starts, in pack order. No allocation.
template <class Fn>
void for_each_started(const calendar::Calendar& calendar, const RulePack& pack, Trigger trigger,
                      const Circumstances& circumstances, Fn&& fn) {
  for (const std::uint16_t index : pack.started_by(trigger)) {
    const Rule& rule = pack[index];
    if (const std::optional<Due> computed = due(calendar, rule, circumstances)) fn(rule, *computed);
  }
}

}  // namespace vuoro::promises
