#include "core/view.hpp"
#include "measures/days_over.hpp"
#include "measures/debt_spans.hpp"

namespace vuoro::measures {
namespace {

DebtRow row_of(const core::Whole& whole, MatterId matter, const Span& span, Instant now) {
  const core::MatterRow& m = whole.matters()[matter.n];
  DebtRow row{matter,    span.step, span.promise, span.reason, m.age.years,
              m.urgency, m.area,    m.team,       span.from,   0};
  row.days_over = days_over(Instant{span.from.s - 1}, now);
  return row;
}

/// The open span of a matter or step, if it is in the debt now.
std::optional<Span> open_span(DebtSpans& spans, DebtKind kind, std::uint32_t n) {
  if (kind == DebtKind::rehabilitation) {
    const auto span = spans.of_step(StepId{n});
    return span && span->open() ? span : std::nullopt;
  }
  const MatterSpans& found = spans.of_matter(kind, MatterId{n});
  if (found.spans.empty() || !found.spans.back().open()) return std::nullopt;
  return found.spans.back();
}

}  // namespace

Result<DebtPage> debt_rows(const core::State& state, const Viewer& viewer, const core::Setting& setting,
                           Instant now, DebtKind kind, std::uint64_t after, std::size_t most) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return Error{"not-visible", "this viewer may not read the whole"};
  DebtSpans spans(*whole, setting, now);
  const bool steps = kind == DebtKind::rehabilitation;
  const std::size_t size = steps ? whole->steps().size() : whole->matters().size();
  DebtPage page;
  for (std::uint64_t number = after + 1; number <= size; ++number) {
    const auto n = static_cast<std::uint32_t>(number);
    const auto span = open_span(spans, kind, n);
    if (!span) continue;
    if (page.rows.size() == most) {
      page.next = number - 1;
      return page;
    }
    const MatterId matter = steps ? whole->steps()[n].matter : MatterId{n};
    page.rows.push_back(row_of(*whole, matter, *span, now));
  }
  return page;
}

}  // namespace vuoro::measures
