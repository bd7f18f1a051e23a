#include "planner/capacity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

/// How many shifts, where and when.
namespace vuoro::planner {
namespace {

constexpr CapacityEffort exact{.gap = 0, .seconds = 60};

/// One visit an hour and two a shift, a shift costs 100 of one's own and 300 extra.
Work work(std::vector<double> arrivals) {
  Work w;
  w.unit = "korso";
  w.profession = "nurse";
  w.slot_type = "visit";
  w.visits_a_shift = 2;
  w.hours_a_shift = 2;
  w.own_shifts = 10;
  w.own_cost = 100;
  w.extra_cost = 300;
  Line line;
  line.group = "everybody";
  line.arrivals = {std::move(arrivals)};
  line.within = 1;
  line.kept = 1;
  w.lines.push_back(line);
  return w;
}

CapacityProblem problem(std::vector<Work> works) {
  CapacityProblem p;
  p.weeks = static_cast<std::uint16_t>(works.front().lines.front().arrivals.front().size());
  p.likely.assign(works.front().lines.front().arrivals.size(),
                  1.0 / static_cast<double>(works.front().lines.front().arrivals.size()));
  p.works = std::move(works);
  return p;
}

CapacityPlan planned(const CapacityProblem& p, const CapacityEffort& effort = exact) {
  auto plan = plan_capacity(p, effort);
  EXPECT_TRUE(plan.ok()) << (plan.ok() ? "" : plan.error().what);
  return plan.ok() ? std::move(plan).value() : CapacityPlan{};
}

double sum(const std::vector<double>& v) {
  double s = 0;
  for (const double x : v) s += x;
  return s;
}

TEST(Capacity, EverybodySeenInTimeByHand) {
  // 4 + 4 + 4 come; those of weeks 1 and 2 fall due within three weeks: 8 visits, 4 shifts, 400 euros.
  const CapacityPlan plan = planned(problem({work({4, 4, 4})}));
  EXPECT_TRUE(plan.reached);
  EXPECT_NEAR(plan.cost, 400, 1e-6);
  EXPECT_NEAR(plan.gap, 0, 1e-9);
  EXPECT_NEAR(plan.works[0].lines[0].kept, 1, 1e-9);
}

TEST(Capacity, ThoseWaitingFallDueToo) {
  Work w = work({0, 0});
  w.lines[0].waiting = 6;  // within one week: due by the end of the first
  const CapacityPlan plan = planned(problem({w}));
  EXPECT_NEAR(plan.works[0].own[0], 3, 1e-6);
  EXPECT_NEAR(plan.cost, 300, 1e-6);
}

TEST(Capacity, AShareMayBeBroken) {
  Work w = work({10, 0});
  w.lines[0].kept = 0.8;  // 8 of 10: four shifts
  EXPECT_NEAR(planned(problem({w})).cost, 400, 1e-6);
  w.lines[0].kept = 0.79;  // 7.9: still four whole shifts
  EXPECT_NEAR(planned(problem({w})).cost, 400, 1e-6);
  w.lines[0].kept = 0.6;
  EXPECT_NEAR(planned(problem({w})).cost, 300, 1e-6);
}

TEST(Capacity, ADebtIsSeenByItsWeek) {
  Work w = work({0, 0, 0});
  w.lines[0].overdue = 6;
  EXPECT_NEAR(planned(problem({w})).cost, 0, 1e-6) << "nobody promised to see them";
  w.lines[0].no_debt_by = 2;
  const CapacityPlan plan = planned(problem({w}));
  EXPECT_NEAR(plan.cost, 300, 1e-6);
  EXPECT_NEAR(plan.works[0].own[0] + plan.works[0].own[1], 3, 1e-6);
  EXPECT_NEAR(plan.works[0].lines[0].worst_debt, 0, 1e-6);
}

TEST(Capacity, ExtraOnlyWhereOnesOwnDoNotDo) {
  Work w = work({12, 0});
  w.own_shifts = 2;  // a week; 12 visits within two weeks
  w.extra_shifts = 5;
  const CapacityPlan plan = planned(problem({w}));
  EXPECT_NEAR(sum(plan.works[0].own), 4, 1e-6);
  EXPECT_NEAR(sum(plan.works[0].extra), 2, 1e-6);
  EXPECT_NEAR(plan.cost, 1000, 1e-6);
}

TEST(Capacity, ScenariosAreKeptOnAverage) {
  Work w = work({4, 0});
  w.lines[0].arrivals = {{2, 0}, {10, 0}};
  w.lines[0].kept = 0.75;  // of 6 expected, 1.5 may break: of 10, 3: seven seen, four shifts
  EXPECT_NEAR(planned(problem({w})).cost, 400, 1e-6);
}

TEST(Capacity, WhatCannotBeReachedIsNamedWithItsHours) {
  Work w = work({12, 0});
  w.own_shifts = 2;
  Work fine = work({2, 0});
  const CapacityPlan plan = planned(problem({w, fine}));
  EXPECT_FALSE(plan.reached);
  ASSERT_EQ(plan.shortages.size(), 1U);
  EXPECT_EQ(plan.shortages[0].work, 0U);
  EXPECT_NEAR(sum(plan.shortages[0].hours), 4, 1e-6) << "12 visits, 8 in the two weeks' four shifts";
  EXPECT_NEAR(plan.works[0].lines[0].kept, 8.0 / 12, 1e-6);
  EXPECT_NEAR(plan.works[1].lines[0].kept, 1, 1e-6);
  EXPECT_NEAR(plan.cost, 500, 1e-6);
}

TEST(Capacity, ADebtThatCannotBeSeenIsNamed) {
  Work w = work({0, 0});
  w.own_shifts = 1;
  w.lines[0].overdue = 10;
  w.lines[0].no_debt_by = 2;
  const CapacityPlan plan = planned(problem({w}));
  EXPECT_FALSE(plan.reached);
  EXPECT_NEAR(sum(plan.shortages.at(0).hours), 6, 1e-6);
  EXPECT_NEAR(plan.works[0].lines[0].worst_debt, 6, 1e-6);
}

TEST(Capacity, RoomsAreShared) {
  CapacityProblem p = problem({work({8, 0}), work({8, 0})});
  p.limits = {{"rooms of korso", 4, {0, 1}}};
  EXPECT_TRUE(planned(p).reached) << "8 shifts in two weeks of 4";
  EXPECT_EQ(planned(p).parts, 1U);
  p.limits[0].shifts = 3;
  const CapacityPlan plan = planned(p);
  EXPECT_FALSE(plan.reached);
  double hours = 0;
  for (const Shortage& s : plan.shortages) hours += sum(s.hours);
  EXPECT_NEAR(hours, 4, 1e-6);
  p.limits.clear();
  EXPECT_EQ(planned(p).parts, 2U);
}

TEST(Capacity, AReservedShareHasAPrice) {
  Work w = work({8, 0});
  w.lines.push_back(w.lines[0]);
  w.lines[1].group = "over-75";
  w.lines[1].arrivals = {{0, 0}};
  EXPECT_NEAR(planned(problem({w})).cost, 400, 1e-6);
  w.reserved = 0.5;  // half of every week is kept for people who do not come
  EXPECT_NEAR(planned(problem({w})).cost, 800, 1e-6);
}

TEST(Capacity, OneLineDoesNotLendAnotherTheTimeItHasUsed) {
  // Everybody's four fall due in week 1, the protected four in week 2; one shift a week can see two of each.
  Work w = work({0, 0});
  w.own_shifts = 1;
  w.lines[0].waiting = 4;
  w.lines[0].kept = 0;
  w.lines.push_back(w.lines[0]);
  w.lines[1].within = 2;
  w.lines[1].kept = 1;
  const CapacityPlan plan = planned(problem({w}));
  EXPECT_TRUE(plan.reached);
  EXPECT_NEAR(plan.works[0].lines[0].kept, 0, 1e-6);
  EXPECT_NEAR(plan.works[0].lines[1].kept, 1, 1e-6);
}

/// First in, first out, week by week: the late ones after those who are still in time, or before them. Both
/// are tried in every week, for every number of shifts.
struct Tiny {
  std::vector<int> arrivals;
  int waiting, overdue, own;
  double kept;
  std::optional<std::uint16_t> no_debt_by;
};

/// The cheapest by looking at every plan and, for each, at every split of a week between late and in time.
std::optional<int> cheapest(const Tiny& t) {
  const std::size_t weeks = t.arrivals.size();
  std::optional<int> best;
  const auto feasible = [&](const std::vector<int>& shifts) {
    // State: for every way of working so far, (fresh, arrived this week, late, broken) as small whole
    // numbers.
    struct Way {
      int due_now, next, late, broken;
      auto operator<=>(const Way&) const = default;
    };
    std::vector<Way> ways{{t.waiting, 0, t.overdue, 0}};
    int fell = 0;
    for (std::size_t week = 0; week < weeks; ++week) {
      std::vector<Way> after;
      for (Way w : ways) {
        w.next = t.arrivals[week];
        const int visits = 2 * shifts[week];
        for (int late = 0; late <= std::min(visits, w.late); ++late) {
          const int left = visits - late;
          const int seen_due = std::min(left, w.due_now);
          const int seen_next = std::min(left - seen_due, w.next);
          const int newly = w.due_now - seen_due;
          Way n{w.next - seen_next, 0, w.late - late + newly, w.broken + newly};
          if (t.no_debt_by && week + 1 >= *t.no_debt_by && n.late > 0) continue;
          after.push_back(n);
        }
      }
      fell += week == 0 ? t.waiting : t.arrivals[week - 1];
      std::ranges::sort(after);
      const auto same = std::ranges::unique(after);
      after.erase(same.begin(), same.end());
      ways = std::move(after);
    }
    for (const Way& w : ways) {
      if (w.broken <= (1 - t.kept) * fell + 1e-9) return true;
    }
    return false;
  };
  std::vector<int> shifts(weeks, 0);
  const std::function<void(std::size_t, int)> next = [&](std::size_t week, int cost) {
    if (best && cost >= *best) return;
    if (week == weeks) {
      if (feasible(shifts)) best = cost;
      return;
    }
    for (int n = 0; n <= t.own; ++n) {
      shifts[week] = n;
      next(week + 1, cost + n * 100);
    }
    shifts[week] = 0;
  };
  next(0, 0);
  return best;
}

RC_GTEST_PROP(CapacityProperty, AsCheapAsTheCheapestOfAllPlans, ()) {
  using rc::gen::inRange;
  Tiny t;
  const auto weeks = *inRange<std::size_t>(1, 4);
  for (std::size_t i = 0; i < weeks; ++i) t.arrivals.push_back(*inRange(0, 7));
  t.waiting = *inRange(0, 6);
  t.overdue = *inRange(0, 5);
  t.own = *inRange(0, 4);
  t.kept = *rc::gen::element(0.0, 0.5, 0.75, 1.0);
  if (*rc::gen::arbitrary<bool>())
    t.no_debt_by = static_cast<std::uint16_t>(*inRange<std::size_t>(1, weeks + 1));
  Work w = work(std::vector<double>(t.arrivals.begin(), t.arrivals.end()));
  w.own_shifts = static_cast<std::uint16_t>(t.own);
  w.lines[0].waiting = t.waiting;
  w.lines[0].overdue = t.overdue;
  w.lines[0].kept = t.kept;
  w.lines[0].no_debt_by = t.no_debt_by;
  const CapacityPlan plan = planned(problem({w}));
  const auto by_hand = cheapest(t);
  RC_ASSERT(plan.reached == by_hand.has_value());
  if (by_hand) RC_ASSERT(std::abs(plan.cost - *by_hand) < 1e-6);
}

}  // namespace
}  // namespace vuoro::planner
