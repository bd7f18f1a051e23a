#include "app/plans_past.hpp"

#include <algorithm>
#include <chrono>

#include "calendar/zone.hpp"
#include "twin/whatif.hpp"

namespace vuoro::app {

namespace {

using core::TermKind;

constexpr std::chrono::hours week{24 * 7};

std::optional<twin::CareKey> key_of(const core::State& state, const api::PlanQueue& queue) {
  const auto team = state.term(TermKind::team, queue.team);
  const auto service = queue.service.empty() ? std::optional<std::uint16_t>(std::uint16_t{0})
                                             : state.term(TermKind::service, queue.service);
  if (!team || !service) return std::nullopt;
  return twin::CareKey{TeamId{*team}, ServiceId{*service}};
}

/// The figure at each week's end, of figures at each midnight.
std::vector<double> at_week_ends(const std::vector<std::int32_t>& days, int weeks) {
  std::vector<double> out(static_cast<std::size_t>(weeks));
  for (std::size_t w = 0; w < out.size() && (w + 1) * 7 < days.size(); ++w) out[w] = days[(w + 1) * 7];
  return out;
}

void add(std::vector<double>& to, const std::vector<double>& more) {
  for (std::size_t w = 0; w < to.size(); ++w) to[w] += more[w];
}

}  // namespace

api::PlanCame came_of(const api::PlanResult& result, const core::State& state, const Viewer& viewer,
                      int weeks) {
  const Instant from = calendar::at_local(result.from, 0);
  const twin::Outlook outlook = twin::outlook_of(state, viewer, from, weeks);
  const auto debts = twin::debts_of(state, viewer, from, weeks * 7);
  const auto n = static_cast<std::size_t>(weeks);
  std::map<twin::CareKey, std::vector<double>> broken;
  api::PlanCame came;
  came.weeks = weeks;
  came.county.broken.resize(n);
  came.county.debt.resize(n);
  for (const auto& [line, counts] : outlook.promises) {
    auto& queue = broken[{line.team, line.service}];
    queue.resize(n);
    for (std::size_t w = 0; w < n; ++w) {
      queue[w] += counts[w].broken;
      came.county.broken[w] += counts[w].broken;
    }
  }
  for (const auto& [key, days] : debts) add(came.county.debt, at_week_ends(days, weeks));
  for (const api::PlanQueue& one : result.queues) {
    api::CameSeries series{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n), {}};
    const auto key = key_of(state, one);
    if (const auto found = key ? broken.find(*key) : broken.end(); found != broken.end())
      series.broken = found->second;
    const auto care = key ? outlook.care.find(*key) : outlook.care.end();
    for (std::size_t w = 0; care != outlook.care.end() && w < n; ++w) series.queue[w] = care->second[w].queue;
    const auto debt = key ? debts.find(*key) : debts.end();
    if (debt == debts.end()) {
      series.zero = result.from;
    } else {
      series.debt = at_week_ends(debt->second, weeks);
      const auto day = twin::first_without_debt(debt->second, static_cast<std::int32_t>(one.debt_allowed));
      if (day) series.zero = result.from + *day;
    }
    came.queues.push_back(std::move(series));
  }
  return came;
}

std::shared_ptr<const api::PlanCame> PlansPast::came(const api::PlanResult& result, const Viewer& viewer) {
  const Instant from = calendar::at_local(result.from, 0);
  const auto over = (driver_.now() - from) / week;
  const int weeks = static_cast<int>(std::min<std::int64_t>(result.weeks, over));
  if (weeks < 1) return nullptr;
  const std::lock_guard lock(mutex_);
  auto& known = known_[{result.plan, result.of, weeks}];
  if (!known) {
    const auto reading = driver_.read();
    known = std::make_shared<const api::PlanCame>(came_of(result, reading.state(), viewer, weeks));
  }
  return known;
}

}  // namespace vuoro::app
