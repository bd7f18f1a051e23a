#include "twin/parts_of_year.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "twin/small_county.hpp"

/// July: what the county says of it, what the record shows of it, and what a future makes of it.
namespace vuoro::twin::testing {
namespace {

content::PartOfYear july_of(double contacts) {
  content::PartOfYear july;
  july.code = "july";
  july.first = 701;
  july.last = 731;
  july.contacts = contacts;
  july.contacts_doubt = 0.10;
  return july;
}

/// Days with contacts and nothing else; at noon, on working days.
std::shared_ptr<Past> past_of(Day from, Day until, double ordinary, double in_july) {
  auto past = std::make_shared<Past>(calendar::Calendar::finnish());
  const Streams streams(seed(), 7);
  std::uint32_t matter = 0;
  for (Day day = from; day < until; day = day + 1) {
    if (!calendar::Calendar::finnish().is_working_day(day)) continue;
    const double mean = july_of(0).holds(day) ? in_july : ordinary;
    const std::uint32_t count =
        count_at(mean, 1, streams.unit(static_cast<std::uint32_t>(day.n), Purpose::count));
    const Instant noon = calendar::at_local(day, 12 * 3600);
    for (std::uint32_t i = 0; i < count; ++i) {
      const core::Stamp stamp{noon, noon, {}, core::ActorKind::resident};
      past->see(core::ContactReceived{MatterId{++matter}, {}, {}, {}, {}, {}, {}, {}, {}, {}}, stamp);
      past->see(core::MatterOpened{MatterId{matter}, TeamId{1}, {}, {}}, stamp);
    }
  }
  past->finish(calendar::at_local(until, 0));
  return past;
}

TEST(PartsOfYear, WhatTheRecordHasNotSeenIsAsTheCountySays) {
  const auto past = past_of(day_of(2026, 2, 2), day_of(2026, 5, 20), 100, 70);
  const PartsOfYear year = fit_parts(*past, {july_of(-0.22)});
  ASSERT_EQ(year.all().size(), 1U);
  EXPECT_FALSE(year.all()[0].learnt);
  EXPECT_EQ(year.all()[0].working_days, 0U);
  EXPECT_NEAR(year.contacts(day_of(2026, 7, 15)), 0.78, 1e-12);
  EXPECT_EQ(year.contacts(day_of(2026, 8, 1)), 1);
  EXPECT_NEAR(year.all()[0].contacts.error, std::log(1.10), 1e-12);
}

TEST(PartsOfYear, AJulyThatWasSeenCountsForMoreThanWhatTheCountySays) {
  const auto past = past_of(day_of(2026, 2, 2), day_of(2026, 10, 1), 400, 240);
  const PartsOfYear year = fit_parts(*past, {july_of(-0.22)});
  ASSERT_TRUE(year.all()[0].learnt);
  EXPECT_EQ(year.all()[0].working_days, 23U);
  EXPECT_NEAR(year.contacts(day_of(2027, 7, 15)), 0.60, 0.06) << "5 500 contacts against a doubt of a tenth";
  EXPECT_LT(year.all()[0].contacts.error, 0.025);
}

TEST(PartsOfYear, ThreeDaysOfJulyTeachNothing) {
  const auto past = past_of(day_of(2026, 2, 2), day_of(2026, 7, 4), 100, 40);
  const PartsOfYear year = fit_parts(*past, {july_of(-0.22)});
  EXPECT_FALSE(year.all()[0].learnt);
  EXPECT_NEAR(year.contacts(day_of(2026, 7, 15)), 0.78, 1e-12);
}

/// Without its parts a record that ends in July shows a county that people stopped turning to.
TEST(PartsOfYear, JulyIsNoDeclineAndNoLevel) {
  const auto past = past_of(day_of(2026, 5, 4), day_of(2026, 8, 1), 400, 240);
  SmallCounty terms;
  const auto county = terms.unfitted(Instant{});
  const auto blind = fit(past, county->start, county->setting, viewer());
  const auto seeing = fit(past, county->start, county->setting, viewer(), {july_of(-0.40)});
  ASSERT_TRUE(blind.ok() && seeing.ok());
  EXPECT_LT((*blind)->growth.mean, -0.001);
  EXPECT_LT((*seeing)->growth.error, 0.9 * (*blind)->growth.error) << "the weeks lie on a line again";
  EXPECT_LT(std::abs((*seeing)->growth.mean), 3 * (*seeing)->growth.error);
  const double tuesdays = (*seeing)->teams.at(TeamId{1}).contacts[1].mean();
  EXPECT_NEAR(tuesdays, 400, 30) << "of an ordinary Tuesday";
  EXPECT_LT((*blind)->teams.at(TeamId{1}).contacts[1].mean(), tuesdays - 40);
}

/// How often people turned to the county and had their visit in four weeks, over futures.
struct Lived {
  double contacts = 0;
  double visits = 0;
};

Lived lived(const std::shared_ptr<LiveCounty>& county, const content::PartOfYear& part) {
  auto habits = std::make_shared<Habits>(*county->habits);
  habits->year = PartsOfYear({{part, {std::log1p(part.contacts), 0}, 0, false}});
  LiveCounty other = *county;
  other.habits = habits;
  Lived sum;
  constexpr std::uint32_t futures = 12;
  for (std::uint32_t number = 0; number < futures; ++number) {
    Future future(other, viewer(), seed(), number);
    future.ground().tell([&](const core::State&, const core::Event& e, const core::Stamp&) {
      if (std::holds_alternative<core::ContactReceived>(e)) sum.contacts += 1.0 / futures;
      if (const auto* ended = std::get_if<core::StepEnded>(&e))
        sum.visits += ended->state == core::StepState::done ? 1.0 / futures : 0;
    });
    future.run(county->now + std::chrono::hours{24 * 28});
  }
  return sum;
}

TEST(PartsOfYear, AFutureHasFewerContactsOrVisitsInOne) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  content::PartOfYear april = july_of(0);
  april.first = 330;
  april.last = 430;
  const Lived ordinary = lived(county, april);
  content::PartOfYear fewer = april;
  fewer.contacts = -0.5;
  EXPECT_NEAR(lived(county, fewer).contacts / ordinary.contacts, 0.5, 0.06);
  content::PartOfYear closed = april;
  closed.visits = -0.9;
  const Lived few_visits = lived(county, closed);
  EXPECT_NEAR(few_visits.contacts, ordinary.contacts, 1e-9) << "the same people come";
  EXPECT_LT(few_visits.visits, 0.5 * ordinary.visits);
  content::PartOfYear elsewhere = closed;
  elsewhere.first = 1001;
  elsewhere.last = 1231;
  EXPECT_EQ(lived(county, elsewhere).visits, ordinary.visits) << "a part that is not lived changes nothing";
}

}  // namespace
}  // namespace vuoro::twin::testing
