#include <fmt/core.h>

#include <algorithm>

#include "app/commands.hpp"
#include "app/forecast_keep.hpp"
#include "app/forecast_process.hpp"
#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "rights/gate.hpp"
#include "twin/backtest.hpp"
#include "twin/units.hpp"

/// vuoro twin fit, forecast and backtest: the twin on a county's own ledger.
namespace vuoro::app {

namespace {

using Names = TwinNames;

void print_habits(const twin::Habits& h, const Names& names) {
  const twin::Past& past = *h.past;
  fmt::print("record {} … {}: {} whole days, {} contacts, growth {:+.2f} % a week (± {:.2f})\n\n",
             twin::iso(past.first_day()), twin::iso(past.end_day() - 1), past.days(), past.contacts(),
             100 * h.growth.mean, 196 * h.growth.error);
  fmt::print("{:<28}{:>10}{:>10}{:>10}{:>8}{:>12}{:>12}\n", "team", "Monday", "other", "closed", "vary",
             "desk/h Mon", "desk/h");
  for (const auto& [id, t] : h.teams) {
    double other = 0;
    for (std::size_t c = 1; c < 5; ++c) other += t.contacts[c].mean() / 4;
    const auto hour = [&](std::size_t c) {
      return fmt::format("{}{:.2f}", t.seen_full[c] ? "" : ">= ", t.per_hour[c].mean());
    };
    fmt::print("{:<28}{:>10.2f}{:>10.2f}{:>10.2f}{:>8.2f}{:>12}{:>12}\n", names.team(id),
               t.contacts[0].mean(), other, t.contacts[5].mean(), t.dispersion, hour(0), hour(1));
  }
  fmt::print("\n{:<28}{:<26}{:>9}{:>14}{:>9}{:>9}{:>9}\n", "team", "service", "bookings", "visits/day",
             "missed", "cancel", "thin");
  for (const auto& [key, c] : h.care) {
    const std::string visits = c.in_slots   ? "in slots"
                               : c.same_day ? "no limit"
                                            : fmt::format("{}{:.2f}", c.queued ? "" : ">= ", c.per_day.mean);
    fmt::print("{:<28}{:<26}{:>9}{:>14}{:>7.1f} %{:>7.1f} %{:>9}\n", names.team(key.team),
               names.service(key.service), c.counts->bookings, visits, 100 * c.misses.mean(),
               100 * (c.person_cancels.mean() + c.unit_cancels.mean()), c.thin ? "yes" : "");
  }
  fmt::print("\n{} places where data is thin (in the TOML: thin = […])\n", h.notes.size());
}

twin::ForecastPlan plan_of(const TwinLive& command, int weeks) {
  twin::ForecastPlan plan;
  plan.weeks = weeks;
  plan.seed = command.seed;
  plan.replications = command.replications;
  plan.threads = command.threads;
  plan.most = std::max(command.most, command.replications);
  if (command.precision > 0) plan.precision = command.precision / 100;
  return plan;
}

std::string range(const twin::Band& band) {
  return fmt::format("{:.0f}–{:.0f}", band.low, band.high);
}

void print_promises(const twin::Forecast& f, const Names& names, std::size_t rows) {
  auto sorted = f.promises;
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.all.mean > b.all.mean; });
  std::erase_if(sorted, [](const auto& row) { return row.all.mean < 0.05; });
  fmt::print("\nbroken promises in {} weeks\n{:<30}{:<24}{:<24}{:>9}{:>12}{:>12}{:>12}{:>11}  {}\n", f.weeks,
             "rule", "team", "service", "expected", "50 %", "80 %", "95 %", "past/week",
             "weeks 1, 2, … expected");
  for (std::size_t i = 0; i < std::min(rows, sorted.size()); ++i) {
    const auto& row = sorted[i];
    std::string weeks;
    for (const auto& w : row.broken) weeks += fmt::format(" {:.1f}", w.mean);
    fmt::print("{:<30}{:<24}{:<24}{:>9.1f}{:>12}{:>12}{:>12}{:>11.2f} {}{}\n", names.rule(row.line.rule),
               names.team(row.line.team), names.service(row.line.service), row.all.mean, range(row.all.half),
               range(row.all.four_fifths), range(row.all.nearly_all), row.past.mean, weeks,
               row.alarm ? "  ALARM" : "");
  }
  if (sorted.size() > rows) fmt::print("… and {} rows more (--rows, --csv)\n", sorted.size() - rows);
}

