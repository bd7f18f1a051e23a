#include "core/invariants.hpp"
#include "core/snapshot.hpp"
#include "core/view.hpp"
#include "twin/forecast.hpp"
#include "twin/six_wait.hpp"

/// The warm start: a future goes on from the State as it is.
namespace vuoro::twin::testing {
namespace {

struct Ends {
  std::uint32_t kept = 0, missed = 0, running = 0, open = 0;
};
Ends ends_of(const core::State& state) {
  Ends ends;
  const auto whole = core::Whole::open(state, viewer());
  for (const auto& chunk : whole->promises().chunks()) {
    for (const auto& row : chunk) {
      ends.kept += row.state == core::PromiseState::kept;
      ends.missed += row.state == core::PromiseState::missed;
      ends.running += row.state == core::PromiseState::running;
    }
  }
  for (const auto& chunk : whole->matters().chunks()) {
    for (const auto& row : chunk) ends.open += row.status == core::MatterStatus::open;
  }
  return ends;
}

/// Two times a day from Tuesday on: the 7th and the 8th on Tuesday, both of the 5th on Wednesday (one day
/// late), the 9th and the other of the 8th on Thursday (in time).
void expect_two_late(const core::State& state) {
  const Ends ends = ends_of(state);
  EXPECT_EQ(ends.kept, 4U);
  EXPECT_EQ(ends.missed, 2U);
  EXPECT_EQ(ends.running, 0U);
  EXPECT_EQ(ends.open, 0U) << "the queue is empty";
  const Outlook outlook = outlook_of(state, viewer(), calendar::at_local(day_of(2026, 1, 12), 0), 1);
  ASSERT_EQ(outlook.promises.size(), 1U);
  EXPECT_EQ(outlook.promises.begin()->second[0].broken, 2U);
  EXPECT_EQ(outlook.promises.begin()->second[0].due, 6U);
  const CareWeek& week = outlook.care.rbegin()->second[0];
  EXPECT_EQ(week.queue, 0);
  EXPECT_EQ(week.served, 6U);
  EXPECT_TRUE(core::violations(state, calendar::Calendar::finnish()).empty());
}

TEST(WarmStart, SlotsEmptyTheQueueAndThePromisesEndAsByHand) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  for (const unsigned day : {13U, 14U, 15U})
    small.publish(calendar::at_local(day_of(2026, 1, day), 9 * 3600), 2);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 12), 7 * 3600));
  county->habits = nobody_but_those_here(small, true, 0);
  Future future(*county, viewer(), seed(), 0);
  future.run(calendar::at_local(day_of(2026, 1, 20), 0));
  EXPECT_EQ(future.refusals(), 0U);
  expect_two_late(future.ground().state());
}

TEST(WarmStart, TimesBesideSlotsEmptyItAlike) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 12), 7 * 3600));
  county->habits = nobody_but_those_here(small, false, 2);
  Future future(*county, viewer(), seed(), 0);
  future.run(calendar::at_local(day_of(2026, 1, 20), 0));
  EXPECT_EQ(future.refusals(), 0U);
  expect_two_late(future.ground().state());
}

TEST(WarmStart, EachOpenPromiseHasItsOwnChance) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 12), 7 * 3600));
  county->habits = nobody_but_those_here(small, false, 2);
  ForecastPlan plan;
  plan.weeks = 1;
  plan.replications = 3;
  const Forecast f = forecast(*county, viewer(), plan);
  ASSERT_EQ(f.chances.size(), 6U);
  // Nothing is left to chance: both of the 5th come a day late in every future, the others in time in every
  // one.
  for (std::uint32_t i = 0; i < 6; ++i) {
    EXPECT_EQ(f.chances[i].matter, MatterId{i + 1});
    EXPECT_DOUBLE_EQ(f.chances[i].chance, i < 2 ? 1.0 : 0.0) << "matter " << i + 1;
  }
  const std::string json = to_json(f);
  EXPECT_NE(json.find(R"({"promise":1,"matter":1,"chance":1})"), std::string::npos) << json;
  EXPECT_NE(json.find(R"({"promise":6,"matter":6,"chance":0})"), std::string::npos) << json;

  // Twice as many times: nobody is late. A promise that is over already is not asked about.
  county->habits = nobody_but_those_here(small, false, 4);
  for (const PromiseChance& one : forecast(*county, viewer(), plan).chances) EXPECT_EQ(one.chance, 0.0);
  county->now = calendar::at_local(day_of(2026, 1, 15), 7 * 3600);
  EXPECT_EQ(forecast(*county, viewer(), plan).chances.size(), 3U) << "those of the 8th and the 9th";
}

