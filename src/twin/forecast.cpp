#include "twin/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "calendar/zone.hpp"
#include "twin/crew.hpp"
#include "twin/units.hpp"

namespace vuoro::twin {

namespace {

/// The standard normal's 99.99 % point: chance alone passes it once in 10 000.
constexpr double hardly_chance = 3.719;

/// What is kept of one future.
struct Seen {
  Outlook outlook;
  std::map<CareKey, double> per_week;  ///< Visit times of a week of five working days.
  std::uint64_t commands = 0;
  std::uint64_t refusals = 0;
};

Seen one_future(const LiveCounty& county, const Viewer& viewer, const ForecastPlan& plan,
                std::uint32_t number, OpenPromises& open) {
  Seen seen;
  Future future(county, viewer, plan.seed, number);
  future.run(end_of(county, plan.weeks) + std::chrono::hours{2});
  const core::State& state = future.ground().state();
  seen.outlook = outlook_of(state, viewer, first_midnight(county.now), plan.weeks);
  open.see(state, viewer);
  for (const auto& [key, weeks] : seen.outlook.care) {
    const double capacity = future.capacity(key);
    if (capacity > 0) seen.per_week.emplace(key, 5 * capacity);
  }
  seen.commands = future.ground().commands();
  seen.refusals = future.refusals();
  return seen;
}

void run_futures(const LiveCounty& county, const Viewer& viewer, const ForecastPlan& plan,
                 std::vector<Seen>& seen, std::uint32_t wanted, OpenPromises& open) {
  const auto first = static_cast<std::uint32_t>(seen.size());
  seen.resize(wanted);
  share_out(first, wanted, plan.threads,
            [&](std::uint32_t n) { seen[n] = one_future(county, viewer, plan, n, open); });
}

using OfFuture = std::function<double(const Seen&)>;

Spread over(const std::vector<Seen>& seen, const OfFuture& value) {
  std::vector<double> values;
  values.reserve(seen.size());
  for (const Seen& one : seen) values.push_back(value(one));
  return spread_of(values);
}

double broken_in(const Seen& one, const PromiseLine& line, std::size_t from, std::size_t until) {
  const auto found = one.outlook.promises.find(line);
  if (found == one.outlook.promises.end()) return 0;
  double sum = 0;
  for (std::size_t w = from; w < until; ++w) sum += found->second[w].broken;
  return sum;
}

double all_broken(const Seen& one) {
  double sum = 0;
  for (const auto& [line, weeks] : one.outlook.promises) {
    for (const PromiseWeek& w : weeks) sum += w.broken;
  }
  return sum;
}

PromiseForecast row_of(const PromiseLine& line, const std::vector<Seen>& seen, std::size_t weeks) {
  PromiseForecast row;
  row.line = line;
  for (std::size_t w = 0; w < weeks; ++w) {
    row.broken.push_back(over(seen, [&](const Seen& one) { return broken_in(one, line, w, w + 1); }));
    row.due.push_back(over(seen, [&](const Seen& one) {
      const auto found = one.outlook.promises.find(line);
      return found == one.outlook.promises.end() ? 0.0 : static_cast<double>(found->second[w].due);
    }));
  }
  const std::size_t soon = std::min<std::size_t>(weeks, weeks_of_alarm);
  row.all = over(seen, [&](const Seen& one) { return broken_in(one, line, 0, weeks); });
  row.soon = over(seen, [&](const Seen& one) { return broken_in(one, line, 0, soon); });
  return row;
}

CareForecast care_row(CareKey key, const std::vector<Seen>& seen, std::size_t weeks) {
  CareForecast row;
  row.key = key;
  const auto of_week = [&](std::size_t w, const auto& value) {
    return over(seen, [&](const Seen& one) {
      const auto found = one.outlook.care.find(key);
      return found == one.outlook.care.end() ? 0.0 : value(one, found->second[w]);
    });
  };
  const bool limited = std::ranges::any_of(seen, [&](const Seen& one) { return one.per_week.contains(key); });
  for (std::size_t w = 0; w < weeks; ++w) {
    row.queue.push_back(
        of_week(w, [](const Seen&, const CareWeek& c) { return static_cast<double>(c.queue); }));
    row.waited.push_back(
        of_week(w, [](const Seen&, const CareWeek& c) { return c.served == 0 ? 0.0 : c.waited / c.served; }));
    if (!limited) continue;
    row.utilisation.push_back(of_week(w, [&](const Seen& one, const CareWeek& c) {
      const auto capacity = one.per_week.find(key);
      return capacity == one.per_week.end() ? 0.0 : c.used / capacity->second;
    }));
  }
  return row;
}

}  // namespace

Instant first_midnight(Instant now) {
  const Day day = calendar::local_day(now);
  return calendar::second_of_day(now) == 0 ? now : calendar::at_local(day + 1, 0);
}

Instant end_of(const LiveCounty& county, int weeks) {
  return calendar::at_local(calendar::local_day(first_midnight(county.now)) + weeks * 7, 0);
}

Spread spread_of(const std::vector<double>& values) {
  return {estimate(values).mean, band(values, 0.5), band(values, 0.8), band(values, 0.95)};
}

PastLevel level_of(const std::vector<double>& weeks) {
  PastLevel level;
  level.weeks = static_cast<int>(weeks.size());
  const Estimate e = estimate(weeks);
  if (weeks.empty()) return level;
  level.mean = e.mean;
  if (weeks.size() >= 4 && e.mean > 0) level.dispersion = std::max(1.0, e.deviation * e.deviation / e.mean);
  return level;
}

bool alarms(const PastLevel& past, const Spread& soon, int weeks) {
  if (past.weeks == 0 || weeks == 0) return false;
  const double n = past.mean * past.weeks + 0.5;  // Jeffreys' prior of a Poisson mean
  const double expected = n * weeks / past.weeks;
  const double variance = past.dispersion * (expected + expected * weeks / past.weeks);
  const double chance_alone = expected + hardly_chance * std::sqrt(variance);
  return soon.nearly_all.low > chance_alone && soon.mean - expected >= weeks;
}

std::vector<std::pair<PromiseLine, std::vector<double>>> past_weeks(const LiveCounty& county,
                                                                    const Viewer& viewer) {
  const Instant until = first_midnight(county.now);
  const Day today = calendar::local_day(until);
  const int weeks = std::min(weeks_of_past, (today - county.habits->past->first_day()) / 7);
  std::vector<std::pair<PromiseLine, std::vector<double>>> lines;
  if (weeks <= 0) return lines;
  const Outlook past = outlook_of(county.start, viewer, calendar::at_local(today - 7 * weeks, 0), weeks);
  for (const auto& [line, all] : past.promises) {
    std::vector<double> broken;
    for (const PromiseWeek& w : all) broken.push_back(w.broken);
    lines.emplace_back(line, std::move(broken));
  }
  return lines;
}

Forecast forecast(const LiveCounty& county, const Viewer& viewer, const ForecastPlan& plan) {
  Forecast f;
  f.from = first_midnight(county.now);
  f.weeks = plan.weeks;
  std::vector<Seen> seen;
  OpenPromises open(county.start, viewer, county.now, end_of(county, plan.weeks));
  std::uint32_t wanted = std::max<std::uint32_t>(plan.replications, plan.precision ? 20 : 1);
  while (true) {
    run_futures(county, viewer, plan, seen, wanted, open);
    if (!plan.precision) break;
    std::vector<double> broken;
    for (const Seen& one : seen) broken.push_back(all_broken(one));
    f.precise = estimate(broken).relative_half_width(0.95) <= *plan.precision;
    if (f.precise || wanted >= plan.most) break;
    wanted = std::min(plan.most, 2 * wanted);
  }
  f.replications = wanted;
  f.chances = open.chances(wanted);
  f.all = over(seen, all_broken);
  std::set<PromiseLine> lines;
  std::set<CareKey> keys;
  for (const Seen& one : seen) {
    f.commands += one.commands;
    f.refusals += one.refusals;
    for (const auto& [line, weeks] : one.outlook.promises) lines.insert(line);
    for (const auto& [key, weeks] : one.outlook.care) keys.insert(key);
  }
  const auto weeks = static_cast<std::size_t>(plan.weeks);
  std::map<PromiseLine, std::vector<double>> past;
  for (auto& [line, broken] : past_weeks(county, viewer)) past.emplace(line, std::move(broken));
  const std::vector<double> none(past.empty() ? 0 : past.begin()->second.size(), 0.0);
  for (const PromiseLine& line : lines) {
    PromiseForecast row = row_of(line, seen, weeks);
    const auto found = past.find(line);
    row.past = level_of(found == past.end() ? none : found->second);
    row.alarm = alarms(row.past, row.soon, std::min(plan.weeks, weeks_of_alarm));
    f.promises.push_back(std::move(row));
  }
  const Outlook present = outlook_of(county.start, viewer, county.now, 1);
  for (const CareKey& key : keys) {
    f.care.push_back(care_row(key, seen, weeks));
    const auto found = present.care.find(key);
    if (found != present.care.end()) f.care.back().queue_now = found->second[0].queue;
  }
  return f;
}

std::string to_csv(const Forecast& forecast, const core::State& state) {
  std::string text = "what,rule,team,service,week,mean,low50,high50,low80,high80,low95,high95\n";
  const auto line = [&](std::string_view what, RuleId rule, TeamId team, ServiceId service, std::size_t week,
                        const Spread& s) {
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{},{},{},{},{},{}\n", what,
                   state.term_text(core::TermKind::rule, rule.n),
                   state.term_text(core::TermKind::team, team.n),
                   state.term_text(core::TermKind::service, service.n), week + 1, s.mean, s.half.low,
                   s.half.high, s.four_fifths.low, s.four_fifths.high, s.nearly_all.low, s.nearly_all.high);
  };
  for (const PromiseForecast& row : forecast.promises) {
    for (std::size_t w = 0; w < row.broken.size(); ++w) {
      line("broken", row.line.rule, row.line.team, row.line.service, w, row.broken[w]);
      line("due", row.line.rule, row.line.team, row.line.service, w, row.due[w]);
    }
  }
  for (const CareForecast& row : forecast.care) {
    for (std::size_t w = 0; w < row.queue.size(); ++w) {
      line("queue", {}, row.key.team, row.key.service, w, row.queue[w]);
      line("waited_days", {}, row.key.team, row.key.service, w, row.waited[w]);
      if (w < row.utilisation.size())
        line("utilisation", {}, row.key.team, row.key.service, w, row.utilisation[w]);
    }
  }
  return text;
}

std::string to_json(const Forecast& forecast) {
  std::string text =
      fmt::format(R"({{"from":"{}","weeks":{},"futures":{},"promises":[)",
                  iso(calendar::local_day(forecast.from)), forecast.weeks, forecast.replications);
  std::string_view comma;
  for (const PromiseChance& one : forecast.chances) {
    fmt::format_to(std::back_inserter(text), "{}\n{{\"promise\":{},\"matter\":{},\"chance\":{}}}", comma,
                   one.promise.n, one.matter.n, one.chance);
    comma = ",";
  }
  return text + "\n]}\n";
}

}  // namespace vuoro::twin