void print_care(const twin::Forecast& f, const Names& names, std::size_t rows) {
  auto sorted = f.care;
  std::ranges::stable_sort(
      sorted, [](const auto& a, const auto& b) { return a.queue.back().mean > b.queue.back().mean; });
  fmt::print("\nqueue and wait\n{:<24}{:<24}{:>10}{:>12}{:>14}{:>12}{:>12}\n", "team", "service", "queue now",
             "after last", "80 %", "wait, days", "used");
  for (std::size_t i = 0; i < std::min(rows, sorted.size()); ++i) {
    const auto& row = sorted[i];
    const std::string used =
        row.utilisation.empty() ? "-" : fmt::format("{:.0f} %", 100 * row.utilisation.back().mean);
    fmt::print("{:<24}{:<24}{:>10.0f}{:>12.1f}{:>14}{:>12.1f}{:>12}\n", names.team(row.key.team),
               row.key.service ? names.service(row.key.service) : "(answering)", row.queue_now,
               row.queue.back().mean, range(row.queue.back().four_fifths), row.waited.back().mean, used);
  }
}

void print_alarms(const twin::Forecast& f, const Names& names) {
  for (const auto& row : f.promises) {
    if (!row.alarm) continue;
    fmt::print(
        "ALARM {} {} {}: {:.1f} expected in the next {} weeks (95 %: {}); the past {} weeks had {:.2f} a "
        "week\n",
        names.rule(row.line.rule), names.team(row.line.team), names.service(row.line.service), row.soon.mean,
        std::min(f.weeks, twin::weeks_of_alarm), range(row.soon.nearly_all), row.past.weeks, row.past.mean);
  }
}

void print_head(const twin::Forecast& f, std::uint64_t seed) {
  fmt::print("from {}, {} weeks, seed {}, {} futures, {} commands ({} did not fit and were left undone)\n",
             twin::iso(calendar::local_day(f.from)), f.weeks, seed, f.replications, f.commands, f.refusals);
  fmt::print("broken promises of the county: {:.1f} expected, 50 % {}, 80 % {}, 95 % {}\n", f.all.mean,
             range(f.all.half), range(f.all.four_fifths), range(f.all.nearly_all));
}

void print_backtest(const twin::Backtest& test, const Names& names, std::size_t rows) {
  auto sorted = test.rows;
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.happened > b.happened; });
  fmt::print("\n{:<30}{:<24}{:<24}{:>9}{:>12}{:>10}{:>8}{:>9}{:>11}\n", "rule", "team", "service", "foretold",
             "80 %", "happened", "weeks in", "error", "past's err");
  for (std::size_t i = 0; i < std::min(rows, sorted.size()); ++i) {
    const auto& row = sorted[i];
    fmt::print("{:<30}{:<24}{:<24}{:>9.1f}{:>12}{:>10.0f}{:>6}/{}{:>9.2f}{:>11.2f}\n",
               names.rule(row.line.rule), names.team(row.line.team), names.service(row.line.service),
               row.forecast.mean, range(row.forecast.four_fifths), row.happened, row.inside, row.weeks,
               row.error, row.error_of_past);
  }
  const auto whole = std::ranges::count(test.rows, true, &twin::Scored::whole_inside);
  const auto part = [](auto k, auto n) {
    return n == 0 ? 0.0 : 100.0 * static_cast<double>(k) / static_cast<double>(n);
  };
  fmt::print(
      "\nrows {}; 80 % band holds {:.1f} % of row × week ({} of {}), {:.1f} % of rows over all weeks\n",
      test.rows.size(), part(test.inside, test.cells), test.inside, test.cells,
      part(whole, test.rows.size()));
  fmt::print("80 % band of queues holds {:.1f} % of team × service × week ({} of {})\n",
             part(test.queue_inside, test.queue_cells), test.queue_inside, test.queue_cells);
  fmt::print("error a week, summed over rows: {:.1f}; had each week been like the past's mean: {:.1f}\n",
             test.error, test.error_of_past);
  fmt::print("county: {:.1f} foretold (80 % {}), {:.0f} happened\n", test.all.mean,
             range(test.all.four_fifths), test.happened);
}

}  // namespace

