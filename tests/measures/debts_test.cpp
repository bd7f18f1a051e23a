#include "measures/debts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "measures/random_life.hpp"
#include "measures/world_for_tests.hpp"

namespace vuoro::measures {
namespace {

std::array<Debt, 3> owed(const World& w, Instant now) {
  return debts(w.state, lead(), w.setting, now).value();
}
std::vector<DebtRow> rows_of(const World& w, DebtKind kind, Instant now) {
  std::vector<DebtRow> rows;
  std::uint64_t after = 0;
  while (true) {
    const auto page = debt_rows(w.state, lead(), w.setting, now, kind, after, 2).value();
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.next) return rows;
    after = *page.next;
  }
}
Flow flow_on(const Debt& debt, int day) {
  for (const Flow& flow : debt.flow) {
    if (flow.day == day_of(2026, 3, 1) + day) return flow;
  }
  throw std::runtime_error("outside the flow");
}
const Debt& of(const std::array<Debt, 3>& all, DebtKind kind) {
  return all[static_cast<std::size_t>(kind)];
}

TEST(Debts, CareDebtIsMattersPastTheirLaw) {
  World w;
  const auto m = w.contact(noon(0), aged(10));  // assessed by day 3
  EXPECT_EQ(of(owed(w, noon(3)), DebtKind::care).open, 0U);
  EXPECT_EQ(of(owed(w, noon(4)), DebtKind::care).open, 1U);
  w.assess(m, noon(6));  // now a visit by day 13; the own target of 2 days is no debt
  EXPECT_EQ(of(owed(w, noon(10)), DebtKind::care).open, 0U);
  const auto later = owed(w, noon(20));
  const Debt& care = of(later, DebtKind::care);
  EXPECT_EQ(care.open, 1U);
  EXPECT_EQ(flow_on(care, 4).in, 1U) << "the day after the due day";
  EXPECT_EQ(flow_on(care, 6).out, 1U);
  EXPECT_EQ(flow_on(care, 14).in, 1U) << "back again";
  EXPECT_EQ(care.change_in_week, 1);
  EXPECT_EQ(care.flow.back().day, day_of(2026, 3, 21));
  const auto rows = rows_of(w, DebtKind::care, noon(20));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].matter, m);
  EXPECT_EQ(rows[0].reason, DebtReason::promise_overdue);
  EXPECT_EQ(rows[0].days_over, 7);
  EXPECT_EQ(rows[0].urgency, core::Urgency::non_urgent);
}

TEST(Debts, ServiceDebtKnowsDecisionsAndCancelledBookings) {
  World w;
  const auto m = w.contact(noon(0), aged(80));
  w.assess(m, noon(0), {Domain::social});
  const auto step = w.propose(m, 2, noon(1));
  w.book(step, noon(5), noon(1));
  w.tell(core::CancelBooking{step, core::CancelledBy::unit}, noon(2));
  EXPECT_EQ(of(owed(w, noon(3)), DebtKind::service).open, 1U);
  EXPECT_EQ(rows_of(w, DebtKind::service, noon(3)).at(0).reason, DebtReason::booking_cancelled);
  EXPECT_EQ(rows_of(w, DebtKind::service, noon(3)).at(0).step, step);
  w.book(step, noon(6), noon(4));
  EXPECT_EQ(of(owed(w, noon(5)), DebtKind::service).open, 0U);
  w.tell(core::CancelBooking{step, core::CancelledBy::person}, noon(5));
  EXPECT_EQ(of(owed(w, noon(5)), DebtKind::service).open, 0U) << "the person's own cancelling is no debt";
  // The decision was due on day 10.
  const auto all = owed(w, noon(12));
  EXPECT_EQ(of(all, DebtKind::service).open, 1U);
  EXPECT_EQ(of(all, DebtKind::care).open, 0U);
  EXPECT_EQ(flow_on(of(all, DebtKind::service), 2).in, 1U);
  EXPECT_EQ(flow_on(of(all, DebtKind::service), 4).out, 1U);
  EXPECT_EQ(flow_on(of(all, DebtKind::service), 11).in, 1U);
  w.tell(core::RecordFact{m, Trigger::decision_made}, noon(12));
  const auto decided = owed(w, noon(30));
  EXPECT_EQ(of(decided, DebtKind::service).open, 1U) << "decided, not begun";
  EXPECT_EQ(of(decided, DebtKind::service).unverified, 1U);
}

