#include "measures/board_cells.hpp"
#include "measures/days_over.hpp"

namespace vuoro::measures {
namespace {

BoardRow row_of(const core::Whole& whole, PromiseId id, Instant now) {
  const core::PromiseRow& p = whole.promises()[id.n];
  const core::MatterRow& m = whole.matters()[p.matter.n];
  BoardRow row{p.matter, id, m.age.years, m.area, m.team, p.start.instant(), std::nullopt, std::nullopt, 0};
  if (p.ended) row.ended = p.ended.instant();
  if (p.due.instant() == core::no_due) return row;
  row.due = p.due.instant();
  row.days_over = days_over(*row.due, row.ended.value_or(now));
  return row;
}

BoardRow row_of(const core::Whole& whole, MatterId id) {
  const core::MatterRow& m = whole.matters()[id.n];
  BoardRow row{id, {}, m.age.years, m.area, m.team, m.opened.instant(), std::nullopt, std::nullopt, 0};
  if (m.closed) row.ended = m.closed.instant();
  return row;
}

/// Row numbers after `after` that fit, up to a page.
template <class Fits, class Make>
BoardPage page(std::size_t size, std::uint64_t after, std::size_t most, Fits fits, Make make) {
  BoardPage page;
  for (std::uint64_t number = after + 1; number <= size; ++number) {
    const auto n = static_cast<std::uint32_t>(number);
    if (!fits(n)) continue;
    if (page.rows.size() == most) {
      page.next = number - 1;
      return page;
    }
    page.rows.push_back(make(n));
  }
  return page;
}

}  // namespace

Result<BoardPage> board_rows(const core::State& state, const Viewer& viewer, const core::Setting& setting,
                             Instant now, RuleId rule, Cell cell, std::uint64_t after, std::size_t most) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return Error{"not-visible", "this viewer may not read the whole"};
  if (rule.n == 0 || rule.n > state.term_count(core::TermKind::rule))
    return Error{"rule-unknown", "the ledger knows no such rule", std::to_string(rule.n)};
  if (cell == Cell::start_missing) {
    const promises::Rule* const known = setting.pack.find(rule);
    if (known == nullptr) return BoardPage{};
    return page(
        whole->matters().size(), after, most,
        [&](std::uint32_t n) { return start_missing(*known, whole->matters()[n]); },
        [&](std::uint32_t n) { return row_of(*whole, MatterId{n}); });
  }
  return page(
      whole->promises().size(), after, most,
      [&](std::uint32_t n) {
        const core::PromiseRow& p = whole->promises()[n];
        return whole->limits()[p.limit - 1U].rule == rule && cell_of(*whole, PromiseId{n}, p, now) == cell;
      },
      [&](std::uint32_t n) { return row_of(*whole, PromiseId{n}, now); });
}

}  // namespace vuoro::measures
