#include "measures/calls.hpp"

#include <algorithm>
#include <map>

#include "calendar/zone.hpp"
#include "core/view.hpp"

namespace vuoro::measures {

namespace {

using core::Moment;

/// One line's calls while they are counted.
struct Tally {
  LineFigures figures;
  std::vector<std::uint32_t> waits;

  void add(const core::CallRow& call, Moment reached) {
    ++figures.offered;
    if (call.answered) {
      ++figures.answered;
      const Moment from = call.queued ? call.queued : call.offered ? call.offered : call.first;
      waits.push_back(call.answered.s - std::min(from.s, call.answered.s));
    } else if (call.abandoned && !call.asked) {
      ++figures.abandoned;
    }
    if (!call.asked) return;
    ++figures.asked;
    const bool same_day =
        reached && calendar::local_day(reached.instant()) == calendar::local_day(call.asked.instant());
    if (same_day) ++figures.reached_same_day;
  }

  LineFigures finish() {
    if (!waits.empty()) {
      const auto middle = waits.begin() + static_cast<std::ptrdiff_t>((waits.size() - 1) / 2);
      std::nth_element(waits.begin(), middle, waits.end());
      figures.median_wait_s = *middle;
    }
    return figures;
  }
};

}  // namespace

std::optional<CallFigures> call_figures(const core::State& state, const Viewer& viewer, Day from, Day until) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return std::nullopt;
  const Moment begin = Moment::of(calendar::at_local(from, 0));
  const Moment end = Moment::of(calendar::at_local(until, 0));
  std::map<LineId, Tally> lines;
  Tally all;
  for (const auto& chunk : whole->calls().chunks()) {
    for (const core::CallRow& call : chunk) {
      if (call.first < begin || call.first >= end) continue;
      const Moment reached = whole->reached(call);
      lines[call.line].add(call, reached);
      all.add(call, reached);
    }
  }
  CallFigures out;
  for (auto& [line, tally] : lines) {
    tally.figures.line = line;
    out.lines.push_back(tally.finish());
  }
  out.all = all.finish();
  return out;
}

}  // namespace vuoro::measures
