#include "app/forecast_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>  // NOLINT: kill
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "calendar/zone.hpp"

namespace vuoro::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Place {
 public:
  Place() {
    std::string name = (fs::temp_directory_path() / "vuoro-run-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Place() { fs::remove_all(path_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::vector<std::string> shell(const std::string& script) {
  return {"/bin/sh", "-c", script, "sh"};
}

bool never() {
  return false;
}

TEST(RunBeside, EndsInOneOfTheseWays) {
  struct Case {
    std::string script;
    std::string fault;
    std::string why;
  };
  const std::vector<Case> cases = {
      {"exit 0", "", "well"},
      {"echo hello >&2; exit 0", "", "words alone are no failure"},
      {"echo 'vuoro: history-thin: too short' >&2; exit 1", "history-thin", "too short a past"},
      {"echo 'vuoro: ledger-damaged: no' >&2; exit 1", "ledger", "the ledger"},
      {"echo 'vuoro: content-refused: no' >&2; exit 1", "content", "content"},
      {"echo 'vuoro: disk-full: no' >&2; exit 1", "disk", "the disk"},
      {"echo 'something else' >&2; exit 3", "unknown", "nobody knows"},
      {"kill -9 $$", "killed", "as the system does when memory runs out"},
      {"/nowhere/at/all", "unknown", "the shell finds nothing"},
  };
  const Place place;
  for (const Case& c : cases) {
    const Ended ended = run_beside(shell(c.script), place / "scratch", 20s, never);
    EXPECT_EQ(ended.fault, c.fault) << c.why << ": " << ended.said;
  }
  EXPECT_EQ(run_beside({"/nowhere"}, place / "scratch", 20s, never).fault, "unknown");
}

TEST(RunBeside, KeepsTheEndOfWhatWasSaid) {
  const Place place;
  const Ended ended = run_beside(shell("i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done; "
                                       "echo vuoro: disk-full: last >&2; "
                                       "exit 1"),
                                 place / "scratch", 20s, never);
  EXPECT_EQ(ended.fault, "disk");
  EXPECT_LE(ended.said.size(), 4096U);
  EXPECT_TRUE(ended.said.ends_with("vuoro: disk-full: last\n"));
}

TEST(RunBeside, IsEndedAfterTheLimitAndWhenAsked) {
  const Place place;
  EXPECT_EQ(run_beside(shell("sleep 600"), place / "scratch", 0s, never).fault, "too-slow");
  EXPECT_EQ(run_beside(shell("trap '' TERM; while :; do :; done"), place / "scratch", 0s, never).fault,
            "too-slow");
  EXPECT_EQ(run_beside(shell("sleep 600"), place / "scratch", 600s, [] { return true; }).fault,
            "interrupted");
}

/// A process that kept a client's connection or the ledger's lock would hold them after the server's end.
TEST(RunBeside, NoFileOfOursStaysOpenInIt) {
  const Place place;
  const int left_open = ::open((place / "secret").c_str(), O_CREAT | O_RDWR, 0600);
  ASSERT_GT(left_open, 2);
  const Ended ended =
      run_beside(shell("[ -e /proc/self/fd/" + std::to_string(left_open) + " ] && exit 1; exit 0"),
                 place / "scratch", 20s, never);
  ::close(left_open);
  EXPECT_EQ(ended.fault, "");
}

TEST(RunBeside, WritesWhatIsPassingInItsOwnPlace) {
  const Place place;
  EXPECT_EQ(run_beside(shell("[ \"$TMPDIR\" = " + (place / "scratch").string() + " ]"), place / "scratch",
                       20s, never)
                .fault,
            "");
}

struct World {
  Place place;
  api::ForecastShelf shelf{place / "forecasts"};
  std::atomic<std::int64_t> now{calendar::at_local(day_of(2026, 3, 2), 12 * 3600).s};
  std::atomic<int> told{0};

  ForecastProcess::Options options(const std::string& script, ForecastWhen when = ForecastWhen::asked) {
    ForecastProcess::Options o;
    o.when = when;
    o.command = shell(script);
    o.limit = 60s;
    o.scratch = place / "scratch";
    o.clock = [this] { return Instant{now}; };
    o.told = [this] { ++told; };
    return o;
  }
  void set(Day day, int hour, int minute) { now = calendar::at_local(day, hour * 3600 + minute * 60).s; }
};

api::RunState ended(const ForecastProcess& process) {
  for (int i = 0; i < 2000; ++i) {
    const api::RunState state = process.last();
    if (state.phase != api::RunPhase::running) return state;
    std::this_thread::sleep_for(10ms);
  }
  return process.last();
}

TEST(ForecastProcess, OneAtATimeAndNoneWhenOff) {
  World world;
  {
    ForecastProcess off(world.shelf, world.options("exit 0", ForecastWhen::off));
    EXPECT_EQ(off.start(api::RunCause::asked), api::RunStart::off);
    EXPECT_FALSE(off.on());
  }
  const std::string gate = (world.place / "gate").string();
  ForecastProcess process(world.shelf, world.options("while [ ! -e " + gate + " ]; do sleep 0.01; done"));
  EXPECT_EQ(process.last().phase, api::RunPhase::never);
  EXPECT_EQ(process.start(api::RunCause::asked), api::RunStart::started);
  EXPECT_EQ(process.start(api::RunCause::asked), api::RunStart::running);
  std::ofstream{gate};
  EXPECT_EQ(ended(process).phase, api::RunPhase::done);
  EXPECT_EQ(process.start(api::RunCause::asked), api::RunStart::started);
  EXPECT_EQ(ended(process).phase, api::RunPhase::done);
  EXPECT_FALSE(fs::exists(world.place / "scratch"));
}

TEST(ForecastProcess, TheClockOfTheServerIsTold) {
  World world;
  ForecastProcess process(
      world.shelf, world.options("[ \"$1\" = --made ] && [ \"$2\" = " + std::to_string(world.now) + " ]"));
  process.start(api::RunCause::asked);
  EXPECT_EQ(ended(process).phase, api::RunPhase::done);
}

TEST(ForecastProcess, WhatFailedIsKnownAfterARestart) {
  World world;
  {
    ForecastProcess process(world.shelf, world.options("echo vuoro: history-thin: x >&2; exit 1"));
    process.start(api::RunCause::asked);
    EXPECT_EQ(ended(process).fault, "history-thin");
  }
  const ForecastProcess again(world.shelf, world.options("exit 0"));
  EXPECT_EQ(again.last().fault, "history-thin");
  EXPECT_EQ(again.last().by, api::RunCause::asked);
}

TEST(ForecastProcess, ClosingEndsWhatRuns) {
  World world;
  const std::string number = (world.place / "number").string();
  {
    ForecastProcess process(world.shelf, world.options("echo $$ > " + number + "; exec sleep 600"));
    process.start(api::RunCause::asked);
    for (int i = 0; i < 1000 && (!fs::exists(number) || fs::file_size(number) == 0); ++i)
      std::this_thread::sleep_for(10ms);
  }
  pid_t child = 0;
  std::ifstream(number) >> child;
  ASSERT_GT(child, 0);
  EXPECT_NE(::kill(child, 0), 0) << "it still runs";
  EXPECT_EQ(world.shelf.run()->fault, "interrupted");
}

TEST(ForecastProcess, AServerThatWentAwayLeavesAnInterruptedRun) {
  World world;
  ASSERT_TRUE(world.shelf.keep(
      api::RunState{api::RunPhase::running, api::RunCause::night, Instant{world.now}, {}, {}}));
  ForecastProcess process(world.shelf, world.options("exit 0"));
  EXPECT_EQ(process.last().phase, api::RunPhase::failed);
  EXPECT_EQ(process.last().fault, "interrupted");
  EXPECT_EQ(process.start(api::RunCause::asked), api::RunStart::started);
  EXPECT_EQ(ended(process).phase, api::RunPhase::done);
}

TEST(ForecastProcess, TheNightsRunBeginsOnceFromHalfPastThree) {
  World world;
  const Day monday = day_of(2026, 3, 2);
  world.set(monday, 3, 29);
  ForecastProcess process(world.shelf, world.options("exit 0", ForecastWhen::nightly));
  process.look();
  EXPECT_EQ(ended(process).phase, api::RunPhase::never) << "one minute too early";
  world.set(monday, 3, 30);
  process.look();
  EXPECT_EQ(ended(process).phase, api::RunPhase::done);
  EXPECT_EQ(process.last().by, api::RunCause::night);
  const Instant first = process.last().began;
  world.set(monday, 23, 59);
  process.look();
  EXPECT_EQ(ended(process).began, first) << "not twice a day";
  world.set(monday + 1, 3, 29);
  process.look();
  EXPECT_EQ(ended(process).began, first) << "the next day it is too early again";
  world.set(monday + 1, 9, 0);
  process.look();
  EXPECT_EQ(ended(process).began, Instant{world.now}) << "a night that was missed is made up for";
  // The last Sunday of March has no half past three … four o'clock comes right after three.
  world.set(day_of(2026, 3, 29), 4, 30);
  process.look();
  EXPECT_EQ(ended(process).began, Instant{world.now});
}

TEST(ForecastProcess, WhatALeaderAskedForAfterTheNightIsEnough) {
  World world;
  world.set(day_of(2026, 3, 2), 8, 0);
  ForecastProcess process(world.shelf, world.options("exit 0", ForecastWhen::nightly));
  process.start(api::RunCause::asked);
  EXPECT_EQ(ended(process).by, api::RunCause::asked);
  world.set(day_of(2026, 3, 2), 10, 0);
  process.look();
  EXPECT_EQ(ended(process).by, api::RunCause::asked);
}

TEST(ForecastProcess, AskedMeansNotByItself) {
  World world;
  ForecastProcess process(world.shelf, world.options("exit 0", ForecastWhen::asked));
  process.look();
  EXPECT_EQ(process.last().phase, api::RunPhase::never);
}

}  // namespace
}  // namespace vuoro::app
