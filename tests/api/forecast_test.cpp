#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "api/forecast_record.hpp"
#include "api/forecast_shelf.hpp"

namespace vuoro::api {
namespace {

namespace fs = std::filesystem;

KeptSpread spread(double n) {
  return {n, n - 1, n + 1, n - 2, n + 2, n - 3, n + 3};
}

KeptForecast small_forecast(Day day = day_of(2026, 3, 2)) {
  KeptForecast f;
  f.as_of = {std::int64_t{day.n} * 86'400 + 3600};
  f.made = f.as_of;
  f.from = day + 1;
  f.weeks = 5;
  f.soon = 4;
  f.futures = 200;
  f.seed = UINT64_MAX;
  f.program = "1.0";
  f.all = spread(50.125);
  KeptRow row;
  row.rule = "TH51-CONTACT";
  row.team = "desk \"quoted\"";
  row.alarm = true;
  row.past = {1, 2, 3};
  row.past_dispersion = 1.5;
  row.all = spread(12);
  row.soon = spread(8);
  row.broken.assign(5, spread(3.25));
  row.due.assign(5, 4.5);
  f.rows = {row};
  f.care = {{"desk",
             "dentist",
             24,
             std::vector<KeptSpread>(5, spread(20)),
             std::vector<KeptSpread>(5, spread(9)),
             {}}};
  f.chances = {{7, 3, 0.25}};
  return f;
}

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "vuoro-shelf-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] fs::path forecasts() const { return path_ / "forecasts"; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(forecasts() / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

TEST(KeptForecast, ReadsAsItWasWritten) {
  const KeptForecast f = small_forecast();
  const auto read = read_forecast(to_json(f));
  ASSERT_TRUE(read) << read.error().where << ' ' << read.error().what;
  EXPECT_EQ(read->as_of, f.as_of);
  EXPECT_EQ(read->from, f.from);
  EXPECT_EQ(read->seed, UINT64_MAX);
  EXPECT_EQ(read->all, f.all);
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_EQ(read->rows[0].team, f.rows[0].team);
  EXPECT_EQ(read->rows[0].service, "");
  EXPECT_EQ(read->rows[0].broken, f.rows[0].broken);
  EXPECT_EQ(read->rows[0].past_mean(), 2);
  EXPECT_EQ(read->care[0].queue[4], spread(20));
  EXPECT_EQ(read->chances[0].chance, 0.25);
  EXPECT_EQ(to_json(*read), to_json(f));
}

/// However much of it came through, a torn file is refused; nothing else happens.
TEST(KeptForecast, EveryBeginningOfAFileIsRefused) {
  const std::string whole = to_json(small_forecast());
  for (std::size_t n = 0; n + 1 < whole.size(); ++n) {
    const auto read = read_forecast(std::string_view(whole).substr(0, n));
    ASSERT_FALSE(read) << n << " of " << whole.size() << " bytes";
    EXPECT_EQ(read.error().code, "forecast-damaged");
  }
}

struct Broken {
  std::string from;
  std::string to;
  std::string code;
  std::string where;
  std::string why;
};

TEST(KeptForecast, WhatCannotBeIsRefusedByPlace) {
  const std::string whole = to_json(small_forecast());
  const std::vector<Broken> cases = {
      {"\"format\":1", "\"format\":2", "forecast-other-format", "format", "another version's"},
      {"\"format\":1", "\"format\":\"1\"", "forecast-damaged", "format", "no number"},
      {"\"weeks\":5", "\"weeks\":6", "forecast-damaged", "broken", "fewer figures than weeks"},
      {"\"weeks\":5", "\"weeks\":0", "forecast-damaged", "weeks", "no weeks"},
      {"\"soonWeeks\":4", "\"soonWeeks\":6", "forecast-damaged", "soonWeeks", "more than there are"},
      {"\"from\":\"2026-03-03\"", "\"from\":\"2026-02-30\"", "forecast-damaged", "from", "no such day"},
      {"\"alarm\":true", "\"alarm\":1", "forecast-damaged", "alarm", "neither true nor false"},
      {"\"rule\":\"TH51-CONTACT\"", "\"rule\":null", "forecast-damaged", "rule", "a row without a rule"},
      {"\"chance\":2.5E-1", "\"chance\":1.1", "forecast-damaged", "chance", "more than always"},
      {"\"promise\":7", "\"promise\":0", "forecast-damaged", "promise", "no promise"},
      {"\"care\":", "\"cares\":", "forecast-damaged", "care", "a member is missing"},
      {"\"futures\":200", "\"futures\":-1", "forecast-damaged", "futures", "below nothing"},
  };
  for (const Broken& c : cases) {
    std::string text = whole;
    const std::size_t at = text.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    text.replace(at, c.from.size(), c.to);
    const auto read = read_forecast(text);
    ASSERT_FALSE(read) << c.why;
    EXPECT_EQ(read.error().code, c.code) << c.why;
    EXPECT_EQ(read.error().where, c.where) << c.why;
  }
}

TEST(KeptForecast, BandsMustLieInOneAnother) {
  KeptForecast f = small_forecast();
  f.rows[0].broken[2] = {5, 6, 4, 3, 7, 2, 8};
  EXPECT_FALSE(read_forecast(to_json(f)));
  f.rows[0].broken[2] = {5, 4, 6, 4.5, 7, 2, 8};
  EXPECT_FALSE(read_forecast(to_json(f)));
}

JudgedForecast judged(Day from, int weeks, double error, double as_before) {
  JudgedForecast j;
  j.day = from - 1;
  j.from = from;
  j.weeks = weeks;
  j.of_weeks = 12;
  j.error = error;
  j.error_as_before = as_before;
  j.cells = 10;
  j.inside = 8;
  return j;
}

TEST(ForecastRecord, TrustIsWhatHistorySays) {
  struct Case {
    std::vector<JudgedForecast> forecasts;
    Trust trust;
    std::string why;
  };
  const Day d = day_of(2026, 1, 5);
  const std::vector<Case> cases = {
      {{}, Trust::unknown, "no history"},
      {{judged(d, 3, 1, 100)}, Trust::unknown, "three weeks are too few, however good"},
      {{judged(d, 4, 10, 11)}, Trust::better, "four weeks"},
      {{judged(d, 4, 10.01, 10)}, Trust::worse, "a little worse is worse"},
      {{judged(d, 4, 10, 10)}, Trust::no_better, "the same"},
      {{judged(d, 4, 9.6, 10)}, Trust::no_better, "within a twentieth"},
      {{judged(d, 4, 9.4, 10)}, Trust::better, "more than a twentieth"},
      {{judged(d, 4, 0, 0)}, Trust::no_better, "nothing was broken, and nobody said so"},
      {{judged(d + 21, 1, 1, 10), judged(d, 1, 20, 10)}, Trust::worse, "two weeks, four weeks apart"},
      {{judged(d + 28, 1, 100, 10), judged(d, 8, 5, 10)}, Trust::worse, "weighed by weeks: 140/9 against 10"},
      {{judged(d + 28, 1, 40, 10), judged(d, 8, 5, 10)}, Trust::better, "weighed by weeks: 80/9 against 10"},
  };
  for (const Case& c : cases) {
    ForecastRecord record;
    record.forecasts = c.forecasts;
    EXPECT_EQ(record.trust(), c.trust) << c.why;
  }
}

TEST(ForecastRecord, ReadsAsItWasWritten) {
  ForecastRecord record;
  record.until = {1'772'000'000};
  record.forecasts = {judged(day_of(2026, 1, 5), 12, 3.5, 4)};
  record.forecasts[0].bands = spread(12);
  record.row_day = day_of(2026, 1, 4);
  record.row_weeks = 4;
  record.rows = {{"R", "t", "", spread(12), 14, 9.5}};
  const auto read = read_record(to_json(record));
  ASSERT_TRUE(read) << read.error().where;
  EXPECT_EQ(to_json(*read), to_json(record));
  EXPECT_EQ(read->forecasts[0].bands, spread(12));
  EXPECT_EQ(read->rows[0].happened, 14);
  const std::string whole = to_json(record);
  for (std::size_t n = 0; n + 1 < whole.size(); ++n) ASSERT_FALSE(read_record(whole.substr(0, n))) << n;
}

TEST(ForecastShelf, TheNewestThatCanBeReadIsUsedAndTheOthersNamed) {
  const Folder folder;
  ForecastShelf shelf(folder.forecasts());
  EXPECT_EQ(shelf.look().newest, nullptr);
  ASSERT_TRUE(shelf.keep(small_forecast(day_of(2026, 3, 2))));
  ASSERT_TRUE(shelf.keep(small_forecast(day_of(2026, 3, 3))));
  EXPECT_EQ(shelf.look().newest->from, day_of(2026, 3, 4));
  folder.write("2026-03-04.json", "{\"format\":1,");
  folder.write("2026-03-05.json", "{\"format\":7}");
  folder.write("notes.json", "not ours");
  folder.write("2026-03-09.json.new", "half of one");
  const ForecastsFound found = shelf.look();
  ASSERT_NE(found.newest, nullptr);
  EXPECT_EQ(found.newest->from, day_of(2026, 3, 4));
  ASSERT_EQ(found.skipped.size(), 2U);
  EXPECT_EQ(found.skipped[0].name, "2026-03-05.json");
  EXPECT_EQ(found.skipped[0].fault.code, "forecast-other-format");
  EXPECT_EQ(found.skipped[1].name, "2026-03-04.json");
  EXPECT_EQ(found.skipped[1].fault.code, "forecast-damaged");
  // Mended meanwhile: noticed.
  ASSERT_TRUE(shelf.keep(small_forecast(day_of(2026, 3, 5))));
  EXPECT_EQ(shelf.look().newest->from, day_of(2026, 3, 6));
  EXPECT_TRUE(shelf.look().skipped.empty());
}

TEST(ForecastShelf, ChancesAreToldOnlyWhereForecastsHaveBeenWorthIt) {
  struct Case {
    double error;
    int weeks;
    std::chrono::hours age;
    bool told;
    std::string why;
  };
  const std::vector<Case> cases = {{5, 8, std::chrono::hours{1}, true, "better"},
                                   {10, 8, std::chrono::hours{1}, true, "no better"},
                                   {11, 8, std::chrono::hours{1}, false, "worse"},
                                   {1, 3, std::chrono::hours{1}, false, "not yet known"},
                                   {5, 8, std::chrono::hours{37}, false, "stale"}};
  for (const Case& c : cases) {
    const Folder folder;
    ForecastShelf shelf(folder.forecasts());
    const KeptForecast f = small_forecast();
    const Instant now = f.made + c.age;
    ASSERT_TRUE(shelf.keep(f));
    static_cast<void>(shelf.look());
    EXPECT_FALSE(shelf.chance_of(PromiseId{7}, now)) << "no record";
    ForecastRecord record;
    record.row_day = day_of(2026, 1, 4);
    record.forecasts = {judged(day_of(2026, 1, 5), c.weeks, c.error, 10)};
    ASSERT_TRUE(shelf.keep(record));
    static_cast<void>(shelf.look());
    EXPECT_EQ(shelf.chance_of(PromiseId{7}, now), c.told ? std::optional(0.25) : std::nullopt) << c.why;
    EXPECT_FALSE(shelf.chance_of(PromiseId{8}, now)) << "not counted";
  }
}

TEST(ForecastShelf, TheSameFileIsReadOnce) {
  const Folder folder;
  ForecastShelf shelf(folder.forecasts());
  ASSERT_TRUE(shelf.keep(small_forecast()));
  EXPECT_EQ(shelf.look().newest, shelf.look().newest);
}

TEST(ForecastShelf, OldForecastsAreThrownAway) {
  const Folder folder;
  ForecastShelf shelf(folder.forecasts());
  for (const unsigned day : {1U, 2U, 3U}) ASSERT_TRUE(shelf.keep(small_forecast(day_of(2026, 3, day))));
  ASSERT_TRUE(shelf.keep(ForecastRecord{}));
  EXPECT_EQ(shelf.prune(day_of(2026, 3, 3)), 2U);
  EXPECT_EQ(shelf.days(), std::vector<Day>{day_of(2026, 3, 3)});
  EXPECT_NE(shelf.record(), nullptr);
}

TEST(ForecastShelf, KnowsHowTheLastRunEnded) {
  const Folder folder;
  const ForecastShelf shelf(folder.forecasts());
  EXPECT_FALSE(shelf.run());
  const RunState run{RunPhase::failed, RunCause::asked, {1'772'000'000}, {1'772'000'060}, "too-slow"};
  ASSERT_TRUE(shelf.keep(run));
  EXPECT_EQ(shelf.run(), run);
  folder.write("run.json", "{");
  EXPECT_FALSE(shelf.run());
}

}  // namespace
}  // namespace vuoro::api
