#include "measures/debts.hpp"

#include "calendar/zone.hpp"
#include "core/view.hpp"
#include "measures/debt_spans.hpp"

namespace vuoro::measures {
namespace {

constexpr std::array<std::string_view, 3> words = {"promise_overdue", "booking_cancelled", "step_not_held"};
constexpr int week = 7;

class Tally {
 public:
  Tally(DebtKind kind, Day today) : first_(today - (flow_days - 1)) {
    debt_.kind = kind;
    for (int i = 0; i < flow_days; ++i) debt_.flow[static_cast<std::size_t>(i)].day = first_ + i;
  }

  void add(const Span& span) {
    if (Flow* day = on(span.from)) ++day->in;
    if (!span.open()) {
      if (Flow* day = on(span.until)) ++day->out;
      return;
    }
    ++debt_.open;
    if (span.unverified) ++debt_.unverified;
  }
  void add_age_unknown() { ++debt_.age_unknown; }

  Debt take() {
    for (std::size_t i = flow_days - week; i < flow_days; ++i) {
      debt_.change_in_week += std::int64_t{debt_.flow[i].in} - std::int64_t{debt_.flow[i].out};
    }
    return debt_;
  }

 private:
  Flow* on(Instant t) {
    const int place = calendar::local_day(t) - first_;
    return place >= 0 && place < flow_days ? &debt_.flow[static_cast<std::size_t>(place)] : nullptr;
  }

  Day first_;
  Debt debt_;
};

}  // namespace

std::string_view word(DebtReason reason) {
  return words[static_cast<std::size_t>(reason)];
}

Result<std::array<Debt, 3>> debts(const core::State& state, const Viewer& viewer,
                                  const core::Setting& setting, Instant now) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return Error{"not-visible", "this viewer may not read the whole"};
  DebtSpans spans(*whole, setting, now);
  const Day today = calendar::local_day(now);
  std::array<Tally, 3> tallies{Tally(DebtKind::care, today), Tally(DebtKind::service, today),
                               Tally(DebtKind::rehabilitation, today)};
  for (std::uint32_t n = 1; n <= whole->matters().size(); ++n) {
    for (const DebtKind kind : {DebtKind::care, DebtKind::service}) {
      Tally& tally = tallies[static_cast<std::size_t>(kind)];
      const MatterSpans& found = spans.of_matter(kind, MatterId{n});
      for (const Span& span : found.spans) tally.add(span);
      if (found.age_unknown) tally.add_age_unknown();
    }
  }
  for (std::uint32_t n = 1; n <= whole->steps().size(); ++n) {
    if (const auto span = spans.of_step(StepId{n})) tallies[2].add(*span);
  }
  return std::array<Debt, 3>{tallies[0].take(), tallies[1].take(), tallies[2].take()};
}

}  // namespace vuoro::measures
