#include "measures/board.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "measures/random_life.hpp"
#include "measures/world_for_tests.hpp"

namespace vuoro::measures {
namespace {

const BoardLine& line_of(const std::vector<BoardLine>& lines, std::string_view code) {
  for (const BoardLine& line : lines) {
    if (line.code == code) return line;
  }
  throw std::runtime_error("no such line");
}

TEST(Board, PutsEachPromiseInOneCell) {
  World w;
  const auto kept = w.contact(noon(0), aged(10));
  w.assess(kept, noon(1));
  const auto step = w.propose(kept, 1, noon(1));
  w.book(step, noon(5), noon(1));
  w.hold(step, noon(5));
  const auto late = w.contact(noon(0), aged(10));  // overdue to be assessed
  static_cast<void>(late);
  const auto missed = w.contact(noon(0), aged(40));
  w.assess(missed, noon(6));
  const auto nobody_knows = w.contact(noon(0), {});
  w.assess(nobody_knows, noon(0));
  const auto closed = w.contact(noon(8), aged(40));
  w.tell(core::CloseMatter{closed, core::CloseReason::advice_was_enough}, noon(9));
  const auto visit_only = w.contact(noon(8), aged(40));
  w.tell(core::RecordFact{visit_only, Trigger::visit_realised}, noon(9));

  const auto lines = board(w.state, lead(), w.setting, noon(10)).value();
  const BoardLine& assess = line_of(lines, "ASSESS");
  EXPECT_EQ(assess.in(Cell::kept), 2U);
  EXPECT_EQ(assess.in(Cell::overdue), 1U);
  EXPECT_EQ(assess.in(Cell::missed), 1U);
  EXPECT_EQ(assess.in(Cell::running), 1U);
  EXPECT_EQ(assess.in(Cell::voided), 1U);
  EXPECT_EQ(assess.cannot_be_computed(), 0U);
  EXPECT_EQ(assess.last_28_days.kept, 2U);
  EXPECT_EQ(assess.last_28_days.ended, 3U);
  EXPECT_EQ(assess.last_28_days.share(), std::nullopt) << "three are too few";
  const BoardLine& visit = line_of(lines, "VISIT");
  EXPECT_EQ(visit.in(Cell::kept), 1U);
  EXPECT_EQ(visit.in(Cell::running), 1U);
  EXPECT_EQ(visit.in(Cell::age_unknown), 1U) << "past seven days, but perhaps an adult";
  EXPECT_EQ(visit.in(Cell::start_missing), 1U) << "a visit without an assessment";
  EXPECT_EQ(line_of(lines, "SOON").in(Cell::no_date), 1U);
  EXPECT_EQ(line_of(lines, "DECIDE").in(Cell::start_missing), 0U) << "other domain";

  const auto rows =
      board_rows(w.state, lead(), w.setting, noon(10), w.rule("ASSESS"), Cell::overdue, 0, 10).value();
  ASSERT_EQ(rows.rows.size(), 1U);
  EXPECT_EQ(rows.rows[0].matter, late);
  EXPECT_EQ(rows.rows[0].days_over, 7);
  EXPECT_EQ(rows.rows[0].age, 10);
  const auto missing =
      board_rows(w.state, lead(), w.setting, noon(10), w.rule("VISIT"), Cell::start_missing, 0, 10).value();
  ASSERT_EQ(missing.rows.size(), 1U);
  EXPECT_EQ(missing.rows[0].matter, visit_only);
}

TEST(Board, MarksWhatNobodyHasConfirmed) {
  World w;
  const auto m = w.contact(noon(0), aged(10));
  w.assess(m, noon(0), {Domain::social});
  w.tell(core::RecordFact{m, Trigger::decision_made}, noon(1));
  const auto lines = board(w.state, lead(), w.setting, noon(2)).value();
  EXPECT_EQ(line_of(lines, "START").unverified, 1U);
  EXPECT_EQ(line_of(lines, "START").in(Cell::running), 1U);
  EXPECT_EQ(line_of(lines, "DECIDE").unverified, 0U);
}

TEST(Board, ARuleNotInForceAsksForNothing) {
  World w;
  std::vector<promises::Rule> rules(w.setting.pack.rules().begin(), w.setting.pack.rules().end());
  for (auto& rule : rules) {
    for (auto& version : rule.versions) version.from = day_of(2027, 1, 1);
  }
  w.setting.pack = promises::RulePack("later", rules);
  w.setting.pack.bind([&](std::string_view code) { return w.rule(code); });
  const auto m = w.contact(noon(0), aged(10));
  w.tell(core::RecordFact{m, Trigger::visit_realised}, noon(1));
  const auto lines = board(w.state, lead(), w.setting, noon(2)).value();
  EXPECT_EQ(line_of(lines, "VISIT").in(Cell::start_missing), 0U);
}

TEST(Board, IsForWhoeverMaySeeTheWhole) {
  const World w;
  EXPECT_EQ(board(w.state, care(), w.setting, noon(0)).error().code, "not-visible");
  EXPECT_EQ(board_rows(w.state, lead(), w.setting, noon(0), RuleId{99}, Cell::kept, 0, 1).error().code,
            "rule-unknown");
  for (std::size_t i = 0; i < cell_count; ++i) {
    EXPECT_EQ(cell_from_word(word(static_cast<Cell>(i))), static_cast<Cell>(i));
  }
  EXPECT_EQ(cell_from_word("lost"), std::nullopt);
}

/// The counts of one rule, made from the events alone, knowing nothing of State or of the board's code.
struct Naive {
  struct Promise {
    std::string code;
    Instant due;
    bool assumed = false;
    std::optional<core::PromiseEnded> end;
  };
  std::map<std::uint32_t, Promise> promises;
  std::map<std::string, std::map<std::string, std::uint64_t>> cells;
  std::map<std::string, std::array<std::uint32_t, 4>> windows;  // kept and ended in the last, then before

