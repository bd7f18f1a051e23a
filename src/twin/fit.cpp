#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calendar/zone.hpp"
#include "core/times.hpp"
#include "core/view.hpp"
#include "twin/habits.hpp"

/// Estimates of how people behave. Each is a conjugate posterior, so that its uncertainty can be drawn from.
namespace vuoro::twin {

namespace {

constexpr int least_weeks_of_growth = 6;
constexpr int least_busy_hours = 8;
constexpr std::uint32_t least_bookings = 20;
constexpr std::uint32_t least_pairs_of_days = 30;
constexpr int days_of_capacity = 28;  ///< Calendar days over which a full service's times are counted.

Rate rate(double n, double exposure, double prior, double weight) {
  return {n, exposure, std::max(prior, 1e-6), weight, 1};
}

/// Whole weeks of contacts in the county against what their days bring on average: a week with a holiday, or
/// in July, has fewer contacts, and that is no growth.
std::vector<double> weekly(const Past& past, const PartsOfYear& year) {
  std::array<double, day_classes> contacts{};
  std::array<double, day_classes> days{};
  for (Day day = past.first_day(); day < past.end_day(); day = day + 1) {
    const std::size_t c = day_class(past.calendar(), day);
    contacts[c] += past.contacts_on(day);
    days[c] += year.contacts(day);
  }
  std::vector<double> weeks;
  for (Day from = past.first_day(); from + 7 <= past.end_day(); from = from + 7) {
    double came = 0;
    double expected = 0;
    for (Day day = from; day < from + 7; day = day + 1) {
      const std::size_t c = day_class(past.calendar(), day);
      came += past.contacts_on(day);
      expected += contacts[c] / days[c] * year.contacts(day);
    }
    if (expected > 0) weeks.push_back(came / expected);
  }
  return weeks;
}

/// Log-linear growth by least squares, then drawn towards 0 by the prior.
void fit_growth(Habits& h) {
  const auto weeks = weekly(*h.past, h.year);
  h.growth = {0, growth_error};
  const auto n = static_cast<double>(weeks.size());
  h.growth_thin = weeks.size() < least_weeks_of_growth;
  if (h.growth_thin) {
    h.notes.push_back(
        fmt::format("growth: {} whole weeks, at least {} are needed; prior used: 0 ± 0.2 % a week",
                    weeks.size(), least_weeks_of_growth));
    return;
  }
  double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    const auto x = static_cast<double>(i);
    const double y = std::log(std::max(weeks[i], 0.01));
    sx += x, sy += y, sxx += x * x, sxy += x * y, syy += y * y;
  }
  const double wide = sxx - sx * sx / n;
  const double slope = (sxy - sx * sy / n) / wide;
  const double rest = std::max(1e-12, (syy - sy * sy / n) - slope * slope * wide);
  const double variance = rest / (n - 2) / wide;
  const double prior = growth_error * growth_error;
  h.growth.mean = slope * prior / (prior + variance);
  h.growth.error = std::sqrt(prior * variance / (prior + variance));
}

using Exposures = std::array<double, day_classes>;

/// Days by class, each weighted by its part of the year and what growth has made of it since, so that rates
/// are those of an ordinary day at the record's end.
Exposures exposures_of(const Habits& h, double growth) {
  const Past& past = *h.past;
  Exposures days{};
  for (Day day = past.first_day(); day < past.end_day(); day = day + 1) {
    const double weeks_ago = (past.end_day() - day) / 7.0;
    days[day_class(past.calendar(), day)] += std::exp(-growth * weeks_ago) * h.year.contacts(day);
  }
  return days;
}

std::array<double, day_classes> contacts_by_class(const Past& past, const DeskCounts& desk) {
  std::array<double, day_classes> n{};
  for (const auto& [day, contacts] : desk.contacts) {
    if (Day{day} >= past.first_day() && Day{day} < past.end_day())
      n[day_class(past.calendar(), Day{day})] += contacts;
  }
  return n;
}

/// Pearson's variance over mean of the days' contacts, at least 1.
double dispersion_of(const Habits& h, const DeskCounts& desk, const TeamHabits& team) {
  const Past& past = *h.past;
  double sum = 0;
  double days = 0;
  for (Day day = past.first_day(); day < past.end_day(); day = day + 1) {
    const double mean = team.contacts[day_class(past.calendar(), day)].mean() * h.year.contacts(day);
    if (mean < 0.5) continue;
    const auto found = desk.contacts.find(day.n);
    const double n = found == desk.contacts.end() ? 0.0 : found->second;
    sum += (n - mean) * (n - mean) / mean;
    days += 1;
  }
  const double degrees = days - static_cast<double>(day_classes);
  return degrees < 8 ? 1.0 : std::max(1.0, sum / degrees);
}

void fit_contacts(Habits& h, const DeskCounts& desk, TeamHabits& team, const Exposures& county_share) {
  const Past& past = *h.past;
  const auto n = contacts_by_class(past, desk);
  const auto days = exposures_of(h, h.growth.mean);
  const double all = std::accumulate(n.begin(), n.end(), 0.0);
  double expected = 0;
  for (std::size_t c = 0; c < day_classes; ++c) expected += days[c] * county_share[c];
  const double scale = expected > 0 ? all / expected : 0;
  // One day of the county's own week, at this team's size, stands behind each weekday.
  for (std::size_t c = 0; c < day_classes; ++c)
    team.contacts[c] = rate(n[c], days[c], scale * county_share[c], 1);
  team.dispersion = dispersion_of(h, desk, team);
  for (Rate& one : team.contacts) one.dispersion = team.dispersion;
}

/// What the desk did on its busy days beyond its speed, or less, in deviations of all such days.
std::vector<DayOff> days_off(const std::vector<BusyDay>& days, const calendar::Calendar& calendar,
                             const TeamHabits& team) {
  std::vector<DayOff> off;
  double squares = 0;
  for (const BusyDay& one : days) {
    const std::size_t c = day_class(calendar, one.day) == 0 ? 0 : 1;
    if (!team.seen_full[c]) continue;
    off.push_back({one.day, one.handled - team.per_hour[c].mean() * one.hours});
    squares += off.back().deviations * off.back().deviations;
  }
  const double deviation = std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, off.size())));
  for (DayOff& one : off) one.deviations = deviation > 0 ? one.deviations / deviation : 0;
  return off;
}

