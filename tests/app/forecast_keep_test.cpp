#include "app/forecast_keep.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "twin/small_county.hpp"

namespace vuoro::app {
namespace {

namespace fs = std::filesystem;
using twin::testing::seed;
using twin::testing::SmallCounty;
using twin::testing::Truth;
using twin::testing::viewer;

class Place {
 public:
  Place() {
    std::string name = (fs::temp_directory_path() / "vuoro-keep-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Place() { fs::remove_all(path_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] fs::path path() const { return path_ / "forecasts"; }

 private:
  fs::path path_;
};

twin::ForecastPlan plan_of(int weeks) {
  twin::ForecastPlan plan;
  plan.weeks = weeks;
  plan.seed = seed();
  plan.replications = 4;
  plan.threads = 2;
  return plan;
}

/// A county whose visits come too late, so that promises break every week.
Truth late() {
  Truth truth;
  truth.lead = 6;
  return truth;
}

TEST(KeepForecast, WhatIsReadBackIsTheForecastToAThousandth) {
  SmallCounty small;
  small.live(late(), seed());
  const auto county = small.county();
  const twin::Forecast f = twin::forecast(*county, viewer(), plan_of(5));
  const auto kept =
      api::read_forecast(api::to_json(kept_of(f, *county, viewer(), 3, Instant{1'772'000'000})));
  ASSERT_TRUE(kept) << kept.error().where;
  ASSERT_EQ(kept->rows.size(), f.promises.size());
  const twin::Forecast back = first_weeks(*kept, 5, county->start);
  ASSERT_EQ(back.promises.size(), f.promises.size());
  EXPECT_EQ(back.from, f.from);
  for (std::size_t i = 0; i < f.promises.size(); ++i) {
    EXPECT_EQ(back.promises[i].line, f.promises[i].line);
    EXPECT_NEAR(back.promises[i].all.mean, f.promises[i].all.mean, 0.001);
    EXPECT_NEAR(back.promises[i].past.mean, f.promises[i].past.mean, 0.001);
    EXPECT_EQ(back.promises[i].past.weeks, f.promises[i].past.weeks);
    for (std::size_t w = 0; w < 5; ++w) {
      EXPECT_NEAR(back.promises[i].broken[w].four_fifths.high, f.promises[i].broken[w].four_fifths.high,
                  0.001);
      EXPECT_NEAR(back.promises[i].broken[w].nearly_all.low, f.promises[i].broken[w].nearly_all.low, 0.001);
    }
  }
}

TEST(KeepForecast, TheFirstWeeksHaveTheSpreadThatTheFileHasOfThem) {
  SmallCounty small;
  small.live(late(), seed());
  const auto county = small.county();
  const auto kept = kept_of(twin::forecast(*county, viewer(), plan_of(6)), *county, viewer(), 3, {});
  ASSERT_FALSE(kept.rows.empty());
  const auto& row = kept.rows[0];
  EXPECT_EQ(first_weeks(kept, 1, county->start).promises[0].all.four_fifths.high, row.broken[0].high80);
  EXPECT_EQ(first_weeks(kept, 4, county->start).promises[0].all.four_fifths.high, row.soon.high80);
  EXPECT_EQ(first_weeks(kept, 6, county->start).promises[0].all.four_fifths.high, row.all.high80);
  // Of two weeks together the file knows the mean only: means add, bands do not.
  const auto two = first_weeks(kept, 2, county->start).promises[0];
  EXPECT_NEAR(two.all.mean, row.broken[0].mean + row.broken[1].mean, 1e-9);
  EXPECT_EQ(two.all.four_fifths.high, 0);
  EXPECT_EQ(two.broken.size(), 2U);
}

/// The record against numbers counted by hand from the same State.
TEST(JudgeKept, HoldsEachForecastToWhatHappenedInItsWeeks) {
  SmallCounty small;
  small.live(late(), seed());
  const auto county = small.county();
  const twin::Forecast f = twin::forecast(*county, viewer(), plan_of(4));
  const Place place;
  const api::ForecastShelf shelf(place.path());
  ASSERT_TRUE(keep_forecast(shelf, f, *county, viewer(), 1, county->now));
  // Nothing is over yet.
  ASSERT_TRUE(judge_kept(shelf, county->start, county->now, viewer()));
  EXPECT_TRUE(shelf.record()->forecasts.empty());
  EXPECT_EQ(shelf.record()->trust(), api::Trust::unknown);
  // Three weeks later, then after all four.
  Truth more = late();
  more.days = 22;
  small.live(more, seed() + 1);
  const auto three = small.county();
  ASSERT_TRUE(judge_kept(shelf, three->start, three->now, viewer()));
  auto record = shelf.record();
  ASSERT_EQ(record->forecasts.size(), 1U);
  EXPECT_EQ(record->forecasts[0].weeks, 3);
  EXPECT_FALSE(record->forecasts[0].bands);
  EXPECT_EQ(record->row_weeks, 1) << "of three weeks together no spread is kept; of the first there is";
  double happened = 0;
  for (const auto& [line, weeks] : twin::outlook_of(three->start, viewer(), f.from, 3).promises) {
    for (const auto& week : weeks) happened += week.broken;
  }
  EXPECT_GT(happened, 0);
  EXPECT_EQ(record->forecasts[0].happened, happened);
  more.days = 10;
  small.live(more, seed() + 2);
  const auto all = small.county();
  ASSERT_TRUE(judge_kept(shelf, all->start, all->now, viewer()));
  record = shelf.record();
  ASSERT_TRUE(record->forecasts[0].complete());
  EXPECT_EQ(record->row_weeks, 4);
  EXPECT_NEAR(record->forecasts[0].bands->mean, f.all.mean, 0.001);
  const twin::Backtest test = twin::score(f, twin::outlook_of(all->start, viewer(), f.from, 4));
  EXPECT_NEAR(record->forecasts[0].error, test.error, 0.01);
  EXPECT_NEAR(record->forecasts[0].error_as_before, test.error_of_past, 0.01);
  EXPECT_EQ(record->forecasts[0].cells, test.cells);
  EXPECT_EQ(record->rows.size(), test.rows.size());
}

TEST(JudgeKept, ATornFileIsLeftOutAndTheOthersAreJudged) {
  SmallCounty small;
  small.live(late(), seed());
  const auto county = small.county();
  const Place place;
  const api::ForecastShelf shelf(place.path());
  ASSERT_TRUE(keep_forecast(shelf, twin::forecast(*county, viewer(), plan_of(4)), *county, viewer(), 1, {}));
  std::ofstream(place.path() / "2026-03-31.json") << "{\"format\":1,\"made";
  Truth more = late();
  more.days = 8;
  small.live(more, seed() + 1);
  const auto later = small.county();
  ASSERT_TRUE(judge_kept(shelf, later->start, later->now, viewer()));
  EXPECT_EQ(shelf.record()->forecasts.size(), 1U);
}

}  // namespace
}  // namespace vuoro::app
