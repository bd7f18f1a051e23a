// season.toml: parts of the year in which more or less comes and is done.
#include "content/season.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

constexpr std::string_view sound = R"([[part]]
code = "july"
first = "07-01"
last = "07-31"
contacts_percent = -22
doubt_percent = 10
desks_percent = -15
visits_percent = -30
source = "counted 2023-2025"
[[part]]
code = "yule"
first = "12-20"
last = "01-06"
contacts_percent = -28
doubt_percent = 10
source = "guess"
)";

class SeasonFile : public SmallCounty {
 protected:
  [[nodiscard]] Result<Season, ContentErrors> load(std::string_view text) const {
    std::ofstream{folder_ / "season.toml"} << text;
    return load_season(folder_);
  }
};

TEST_F(SeasonFile, ASoundFileLoads) {
  const auto loaded = load(sound);
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  ASSERT_EQ(loaded->size(), 2U);
  const PartOfYear& july = loaded->front();
  EXPECT_EQ(july.code, "july");
  EXPECT_DOUBLE_EQ(july.contacts, -0.22);
  EXPECT_DOUBLE_EQ(july.contacts_doubt, 0.10);
  EXPECT_DOUBLE_EQ(july.desks, -0.15);
  EXPECT_DOUBLE_EQ(july.visits, -0.30);
  EXPECT_EQ(july.source, "counted 2023-2025");
  EXPECT_DOUBLE_EQ((*loaded)[1].desks, 0) << "may be left out";
}

TEST_F(SeasonFile, BothEndsBelongToAPartAndItMayGoOverTheNewYear) {
  const auto loaded = load(sound);
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  const PartOfYear& july = loaded->front();
  const PartOfYear& yule = loaded->back();
  EXPECT_FALSE(july.holds(day_of(2026, 6, 30)));
  EXPECT_TRUE(july.holds(day_of(2026, 7, 1)));
  EXPECT_TRUE(july.holds(day_of(2031, 7, 31)));
  EXPECT_FALSE(july.holds(day_of(2026, 8, 1)));
  EXPECT_FALSE(yule.holds(day_of(2026, 12, 19)));
  EXPECT_TRUE(yule.holds(day_of(2026, 12, 20)));
  EXPECT_TRUE(yule.holds(day_of(2027, 1, 1)));
  EXPECT_TRUE(yule.holds(day_of(2027, 1, 6)));
  EXPECT_FALSE(yule.holds(day_of(2027, 1, 7)));
}

TEST_F(SeasonFile, NoFileIsAYearWithoutParts) {
  const auto loaded = load_season(folder_);
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  EXPECT_TRUE(loaded->empty());
}

TEST_F(SeasonFile, EachFaultIsToldWithLineAndReason) {
  const struct {
    std::string_view from, to;
    int line;
    std::string_view part;
  } faults[] = {
      {"07-01", "7-1", 3, "no day of the year"},
      {"07-01", "02-30", 3, "no day of the year"},
      {"07-01", "07/01", 3, "no day of the year"},
      {"07-01", "0a-01", 3, "no day of the year"},
      {"contacts_percent = -22", "contacts_percent = -100", 5, "contacts_percent"},
      {"contacts_percent = -22\n", "", 1, "contacts_percent"},
      {"doubt_percent = 10", "doubt_percent = 0", 6, "doubt_percent"},
      {"desks_percent", "desk_percent", 7, "did you mean 'desks_percent'"},
      {"source = \"guess\"\n", "", 10, "source"},
      {"code = \"yule\"", "code = \"july\"", 11, "july"},
      {"12-20", "07-31", 10, "share days"},
      {"01-06", "07-01", 10, "share days"},
  };
  for (const auto& fault : faults) {
    const auto loaded = load(replaced(sound, fault.from, fault.to));
    ASSERT_FALSE(loaded.ok()) << fault.to;
    const auto named = [&](const ContentError& e) {
      return e.line == fault.line && e.file == "small/season.toml" &&
             e.reason.find(fault.part) != std::string::npos;
    };
    EXPECT_TRUE(std::ranges::any_of(loaded.error(), named)) << fault.to << "\n" << to_string(loaded.error());
  }
}

TEST(SeasonContent, TheDemoCountysFileLoads) {
  const auto loaded = load_season(std::filesystem::path{VUORO_SOURCE_DIR} / "content" / "vantaa-kerava");
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  EXPECT_EQ(loaded->size(), 2U);
}

}  // namespace
}  // namespace vuoro::content
