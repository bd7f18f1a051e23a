#include "core/callbacks.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vuoro::core {

namespace {

using promises::Trigger;

constexpr int days_in_week = 7;

/// 0 = Monday. 1970-01-01 was a Thursday.
unsigned weekday(Day day) {
  return static_cast<unsigned>(((day.n + 3) % days_in_week + days_in_week) % days_in_week);
}

bool open_day(const CallbackPolicy& policy, const calendar::Calendar& calendar, Day day) {
  return ((unsigned{policy.days} >> weekday(day)) & 1U) != 0 && !calendar.is_public_holiday(day);
}

/// The first and the last request to be called.
std::pair<Moment, Moment> requests(const Tables& t, MatterId matter) {
  Moment first;
  Moment last;
  for (auto at = t.calls_of.lower_bound(place_key(matter, CallId{}));
       at != t.calls_of.end() && *at >> 32 == matter.n; ++at) {
    const Moment asked = t.calls[static_cast<std::uint32_t>(*at)].asked;
    if (!first || asked < first) first = asked;
    last = std::max(last, asked);
  }
  if (first) return {first, last};
  const Moment opened = t.matters[matter.n].opened;
  return {opened, opened};
}

/// When a call was promised otherwise than by telephone, as when a chat was cut off: the promise says it.
Moment promised(const Tables& t, const Setting& setting, MatterId matter) {
  const MatterRow& m = t.matters[matter.n];
  Moment first;
  for (PromiseId p = m.first_promise; p; p = t.promises[p.n].older) {
    const PromiseRow& row = t.promises[p.n];
    const promises::Rule* rule = setting.pack.find(t.limits[row.limit - 1U].rule);
    if (rule == nullptr || rule->start != Trigger::callback_asked) continue;
    if (row.reason != PromiseReason::entered_in_error && (!first || row.start < first)) first = row.start;
  }
  return first ? first : m.opened;
}

template <class F>
void for_each_try(const Tables& t, MatterId matter, F f) {
  for (auto at = t.tries.lower_bound(instant_key(matter, Moment{}));
       at != t.tries.end() && at->first >> 32 == matter.n; ++at) {
    f(Moment{static_cast<std::uint32_t>(at->first)}, at->second);
  }
}

}  // namespace

bool by_telephone(const Tables& t, MatterId matter) {
  const auto first = t.calls_of.lower_bound(place_key(matter, CallId{}));
  return t.matters[matter.n].channel == Channel::callback ||
         (first != t.calls_of.end() && *first >> 32 == matter.n);
}

bool is_callback(const Tables& t, MatterId matter) {
  return by_telephone(t, matter) || t.callbacks.contains(matter.n) ||
         t.matters[matter.n].happened.has(Trigger::callback_asked);
}

bool awaits_call(const Tables& t, MatterId matter) {
  const MatterRow& m = t.matters[matter.n];
  return is_callback(t, matter) && m.status == MatterStatus::open &&
         !m.happened.has(Trigger::callback_reached);
}

Moment reached_by_tries(const Tables& t, MatterId matter) {
  const Moment asked_last = requests(t, matter).second;
  Moment reached;
  for_each_try(t, matter, [&](Moment at, const TryRow& row) {
    if (!reached && row.result == TryResult::reached && at >= asked_last) reached = at;
  });
  return reached;
}

bool within_hours(const CallbackPolicy& policy, const calendar::Calendar& calendar, Instant at) {
  const int second = calendar::second_of_day(at);
  return open_day(policy, calendar, calendar::local_day(at)) && second >= policy.from &&
         second <= policy.until;
}

Instant next_hours(const CallbackPolicy& policy, const calendar::Calendar& calendar, Instant at) {
  if (within_hours(policy, calendar, at)) return at;
  Day day = calendar::local_day(at);
  if (calendar::second_of_day(at) > policy.until) ++day.n;
  // Two weeks hold an open day for every policy with any; the calendar ends in 2100.
  for (int n = 0; n < 2 * days_in_week && !open_day(policy, calendar, day); ++n) ++day.n;
  return std::max(at, calendar::at_local(day, policy.from));
}

Instant next_try(const CallbackPolicy& policy, const calendar::Calendar& calendar, const Course& course) {
  const Moment asked = std::max(course.asked, course.asked_last);
  const Instant gap_over = course.last_counted ? course.last_counted.instant() + policy.gap : asked.instant();
  return next_hours(policy, calendar, gap_over);
}

Course course_of(const Tables& t, const Setting& setting, MatterId matter) {
  const CallbackPolicy& policy = setting.callbacks;
  Course c;
  std::tie(c.asked, c.asked_last) = requests(t, matter);
  if (!by_telephone(t, matter)) c.asked = c.asked_last = promised(t, setting, matter);
  c.reached = reached_by_tries(t, matter);
  for_each_try(t, matter, [&](Moment at, const TryRow& row) {
    if (at < c.asked) return;
    if (in_writing(row.result) && c.unreached && !c.told) c.told = at;
    const bool early =
        c.last_counted && at.instant() - c.last_counted.instant() < std::chrono::seconds{policy.gap};
    // Nobody is reached by the same wrong number another time: the tries are used up at once.
    const bool wrong = row.result == TryResult::wrong_number;
    if (!failed(row.result) || c.unreached || (c.reached && at > c.reached)) return;
    if (!wrong && (early || !within_hours(policy, setting.calendar, at.instant()))) return;
    if (c.counted < UINT8_MAX) ++c.counted;
    c.last_counted = at;
    if (wrong || c.counted >= policy.tries) c.unreached = at;
  });
  if (c.unreached && c.reached && (!c.told || c.reached < c.told)) c.told = c.reached;
  return c;
}

}  // namespace vuoro::core
