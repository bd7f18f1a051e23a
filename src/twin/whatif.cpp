#include "twin/whatif.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <set>

#include "calendar/zone.hpp"
#include "twin/crew.hpp"

namespace vuoro::twin {

namespace {

struct Numbers {
  double broken = 0;
  double queue = 0;
  double waited = 0;
  double served = 0;
  double debt = 0;
  double debt_now = 0;
  std::vector<double> broken_weeks;
  std::vector<double> queue_weeks;
  std::vector<double> debt_weeks;
  std::optional<int> zero = 0;  ///< Days from the first midnight; a queue without debt is there at once.
};

/// What is kept of one future.
struct Lived {
  std::map<CareKey, Numbers> queues;
  double broken = 0;
  double debt = 0;
  double cost = 0;
  std::vector<double> broken_weeks;
  std::vector<double> debt_weeks;
  std::uint64_t commands = 0;
  std::uint64_t refusals = 0;
};

/// Adds week by week; what had no weeks yet gets them.
void add(std::vector<double>& to, const std::vector<double>& more) {
  to.resize(std::max(to.size(), more.size()));
  for (std::size_t w = 0; w < more.size(); ++w) to[w] += more[w];
}

void read_outlook(const Outlook& outlook, Lived& lived) {
  for (const auto& [line, weeks] : outlook.promises) {
    Numbers& numbers = lived.queues[{line.team, line.service}];
    std::vector<double> broken;
    for (const PromiseWeek& w : weeks) {
      broken.push_back(w.broken);
      numbers.broken += w.broken;
    }
    add(numbers.broken_weeks, broken);
    add(lived.broken_weeks, broken);
  }
  for (const auto& [key, weeks] : outlook.care) {
    Numbers& numbers = lived.queues[key];
    numbers.queue = weeks.back().queue;
    for (const CareWeek& w : weeks) {
      numbers.queue_weeks.push_back(w.queue);
      numbers.waited += w.waited;
      numbers.served += w.served;
    }
  }
  for (const auto& [key, numbers] : lived.queues) lived.broken += numbers.broken;
}

/// Who waits now, by queue.
using Waiting = std::map<CareKey, std::int32_t>;

Waiting waiting_now(const LiveCounty& county, const Viewer& viewer) {
  Waiting waiting;
  for (const auto& [key, weeks] : outlook_of(county.start, viewer, county.now, 1).care)
    waiting.emplace(key, weeks.front().queue);
  return waiting;
}

std::int32_t queue_of(const Waiting& waiting, CareKey key) {
  const auto found = waiting.find(key);
  return found == waiting.end() ? 0 : found->second;
}

void read_debts(const std::map<CareKey, std::vector<std::int32_t>>& debts, const Waiting& waiting,
                Lived& lived) {
  for (const auto& [key, days] : debts) {
    Numbers& numbers = lived.queues[key];
    numbers.debt_now = days.front();
    numbers.debt = days.back();
    lived.debt += numbers.debt;
    numbers.zero = first_without_debt(days, debt_allowed(queue_of(waiting, key)));
    for (std::size_t day = 7; day < days.size(); day += 7) numbers.debt_weeks.push_back(days[day]);
    add(lived.debt_weeks, numbers.debt_weeks);
  }
}

Lived live(const LiveCounty& county, const Viewer& viewer, const Changes& changes, const WhatIfPlan& how,
           const Waiting& waiting, std::uint32_t number) {
  Future future(county, viewer, how.seed, number, changes.alterations);
  const Instant from = first_midnight(county.now);
  const Instant end = end_of(county, how.weeks);
  future.run(end + std::chrono::hours{2});
  const core::State& state = future.ground().state();
  Lived lived;
  read_outlook(outlook_of(state, viewer, from, how.weeks), lived);
  read_debts(debts_of(state, viewer, from, how.weeks * 7), waiting, lived);
  lived.cost =
      changes.cost(future, county.setting.calendar, calendar::local_day(from), calendar::local_day(end));
  lived.commands = future.ground().commands();
  lived.refusals = future.refusals();
  return lived;
}

using Futures = std::span<const Lived>;
using Number = std::function<double(const Lived&)>;

Effect effect(Futures nothing, Futures plan, const Number& number) {
  std::vector<double> before;
  std::vector<double> under;
  for (const Lived& one : nothing) before.push_back(number(one));
  for (const Lived& one : plan) under.push_back(number(one));
  const Estimate change = difference(before, under);
  return {spread_of(under), change.mean, change.half_width(0.95)};
}

/// Week by week over futures; a future that has none has nothing in them.
template <class Weeks>
std::vector<Spread> weekly(Futures plan, int weeks, const Weeks& weeks_of) {
  std::vector<Spread> out;
  for (std::size_t w = 0; w < static_cast<std::size_t>(weeks); ++w) {
    std::vector<double> values;
    for (const Lived& one : plan) {
      const std::vector<double>& all = weeks_of(one);
      values.push_back(w < all.size() ? all[w] : 0);
    }
    out.push_back(spread_of(values));
  }
  return out;
}

QueueEffect queue_effect(CareKey key, Futures nothing, Futures plan, Day first, int weeks) {
  static const Numbers none;
  const auto of = [key](const Lived& one) -> const Numbers& {
    const auto found = one.queues.find(key);
    return found == one.queues.end() ? none : found->second;
  };
  QueueEffect q;
  q.key = key;
  q.broken = effect(nothing, plan, [&](const Lived& one) { return of(one).broken; });
  q.queue = effect(nothing, plan, [&](const Lived& one) { return of(one).queue; });
  q.debt = effect(nothing, plan, [&](const Lived& one) { return of(one).debt; });
  q.waited = effect(nothing, plan, [&](const Lived& one) {
    const Numbers& numbers = of(one);
    return numbers.served > 0 ? numbers.waited / numbers.served : 0.0;
  });
  std::vector<std::optional<int>> zeros;
  for (const Lived& one : plan) zeros.push_back(of(one).zero);
  q.zero = zero_date(std::move(zeros), first);
  double now = 0;
  for (const Lived& one : plan) now = std::max(now, of(one).debt_now);
  q.debt_now = static_cast<std::int32_t>(now);
  q.broken_weeks = weekly(
      plan, weeks, [&](const Lived& one) -> auto& { return of(one).broken_weeks; });
  q.queue_weeks = weekly(
      plan, weeks, [&](const Lived& one) -> auto& { return of(one).queue_weeks; });
  q.debt_weeks = weekly(
      plan, weeks, [&](const Lived& one) -> auto& { return of(one).debt_weeks; });
  return q;
}

PlanEffect plan_effect(const std::string& name, Futures nothing, Futures plan, Day first, int weeks,
                       const Waiting& waiting) {
  PlanEffect effects;
  effects.name = name;
  effects.broken = effect(nothing, plan, [](const Lived& one) { return one.broken; });
  effects.debt = effect(nothing, plan, [](const Lived& one) { return one.debt; });
  std::vector<double> costs;
  std::set<CareKey> keys;
  for (const Lived& one : plan) {
    costs.push_back(one.cost);
    effects.commands += one.commands;
    effects.refusals += one.refusals;
    for (const auto& [key, numbers] : one.queues) keys.insert(key);
  }
  for (const Lived& one : nothing) {
    for (const auto& [key, numbers] : one.queues) keys.insert(key);
  }
  effects.cost = spread_of(costs);
  effects.broken_weeks = weekly(
      plan, weeks, [](const Lived& one) -> const auto& { return one.broken_weeks; });
  effects.debt_weeks = weekly(
      plan, weeks, [](const Lived& one) -> const auto& { return one.debt_weeks; });
  for (const CareKey& key : keys) {
    effects.queues.push_back(queue_effect(key, nothing, plan, first, weeks));
    effects.queues.back().queue_now = queue_of(waiting, key);
    effects.queues.back().debt_allowed = debt_allowed(queue_of(waiting, key));
  }
  return effects;
}

}  // namespace

std::int32_t debt_allowed(std::int32_t queue) {
  return queue / 100;
}

std::optional<int> first_without_debt(std::span<const std::int32_t> overdue, std::int32_t allowed) {
  const auto first = std::ranges::find_if(overdue, [&](std::int32_t n) { return n <= allowed; });
  if (first == overdue.end()) return std::nullopt;
  return static_cast<int>(first - overdue.begin());
}

ZeroDate zero_date(std::vector<std::optional<int>> days, Day first) {
  ZeroDate zero;
  if (days.empty()) return zero;
  // Those that are not there come last.
  std::ranges::sort(days, {}, [](const std::optional<int>& d) { return std::pair(!d, d.value_or(0)); });
  const auto n = static_cast<double>(days.size());
  const auto there = std::ranges::count_if(days, [](const auto& d) { return d.has_value(); });
  zero.within = static_cast<double>(there) / n;
  const auto by = [&](double share) -> std::optional<Day> {
    const auto place = static_cast<std::size_t>(std::ceil(share * n)) - 1;
    const auto& day = days[std::min(place, days.size() - 1)];
    return day ? std::optional{first + *day} : std::nullopt;
  };
  zero.low = by(0.1);
  zero.middle = by(0.5);
  zero.high = by(0.9);
  return zero;
}

WhatIf what_if(const LiveCounty& county, const Viewer& viewer, std::span<const Changes> plans,
               const WhatIfPlan& how) {
  static const Changes nothing;
  const std::uint32_t futures = std::max<std::uint32_t>(2, how.futures);
  const auto all = static_cast<std::uint32_t>(plans.size() + 1) * futures;
  std::vector<Lived> lived(all);
  const Waiting waiting = waiting_now(county, viewer);
  std::atomic<std::uint32_t> done{0};
  share_out(0, all, how.threads, [&](std::uint32_t n) {
    const std::uint32_t plan = n / futures;
    lived[n] = live(county, viewer, plan == 0 ? nothing : plans[plan - 1], how, waiting, n % futures);
    if (how.told) how.told(++done, all);
  });
  WhatIf result;
  result.from = first_midnight(county.now);
  result.weeks = how.weeks;
  result.futures = futures;
  const Day first = calendar::local_day(result.from);
  const Futures undisturbed = std::span(lived).subspan(0, futures);
  for (std::size_t plan = 0; plan <= plans.size(); ++plan)
    result.plans.push_back(plan_effect(plan == 0 ? std::string{} : plans[plan - 1].name, undisturbed,
                                       std::span(lived).subspan(plan * futures, futures), first, how.weeks,
                                       waiting));
  return result;
}

}  // namespace vuoro::twin
