#include "twin/sensitivity.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "twin/six_wait.hpp"

/// What a forecast rests on.
namespace vuoro::twin::testing {
namespace {

std::shared_ptr<LiveCounty> six_with_times(SmallCounty& small, double per_day) {
  six_wait(small);
  auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, false, per_day);
  return county;
}

SensitivityPlan plan_of(double step, unsigned threads) {
  SensitivityPlan how;
  how.weeks = 1;
  how.seed = seed();
  how.futures = 3;
  how.threads = threads;
  how.step = step;
  return how;
}

/// By hand (whatif_test): with two times a day three are late, with four two, with six one.
TEST(Sensitivity, VisitTimesMoveWhatTheyMoveByHand) {
  SmallCounty small(day_of(2026, 1, 5));
  const auto county = six_with_times(small, 4);
  const Sensitivity result = sensitivity(*county, viewer(), plan_of(0.5, 2));
  EXPECT_DOUBLE_EQ(result.broken.mean, 2);
  ASSERT_EQ(result.leanings.size(), assumptions);
  const Leaning& first = result.leanings.front();
  EXPECT_EQ(first.assumption, Assumption::visit_times);
  EXPECT_DOUBLE_EQ(first.broken_less.change, 1);
  EXPECT_DOUBLE_EQ(first.broken_more.change, -1);
  EXPECT_DOUBLE_EQ(first.broken_less.half, 0);
  EXPECT_DOUBLE_EQ(first.broken_less.under.mean, 3);
  for (const Leaning& other : std::span(result.leanings).subspan(1)) {
    EXPECT_DOUBLE_EQ(other.broken_less.change, 0) << word_of(other.assumption);
    EXPECT_DOUBLE_EQ(other.broken_more.change, 0) << word_of(other.assumption);
  }
}

TEST(Sensitivity, ThreadsChangeNothing) {
  SmallCounty small;
  Truth truth;
  truth.lead = 5;
  small.live(truth, seed());
  const auto county = small.county();
  const auto alone = sensitivity(*county, viewer(), plan_of(0.2, 1));
  const auto together = sensitivity(*county, viewer(), plan_of(0.2, 3));
  for (std::size_t i = 0; i < assumptions; ++i) {
    EXPECT_EQ(alone.leanings[i].assumption, together.leanings[i].assumption);
    EXPECT_EQ(alone.leanings[i].broken_more.change, together.leanings[i].broken_more.change);
    EXPECT_EQ(alone.leanings[i].overdue_less.change, together.leanings[i].overdue_less.change);
  }
}

/// Each assumption alters what it names by what it says, and nothing else.
TEST(Sensitivity, AnAssumptionAltersItselfOnly) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const CareHabits& fitted = county->habits->care.at(small.care());
  for (std::size_t a = 0; a < assumptions; ++a) {
    const auto assumption = static_cast<Assumption>(a);
    Alterations alterations;
    const LiveCounty other = with_assumption(*county, assumption, 0.1, alterations);
    const CareHabits& care = other.habits->care.at(small.care());
    const auto times = [&](Assumption one) { return assumption == one ? 1.1 : 1.0; };
    EXPECT_NEAR(care.misses.mean(), fitted.misses.mean() * times(Assumption::missed), 1e-9) << a;
    EXPECT_NEAR(care.refuses.mean(), fitted.refuses.mean() * times(Assumption::refused), 1e-9) << a;
    EXPECT_NEAR(care.person_cancels.mean(), fitted.person_cancels.mean() * times(Assumption::cancelled), 1e-9)
        << a;
    EXPECT_NEAR(other.habits->gives_up.mean(), county->habits->gives_up.mean() * times(Assumption::given_up),
                1e-9)
        << a;
    EXPECT_NEAR(other.demand, county->demand * times(Assumption::contacts), 1e-12) << a;
    EXPECT_EQ(alterations.speed.size(), assumption == Assumption::desk_speed ? 1U : 0U) << a;
    EXPECT_EQ(alterations.capacity.size(), assumption == Assumption::visit_times ? 1U : 0U) << a;
    EXPECT_EQ(care.wishes.front().working_days,
              fitted.wishes.front().working_days + (assumption == Assumption::lead ? 1 : 0))
        << a;
    EXPECT_NEAR(other.habits->growth.mean - county->habits->growth.mean,
                assumption == Assumption::growth ? 0.002 : 0, 1e-12)
        << a;
  }
}

/// More seen, less unsure; and the fit's doubt of contacts is that of a Poisson mean when that is what they
/// are.
TEST(Sensitivity, DoubtShrinksWithTheRecord) {
  const auto unsure = [](int days) {
    SmallCounty small;
    Truth truth;
    truth.days = days;
    small.live(truth, seed());
    const auto county = small.county();
    const auto result = sensitivity(*county, viewer(), plan_of(0.1, 2));
    return std::ranges::find(result.leanings, Assumption::contacts, &Leaning::assumption)->unsure;
  };
  const double two_months = unsure(56);
  EXPECT_GT(two_months, 0.05);
  EXPECT_LT(two_months, 0.25);
  EXPECT_LT(unsure(112), 0.85 * two_months);
}

}  // namespace
}  // namespace vuoro::twin::testing
