#include "twin/sensitivity.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "calendar/zone.hpp"
#include "twin/crew.hpp"

namespace vuoro::twin {

namespace {

constexpr double normal_975 = 1.959963984540054;

struct Lived {
  double broken = 0;
  double overdue = 0;
};

Lived live(const LiveCounty& county, const Viewer& viewer, const Alterations& alterations,
           const SensitivityPlan& how, std::uint32_t number) {
  Future future(county, viewer, how.seed, number, alterations);
  const Instant from = first_midnight(county.now);
  future.run(end_of(county, how.weeks) + std::chrono::hours{2});
  const core::State& state = future.ground().state();
  Lived lived;
  for (const auto& [line, weeks] : outlook_of(state, viewer, from, how.weeks).promises)
    for (const PromiseWeek& week : weeks) lived.broken += week.broken;
  for (const auto& [key, days] : debts_of(state, viewer, from, how.weeks * 7)) lived.overdue += days.back();
  return lived;
}

std::vector<double> numbers(std::span<const Lived> lived, double Lived::*which) {
  std::vector<double> out;
  for (const Lived& one : lived) out.push_back(one.*which);
  return out;
}

Effect effect(std::span<const Lived> as_fitted, std::span<const Lived> otherwise, double Lived::*which) {
  const auto under = numbers(otherwise, which);
  const Estimate change = difference(numbers(as_fitted, which), under);
  return {spread_of(under), change.mean, change.half_width(0.95)};
}

/// A sum of what is believed, independently, of several.
struct Sum {
  double mean = 0;
  double variance = 0;

  void add(const Rate& rate, double times) {
    const double shape = rate.n / rate.dispersion + rate.prior * rate.weight;
    const double per = rate.exposure / rate.dispersion + rate.weight;
    mean += times * shape / per;
    variance += times * times * shape / (per * per);
  }
  void add(const Share& share, double times) {
    const double p = share.mean();
    mean += times * p;
    variance += times * times * p * (1 - p) / (static_cast<double>(share.n) + share.weight + 1);
  }
  void add(const Known& known) {
    mean += known.mean;
    variance += known.error * known.error;
  }
  [[nodiscard]] double unsure() const { return mean > 0 ? normal_975 * std::sqrt(variance) / mean : 0; }
};

double unsure_of(const Habits& habits, Assumption assumption) {
  Sum sum;
  for (const auto& [id, team] : habits.teams) {
    // A week has one day of each working day's class, and two on which nobody works.
    if (assumption == Assumption::contacts)
      for (std::size_t c = 0; c < day_classes; ++c) sum.add(team.contacts[c], c + 1 < day_classes ? 1 : 2);
    if (assumption == Assumption::desk_speed) sum.add(team.per_hour[1], 1);
  }
  for (const auto& [key, care] : habits.care) {
    const double bookings = care.counts->bookings;
    if (assumption == Assumption::visit_times && !care.in_slots && !care.same_day) sum.add(care.per_day);
    if (assumption == Assumption::refused) sum.add(care.refuses, care.counts->proposed);
    if (assumption == Assumption::missed) sum.add(care.misses, bookings);
    if (assumption != Assumption::cancelled) continue;
    sum.add(care.person_cancels, bookings);
    sum.add(care.unit_cancels, bookings);
  }
  if (assumption == Assumption::given_up) sum.add(habits.gives_up, 1);
  return sum.unsure();
}

double largest(const Leaning& leaning) {
  return std::max(std::abs(leaning.broken_less.change), std::abs(leaning.broken_more.change));
}

}  // namespace

Sensitivity sensitivity(const LiveCounty& county, const Viewer& viewer, const SensitivityPlan& how) {
  const std::uint32_t futures = std::max<std::uint32_t>(2, how.futures);
  const auto all = static_cast<std::uint32_t>(2 * assumptions + 1) * futures;
  std::atomic<std::uint32_t> done{0};
  const auto lived_under = [&](const LiveCounty& under, const Alterations& alterations) {
    std::vector<Lived> lived(futures);
    share_out(0, futures, how.threads, [&](std::uint32_t n) {
      lived[n] = live(under, viewer, alterations, how, n);
      if (how.told) how.told(++done, all);
    });
    return lived;
  };
  const auto as_fitted = lived_under(county, Future::unaltered);
  Sensitivity result;
  result.from = first_midnight(county.now);
  result.futures = futures;
  result.broken = spread_of(numbers(as_fitted, &Lived::broken));
  result.overdue = spread_of(numbers(as_fitted, &Lived::overdue));
  for (std::size_t a = 0; a < assumptions; ++a) {
    Leaning leaning;
    leaning.assumption = static_cast<Assumption>(a);
    leaning.unsure = unsure_of(*county.habits, leaning.assumption);
    for (const bool more : {false, true}) {
      Alterations alterations;
      const LiveCounty other =
          with_assumption(county, leaning.assumption, more ? how.step : -how.step, alterations);
      const auto lived = lived_under(other, alterations);
      (more ? leaning.broken_more : leaning.broken_less) = effect(as_fitted, lived, &Lived::broken);
      (more ? leaning.overdue_more : leaning.overdue_less) = effect(as_fitted, lived, &Lived::overdue);
    }
    result.leanings.push_back(leaning);
  }
  std::ranges::stable_sort(result.leanings, std::greater{}, largest);
  return result;
}

}  // namespace vuoro::twin
