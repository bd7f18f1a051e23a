#include "app/plan_process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "app/forecast_process.hpp"

namespace vuoro::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Place {
 public:
  Place() {
    std::string name = (fs::temp_directory_path() / "vuoro-live-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Place() { fs::remove_all(path_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

class Lives : public ::testing::Test {
 protected:
  Lives() : shelf_(place_ / "plans") {
    api::KeptPlan plan;
    plan.by = plan.changed_by = StaffId{1};
    plan.name = "x";
    plan.changes.push_back(
        {content::ChangeKind::demand, "", "", 5, content::AmountUnit::percent, {}, {}, {}});
    for (int n = 0; n < 2; ++n) EXPECT_TRUE(shelf_.begin(plan).ok());
  }
  std::unique_ptr<PlanProcess> process(const std::string& script, std::chrono::seconds limit = 60s) {
    PlanProcess::Options options;
    options.command = {"/bin/sh", "-c", script, "sh"};
    options.limit = limit;
    options.scratch = place_ / "scratch";
    options.clock = [] { return Instant{1'700'000'000}; };
    options.told = [this] { ++told_; };
    return std::make_unique<PlanProcess>(shelf_, run_place_, std::move(options));
  }
  api::PlanRun over(std::uint32_t plan) {
    for (int n = 0; n < 400; ++n) {
      const auto run = shelf_.find(plan)->run;
      if (run.phase != api::PlanRunPhase::running) return run;
      std::this_thread::sleep_for(25ms);
    }
    return {};
  }
  bool place_free() {
    for (int n = 0; n < 200; ++n) {
      if (run_place_.take(RunUse::forecast) == RunUse::none) {
        run_place_.leave();
        return true;
      }
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  void result_of_first() {
    api::PlanResult result;
    result.plan = 1;
    result.of = 1;
    result.program = "test";
    result.faults.push_back({0, "unknown", 0});
    EXPECT_TRUE(shelf_.keep(result).ok());
  }

  Place place_;
  api::PlanShelf shelf_;
  RunPlace run_place_;
  std::atomic<int> told_{0};
};

TEST_F(Lives, HowItEndedIsNotedOnThePlan) {
  {
    const auto p = process("exit 0");
    ASSERT_EQ(p->start(1), api::PlanStart::started);
    EXPECT_EQ(over(1).fault, "unknown") << "it ended well but left nothing";
    ASSERT_TRUE(place_free());
    result_of_first();
    ASSERT_EQ(p->start(1), api::PlanStart::started);
    EXPECT_EQ(over(1).phase, api::PlanRunPhase::done);
    EXPECT_TRUE(place_free());
    EXPECT_EQ(p->start(9), api::PlanStart::refused);
    EXPECT_TRUE(place_free()) << "a refused start takes no place";
  }
  const auto bad = process("echo 'vuoro: history-thin: too short' >&2; exit 1");
  ASSERT_EQ(bad->start(1), api::PlanStart::started);
  EXPECT_EQ(over(1).fault, "history-thin");
}

TEST_F(Lives, OneAtATimeAndCancelled) {
  const auto p = process("echo 'vuoro: lived 3 of 4' >&2; sleep 30");
  ASSERT_EQ(p->start(1), api::PlanStart::started);
  EXPECT_EQ(p->start(2), api::PlanStart::plan_running);
  EXPECT_FALSE(p->cancel(2));
  for (int n = 0; n < 200 && p->running() && p->running()->share == 0; ++n) std::this_thread::sleep_for(25ms);
  ASSERT_TRUE(p->running());
  EXPECT_DOUBLE_EQ(p->running()->share, 0.75);
  EXPECT_GE(told_, 1);
  EXPECT_TRUE(p->cancel(1));
  EXPECT_EQ(over(1).phase, api::PlanRunPhase::cancelled);
  EXPECT_TRUE(place_free());
  EXPECT_FALSE(p->running());
  EXPECT_FALSE(p->cancel(1));
}

TEST_F(Lives, TheLimitEndsItAndTheServersEndIsKnown) {
  {
    const auto p = process("sleep 30", 0s);
    ASSERT_EQ(p->start(1), api::PlanStart::started);
    EXPECT_EQ(over(1).fault, "too-slow");
  }
  {
    const auto p = process("sleep 30");
    ASSERT_EQ(p->start(1), api::PlanStart::started);
  }
  EXPECT_EQ(shelf_.find(1)->run.fault, "interrupted");
  EXPECT_EQ(shelf_.find(1)->run.phase, api::PlanRunPhase::failed);
}

TEST_F(Lives, ForecastsAndPlansTakeTurns) {
  const auto p = process("sleep 30");
  ASSERT_EQ(run_place_.take(RunUse::forecast), RunUse::none);
  EXPECT_EQ(p->start(1), api::PlanStart::forecast_running);
  EXPECT_EQ(shelf_.find(1)->run.phase, api::PlanRunPhase::never);
  run_place_.leave();
  ASSERT_EQ(p->start(1), api::PlanStart::started);
  const api::ForecastShelf forecasts(place_ / "forecasts");
  ForecastProcess::Options options;
  options.when = ForecastWhen::asked;
  options.command = {"/bin/true"};
  options.scratch = place_ / "other";
  options.clock = [] { return Instant{1'700'000'000}; };
  options.place = &run_place_;
  ForecastProcess forecast(forecasts, std::move(options));
  EXPECT_EQ(forecast.start(api::RunCause::asked), api::RunStart::plan_running);
  EXPECT_TRUE(p->cancel(1));
  ASSERT_TRUE(place_free());
  EXPECT_EQ(forecast.start(api::RunCause::asked), api::RunStart::started);
}

TEST(Progress, IsTheLastWholeLine) {
  EXPECT_FALSE(progress_in(""));
  EXPECT_FALSE(progress_in("vuoro: lived 3 of 4")) << "no end of line yet";
  EXPECT_DOUBLE_EQ(progress_in("vuoro: lived 3 of 4\n").value(), 0.75);
  EXPECT_DOUBLE_EQ(progress_in("vuoro: lived 1 of 4\nvuoro: lived 2 of 4\nvuoro: lived 3 o").value(), 0.5);
  for (const char* bad : {"vuoro: lived x of 4\n", "vuoro: lived 3 from 4\n", "vuoro: lived 3 of 0\n",
                          "vuoro: lived 5 of 4\n", "something\n"})
    EXPECT_FALSE(progress_in(bad)) << bad;
}

}  // namespace
}  // namespace vuoro::app
