#include <fmt/core.h>

#include "app/commands.hpp"
#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "rights/gate.hpp"
#include "twin/sensitivity.hpp"
#include "twin/units.hpp"

/// vuoro twin sensitivity: what a forecast rests on.
namespace vuoro::app {

namespace {

using twin::Assumption;

std::string step_of(Assumption assumption, double step) {
  if (assumption == Assumption::growth) return "0.2 %/week";
  if (assumption == Assumption::lead) return "1 working day";
  return fmt::format("{:.3g} %", 100 * step);
}

std::string change(const twin::Effect& effect) {
  return fmt::format("{:+.1f} ± {:.1f}", effect.change, effect.half);
}

/// What of the forecast's breadth the fit's own doubt stands for, as if the answer were straight.
std::string doubt(const twin::Leaning& leaning, double step) {
  if (leaning.unsure <= 0 || !goes_by_parts(leaning.assumption)) return "–";
  const double slope = (leaning.broken_more.change - leaning.broken_less.change) / (2 * step);
  return fmt::format("± {:.1f} %: ± {:.1f}", 100 * leaning.unsure, std::abs(slope) * leaning.unsure);
}

std::string to_csv(const twin::Sensitivity& result, double step) {
  std::string csv =
      "assumption,step,unsure,broken_less,half95,broken_more,half95,overdue_less,half95,overdue_more,"
      "half95\n";
  for (const auto& one : result.leanings) {
    csv += fmt::format("{},{},{:.6f}", twin::word_of(one.assumption),
                       goes_by_parts(one.assumption) ? fmt::format("{}", step) : "fixed", one.unsure);
    for (const auto* effect : {&one.broken_less, &one.broken_more, &one.overdue_less, &one.overdue_more})
      csv += fmt::format(",{:.4f},{:.4f}", effect->change, effect->half);
    csv += '\n';
  }
  return csv;
}

}  // namespace

int twin_sensitivity(const TwinSensitivity& command) {
  const Viewer viewer = rights::Gate::operations();
  const auto until = until_of(command.until);
  if (!until) return fail(until.error());
  auto opened = open_for_twin(command.ledger, command.content, *until, command.weeks * 7 + 60, viewer);
  if (!opened) return fail(opened.error());
  opened->ledger = {};
  const double step = command.step / 100;
  const auto result =
      twin::sensitivity(*opened->county, viewer,
                        {command.weeks, command.seed, command.replications, command.threads, step, {}});
  fmt::print("from {}, {} weeks, seed {}, {} futures of each\n", twin::iso(calendar::local_day(result.from)),
             command.weeks, command.seed, result.futures);
  fmt::print("as fitted: {:.1f} broken promises (80 %: {:.0f}–{:.0f}), {:.1f} overdue at the end\n\n",
             result.broken.mean, result.broken.four_fifths.low, result.broken.four_fifths.high,
             result.overdue.mean);
  fmt::print("{:<14}{:>15}{:>20}{:>20}{:>20}{:>20}{:>24}\n", "assumption", "by", "broken: less", "more",
             "overdue: less", "more", "known to, so broken");
  for (const auto& one : result.leanings)
    fmt::print("{:<14}{:>15}{:>20}{:>20}{:>20}{:>20}{:>24}\n", twin::word_of(one.assumption),
               step_of(one.assumption, step), change(one.broken_less), change(one.broken_more),
               change(one.overdue_less), change(one.overdue_more), doubt(one, step));
  const auto written = write_text(command.csv, to_csv(result, step));
  return written ? 0 : fail(written.error());
}

}  // namespace vuoro::app
