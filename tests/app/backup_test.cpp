#include "app/backup.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "api/plan_shelf.hpp"
#include "ledger/sqlite.hpp"

namespace vuoro::app {
namespace {

namespace fs = std::filesystem;

class Backup : public ::testing::Test {
 protected:
  Backup() {
    fs::remove_all(root);
    fs::create_directories(root);
    EXPECT_TRUE(ledger::create_ledger(place).ok());
    auto opened = ledger::open_ledger(place, ledger::Mode::write);
    EXPECT_TRUE(opened.ok());
  }
  ~Backup() override { fs::remove_all(root); }

  std::uint32_t planned(const std::string& name) {
    api::PlanShelf shelf(place.directory / api::plan_folder);
    api::KeptPlan plan;
    plan.name = name;
    plan.weeks = 4;
    const auto kept = shelf.begin(plan);
    EXPECT_TRUE(kept.ok());
    return kept.ok() ? kept->number : 0;
  }
  static void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  static std::string read(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] ledger::Place restored() const { return {root / "restored", place.key_file}; }

  fs::path root = fs::temp_directory_path() / "vuoro-backup-test";
  ledger::Place place = ledger::Place::at(root / "county");
  fs::path copy = root / "copy";
};

TEST_F(Backup, PlansAndForecastsComeBackWithTheLedger) {
  const std::uint32_t number = planned("Lisää aikoja");
  write(place.directory / "forecasts/2026-11-20.json", "{}\n");
  ASSERT_TRUE(back_up(place, copy).ok());
  const auto done = bring_back(copy, restored());
  ASSERT_TRUE(done.ok()) << done.error().what;
  const std::string file = "plans/" + std::to_string(number) + ".json";
  EXPECT_NE(read(place.directory / file).find("Lisää aikoja"), std::string::npos);
  EXPECT_EQ(read(root / "restored" / file), read(place.directory / file));
  EXPECT_EQ(read(root / "restored/forecasts/2026-11-20.json"), "{}\n");
  EXPECT_EQ(fs::status(root / "restored/plans").permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(root / "restored/forecasts/2026-11-20.json").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_TRUE(ledger::check_ledger(restored())->ok());
}

TEST_F(Backup, WhatIsNotFinishedOrNotAShelfIsLeftOut) {
  planned("x");
  write(place.directory / "plans/scratch/1/out.json", "half");
  write(place.directory / "plans/2.json.new", "half");
  write(place.directory / "elsewhere/note.json", "{}");
  fs::create_symlink(place.key_file, place.directory / "plans/7.json");
  ASSERT_TRUE(back_up(place, copy).ok());
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(copy)) {
    if (entry.is_regular_file()) found.push_back(entry.path().lexically_relative(copy).string());
  }
  std::ranges::sort(found);
  EXPECT_EQ(found, (std::vector<std::string>{"backup.txt", "documents.db", "events.db", "identities.db",
                                             "plans/1.json"}));
}

TEST_F(Backup, ACountyThatPlannedNothingHasNoShelves) {
  ASSERT_TRUE(back_up(place, copy).ok());
  EXPECT_FALSE(fs::exists(copy / "plans"));
  EXPECT_TRUE(bring_back(copy, restored()).ok());
}

TEST_F(Backup, NothingIsWrittenOverAndNothingIsLeftHalf) {
  planned("x");
  write(copy / "other", "mine");
  EXPECT_EQ(back_up(place, copy).error().code, "target-exists");
  ASSERT_TRUE(back_up(place, root / "second").ok());
  EXPECT_EQ(bring_back(root / "second", place).error().code, "ledger-exists");
  fs::resize_file(root / "second/events.db", 100);
  EXPECT_FALSE(bring_back(root / "second", restored()).ok());
  EXPECT_FALSE(fs::exists(root / "restored"));
  for (const auto& entry : fs::directory_iterator(root))
    EXPECT_FALSE(entry.path().string().ends_with(".unshelved")) << entry.path();
}

TEST_F(Backup, ACopyCutShortIsMadeAgain) {
  planned("x");
  write(root / "copy.unshelved/plans/9.json", "of a copy that was cut short");
  ASSERT_TRUE(back_up(place, copy).ok());
  EXPECT_FALSE(fs::exists(copy / "plans/9.json"));
  EXPECT_TRUE(fs::exists(copy / "plans/1.json"));
}

}  // namespace
}  // namespace vuoro::app