TEST(WarmStart, TheServersPublishingFurtherAheadIsUsed) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 12), 7 * 3600));
  county->habits = nobody_but_those_here(small, true, 0);
  for (const unsigned day : {13U, 14U, 15U}) {
    core::PublishSlots slots;
    slots.worker = small.prepared().clinics[0].workers[0];
    slots.team = small.team();
    slots.type = small.prepared().clinics[0].type;
    slots.begin = calendar::at_local(day_of(2026, 1, day), 9 * 3600);
    slots.count = 2;
    slots.minutes = 20;
    county->publishing.push_back({day_of(2026, 1, day), slots});
  }
  const auto run_with = [&](int published_days) {
    county->published_days = published_days;
    Future future(*county, viewer(), seed(), 0);
    future.run(calendar::at_local(day_of(2026, 1, 20), 0));
    return ends_of(future.ground().state());
  };
  EXPECT_EQ(run_with(7).kept, 4U);
  EXPECT_EQ(run_with(0).kept, 0U) << "the server publishes nothing ahead: there are no times to book";
}

TEST(WarmStart, BookedVisitsAreHeldAtTheirTimes) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  for (std::uint32_t step = 1; step <= 6; ++step)
    small.give(
        core::BookStep{StepId{step},
                       calendar::at_local(day_of(2026, 1, 13), 9 * 3600 + static_cast<int>(step) * 1200), 20,
                       core::Mode::visit},
        calendar::at_local(day_of(2026, 1, 9), 11 * 3600));
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 12), 7 * 3600));
  county->habits = nobody_but_those_here(small, false, 0.05);
  Future future(*county, viewer(), seed(), 0);
  future.run(calendar::at_local(day_of(2026, 1, 14), 0));
  const Ends ends = ends_of(future.ground().state());
  EXPECT_EQ(ends.kept, 6U);
  EXPECT_EQ(ends.open, 0U);
}

TEST(Future, TheSameNumberIsTheSameStateAndAnotherIsNot) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const auto hash = [&](std::uint32_t number) {
    Future future(*county, viewer(), seed(), number);
    future.run(county->now + std::chrono::hours{24 * 14});
    EXPECT_TRUE(core::violations(future.ground().state(), calendar::Calendar::finnish()).empty());
    EXPECT_LT(future.refusals() * 100, future.ground().commands()) << "habits fit the present";
    return core::hash_of(future.ground().state());
  };
  EXPECT_EQ(hash(3), hash(3));
  EXPECT_NE(hash(3), hash(4));
}

TEST(Future, GoesOnLikeThePastWhenNothingChanges) {
  SmallCounty small;
  Truth truth;
  small.live(truth, seed());
  const auto county = small.county();
  double contacts = 0, held = 0, missed = 0;
  constexpr int futures = 20;
  const auto count = [](const core::State& state) {
    const auto whole = core::Whole::open(state, viewer());
    std::array<double, 3> n{static_cast<double>(whole->matters().size()), 0, 0};
    for (const auto& chunk : whole->steps().chunks()) {
      for (const auto& row : chunk) {
        n[1] += row.state == core::StepState::done;
        n[2] += row.state == core::StepState::missed;
      }
    }
    return n;
  };
  const auto before = count(county->start);
  for (std::uint32_t number = 0; number < futures; ++number) {
    Future future(*county, viewer(), seed(), number);
    future.run(calendar::at_local(day_of(2026, 4, 27), 0));
    const auto n = count(future.ground().state());
    contacts += n[0] - before[0], held += n[1] - before[1], missed += n[2] - before[2];
  }
  // 30 March to 26 April: 18 working days, of which 3 Mondays; Easter takes 3 and 6 April.
  const double expected = 3 * 14 + 4 * 9 + 4 * 8 + 4 * 8 + 3 * 7;
  EXPECT_NEAR(contacts / futures, expected, 0.10 * expected);
  // Of what this past had: 230 visits leave the truth itself uncertain by 0.02.
  EXPECT_NEAR(missed / (held + missed), before[2] / (before[1] + before[2]), 0.025);
  EXPECT_NEAR((held + missed) / contacts, truth.needs_visit, 0.08);
}

}  // namespace
}  // namespace vuoro::twin::testing