void fit_desk(Habits& h, const DeskCounts& desk, TeamHabits& team, const core::State& state,
              Persistence& persistence) {
  const Past& past = *h.past;
  const calendar::OfficeHours hours = past.calendar().parameters().office;
  const double open = std::max(1, hours.close_s - hours.open_s) / 3600.0;
  double best = 0;
  for (const auto& [day, handled] : desk.by_day) best = std::max(best, handled / open);
  best = std::max(best, 0.1);
  auto days = busy_days(past.calendar(), desk.turns, past.first_day(), past.end_day());
  // An hour of July with fewer at work is a part of an ordinary one.
  for (BusyDay& one : days) one.hours *= h.year.desks(one.day);
  std::array<std::vector<BusyDay>, 2> busy;
  for (const BusyDay& one : days) busy[day_class(past.calendar(), one.day) == 0 ? 0 : 1].push_back(one);
  for (std::size_t c = 0; c < 2; ++c) {
    const DeskSpeed speed = speed_of(busy[c]);
    team.seen_full[c] = speed.hours >= least_busy_hours && speed.handled > 0;
    team.per_hour[c] =
        team.seen_full[c] ? rate(speed.handled, speed.hours, best, 0.5) : rate(best * 100, 100, best, 1);
    if (team.seen_full[c]) {
      team.per_hour[c].dispersion = speed.dispersion;
      team.day_to_day[c] = speed.day_to_day;
      continue;
    }
    h.notes.push_back(
        fmt::format("desk {} {}: {:.1f} hours in which the desk was behind, {} are needed; its best day "
                    "used: {:.1f} an hour",
                    state.term_text(core::TermKind::team, team.team.n),
                    c == 0 ? "on Mondays" : "on other days", speed.hours, least_busy_hours, best));
  }
  const auto off = days_off(days, past.calendar(), team);
  persistence.add(past.calendar(), off);
  if (!off.empty()) team.lately = off.back();
}

void fit_teams(Habits& h, const core::State& state) {
  const Past& past = *h.past;
  Exposures county{};
  for (const auto& [id, desk] : past.desks()) {
    const auto n = contacts_by_class(past, desk);
    for (std::size_t c = 0; c < day_classes; ++c) county[c] += n[c];
  }
  const auto days = exposures_of(h, 0);
  for (std::size_t c = 0; c < day_classes; ++c) county[c] = (county[c] + 0.01) / std::max(days[c], 0.5);
  Persistence persistence;
  for (const auto& [id, desk] : past.desks()) {
    TeamHabits team;
    team.team = id;
    fit_contacts(h, desk, team, county);
    fit_desk(h, desk, team, state, persistence);
    h.teams.emplace(id, team);
  }
  h.persistence = persistence.z();
  h.persistence_pairs = persistence.pairs();
  if (h.persistence_pairs < least_pairs_of_days)
    h.notes.push_back(
        fmt::format("absence of days: {} pairs of neighbouring days on which a desk was behind, "
                    "{} are needed; mostly the prior, 0 ± 0.3",
                    h.persistence_pairs, least_pairs_of_days));
}

