// planning.toml: what a proposal costs, and who is protected how.
#include "content/planning.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

constexpr std::string_view sound = R"([assignment]
days_ahead = 28
protection = "weights"
[assignment.points]
promise = 10000
late_day = 200
wait_day = 20
unplaced = 2000
stranger = 100
other_language = 300
other_unit = 150
travel_ten_minutes = 40
[[group]]
code = "young"
name = { fi = "Nuoret", sv = "Unga", en = "The young" }
age_from = 13
age_below = 18
weight_percent = 200
source = "Board, section 12"
[[group]]
code = "interpreter"
name = { fi = "Tulkki", sv = "Tolk", en = "Interpreter" }
interpreter = true
languages = ["so", "ar"]
areas = ["north"]
weight_percent = 100
source = "Board, section 12"
)";

class PlanningFile : public SmallCounty {
 protected:
  [[nodiscard]] Result<std::optional<Planning>, ContentErrors> load(std::string_view text) const {
    std::ofstream{folder_ / "planning.toml"} << text;
    return load_there();
  }
  [[nodiscard]] Result<std::optional<Planning>, ContentErrors> load_there() const {
    const auto county = load_county(folder_);
    EXPECT_TRUE(county.ok());
    return load_planning(folder_, *county);
  }
};

TEST_F(PlanningFile, ASoundFileLoads) {
  const auto loaded = load(sound);
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  const Planning& p = loaded->value();
  EXPECT_EQ(p.days_ahead, 28);
  EXPECT_EQ(p.protection, Planning::Protection::weights);
  EXPECT_EQ(p.points.promise, 10'000U);
  EXPECT_EQ(p.points.travel_ten_minutes, 40U);
  ASSERT_EQ(p.groups.size(), 2U);
  EXPECT_EQ(p.groups[0].age_from, 13);
  EXPECT_EQ(p.groups[0].age_below, 18);
  EXPECT_EQ(p.groups[0].weight_percent, 200);
  EXPECT_TRUE(p.groups[1].interpreter);
  EXPECT_EQ(p.groups[1].languages, (std::vector<std::string>{"so", "ar"}));
  EXPECT_EQ(p.groups[1].areas, std::vector<std::string>{"north"});
}

TEST_F(PlanningFile, WithoutItNothingIsPlanned) {
  const auto loaded = load_there();
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  EXPECT_FALSE(loaded->has_value());
}

TEST_F(PlanningFile, EveryFaultIsNamedWithItsLine) {
  const struct {
    std::string_view from, to;
    int line;
    std::string_view part;
  } faults[] = {
      {"days_ahead = 28", "days_ahead = 0", 2, "days_ahead"},
      {"\"weights\"", "\"fair\"", 3, "fair"},
      {"promise = 10000", "promise = -1", 5, "promise"},
      {"promise = 10000", "promises = 10000", 5, "did you mean 'promise'"},
      {"wait_day = 20\n", "", 4, "wait_day"},
      {"code = \"young\"", "code = \"The Young\"", 14, "code"},
      {"sv = \"Unga\", ", "", 15, "sv"},
      {"age_below = 18", "age_below = 13", 17, "nobody is meant"},
      {"weight_percent = 200", "weight_percent = 50", 18, "weight_percent"},
      {"source = \"Board, section 12\"\n", "", 13, "source"},
      {"code = \"interpreter\"", "code = \"young\"", 21, "young"},
      {"[\"so\", \"ar\"]", "[\"so\", \"Arabic\"]", 24, "no language"},
      {"[\"north\"]", "[\"south\"]", 25, "no area 'south'"},
      {"interpreter = true\nlanguages = [\"so\", \"ar\"]\nareas = [\"north\"]", "", 20, "no condition"},
  };
  for (const auto& fault : faults) {
    const auto loaded = load(replaced(sound, fault.from, fault.to));
    ASSERT_FALSE(loaded.ok()) << fault.to;
    const auto named = [&](const ContentError& e) {
      return e.line == fault.line && e.file == "small/planning.toml" &&
             e.reason.find(fault.part) != std::string::npos;
    };
    EXPECT_TRUE(std::ranges::any_of(loaded.error(), named)) << fault.to << "\n" << to_string(loaded.error());
  }
}

TEST(PlanningContent, TheDemoCountysFileLoads) {
  const std::filesystem::path pack = std::filesystem::path{VUORO_SOURCE_DIR} / "content" / "vantaa-kerava";
  const auto county = load_county(pack);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  const auto loaded = load_planning(pack, *county);
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  ASSERT_TRUE(loaded->has_value());
  EXPECT_EQ((*loaded)->groups.size(), 3U);
}

}  // namespace
}  // namespace vuoro::content