int twin_fit(const TwinLive& command) {
  const Viewer viewer = rights::Gate::operations();
  const auto until = until_of(command.until);
  if (!until) return fail(until.error());
  const auto opened = open_for_twin(command.ledger, command.content, *until, 1, viewer);
  if (!opened) return fail(opened.error());
  const Names names{opened->county->start};
  print_habits(*opened->county->habits, names);
  const auto written = write_text(command.out, twin::to_toml(*opened->county->habits, opened->county->start));
  return written ? 0 : fail(written.error());
}

int twin_forecast(const TwinLive& command) {
  if (command.background) stay_in_background();
  const Viewer viewer = rights::Gate::operations();
  const auto until = until_of(command.until);
  if (!until) return fail(until.error());
  const int weeks = command.weeks;
  auto opened = open_for_twin(command.ledger, command.content, *until, weeks * 7 + 60, viewer);
  if (!opened) return fail(opened.error());
  const api::ForecastShelf shelf(command.ledger.ledger / api::forecast_folder);
  if (command.keep) {
    const core::State& known = opened->ledger.whole ? *opened->ledger.whole : opened->county->start;
    if (auto judged = judge_kept(shelf, known, opened->ledger.end, viewer); !judged)
      return fail(judged.error());
  }
  opened->ledger = {};
  const twin::Forecast f = twin::forecast(*opened->county, viewer, plan_of(command, weeks));
  const Names names{opened->county->start};
  print_head(f, command.seed);
  print_alarms(f, names);
  print_promises(f, names, command.rows);
  print_care(f, names, command.rows);
  if (command.keep) {
    const Instant made = command.made == 0 ? wall_clock() : Instant{command.made};
    if (auto kept = keep_forecast(shelf, f, *opened->county, viewer, command.seed, made); !kept)
      return fail(kept.error());
  }
  if (auto written = write_text(command.csv, twin::to_csv(f, opened->county->start)); !written)
    return fail(written.error());
  if (auto written = write_text(command.json, twin::to_json(f)); !written) return fail(written.error());
  if (f.precise) return 0;
  fmt::print(stderr, "vuoro: the precision asked for was not reached in {} futures\n", f.replications);
  return 2;
}

int twin_backtest(const TwinLive& command) {
  const Viewer viewer = rights::Gate::operations();
  const int weeks = command.days / 7;
  const auto until = days_before_end(command.ledger, weeks * 7);
  if (!until) return fail(until.error());
  const auto opened = open_for_twin(command.ledger, command.content, *until, weeks * 7 + 60, viewer);
  if (!opened) return fail(opened.error());
  if (!opened->ledger.whole)
    return fail({"history-thin", "nothing was written down after that day", "--days"});
  const twin::Forecast f = twin::forecast(*opened->county, viewer, plan_of(command, weeks));
  const twin::Outlook happened = twin::outlook_of(*opened->ledger.whole, viewer, f.from, weeks);
  const Names names{opened->county->start};
  fmt::print("as of {} from {} days of record, held to what happened in the {} weeks after\n",
             twin::iso(calendar::local_day(*until)), opened->county->habits->past->days(), weeks);
  print_head(f, command.seed);
  print_backtest(twin::score(f, happened), names, command.rows);
  return 0;
}

}  // namespace vuoro::app