int visits_on(const CareCounts& care, Day day) {
  const auto found = care.taken.find(day.n);
  return found == care.taken.end() ? 0 : found->second;
}

/// Of working days, as if all were ordinary.
std::vector<double> visits_of_days(const Habits& h, const CareCounts& care, Day from, Day until) {
  std::vector<double> visits;
  for (Day day = from; day < until; day = day + 1) {
    if (h.past->calendar().is_working_day(day)) visits.push_back(visits_on(care, day) / h.year.visits(day));
  }
  return visits;
}

Known mean_of(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  if (values.empty()) return {};
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double v : values) squares += (v - mean) * (v - mean);
  return {mean, values.size() < 2 ? mean / 2 : std::sqrt(squares / (n - 1) / n)};
}

/// How many a working day: of a service with people waiting, the mean of the last days; of others only what
/// the busiest week showed is known.
void fit_capacity(const Habits& h, const CareCounts& counts, CareHabits& care) {
  const Past& past = *h.past;
  const auto& calendar = past.calendar();
  const Day soon = calendar.add_working_days(past.end_day(), 5);
  if (care.queued) {
    care.per_day = mean_of(
        visits_of_days(h, counts, std::max(past.first_day(), past.end_day() - days_of_capacity), soon));
    return;
  }
  const auto visits = visits_of_days(h, counts, past.first_day(), soon);
  double best = 0;
  for (std::size_t i = 0; i + 5 <= visits.size(); ++i)
    best = std::max(best, std::accumulate(visits.begin() + static_cast<std::ptrdiff_t>(i),
                                          visits.begin() + static_cast<std::ptrdiff_t>(i + 5), 0.0) /
                              5);
  care.per_day = {std::max(best, 0.2), 0};
}

/// Steps that have waited without a time for more than two working days.
std::map<CareKey, std::uint32_t> waiting_long(const Past& past, const core::State& state,
                                              const Viewer& viewer) {
  std::map<CareKey, std::uint32_t> waiting;
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return waiting;
  const Day before = past.end_day() - 4;
  for (const auto& chunk : whole->steps().chunks()) {
    for (const core::StepRow& step : chunk) {
      if (step.state == core::StepState::proposed && calendar::local_day(step.proposed.instant()) < before)
        ++waiting[{step.team, step.service}];
    }
  }
  return waiting;
}

/// The county's counts of all care, behind what one team shows.
struct County {
  std::uint64_t proposed = 0, refused = 0, bookings = 0, person = 0, unit = 0;
};

void fit_shares(const CareCounts& c, const County& county, CareHabits& care) {
  care.refuses = share(c.proposed, c.refused, part(county.refused, county.proposed), prior_of_care);
  care.person_cancels =
      share(c.bookings, c.cancelled_by_person, part(county.person, county.bookings), prior_of_care);
  care.unit_cancels =
      share(c.bookings, c.cancelled_by_unit, part(county.unit, county.bookings), prior_of_care);
}

MissedCounts missed_of(const Past& past) {
  MissedCounts counts;
  for (const auto& [key, c] : past.care()) counts.care[key] = {std::uint64_t{c.held} + c.missed, c.missed};
  for (std::size_t c = 0; c < lead_classes.size(); ++c) counts.lead[c] = {past.reached[c], past.missed[c]};
  return counts;
}

void fit_bookings(const Habits& h, const CareCounts& c, CareHabits& care, std::uint32_t waiting) {
  care.wishes = c.wishes;
  care.cancelled = c.cancelled_at;
  care.outcomes = c.outcomes;
  care.thin = c.bookings < least_bookings;
  if (c.bookings > 0) care.mean_minutes = static_cast<double>(c.minutes) / c.bookings;
  auto leads = c.leads;
  std::ranges::sort(leads);
  if (!leads.empty()) care.window = std::max<int>(7, leads[(leads.size() - 1) * 98 / 100]);
  const auto soon = std::ranges::count_if(c.leads, [](int days) { return days <= 3; });
  const auto today = std::ranges::count(c.leads, 0);
  // Walk-in care is booked for the same day; after closing time it is the next opening.
  care.same_day = !leads.empty() && today * 2 > std::ssize(leads) && soon * 20 > std::ssize(leads) * 19;
  care.in_slots = c.in_slots * 5 > c.bookings * 4;
  care.queued = waiting >= 3;
  fit_capacity(h, c, care);
}

