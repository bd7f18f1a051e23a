#include <limits>

#include "calendar/zone.hpp"
#include "promises/evaluate.hpp"

namespace vuoro::promises {
namespace {

using calendar::Calendar;

/// The same promise with a due day that a person chose, as a count of calendar days from where it was
/// counted.
Result<Due, ExtendRefusal> until_day(Due due, Day until) {
  const int days = until - calendar::local_day(due.counted_from);
  if (calendar::end_of_day(until) <= due.due || days < 0) return ExtendRefusal::until_not_later;
  if (days > std::numeric_limits<std::uint16_t>::max()) return ExtendRefusal::until_too_far;
  due.n = static_cast<std::uint16_t>(days);
  due.unit = LimitUnit::calendar_day;
  due.roll = Roll::none;
  due.due = calendar::end_of_day(until);
  due.steer = due.due;
  return due;
}

Result<Due, ExtendRefusal> by_extension(const Calendar& calendar, const Extension& extension, Due due,
                                        std::optional<Day> until) {
  if (due.extended == Extended::yes) return ExtendRefusal::already_extended;
  due.extended = Extended::yes;
  const Instant latest =
      recompute_due(calendar, extension.limit.unit, extension.limit.n, due.due, due.roll, due.school);
  if (until) {
    if (calendar::end_of_day(*until) > latest) return ExtendRefusal::until_too_far;
    return until_day(due, *until);
  }
  due.counted_from = due.due;
  due.n = extension.limit.n;
  due.unit = extension.limit.unit;
  due.due = latest;
  due.steer = latest;
  return due;
}

}  // namespace

Result<Due, ExtendRefusal> extend(const Calendar& calendar, const Rule& rule, const Due& due, Reason reason,
                                  std::optional<Day> until) {
  const std::optional<Extension>& extension = rule.versions[due.decided_by].extension;
  if (extension && extension->reasons.has(reason)) return by_extension(calendar, *extension, due, until);
  if (!rule.exceptions.has(reason)) return ExtendRefusal::reason_not_allowed;
  if (!until) return ExtendRefusal::until_missing;
  return until_day(due, *until);
}

}  // namespace vuoro::promises
