#include "promises/evaluate.hpp"

#include <algorithm>
#include <limits>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"

namespace vuoro::promises {
namespace {

using calendar::Calendar;

/// A limit and the instant it was counted from, with the result.
struct Counted {
  Instant due;
  Instant from;
  Limit limit;
};

/// What one version alone gives.
struct Outcome {
  Counted main;
  Instant steer;
  LegalLimit legal = LegalLimit::dated;
  AssumptionSet assumed;
};

/// One evaluation: the parts that do not change from version to version.
struct Evaluation {
  const Calendar& calendar;
  const Rule& rule;
  const Circumstances& circumstances;

  [[nodiscard]] Counted count(Limit limit, Instant from) const {
    const bool same_moment = limit.unit == LimitUnit::same_day || limit.unit == LimitUnit::immediate;
    if (same_moment && rule.hours == Hours::office) from = calendar.opening_at_or_after(from);
    return {recompute_due(calendar, limit.unit, limit.n, from, rule.roll, circumstances.school), from, limit};
  }

  /// The instant of another event, not before `floor`; the start itself when it is not known.
  [[nodiscard]] Instant event(Trigger trigger, Instant start, Outcome& outcome) const {
    const std::optional<Instant> known = circumstances.at(trigger);
    if (!known) outcome.assumed.insert(Assumption::start_event);
    return known.value_or(start);
  }

  [[nodiscard]] Limit limit_of(const Version& version) const {
    Limit limit =
        version.limit.unit == LimitUnit::none && version.steering ? *version.steering : version.limit;
    if (version.urgent_n && circumstances.facts.has(Fact::urgent)) limit.n = *version.urgent_n;
    return limit;
  }

  [[nodiscard]] bool fits_age(const Version& version) const {
    return !circumstances.age || version.age.contains(*circumstances.age);
  }

  [[nodiscard]] Outcome by_version(const Version& version, Instant floor) const;
};

LegalLimit legal_limit(const Version& version) {
  if (version.limit.unit == LimitUnit::none) return LegalLimit::none;
  return version.limit.unit == LimitUnit::immediate ? LegalLimit::at_once : LegalLimit::dated;
}

/// `floor`: no count begins before it: the first moment of a law that came during the wait.
Outcome Evaluation::by_version(const Version& version, Instant floor) const {
  Outcome outcome;
  const Instant start = std::max(circumstances.start, floor);
  const Limit limit = limit_of(version);
  const Instant from =
      version.start_override ? std::max(event(*version.start_override, start, outcome), floor) : start;
  outcome.main = count(limit, from);
  if (outcome.main.due < start) outcome.main = {start, start, {0, LimitUnit::immediate}};
  outcome.legal = legal_limit(version);
  outcome.steer = outcome.main.due;
  if (version.alternative) {
    const std::optional<Instant> known = circumstances.at(version.alternative->start);
    if (!known) outcome.assumed.insert(Assumption::start_event);
    const Counted other = known ? count(version.alternative->limit, std::max(*known, floor)) : outcome.main;
    outcome.steer = std::max(std::min(outcome.main.due, other.due), start);
    if (other.due > outcome.main.due) outcome.main = other;
  }
  if (version.steering) outcome.steer = std::min(outcome.steer, count(*version.steering, start).due);
  return outcome;
}

/// A limit in law goes before an aim; of two of a kind the earlier is stricter.
bool stricter(const Outcome& a, const Outcome& b) {
  const bool a_aim = a.legal == LegalLimit::none;
  const bool b_aim = b.legal == LegalLimit::none;
  return a_aim != b_aim ? b_aim : a.main.due < b.main.due;
}

bool counts_school_days(const Limit& limit) {
  return limit.unit == LimitUnit::school_working_day;
}

/// The chosen version and what decided, gathered while the versions are walked.
struct Choice {
  std::optional<Outcome> best;
  Instant steer{std::numeric_limits<std::int64_t>::max()};
  std::uint16_t version = 0;
  std::uint16_t decided_by = 0;
  bool by_age = false;  // a version for some ages only was looked at

