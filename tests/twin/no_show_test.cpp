#include "twin/no_show.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>

#include "calendar/zone.hpp"
#include "core/events.hpp"
#include "twin/logistic.hpp"

/// Who does not come: the regression, the scores, and what may be known beforehand.
namespace vuoro::twin {
namespace {

using Random = std::mt19937_64;

double uniform(Random& random) {
  return (static_cast<double>(random() >> 11U) + 0.5) / 9007199254740992.0;
}

double chance_of(double logit) {
  return 1 / (1 + std::exp(-logit));
}

TEST(LogisticRegression, FindsTheCoefficientsThatMadeTheData) {
  const std::vector<double> truth = {-1.2, 0.8, -0.5};
  Random random(7);
  std::vector<double> x;
  std::vector<std::uint8_t> y;
  for (int i = 0; i < 40'000; ++i) {
    const std::vector<double> row = {1, 4 * uniform(random) - 2, uniform(random) < 0.3 ? 1.0 : 0.0};
    const double logit = truth[0] + truth[1] * row[1] + truth[2] * row[2];
    x.insert(x.end(), row.begin(), row.end());
    y.push_back(uniform(random) < chance_of(logit) ? 1 : 0);
  }
  const Logistic fitted = fit_logistic(x, 3, y, 10);
  for (std::size_t c = 0; c < truth.size(); ++c) {
    EXPECT_NEAR(fitted.coefficients[c], truth[c], 4 * fitted.errors[c]) << c;
    EXPECT_LT(fitted.errors[c], 0.05) << c;
  }
}

/// With a constant alone the maximum is the logit of the share, its error 1 / √(n p (1 − p)).
TEST(LogisticRegression, ConstantIsTheLogitOfTheShare) {
  std::vector<double> x(400, 1.0);
  std::vector<std::uint8_t> y(400, 0);
  for (std::size_t i = 0; i < 100; ++i) y[i] = 1;
  const Logistic fitted = fit_logistic(x, 1, y, 1);
  EXPECT_NEAR(fitted.coefficients[0], std::log(0.25 / 0.75), 1e-9);
  EXPECT_NEAR(fitted.errors[0], 1 / std::sqrt(400 * 0.25 * 0.75), 1e-9);
}

/// A feature that parts the outcomes wholly has no maximum without a prior.
TEST(LogisticRegression, PriorHoldsWhatTheDataWouldSendToInfinity) {
  std::vector<double> x;
  std::vector<std::uint8_t> y;
  for (int i = 0; i < 50; ++i) {
    x.insert(x.end(), {1.0, i < 25 ? 0.0 : 1.0});
    y.push_back(i < 25 ? 0 : 1);
  }
  const Logistic fitted = fit_logistic(x, 2, y, 1);
  EXPECT_GT(fitted.coefficients[1], 1);
  EXPECT_LT(fitted.coefficients[1], 8);
}

RC_GTEST_PROP(AreaUnderRoc, IsTheShareOfPairsInOrder, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(2, 40);
  std::vector<double> chances;
  std::vector<std::uint8_t> outcomes;
  for (std::size_t i = 0; i < n; ++i) {
    chances.push_back(*rc::gen::inRange(0, 6) / 6.0);
    outcomes.push_back(static_cast<std::uint8_t>(*rc::gen::inRange(0, 2)));
  }
  double won = 0, pairs = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (outcomes[i] != 1 || outcomes[j] != 0) continue;
      pairs += 1;
      won += chances[i] > chances[j] ? 1 : chances[i] == chances[j] ? 0.5 : 0;
    }
  }
  RC_ASSERT(std::abs(area_under_roc(chances, outcomes) - (pairs == 0 ? 0.5 : won / pairs)) < 1e-12);
}