/// Wishes of the same service in other teams stand in where a team has few of its own.
void lend_wishes(Habits& h, const core::State& state) {
  for (auto& [key, care] : h.care) {
    if (care.thin)
      h.notes.push_back(fmt::format("{} × {}: {} bookings, {} are enough; drawn towards the county's mean",
                                    state.term_text(core::TermKind::team, key.team.n),
                                    state.term_text(core::TermKind::service, key.service.n),
                                    care.counts->bookings, least_bookings));
    if (care.wishes.size() >= 5) continue;
    for (const auto& [other, theirs] : h.past->care()) {
      if (other.service == key.service && other.team != key.team)
        care.wishes.insert(care.wishes.end(), theirs.wishes.begin(), theirs.wishes.end());
    }
    if (!care.wishes.empty()) continue;
    // Prior: a week ahead, at nine.
    care.wishes.push_back({5, 0, 9 * 3600,
                           static_cast<std::uint16_t>(std::clamp(care.mean_minutes, 5.0, 480.0)),
                           core::Mode::visit});
  }
}

void fit_care(Habits& h, const core::State& state, const core::Setting& setting, const Viewer& viewer) {
  const Past& past = *h.past;
  County county;
  for (const auto& [key, c] : past.care()) {
    county.proposed += c.proposed, county.refused += c.refused, county.bookings += c.bookings;
    county.person += c.cancelled_by_person, county.unit += c.cancelled_by_unit;
  }
  const MissedShares misses = missed_shares(missed_of(past));
  const auto waiting = waiting_long(past, state, viewer);
  const core::Times times(state, setting, viewer);
  for (const auto& [key, c] : past.care()) {
    CareHabits care;
    care.key = key;
    care.counts = &c;
    const auto found = waiting.find(key);
    fit_bookings(h, c, care, found == waiting.end() ? 0 : found->second);
    fit_shares(c, county, care);
    care.misses = misses.care.at(key);
    const bool typed = std::ranges::any_of(setting.slot_types, [&](const core::SlotTypeRule& type) {
      return std::ranges::find(type.services, key.service) != type.services.end();
    });
    if (c.bookings == 0 && typed) care.in_slots = true;
    // People wait although published times are free: those times are not what they wait for.
    const auto third = times.third_next(key.service, key.team, past.end());
    const bool free_soon = third && *third < past.end() + std::chrono::hours{24 * care.window};
    if (care.queued && free_soon) care.in_slots = false;
    h.care.emplace(key, std::move(care));
  }
  h.all_misses = misses.all;
  h.misses = misses.lead;
  h.gives_up = share(past.cancelled, past.ended_after_cancelling, 0.2, 5);
  lend_wishes(h, state);
}

}  // namespace

std::size_t day_class(const calendar::Calendar& calendar, Day day) {
  return calendar.is_working_day(day) ? static_cast<std::size_t>((day.n + 3) % 7) : day_classes - 1;
}

Result<std::shared_ptr<const Habits>> fit(std::shared_ptr<const Past> past, const core::State& state,
                                          const core::Setting& setting, const Viewer& viewer,
                                          const content::Season& season) {
  if (past->days() < least_days || past->contacts() < least_contacts)
    return Error{
        "history-thin",
        fmt::format("the record has {} whole days and {} contacts told of at the time; a forecast needs "
                    "at least {} days and {} contacts",
                    past->days(), past->contacts(), least_days, least_contacts)};
  auto habits = std::make_shared<Habits>();
  habits->past = std::move(past);
  habits->year = fit_parts(*habits->past, season);
  for (const PartHabits& one : habits->year.all()) {
    if (!one.learnt)
      habits->notes.push_back(
          fmt::format("part of the year {}: {} working days of the record are in it; "
                      "what season.toml says used",
                      one.part.code, one.working_days));
  }
  fit_growth(*habits);
  fit_teams(*habits, state);
  fit_care(*habits, state, setting, viewer);
  for (std::size_t c = 0; c < habits->at_once.size(); ++c)
    habits->at_once[c] =
        habits->past->by_channel[c] >= 20 && habits->past->at_once[c] * 2 > habits->past->by_channel[c];
  return std::shared_ptr<const Habits>(std::move(habits));
}

}  // namespace vuoro::twin