  void consider(const Outcome& outcome, std::uint16_t index, const Version& candidate) {
    by_age = by_age || !candidate.age.everyone();
    steer = std::min(steer, outcome.steer);
    if (best && !stricter(outcome, *best)) return;
    best = outcome;
    decided_by = index;
  }
};

constexpr Instant no_floor{std::numeric_limits<std::int64_t>::min()};

/// Versions in force on the start date; only an unknown age finds more than one.
Choice choose_by_start(const Evaluation& evaluation, Day start_day) {
  Choice choice;
  const std::vector<Version>& versions = evaluation.rule.versions;
  for (std::uint16_t i = 0; i < versions.size(); ++i) {
    if (!versions[i].in_force(start_day) || !evaluation.fits_age(versions[i])) continue;
    choice.consider(evaluation.by_version(versions[i], no_floor), i, versions[i]);
  }
  choice.version = choice.decided_by;
  return choice;
}

/// Laws that came into force during the wait, each counted from its own first day.
void tighten_by_later_law(const Evaluation& evaluation, Day start_day, Choice& choice) {
  const std::vector<Version>& versions = evaluation.rule.versions;
  for (std::uint16_t i = 0; i < versions.size(); ++i) {
    if (versions[i].from <= start_day || !evaluation.fits_age(versions[i])) continue;
    const Outcome later = evaluation.by_version(versions[i], calendar::at_local(versions[i].from, 0));
    if (stricter(later, *choice.best)) choice.consider(later, i, versions[i]);
  }
}

}  // namespace

std::optional<Instant> Circumstances::at(Trigger trigger) const {
  if (trigger == Trigger::hta_done) return hta_done;
  if (trigger == Trigger::contact_received) return contact_received;
  return std::nullopt;
}

Applies applies(const Rule& rule, const Circumstances& circumstances) {
  if (!rule.applies_in.has_any(circumstances.domains)) return Applies::other_domain;
  if (!circumstances.facts.has_all(rule.needs)) return Applies::fact_missing;
  if (circumstances.facts.has_any(rule.excludes)) return Applies::fact_excluded;
  const Day day = calendar::local_day(circumstances.start);
  bool in_force = false;
  for (const Version& version : rule.versions) {
    if (!version.in_force(day)) continue;
    if (!circumstances.age || version.age.contains(*circumstances.age)) return Applies::yes;
    in_force = true;
  }
  return in_force ? Applies::other_age : Applies::not_in_force;
}

std::optional<Due> due(const Calendar& calendar, const Rule& rule, const Circumstances& circumstances) {
  if (applies(rule, circumstances) != Applies::yes) return std::nullopt;
  const Evaluation evaluation{calendar, rule, circumstances};
  const Day start_day = calendar::local_day(circumstances.start);
  Choice choice = choose_by_start(evaluation, start_day);
  tighten_by_later_law(evaluation, start_day, choice);

  const Version& chosen = rule.versions[choice.version];
  const Version& deciding = rule.versions[choice.decided_by];
  const Counted& counted = choice.best->main;
  Due result{.due = counted.due,
             .steer = std::min(choice.steer, counted.due),
             .counted_from = counted.from,
             .earliest = std::nullopt,
             .n = counted.limit.n,
             .unit = counted.limit.unit,
             .roll = rule.roll,
             .school = circumstances.school,
             .version = choice.version,
             .decided_by = choice.decided_by,
             .version_from = chosen.from,
             .conf = deciding.conf,
             .placeholder = deciding.placeholder,
             .legal = choice.best->legal,
             .extended = Extended::no,
             .assumed = choice.best->assumed};
  if (chosen.earliest) result.earliest = calendar::at_local(start_day + chosen.earliest->n, 0);
  if (!circumstances.age && choice.by_age) result.assumed.insert(Assumption::age);
  if (counts_school_days(counted.limit) &&
      !calendar.school_known(circumstances.school, start_day, calendar::local_day(counted.due))) {
    result.assumed.insert(Assumption::school_calendar);
  }
  return result;
}

Instant recompute_due(const Calendar& calendar, LimitUnit unit, std::uint16_t n, Instant counted_from,
                      Roll roll, calendar::SchoolId school) {
  Day day = calendar::local_day(counted_from);
  switch (unit) {
    case LimitUnit::calendar_day:
      day = calendar::add_days(day, n);
      break;
    case LimitUnit::working_day:
      day = calendar.add_working_days(day, n);
      break;
    case LimitUnit::school_working_day:
      day = calendar.add_school_days(school, day, n);
      break;
    case LimitUnit::week:
      day = calendar::add_weeks(day, n);
      break;
    case LimitUnit::month:
      day = calendar::add_months(day, n);
      break;
    case LimitUnit::same_day:
      return calendar::end_of_day(day);
    case LimitUnit::immediate:
    case LimitUnit::none:
      return counted_from;
  }
  if (roll == Roll::forward_5s) day = calendar::roll_forward_5s(calendar, day);
  return calendar::end_of_day(day);
}

}  // namespace vuoro::promises
