#include "app/plan_keep.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "app/kept_spread.hpp"
#include "calendar/zone.hpp"

#ifndef VUORO_VERSION
#define VUORO_VERSION "test"
#endif

namespace vuoro::app {

namespace {

using core::TermKind;

/// Queues that a plan does not touch but moves: more are nobody's reading.
constexpr std::size_t most_moved = 8;
/// A queue that moves less is not moved.
constexpr double hardly_moved = 0.5;
constexpr std::size_t most_queues = 40;

api::PlanEffect effect_of(const twin::Effect& nothing, const twin::Effect& plan) {
  return {kept_spread(nothing.under), kept_spread(plan.under), plan.change,
          std::isfinite(plan.half) ? plan.half : 0};
}

api::PlanZero zero_of(const twin::ZeroDate& zero) {
  return {zero.within, zero.low, zero.middle, zero.high};
}

api::PlanWeeks weeks_of(const std::vector<twin::Spread>& nothing, const std::vector<twin::Spread>& plan) {
  return {kept_spreads(nothing), kept_spreads(plan)};
}

/// What the plan changes: services' times, and desks.
std::set<twin::CareKey> touched_by(const twin::Alterations& a) {
  std::set<twin::CareKey> keys;
  for (const auto& one : a.capacity) keys.insert(one.care);
  for (const auto& one : a.speed) keys.insert({one.team, {}});
  for (const auto& one : a.digital) keys.insert({one.team, {}});
  for (const auto& one : a.demand) {
    if (one.team) keys.insert({one.team, {}});
  }
  return keys;
}

double moved(const twin::QueueEffect& q) {
  return std::max({std::abs(q.broken.change), std::abs(q.queue.change), std::abs(q.debt.change)});
}

api::PlanQueue queue_of(const twin::QueueEffect& nothing, const twin::QueueEffect& plan, bool touched,
                        const core::State& state) {
  api::PlanQueue q;
  q.team = state.term_text(TermKind::team, plan.key.team.n);
  if (plan.key.service) q.service = state.term_text(TermKind::service, plan.key.service.n);
  q.touched = touched;
  q.queue_now = plan.queue_now;
  q.debt_now = plan.debt_now;
  q.debt_allowed = static_cast<std::uint32_t>(std::max(0, plan.debt_allowed));
  q.broken = effect_of(nothing.broken, plan.broken);
  q.queue = effect_of(nothing.queue, plan.queue);
  q.debt = effect_of(nothing.debt, plan.debt);
  q.waited = effect_of(nothing.waited, plan.waited);
  q.zero_nothing = zero_of(nothing.zero);
  q.zero_plan = zero_of(plan.zero);
  q.broken_weeks = weeks_of(nothing.broken_weeks, plan.broken_weeks);
  q.queue_weeks = weeks_of(nothing.queue_weeks, plan.queue_weeks);
  q.debt_weeks = weeks_of(nothing.debt_weeks, plan.debt_weeks);
  return q;
}

/// Doing nothing has the same queues in the same order, but perhaps not those that only the plan brings
/// about.
twin::QueueEffect beside(const twin::PlanEffect& nothing, const twin::QueueEffect& plan, int weeks) {
  const auto found = std::ranges::find(nothing.queues, plan.key, &twin::QueueEffect::key);
  if (found != nothing.queues.end()) return *found;
  twin::QueueEffect none;
  none.key = plan.key;
  const std::vector<twin::Spread> empty(static_cast<std::size_t>(weeks));
  none.broken_weeks = none.queue_weeks = none.debt_weeks = empty;
  return none;
}

api::PlanResult head_of(const api::KeptPlan& plan, const twin::LiveCounty& county, std::uint64_t seed,
                        Instant made) {
  api::PlanResult r;
  r.plan = plan.number;
  r.of = plan.changed;
  r.made = made;
  r.as_of = county.now;
  r.seed = seed;
  r.program = VUORO_VERSION;
  return r;
}

}  // namespace

api::PlanResult plan_result_of(const api::KeptPlan& plan, const twin::WhatIf& what,
                               const twin::Changes& changes, const twin::LiveCounty& county,
                               std::uint64_t seed, Instant made) {
  const twin::PlanEffect& nothing = what.plans[0];
  const twin::PlanEffect& under = what.plans[1];
  api::PlanResult r = head_of(plan, county, seed, made);
  r.from = calendar::local_day(what.from);
  r.weeks = what.weeks;
  r.futures = what.futures;
  r.cost = kept_spread(under.cost);
  r.broken = effect_of(nothing.broken, under.broken);
  r.debt = effect_of(nothing.debt, under.debt);
  r.broken_weeks = weeks_of(nothing.broken_weeks, under.broken_weeks);
  r.debt_weeks = weeks_of(nothing.debt_weeks, under.debt_weeks);
  const auto touched = touched_by(changes.alterations);
  std::vector<const twin::QueueEffect*> order;
  for (const twin::QueueEffect& q : under.queues) order.push_back(&q);
  std::ranges::stable_sort(order, [&](const twin::QueueEffect* a, const twin::QueueEffect* b) {
    return std::pair(touched.contains(a->key), moved(*a)) > std::pair(touched.contains(b->key), moved(*b));
  });
  std::size_t others = 0;
  for (const twin::QueueEffect* q : order) {
    const bool mine = touched.contains(q->key);
    if (!mine && (moved(*q) < hardly_moved || ++others > most_moved)) continue;
    if (r.queues.size() == most_queues) break;
    r.queues.push_back(queue_of(beside(nothing, *q, what.weeks), *q, mine, county.start));
  }
  return r;
}

api::PlanResult refused_result_of(const api::KeptPlan& plan, const std::vector<twin::RecordFault>& faults,
                                  const twin::LiveCounty& county, std::uint64_t seed, Instant made) {
  api::PlanResult r = head_of(plan, county, seed, made);
  for (const twin::RecordFault& one : faults)
    r.faults.push_back({static_cast<std::uint32_t>(one.change), one.code, std::max(0.0, one.number)});
  return r;
}

}  // namespace vuoro::app