/// A weight of two is the visit twice.
TEST(AreaUnderRoc, WeightsCountVisits) {
  const std::vector<double> chances = {0.1, 0.4, 0.4, 0.8};
  const std::vector<std::uint8_t> outcomes = {0, 1, 0, 1};
  const std::vector<std::uint32_t> weights = {1, 2, 3, 0};
  const std::vector<double> often = {0.1, 0.4, 0.4, 0.4, 0.4, 0.4};
  const std::vector<std::uint8_t> came = {0, 1, 1, 0, 0, 0};
  EXPECT_DOUBLE_EQ(area_under_roc(chances, outcomes, weights), area_under_roc(often, came));
}

TEST(Calibration, LineSaysHowChancesLieTooFarApart) {
  Random random(3);
  std::vector<double> told, too_far;
  std::vector<std::uint8_t> outcomes;
  for (int i = 0; i < 60'000; ++i) {
    const double logit = 3 * uniform(random) - 2.5;
    told.push_back(chance_of(logit));
    too_far.push_back(chance_of(2 * logit + 0.5));
    outcomes.push_back(uniform(random) < told.back() ? 1 : 0);
  }
  EXPECT_NEAR(calibration_line(told, outcomes).slope, 1, 0.04);
  EXPECT_NEAR(calibration_line(told, outcomes).intercept, 0, 0.05);
  EXPECT_NEAR(calibration_line(too_far, outcomes).slope, 0.5, 0.02);
  std::size_t inside = 0;
  const auto parts = calibration(told, outcomes, 10);
  ASSERT_EQ(parts.size(), 10U);
  for (const auto& part : parts) inside += part.told > part.came.low && part.told < part.came.high ? 1 : 0;
  EXPECT_GE(inside, 8U);
}

TEST(Calibration, EqualChancesAreNeverParted) {
  const std::vector<double> chances = {0.2, 0.2, 0.2, 0.2, 0.2, 0.9};
  const std::vector<std::uint8_t> outcomes = {0, 0, 1, 0, 0, 1};
  const auto parts = calibration(chances, outcomes, 3);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].came.n, 5U);
  EXPECT_DOUBLE_EQ(parts[0].came.share, 0.2);
}

/// Wilson's interval of 0 of 10, from the formula by hand: 0 to z²/(n + z²).
TEST(Calibration, IntervalOfNobody) {
  const Observed none = observed(0, 10);
  EXPECT_DOUBLE_EQ(none.low, 0);
  EXPECT_NEAR(none.high, 3.8414588 / 13.8414588, 1e-6);
}

const Instant monday = calendar::at_local(Day{20598}, 9 * 3600);  // 2026-05-25
constexpr std::chrono::hours day{24};

core::Stamp stamped(Instant at) {
  core::Stamp stamp;
  stamp.recorded = stamp.at = at;
  return stamp;
}

struct Story {
  ReachedVisits seen;
  std::uint32_t number = 0;

  void visit(std::uint32_t person, Instant booked, Instant begin, core::StepState state) {
    ++number;
    core::ContactReceived contact;
    contact.matter = MatterId{number};
    contact.person = PersonId{person};
    contact.age = core::Age{44};
    core::StepProposed step;
    step.step = StepId{number};
    step.matter = contact.matter;
    step.team = TeamId{1};
    step.service = ServiceId{2};
    seen.see(contact, stamped(booked));
    seen.see(step, stamped(booked));
    seen.see(core::StepBooked{step.step, begin, 30, core::Mode::visit}, stamped(booked));
    seen.see(core::StepEnded{step.step, state, {}, {}}, stamped(begin));
  }
};