TEST(Debts, RehabilitationDebtIsStepsNotHeld) {
  World w;
  const auto m = w.contact(noon(0), aged(50));
  w.assess(m, noon(0));
  const auto held_late = w.propose(m, 3, noon(0), noon(5));
  const auto never = w.propose(m, 3, noon(0), noon(6));
  w.propose(m, 3, noon(0));           // no due date
  w.propose(m, 1, noon(0), noon(2));  // not rehabilitation
  w.book(held_late, noon(8), noon(1));
  EXPECT_EQ(of(owed(w, noon(5)), DebtKind::rehabilitation).open, 0U);
  EXPECT_EQ(of(owed(w, noon(7)), DebtKind::rehabilitation).open, 2U);
  w.hold(held_late, noon(9));
  const auto all = owed(w, noon(10));
  EXPECT_EQ(of(all, DebtKind::rehabilitation).open, 1U);
  EXPECT_EQ(flow_on(of(all, DebtKind::rehabilitation), 5).in, 1U);
  EXPECT_EQ(flow_on(of(all, DebtKind::rehabilitation), 8).out, 1U)
      << "when it was held, not when it was written";
  const auto rows = rows_of(w, DebtKind::rehabilitation, noon(10));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].step, never);
  EXPECT_EQ(rows[0].days_over, 4);
}

TEST(Debts, AnUnknownAgeIsSaidNotCounted) {
  World w;
  const auto m = w.contact(noon(0), {});
  w.assess(m, noon(0));
  const auto all = owed(w, noon(10));
  EXPECT_EQ(of(all, DebtKind::care).open, 0U);
  EXPECT_EQ(of(all, DebtKind::care).age_unknown, 1U);
}

TEST(Debts, AreForWhoeverMaySeeTheWhole) {
  const World w;
  EXPECT_EQ(debts(w.state, care(), w.setting, noon(0)).error().code, "not-visible");
}

/// Which matters are in the debt at an instant, from the events up to then alone.
std::set<std::uint32_t> naive_open(const World& w, DebtKind kind, Instant at) {
  std::map<std::uint16_t, core::LimitDefined> limits;
  std::map<std::uint32_t, core::PromiseStarted> running;
  std::map<std::uint32_t, std::uint32_t> matter_of_step;
  std::map<std::uint32_t, std::uint16_t> service_of_step;
  std::set<std::uint32_t> cancelled;
  for (const auto& [event, stamp] : w.past) {
    if (const auto* l = std::get_if<core::LimitDefined>(&event)) limits[l->limit] = *l;
    // A visit written down later ended the promise when it was held.
    if (const auto* e = std::get_if<core::PromiseEnded>(&event)) {
      if (e->ended <= at) running.erase(e->promise.n);
    }
    if (stamp.at > at) continue;
    if (const auto* s = std::get_if<core::PromiseStarted>(&event)) running[s->promise.n] = *s;
    if (const auto* p = std::get_if<core::StepProposed>(&event)) {
      matter_of_step[p->step.n] = p->matter.n;
      service_of_step[p->step.n] = p->service.n;
    }
    if (const auto* c = std::get_if<core::BookingCancelled>(&event)) {
      if (c->by == core::CancelledBy::unit && service_of_step[c->step.n] == 2) cancelled.insert(c->step.n);
    }
    if (const auto* b = std::get_if<core::StepBooked>(&event)) cancelled.erase(b->step.n);
    if (const auto* e = std::get_if<core::StepEnded>(&event)) cancelled.erase(e->step.n);
  }
  std::set<std::uint32_t> open;
  for (const auto& [number, p] : running) {
    const core::LimitDefined& limit = limits.at(p.limit);
    const bool social = limit.domain == Domain::social;
    if (limit.kind != promises::Kind::statute || social != (kind == DebtKind::service)) continue;
    if (p.age_assumed == 0 && p.due != core::no_due && p.due < at) open.insert(p.matter.n);
  }
  if (kind == DebtKind::service) {
    for (const std::uint32_t step : cancelled) open.insert(matter_of_step[step]);
  }
  return open;
}

RC_GTEST_PROP(Debts, OpenAndFlowsAreThoseOfARecountFromTheEvents, ()) {
  World w;
  const Instant now = live_at_random(w, *rc::gen::arbitrary<std::uint32_t>());
  const auto all = owed(w, now);
  for (const DebtKind kind : {DebtKind::care, DebtKind::service}) {
    const auto expected = naive_open(w, kind, now);
    const Debt& debt = of(all, kind);
    RC_ASSERT(debt.open == expected.size());
    std::set<std::uint32_t> rows;
    for (const DebtRow& row : rows_of(w, kind, now)) rows.insert(row.matter.n);
    RC_ASSERT(rows == expected);
    // What the days say adds up to the difference between their ends.
    std::int64_t change = 0;
    std::int64_t week = 0;
    for (std::size_t i = 0; i < debt.flow.size(); ++i) {
      const auto day = std::int64_t{debt.flow[i].in} - std::int64_t{debt.flow[i].out};
      change += day;
      if (i >= debt.flow.size() - 7) week += day;
    }
    const Instant before = calendar::at_local(debt.flow.front().day, 0) + std::chrono::seconds(-1);
    RC_ASSERT(change == static_cast<std::int64_t>(expected.size()) -
                            static_cast<std::int64_t>(naive_open(w, kind, before).size()));
    RC_ASSERT(debt.change_in_week == week);
  }
  RC_ASSERT(of(all, DebtKind::rehabilitation).open == rows_of(w, DebtKind::rehabilitation, now).size());
}

}  // namespace
}  // namespace vuoro::measures
