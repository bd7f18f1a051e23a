#include "twin/plan_check.hpp"

#include <algorithm>
#include <atomic>
#include <functional>

#include "calendar/zone.hpp"
#include "twin/crew.hpp"
#include "twin/group_counts.hpp"

namespace vuoro::twin {

namespace {

using How = Alterations::Booking::How;

/// What is kept of one future.
struct Lived {
  std::vector<GroupCount> groups;
  double in_reach = 0;
  double cost = 0;
  std::uint64_t refusals = 0;
};
using Futures = std::span<const Lived>;

Lived live(const LiveCounty& county, const Viewer& viewer, const Changes& changes,
           const content::Planning& planning, const WhatIfPlan& how, std::uint32_t number) {
  Future future(county, viewer, how.seed, number, changes.alterations);
  const Instant from = first_midnight(county.now);
  const Instant end = end_of(county, how.weeks);
  future.run(end + std::chrono::hours{2});
  Lived lived;
  lived.groups = counts_by_group(future.ground().state(), viewer, planning, from, how.weeks);
  for (const auto& [line, weeks] : outlook_of(future.ground().state(), viewer, from, how.weeks).promises) {
    if (!line.service) continue;
    for (const PromiseWeek& week : weeks) lived.in_reach += week.broken;
  }
  lived.cost =
      changes.cost(future, county.setting.calendar, calendar::local_day(from), calendar::local_day(end));
  lived.refusals = future.refusals();
  return lived;
}

std::vector<double> values(Futures plan, const std::function<double(const Lived&)>& number) {
  std::vector<double> out;
  out.reserve(plan.size());
  for (const Lived& one : plan) out.push_back(number(one));
  return out;
}

Compared compared(const std::vector<double>& other, const std::vector<double>& plan) {
  const Estimate change = difference(other, plan);
  return {change.mean, change.half_width(0.95)};
}

CheckedGroup group_of(std::size_t n, std::string code, Futures nothing, Futures urgent, Futures plan) {
  const auto due = [n](const Lived& one) { return one.groups[n].due; };
  const auto broken = [n](const Lived& one) { return one.groups[n].broken; };
  const auto overdue = [n](const Lived& one) { return one.groups[n].overdue; };
  CheckedGroup group;
  group.code = std::move(code);
  group.due = estimate(values(plan, due)).mean;
  group.broken = spread_of(values(plan, broken));
  group.overdue = spread_of(values(plan, overdue));
  group.from_nothing = compared(values(nothing, broken), values(plan, broken));
  group.from_urgent = compared(values(urgent, broken), values(plan, broken));
  group.overdue_from_nothing = compared(values(nothing, overdue), values(plan, overdue));
  group.overdue_from_urgent = compared(values(urgent, overdue), values(plan, overdue));
  return group;
}

}  // namespace

Verdict verdict_of(const Compared& promises) {
  if (promises.change - promises.half > 0) return Verdict::worse;
  if (promises.change + promises.half < 0) return Verdict::better;
  return Verdict::not_shown;
}

PlanCheck check_plans(const LiveCounty& county, const Viewer& viewer,
                      std::shared_ptr<const content::Planning> planning,
                      const std::optional<Changes>& capacity, const WhatIfPlan& how) {
  std::vector<Changes> plans(3);
  plans[1].alterations.booking = {How::urgent, planning};
  plans[2].alterations.booking = {How::planned, planning};
  if (capacity) {
    plans.push_back(*capacity);
    plans.back().alterations.booking = {How::planned, planning};
  }
  const std::uint32_t futures = std::max<std::uint32_t>(2, how.futures);
  const auto all = static_cast<std::uint32_t>(plans.size()) * futures;
  std::vector<Lived> lived(all);
  std::atomic<std::uint32_t> done{0};
  share_out(0, all, how.threads, [&](std::uint32_t n) {
    lived[n] = live(county, viewer, plans[n / futures], *planning, how, n % futures);
    if (how.told) how.told(++done, all);
  });
  const auto under = [&](std::size_t plan) { return std::span(lived).subspan(plan * futures, futures); };
  PlanCheck check{first_midnight(county.now), how.weeks, futures, {}};
  for (std::size_t p = 0; p < plans.size(); ++p) {
    CheckedPlan& plan = check.plans.emplace_back();
    plan.kind = static_cast<PlanKind>(p);
    for (std::size_t n = 0; n < planning->groups.size() + 2; ++n) {
      std::string code = n == 0                         ? "all"
                         : n <= planning->groups.size() ? planning->groups[n - 1].code
                                                        : "others";
      plan.groups.push_back(group_of(n, std::move(code), under(0), under(1), under(p)));
    }
    plan.in_reach = spread_of(values(under(p), [](const Lived& one) { return one.in_reach; }));
    plan.cost = spread_of(values(under(p), [](const Lived& one) { return one.cost; }));
    for (const Lived& one : under(p)) plan.refusals += one.refusals;
  }
  return check;
}

}  // namespace vuoro::twin
