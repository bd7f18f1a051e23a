#include "app/forecast_keep.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "app/kept_spread.hpp"
#include "calendar/zone.hpp"

#ifndef VUORO_VERSION
#define VUORO_VERSION "test"
#endif

namespace vuoro::app {

namespace {

using core::TermKind;

/// The rows of a record: enough to see how it goes, not a second forecast.
constexpr std::size_t most_rows = 60;

twin::Spread spread_of(const api::KeptSpread& s) {
  return {s.mean, {s.low50, s.high50}, {s.low80, s.high80}, {s.low95, s.high95}};
}

std::string code(const core::State& state, TermKind kind, std::uint16_t number) {
  return number == 0 ? std::string{} : std::string(state.term_text(kind, number));
}

api::KeptRow kept_row(const twin::PromiseForecast& row, std::vector<double> past, const core::State& state) {
  api::KeptRow out;
  out.rule = code(state, TermKind::rule, row.line.rule.n);
  out.team = code(state, TermKind::team, row.line.team.n);
  out.service = code(state, TermKind::service, row.line.service.n);
  out.alarm = row.alarm;
  out.past = std::move(past);
  out.past_dispersion = row.past.dispersion;
  out.all = kept_spread(row.all);
  out.soon = kept_spread(row.soon);
  out.broken = kept_spreads(row.broken);
  for (const twin::Spread& due : row.due) out.due.push_back(due.mean);
  return out;
}

api::KeptCare kept_care(const twin::CareForecast& row, const core::State& state) {
  return {code(state, TermKind::team, row.key.team.n),
          code(state, TermKind::service, row.key.service.n),
          row.queue_now,
          kept_spreads(row.queue),
          kept_spreads(row.waited),
          kept_spreads(row.utilisation)};
}

/// The spread that the file has of the first weeks together.
std::optional<api::KeptSpread> together(const api::KeptForecast& kept, const api::KeptRow& row, int weeks) {
  if (weeks == kept.weeks) return row.all;
  if (weeks == kept.soon) return row.soon;
  if (weeks == 1) return row.broken.front();
  return std::nullopt;
}

/// The most weeks that are over and that the file has together.
int weeks_together(const api::KeptForecast& kept, int over) {
  if (over >= kept.weeks) return kept.weeks;
  return over >= kept.soon ? kept.soon : 1;
}

/// What happened in the same weeks, read once for each forecast.
struct Held {
  twin::Forecast forecast;
  twin::Backtest test;
};
Held hold(const api::KeptForecast& kept, int weeks, const core::State& state, const Viewer& viewer) {
  Held held;
  held.forecast = first_weeks(kept, weeks, state);
  held.test = twin::score(held.forecast, twin::outlook_of(state, viewer, held.forecast.from, weeks));
  return held;
}

void count_alarms(const api::KeptForecast& kept, const core::State& state, const Viewer& viewer,
                  api::JudgedForecast& judged) {
  if (judged.weeks < kept.soon) return;
  const auto weeks = static_cast<double>(kept.soon);
  const Held held = hold(kept, kept.soon, state, viewer);
  for (const twin::PromiseForecast& row : held.forecast.promises) {
    if (!row.alarm) continue;
    ++judged.alarms;
    const auto came = std::ranges::find(held.test.rows, row.line, &twin::Scored::line);
    if (came != held.test.rows.end() && came->happened > row.past.mean * weeks) ++judged.came_true;
  }
}

api::JudgedForecast judge(Day day, const api::KeptForecast& kept, int over, const core::State& state,
                          const Viewer& viewer) {
  api::JudgedForecast judged;
  judged.day = day;
  judged.from = kept.from;
  judged.made = kept.made;
  judged.as_of = kept.as_of;
  judged.weeks = over;
  judged.of_weeks = kept.weeks;
  const Held held = hold(kept, over, state, viewer);
  for (const twin::PromiseForecast& row : held.forecast.promises) {
    for (const twin::Spread& week : row.broken) judged.foretold += week.mean;
  }
  if (judged.complete()) judged.bands = kept.all;
  judged.happened = held.test.happened;
  judged.cells = held.test.cells;
  judged.inside = held.test.inside;
  judged.error = held.test.error;
  judged.error_as_before = held.test.error_of_past;
  count_alarms(kept, state, viewer, judged);
  return judged;
}

std::vector<api::JudgedRow> rows_of(const api::KeptForecast& kept, int weeks, const core::State& state,
                                    const Viewer& viewer) {
  const Held held = hold(kept, weeks, state, viewer);
  std::map<twin::PromiseLine, double> level;
  for (const twin::PromiseForecast& row : held.forecast.promises) level[row.line] = row.past.mean;
  std::vector<api::JudgedRow> rows;
  for (const twin::Scored& scored : held.test.rows)
    rows.push_back({code(state, TermKind::rule, scored.line.rule.n),
                    code(state, TermKind::team, scored.line.team.n),
                    code(state, TermKind::service, scored.line.service.n), kept_spread(scored.forecast),
                    scored.happened, level[scored.line] * weeks});
  std::ranges::stable_sort(rows, [](const api::JudgedRow& a, const api::JudgedRow& b) {
    return std::max(a.happened, a.foretold.mean) > std::max(b.happened, b.foretold.mean);
  });
  rows.resize(std::min(rows.size(), most_rows));
  return rows;
}

const api::JudgedForecast* complete_one(const std::shared_ptr<const api::ForecastRecord>& before, Day day) {
  if (before == nullptr) return nullptr;
  const auto found = std::ranges::find(before->forecasts, day, &api::JudgedForecast::day);
  return found != before->forecasts.end() && found->complete() ? &*found : nullptr;
}

}  // namespace

twin::Forecast first_weeks(const api::KeptForecast& kept, int weeks, const core::State& state) {
  twin::Forecast f;
  f.from = calendar::at_local(kept.from, 0);
  f.weeks = weeks;
  f.replications = kept.futures;
  const auto number = [&](TermKind kind, const std::string& text) {
    return text.empty() ? std::optional<std::uint16_t>(std::uint16_t{0}) : state.term(kind, text);
  };
  for (const api::KeptRow& row : kept.rows) {
    const auto rule = number(TermKind::rule, row.rule);
    const auto team = number(TermKind::team, row.team);
    const auto service = number(TermKind::service, row.service);
    if (!rule || !team || !service) continue;
    twin::PromiseForecast out;
    out.line = {RuleId{*rule}, TeamId{*team}, ServiceId{*service}};
    for (int w = 0; w < weeks; ++w) out.broken.push_back(spread_of(row.broken[static_cast<std::size_t>(w)]));
    out.all = spread_of(together(kept, row, weeks).value_or(api::KeptSpread{}));
    if (!together(kept, row, weeks)) {
      for (const twin::Spread& week : out.broken) out.all.mean += week.mean;
    }
    out.past = {static_cast<int>(row.past.size()), row.past_mean(), row.past_dispersion};
    out.alarm = row.alarm;
    f.promises.push_back(std::move(out));
  }
  return f;
}

api::KeptForecast kept_of(const twin::Forecast& f, const twin::LiveCounty& county, const Viewer& viewer,
                          std::uint64_t seed, Instant made) {
  api::KeptForecast kept;
  kept.made = made;
  kept.as_of = county.now;
  kept.from = calendar::local_day(f.from);
  kept.weeks = f.weeks;
  kept.soon = std::min(f.weeks, twin::weeks_of_alarm);
  kept.futures = f.replications;
  kept.seed = seed;
  kept.commands = f.commands;
  kept.refusals = f.refusals;
  kept.program = VUORO_VERSION;
  kept.all = kept_spread(f.all);
  std::map<twin::PromiseLine, std::vector<double>> past;
  std::size_t weeks = 0;
  for (auto& [line, broken] : twin::past_weeks(county, viewer)) {
    weeks = broken.size();
    past.emplace(line, std::move(broken));
  }
  for (const twin::PromiseForecast& row : f.promises) {
    const auto found = past.find(row.line);
    kept.rows.push_back(
        kept_row(row, found == past.end() ? std::vector<double>(weeks, 0.0) : found->second, county.start));
  }
  for (const twin::CareForecast& row : f.care) kept.care.push_back(kept_care(row, county.start));
  for (const twin::PromiseChance& one : f.chances)
    kept.chances.push_back({one.promise.n, one.matter.n, one.chance});
  return kept;
}

Status judge_kept(const api::ForecastShelf& shelf, const core::State& state, Instant until,
                  const Viewer& viewer) {
  const auto before = shelf.record();
  api::ForecastRecord record;
  record.until = until;
  const Day end = calendar::local_day(until);
  for (const Day day : shelf.days()) {
    const auto* known = complete_one(before, day);
    const bool rows_found = record.row_weeks > 1;
    if (known != nullptr && rows_found) {
      record.forecasts.push_back(*known);
      continue;
    }
    const auto kept = shelf.read(day);
    if (!kept) continue;
    const int over = std::min(kept->weeks, (end - kept->from) / 7);
    if (over < 1) continue;
    record.forecasts.push_back(judge(day, *kept, over, state, viewer));
    const int weeks = weeks_together(*kept, over);
    // The newest whose alarms can be judged says most; until there is one, the newest of any.
    if (rows_found || (record.row_weeks > 0 && weeks < kept->soon)) continue;
    record.row_day = day;
    record.row_weeks = weeks;
    record.rows = rows_of(*kept, weeks, state, viewer);
  }
  return shelf.keep(record);
}

Status keep_forecast(const api::ForecastShelf& shelf, const twin::Forecast& forecast,
                     const twin::LiveCounty& county, const Viewer& viewer, std::uint64_t seed, Instant made) {
  const api::KeptForecast kept = kept_of(forecast, county, viewer, seed, made);
  if (auto done = shelf.keep(kept); !done) return done;
  shelf.prune(calendar::local_day(kept.as_of) - api::days_kept);
  return Unit{};
}

}  // namespace vuoro::app
