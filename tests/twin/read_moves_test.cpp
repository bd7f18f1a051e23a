#include "twin/read_moves.hpp"

#include <filesystem>
#include <fstream>

#include "twin/two_teams.hpp"

/// Moves in a file of changes.
namespace vuoro::twin::testing {
namespace {

class MoveFile : public Desks {
 protected:
  MoveFile() : county_(county(4, 4)), place_(::testing::TempDir() + "moves.toml") {
    habits_ = std::make_shared<Habits>(*county_->habits);
    county_->habits = habits_;
  }
  ~MoveFile() override { std::filesystem::remove(place_); }

  Result<Changes, content::ContentErrors> read(const std::string& moves) {
    std::ofstream(place_) << "name = \"x\"\n" << moves;
    return load_changes(place_, *county_);
  }
  std::string fault(const std::string& moves) {
    const auto found = read(moves);
    return found ? "" : content::to_string(found.error());
  }
  std::string move(const std::string& team, const std::string& to, const std::string& more = "") {
    return "[[move]]\nteam = \"" + team + "\"\nto = \"" + to + "\"\n" + more + "\n";
  }
  void gave(std::uint32_t bookings) {
    counts_.bookings = bookings;
    CareHabits care;
    care.key = two_.care(two_.station());
    care.counts = &counts_;
    habits_->care[care.key] = care;
  }

  std::shared_ptr<LiveCounty> county_;
  std::shared_ptr<Habits> habits_;
  CareCounts counts_;
  std::filesystem::path place_;
};

TEST_F(MoveFile, IsReadWithDaysAreasAndCosts) {
  const auto found = read(move("station", "other",
                               "areas = [\"south\"]\nfrom = 2026-03-09\nuntil = 2026-03-15\nstaff = "
                               "\"follow\"\ncost = \"-3000 € a month\"\nsource = \"the board\"") +
                          move("station", "other"));
  ASSERT_TRUE(found.ok()) << content::to_string(found.error());
  const auto& moves = found->alterations.moves;
  ASSERT_EQ(moves.size(), 2U);
  EXPECT_EQ(moves[0].team, two_.station());
  EXPECT_EQ(moves[0].to, two_.other);
  EXPECT_EQ(moves[0].areas, std::vector{areas_[1]});
  EXPECT_EQ(moves[0].when.from, Day{day_of(2026, 3, 9)});
  EXPECT_EQ(moves[0].when.until, Day{day_of(2026, 3, 16)}) << "the last day is in it";
  EXPECT_TRUE(moves[0].staff_follow);
  EXPECT_TRUE(moves[1].areas.empty());
  EXPECT_FALSE(moves[1].staff_follow);
  EXPECT_EQ(moves[1].when.from, calendar::local_day(county_->now));
  ASSERT_EQ(found->by_month.size(), 1U);
  EXPECT_DOUBLE_EQ(found->by_month[0].euros, -3000);
  EXPECT_EQ(found->by_month[0].when.until, Day{day_of(2026, 3, 16)});
}

TEST_F(MoveFile, WhatTheRecordCannotCarryIsToldByLine) {
  EXPECT_EQ(fault(move("station", "other")), "");
  EXPECT_NE(fault(move("station", "other") + move("other", "station"))
                .find("moves.toml:6:1: everybody who turns to 'to'"),
            std::string::npos);
  EXPECT_EQ(
      fault(move("station", "other", "until = 2026-03-08") + move("other", "station", "from = 2026-03-09")),
      "")
      << "one after the other";
  gave(4);
  EXPECT_EQ(fault(move("station", "other")), "") << "hardly ever";
  gave(5);
  EXPECT_NE(fault(move("station", "other")).find("'to' has not given"), std::string::npos);
  EXPECT_EQ(fault(move("station", "other", "staff = \"follow\"")), "");
  county_->setting.services[two_.small.service().n].team = two_.station();
  EXPECT_NE(fault(move("station", "other", "staff = \"follow\"")).find("services.toml names the team"),
            std::string::npos);
  EXPECT_EQ(fault(move("other", "station")), "") << "it is the provider of nothing";
  habits_->teams.erase(two_.station());
  EXPECT_NE(fault(move("other", "station")).find("nobody has turned to the desk of 'to'"), std::string::npos);
}

}  // namespace
}  // namespace vuoro::twin::testing