/// What nobody could know when the time was booked must not be told: the second visit is booked before the
/// first is over.
TEST(ReachedVisits, RecordHoldsOnlyWhatWasOverWhenTheTimeWasBooked) {
  using core::StepState;
  Story story;
  story.visit(5, monday, monday + 10 * day, StepState::missed);
  story.visit(5, monday + 2 * day, monday + 12 * day, StepState::done);
  story.visit(5, monday + 11 * day, monday + 20 * day, StepState::done);
  story.visit(6, monday + 11 * day, monday + 21 * day, StepState::done);
  story.visit(0, monday + 12 * day, monday + 22 * day, StepState::missed);
  const auto visits = story.seen.finish();
  ASSERT_EQ(visits.size(), 5U);
  EXPECT_EQ(visits[1].earlier, 0);
  EXPECT_EQ(visits[2].earlier, 1);
  EXPECT_EQ(visits[2].earlier_missed, 1);
  EXPECT_EQ(visits[3].earlier, 0);
  EXPECT_EQ(visits[4].earlier, 0);  // Nobody registered: nobody's record.
  EXPECT_EQ(visits[0].lead, 10);
  EXPECT_TRUE(visits[0].missed);
}

TEST(ReachedVisits, CancelledResumedAndRefusedAreNone) {
  Story story;
  story.visit(5, monday, monday + 3 * day, core::StepState::missed);
  story.seen.see(core::StepResumed{StepId{1}, core::StepState::booked}, stamped(monday + 4 * day));
  story.visit(5, monday + 5 * day, monday + 6 * day, core::StepState::refused);
  EXPECT_TRUE(story.seen.finish().empty());
}

/// People whose habits differ, and nothing else tells it: only the record can.
std::vector<ReachedVisit> people_with_habits(std::uint64_t seed, std::uint32_t people) {
  Random random(seed);
  std::vector<ReachedVisit> visits;
  for (std::uint32_t person = 1; person <= people; ++person) {
    const double habit = uniform(random) < 0.3 ? 0.6 : 0.08;
    std::uint16_t earlier = 0, missed = 0;
    for (int i = 0; i < 6; ++i) {
      ReachedVisit v;
      v.booked = monday + day * (20 * i);
      v.lead = 1 + static_cast<std::int32_t>(random() % 12);
      v.begin = v.booked + day * v.lead;
      v.person = PersonId{person};
      v.care = {TeamId{1}, ServiceId{1}};
      v.age = core::Age{static_cast<std::uint8_t>(random() % 90)};
      v.earlier = earlier;
      v.earlier_missed = missed;
      v.missed = uniform(random) < habit;
      ++earlier;
      if (v.missed) ++missed;
      visits.push_back(v);
    }
  }
  return visits;
}

TEST(NoShow, OwnRecordTellsWhereNothingElseDoes) {
  const auto report = judge_no_shows(people_with_habits(1, 1500), people_with_habits(2, 700), 1);
  ASSERT_TRUE(report);
  const auto& logistic = report->scores[2];
  const auto& record = report->scores[3];
  EXPECT_NEAR(logistic.area, 0.5, 0.04);
  EXPECT_GT(record.area, 0.68);
  EXPECT_GT(record.beside_logistic.low, 0.1);
  EXPECT_LT(record.brier, logistic.brier);
  EXPECT_NEAR(record.line.slope, 1, 0.15);
  for (const auto& group : report->groups)
    if (group.kind == "record" && group.name == "missed one before") {
      EXPECT_NEAR(group.told[3], group.came.share, 0.04);
    }
}

TEST(NoShow, FuturesChanceIsOfTheLeadAndTheService) {
  auto visits = people_with_habits(1, 300);
  for (std::size_t i = 0; i < visits.size(); ++i) {
    visits[i].lead = i % 2 == 0 ? 0 : 20;
    visits[i].missed = i % 2 == 1 && i % 4 == 1;
  }
  const auto told = told_chances(NoShowModel::futures, visits, std::span(visits).first(2));
  EXPECT_LT(told[0], 0.05);
  EXPECT_NEAR(told[1], 0.5, 0.05);
}

TEST(NoShow, TooFewVisitsAreRefusedInWords) {
  const auto report = judge_no_shows(people_with_habits(1, 10), people_with_habits(2, 100), 1);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, "history-thin");
  EXPECT_NE(report.error().what.find("60 visits before"), std::string::npos) << report.error().what;
}

}  // namespace
}  // namespace vuoro::twin