  Naive(const World& w, Instant now) {
    std::map<std::uint16_t, std::string> code_of_limit;
    for (const auto& [event, stamp] : w.past) {
      if (const auto* l = std::get_if<core::LimitDefined>(&event))
        code_of_limit[l->limit] = w.state.term_text(core::TermKind::rule, l->rule.n);
      if (const auto* s = std::get_if<core::PromiseStarted>(&event))
        promises[s->promise.n] = {code_of_limit[s->limit], s->due, s->age_assumed == 1, std::nullopt};
      if (const auto* e = std::get_if<core::PromiseEnded>(&event)) promises[e->promise.n].end = *e;
      if (const auto* r = std::get_if<core::PromiseResumed>(&event)) promises[r->promise.n].end.reset();
    }
    const Day today = calendar::local_day(now);
    for (const auto& [number, p] : promises) {
      ++cells[p.code][cell(p, now)];
      if (!p.end || (cell(p, now) != "kept" && cell(p, now) != "missed")) continue;
      const int ago = today - calendar::local_day(p.end->ended);
      if (ago < 0 || ago >= 56) continue;
      auto& window = windows[p.code];
      const std::size_t at = ago < 28 ? 0 : 2;
      if (cell(p, now) == "kept") ++window[at];
      ++window[at + 1];
    }
  }
  static std::string cell(const Promise& p, Instant now) {
    const bool dated = p.due.s < 4'000'000'000;
    if (!p.end) {
      if (dated && p.due.s < now.s) return p.assumed ? "age_unknown" : "overdue";
      return "running";
    }
    if (p.end->state == core::PromiseState::voided) return "voided";
    if (!dated) return "no_date";
    if (p.end->ended.s <= p.due.s) return "kept";
    return p.assumed ? "age_unknown" : "missed";
  }
};

RC_GTEST_PROP(Board, TotalsAreThoseOfARecountFromTheEvents, ()) {
  World w;
  const Instant now = live_at_random(w, *rc::gen::arbitrary<std::uint32_t>());
  const Naive naive(w, now);
  std::uint64_t all = 0;
  const auto lines = board(w.state, lead(), w.setting, now).value();
  for (const BoardLine& line : lines) {
    for (std::size_t i = 0; i < cell_count; ++i) {
      const auto cell = static_cast<Cell>(i);
      if (cell != Cell::start_missing) all += line.in(cell);
      std::set<std::pair<std::uint32_t, std::uint32_t>> rows;
      std::uint64_t after = 0;
      for (bool more = true; more;) {
        const auto page = board_rows(w.state, lead(), w.setting, now, line.rule, cell, after, 3).value();
        RC_ASSERT(page.rows.size() <= 3U);
        for (const BoardRow& row : page.rows) {
          RC_ASSERT(rows.insert({row.matter.n, row.promise.n}).second);
          if (cell == Cell::overdue) RC_ASSERT(*row.due < now);
        }
        more = page.next.has_value();
        after = page.next.value_or(0);
      }
      RC_ASSERT(rows.size() == line.in(cell));
      if (cell == Cell::start_missing) continue;
      const auto found = naive.cells.find(line.code);
      const std::uint64_t expected =
          found == naive.cells.end() || !found->second.contains(std::string(word(cell)))
              ? 0
              : found->second.at(std::string(word(cell)));
      RC_ASSERT(line.in(cell) == expected);
    }
    const auto window =
        naive.windows.contains(line.code) ? naive.windows.at(line.code) : std::array<std::uint32_t, 4>{};
    RC_ASSERT(line.last_28_days.kept == window[0]);
    RC_ASSERT(line.last_28_days.ended == window[1]);
    RC_ASSERT(line.before_28_days.kept == window[2]);
    RC_ASSERT(line.before_28_days.ended == window[3]);
  }
  RC_ASSERT(all == naive.promises.size());
}

}  // namespace
}  // namespace vuoro::measures
