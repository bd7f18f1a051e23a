#include "twin/visit_demand.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "calendar/zone.hpp"
#include "core/view.hpp"
#include "twin/crew.hpp"

namespace vuoro::twin {

namespace {

/// What one future asks for.
struct Needed {
  double per_day = 0;  ///< Visit times of an ordinary working day, when they are not published.
  double unpromised = 0;
  std::vector<double> arrivals;
  std::vector<double> due;
};

class Counter {
 public:
  Counter(Instant from, int weeks) : from_(from.s), weeks_(static_cast<std::size_t>(weeks)) {}

  void proposed(CareKey care, Instant at, core::Moment due) {
    Needed& asked = of(care);
    const auto week = week_of(at.s);
    if (!week) return;
    if (due == core::Moment::of(core::no_due)) {
      ++asked.unpromised;
      return;
    }
    ++asked.arrivals[*week];
    fell_due(asked, due);
  }
  void open_now(CareKey care, core::Moment due) { fell_due(of(care), due); }
  std::map<CareKey, Needed>& all() { return all_; }

 private:
  /// Nothing for what is outside; what happens before the first midnight belongs to the first week.
  [[nodiscard]] std::optional<std::size_t> week_of(std::int64_t at) const {
    const std::int64_t week = at < from_ ? 0 : (at - from_) / (7 * 86'400);
    if (week >= static_cast<std::int64_t>(weeks_)) return std::nullopt;
    return static_cast<std::size_t>(week);
  }
  void fell_due(Needed& asked, core::Moment due) const {
    if (const auto week = week_of(due.s)) ++asked.due[*week];
  }
  Needed& of(CareKey care) {
    Needed& asked = all_[care];
    asked.arrivals.resize(weeks_);
    asked.due.resize(weeks_);
    return asked;
  }

  std::int64_t from_;
  std::size_t weeks_;
  std::map<CareKey, Needed> all_;
};

using OpenNow = std::vector<std::pair<CareKey, core::Moment>>;

OpenNow open_now(const LiveCounty& county, const Viewer& viewer) {
  OpenNow open;
  const auto whole = core::Whole::open(county.start, viewer);
  if (!whole) return open;
  const core::Times times(county.start, county.setting, viewer);
  for (std::uint32_t n = 1; n <= whole->steps().size(); ++n) {
    const core::StepRow& step = whole->steps()[n];
    if (!core::ended(step.state))
      open.emplace_back(CareKey{step.team, step.service}, times.at_stake(StepId{n}));
  }
  return open;
}

/// Places in published shifts, by team and type, by week.
using Published = std::map<std::pair<TeamId, SlotTypeId>, std::vector<double>>;

Published published_in(const core::State& state, const Viewer& viewer, Instant from, std::size_t weeks) {
  Published published;
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return published;
  const std::int64_t week = 7 * calendar::seconds_per_day;
  for (const auto& chunk : whole->slots().chunks()) {
    for (const core::SlotRow& slot : chunk) {
      const std::int64_t after = slot.begin.instant().s - from.s;
      if (slot.blocked != 0 || after < 0 || after / week >= static_cast<std::int64_t>(weeks)) continue;
      auto& places = published[{slot.team, slot.type}];
      places.resize(weeks);
      places[static_cast<std::size_t>(after / week)] += slot.capacity;
    }
  }
  return published;
}

struct Lived {
  std::map<CareKey, Needed> needed;
  Published published;  ///< Of the first future only: the others publish the same.
};

Lived live(const LiveCounty& county, const Viewer& viewer, const WhatIfPlan& how, const OpenNow& open,
           std::uint32_t number) {
  Counter counter(first_midnight(county.now), how.weeks);
  for (const auto& [care, due] : open) {
    if (due.instant() >= county.now && due != core::Moment::of(core::no_due)) counter.open_now(care, due);
  }
  Future future(county, viewer, how.seed, number);
  const core::Times times(future.ground().state(), county.setting, viewer);
  future.ground().tell([&](const core::State& state, const core::Event& event, const core::Stamp& stamp) {
    if (!std::holds_alternative<core::StepProposed>(event)) return;
    const StepId step = std::get<core::StepProposed>(event).step;
    const core::StepRow& row = core::Whole::open(state, viewer)->steps()[step.n];
    counter.proposed({row.team, row.service}, stamp.at, times.at_stake(step));
  });
  future.run(end_of(county, how.weeks));
  for (auto& [care, asked] : counter.all()) asked.per_day = future.capacity(care);
  Lived lived{std::move(counter.all()), {}};
  if (number == 0)
    lived.published = published_in(future.ground().state(), viewer, first_midnight(county.now),
                                   static_cast<std::size_t>(how.weeks));
  return lived;
}

/// What working days of each week are to visit times: a week with a holiday has fewer.
std::vector<double> ordinary_days(const LiveCounty& county, int weeks) {
  const calendar::Calendar& calendar = county.setting.calendar;
  const Day from = calendar::local_day(first_midnight(county.now));
  std::vector<double> days(static_cast<std::size_t>(weeks));
  for (int n = 0; n < 7 * weeks; ++n) {
    if (calendar.is_working_day(from + n))
      days[static_cast<std::size_t>(n / 7)] += county.habits->year.visits(from + n);
  }
  return days;
}

double steps(const VisitDemand& demand) {
  double sum = demand.overdue + demand.waiting;
  for (const auto& future : demand.arrivals) {
    for (const double n : future) sum += n / static_cast<double>(demand.arrivals.size());
  }
  return sum + demand.unpromised * static_cast<double>(demand.times.size());
}

/// Gives the places of each kind of shift to the team's services that may be given in it.
void share_published(std::vector<VisitDemand>& demands, const LiveCounty& county,
                     const Published& published) {
  for (const auto& [kind, places] : published) {
    const auto& [team, type] = kind;
    if (type.n >= county.setting.slot_types.size()) continue;
    const auto& services = county.setting.slot_types[type.n].services;
    std::vector<VisitDemand*> givers;
    double all = 0;
    for (VisitDemand& demand : demands) {
      if (demand.care.team != team || !county.habits->care.at(demand.care).in_slots ||
          std::ranges::find(services, demand.care.service) == services.end())
        continue;
      givers.push_back(&demand);
      all += steps(demand);
    }
    for (VisitDemand* one : givers) {
      const double share = all > 0 ? steps(*one) / all : 0;
      for (std::size_t week = 0; week < places.size(); ++week) one->times[week] += share * places[week];
    }
  }
}

}  // namespace

std::vector<VisitDemand> visit_demand(const LiveCounty& county, const Viewer& viewer, const WhatIfPlan& how) {
  const OpenNow open = open_now(county, viewer);
  std::vector<Lived> lived(how.futures);
  share_out(0, how.futures, how.threads,
            [&](std::uint32_t n) { lived[n] = live(county, viewer, how, open, n); });
  const auto days = ordinary_days(county, how.weeks);
  std::vector<VisitDemand> demands;
  for (const auto& [care, habits] : county.habits->care) {
    if (habits.same_day && !habits.in_slots) continue;
    VisitDemand demand;
    demand.care = care;
    const auto weeks = static_cast<std::size_t>(how.weeks);
    const double futures = how.futures;
    double asked_for = 0;
    demand.times.resize(weeks);
    for (const Lived& one : lived) {
      const auto found = one.needed.find(care);
      static const Needed nothing;
      const Needed& asked = found == one.needed.end() ? nothing : found->second;
      for (std::size_t w = 0; w < weeks && !habits.in_slots; ++w)
        demand.times[w] += asked.per_day * days[w] / futures;
      demand.unpromised += asked.unpromised / futures / how.weeks;
      demand.arrivals.push_back(asked.arrivals);
      demand.due.push_back(asked.due);
      demand.arrivals.back().resize(weeks);
      demand.due.back().resize(weeks);
      for (std::size_t w = 0; w < weeks; ++w) asked_for += demand.arrivals.back()[w] + demand.due.back()[w];
    }
    for (const auto& [of, due] : open) {
      if (of != care || due == core::Moment::of(core::no_due)) continue;
      ++(due.instant() < county.now ? demand.overdue : demand.waiting);
    }
    if (asked_for + demand.overdue + demand.waiting > 0) demands.push_back(std::move(demand));
  }
  share_published(demands, county, lived.front().published);
  return demands;
}

}  // namespace vuoro::twin
