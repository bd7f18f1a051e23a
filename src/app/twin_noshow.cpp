#include <fmt/core.h>

#include <algorithm>

#include "app/calibration_picture.hpp"
#include "app/commands.hpp"
#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "twin/no_show.hpp"
#include "twin/units.hpp"

/// vuoro twin noshow: who does not come, told beforehand and held to what happened.
namespace vuoro::app {

namespace {

using twin::NoShowModel;

double percent(double share) {
  return 100 * share;
}

/// The day before which four fifths of the visits lie.
Day day_of_last_fifth(const std::vector<twin::ReachedVisit>& visits) {
  return calendar::local_day(visits[visits.size() * 4 / 5].begin);
}

void print_scores(const twin::NoShowReport& report) {
  fmt::print("{:<12}{:>8}{:>16}{:>20}{:>14}{:>9}{:>8}{:>11}\n", "model", "AUC", "95 %", "beside logistic",
             "not same day", "Brier", "slope", "intercept");
  for (const auto& s : report.scores)
    fmt::print("{:<12}{:>8.4f}{:>16}{:>20}{:>14.4f}{:>9.4f}{:>8.2f}{:>11.2f}\n", twin::word_of(s.model),
               s.area, fmt::format("{:.4f}–{:.4f}", s.area_interval.low, s.area_interval.high),
               fmt::format("{:+.4f} … {:+.4f}", s.beside_logistic.low, s.beside_logistic.high), s.area_later,
               s.brier, s.line.slope, s.line.intercept);
}

void print_calibration(const twin::NoShowReport& report) {
  for (const auto& s : report.scores) {
    if (s.parts.size() < 2) continue;
    fmt::print("\n{}: told, and missed with its 95 % interval, in parts of equal size\n",
               twin::word_of(s.model));
    for (const auto& part : s.parts)
      fmt::print("{:>8.1f} %{:>8.1f} % ({:.1f}–{:.1f})  of {}\n", percent(part.told),
                 percent(part.came.share), percent(part.came.low), percent(part.came.high), part.came.n);
  }
}

void print_groups(const twin::NoShowReport& report) {
  fmt::print("\n{:<10}{:<18}{:>8}{:>9}{:>15}", "group", "", "visits", "missed", "95 %");
  for (const auto model : twin::no_show_models) fmt::print("{:>12}", twin::word_of(model));
  fmt::print("{:>20}\n", "AUC of own-record");
  for (const auto& g : report.groups) {
    fmt::print("{:<10}{:<18}{:>8}{:>7.1f} %{:>15}", g.kind, g.name, g.came.n, percent(g.came.share),
               fmt::format("{:.1f}–{:.1f}", percent(g.came.low), percent(g.came.high)));
    for (const double told : g.told) {
      const bool off = told < g.came.low || told > g.came.high;
      fmt::print("{:>12}", fmt::format("{}{:.1f} %", off ? "* " : "", percent(told)));
    }
    fmt::print("{:>20.3f}\n", g.area[static_cast<std::size_t>(NoShowModel::own_record)]);
  }
  fmt::print("* told outside the interval of what happened\n");
}

std::string to_csv(const twin::NoShowReport& report) {
  std::string csv = "model,kind,name,visits,told,missed,low,high\n";
  const auto row = [&](NoShowModel model, std::string_view kind, std::string_view name, double told,
                       const twin::Observed& came) {
    csv += fmt::format("{},{},{},{},{:.6f},{:.6f},{:.6f},{:.6f}\n", twin::word_of(model), kind, name, came.n,
                       told, came.share, came.low, came.high);
  };
  for (const auto& s : report.scores)
    for (std::size_t i = 0; i < s.parts.size(); ++i)
      row(s.model, "calibration", std::to_string(i + 1), s.parts[i].told, s.parts[i].came);
  for (const auto& g : report.groups)
    for (std::size_t m = 0; m < g.told.size(); ++m)
      row(twin::no_show_models[m], g.kind, g.name, g.told[m], g.came);
  return csv;
}

}  // namespace

int twin_noshow(const TwinNoShow& command) {
  auto visits = reached_visits(command.ledger);
  if (!visits) return fail(visits.error());
  if (visits->empty())
    return fail({"history-thin", "no visit that was booked has been reached yet", "--ledger"});
  Day split = day_of_last_fifth(*visits);
  if (!command.split.empty()) {
    const auto day = until_of(command.split);
    if (!day) return fail({"option-refused", "a day is written YYYY-MM-DD", "--split"});
    split = calendar::local_day(**day);
  }
  const auto cut =
      std::ranges::lower_bound(*visits, calendar::at_local(split, 0), {}, &twin::ReachedVisit::begin);
  const auto report = twin::judge_no_shows({visits->begin(), cut}, {cut, visits->end()}, command.seed);
  if (!report) return fail(report.error());
  fmt::print(
      "fitted on {} visits before {} ({:.2f} % missed), judged by {} visits from then on ({:.2f} %)\n\n",
      report->fitted, twin::iso(split), percent(report->share_fitted), report->judged,
      percent(report->share_judged));
  print_scores(*report);
  print_calibration(*report);
  print_groups(*report);
  if (auto written = write_text(command.csv, to_csv(*report)); !written) return fail(written.error());
  if (auto written = write_text(command.svg, calibration_picture(*report)); !written)
    return fail(written.error());
  return 0;
}

}  // namespace vuoro::app
