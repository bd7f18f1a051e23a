#include "content/county.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

namespace fs = std::filesystem;

const fs::path shipped = fs::path(VUORO_SOURCE_DIR) / "content" / "vantaa-kerava";

constexpr std::string_view sound_county = R"([county]
code = "small"
name = { fi = "Pieni", sv = "Liten", en = "Small" }
default_team = "desk"
contact_domains = ["health"]
[[area]]
code = "north"
name = { fi = "Pohjoinen", sv = "Norr", en = "North" }
residents = 10
[[unit]]
code = "station"
name = { fi = "Asema", sv = "Station", en = "Station" }
address = { fi = "Tie 1", sv = "Vägen 1", en = "Road 1" }
[[team]]
code = "desk"
name = { fi = "Neuvonta", sv = "Rådgivning", en = "Desk" }
unit = "station"
areas = ["north"]
domains = ["health"]
phone = "09 000 0000"
hours = { fi = "8–16", sv = "8–16", en = "8–16" }
)";
constexpr std::string_view sound_services = R"([[service]]
code = "nurse"
name = { fi = "Hoitaja", sv = "Skötare", en = "Nurse" }
domain = "health"
on_done = ["visit_realised"]
debt = "care"
minutes = 30
modes = ["visit"]
professions = ["nurse"]
team = "desk"
)";

class CountyFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("vuoro-county-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "small");
  }
  void TearDown() override { fs::remove_all(folder_); }

  Result<County, ContentErrors> load(std::string county, std::string services) {
    std::ofstream(folder_ / "small" / "county.toml") << county;
    std::ofstream(folder_ / "small" / "services.toml") << services;
    return load_county(folder_ / "small");
  }

  fs::path folder_;
};

TEST_F(CountyFiles, ASoundCountyLoads) {
  const auto county = load(std::string(sound_county), std::string(sound_services));
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_EQ(county->code, "small");
  EXPECT_EQ(county->teams.at(0).areas, std::vector<std::string>{"north"});
  EXPECT_EQ(county->services.at(0).on_done, std::vector{promises::Trigger::visit_realised});
  EXPECT_TRUE(county->contact_domains.has(promises::Domain::health));
}

struct Broken {
  const char* why;
  bool in_services;
  std::string_view from, to;
  std::string_view file_line;
  std::string_view reason;
};

TEST_F(CountyFiles, EveryFaultIsNamedWithItsPlace) {
  const Broken cases[] = {
      {"a misspelt key is not silently ignored", false, "residents = 10", "resident = 10",
       "county.toml:9:", "unknown key 'resident'; did you mean 'residents'?"},
      {"a language missing would leave readers without a name", false, ", en = \"North\"", "",
       "county.toml:8:", "key 'en' is missing"},
      {"a unit that is not there", false, "unit = \"station\"", "unit = \"statoin\"",
       "county.toml:17:8:", "unknown unit 'statoin'; did you mean 'station'?"},
      {"an area that is not there", false, "areas = [\"north\"]", "areas = [\"south\"]",
       "county.toml:18:10:", "unknown area 'south'"},
      {"an area named twice by a team", false, "areas = [\"north\"]", "areas = [\"north\", \"north\"]",
       "county.toml:18:19:", "names 'north' twice"},
      {"a default team that is not there", false, "default_team = \"desk\"", "default_team = \"dsk\"",
       "county.toml:4:", "unknown team 'dsk'; did you mean 'desk'?"},
      {"nobody to hold a contact without an area", false, "default_team = \"desk\"\n", "",
       "county.toml:", "names no default_team"},
      {"an area that nobody serves and no default", false,
       "default_team = \"desk\"\ncontact_domains = [\"health\"]\n[[area]]",
       "contact_domains = [\"health\"]\n[[area]]\ncode = \"south\"\nname = { fi = \"E\", sv = \"S\", en = "
       "\"S\" }\n[[area]]",
       "county.toml:5:", "no team serves the area 'south'"},
      {"no domain: no promise would ever start", false, "contact_domains = [\"health\"]",
       "contact_domains = []", "county.toml:5:", "'contact_domains' is empty"},
      {"residents below zero", false, "residents = 10", "residents = -1", "county.toml:9:", "whole number"},
      {"a code longer than the ledger's terms", false, "code = \"north\"",
       "code = \"n123456789012345678901234567890123456789012345678901234567890123\"",
       "county.toml:7:", "longer than 62 bytes"},
      {"a code with spaces", false, "code = \"north\"", "code = \"no rth\"",
       "county.toml:7:", "a-z, 0-9 and -"},
      {"a service twice", true, "[[service]]",
       "[[service]]\ncode = \"nurse\"\nname = { fi = \"H\", sv = \"S\", en = \"N\" }\ndomain = "
       "\"health\"\non_done = []\n"
       "debt = \"care\"\nminutes = 30\nmodes = [\"visit\"]\nprofessions = [\"nurse\"]\n[[service]]",
       "services.toml:11:", "the service 'nurse' is there already"},
      {"a stop event that no rule can know", true, "visit_realised", "visit_realized",
       "services.toml:5:", "did you mean 'visit_realised'?"},
      {"a debt outside the three", true, "debt = \"care\"", "debt = \"cares\"",
       "services.toml:6:", "did you mean 'care'?"},
      {"no mode to meet in", true, "modes = [\"visit\"]", "modes = []",
       "services.toml:8:", "'modes' is empty"},
      {"an unknown profession", true, "professions = [\"nurse\"]", "professions = [\"nurs\"]",
       "services.toml:9:", "did you mean 'nurse'?"},
      {"a visit of no length", true, "minutes = 30", "minutes = 0",
       "services.toml:7:", "whole number from 5"},
      {"a provider that is not there", true, "team = \"desk\"", "team = \"dentists\"",
       "services.toml:10:", "unknown team 'dentists'"},
      {"not TOML at all", true, "[[service]]", "[[service", "services.toml:1:", "not valid TOML"},
  };
  for (const Broken& c : cases) {
    SCOPED_TRACE(c.why);
    std::string county(sound_county);
    std::string services(sound_services);
    (c.in_services ? services : county) =
        replaced(c.in_services ? sound_services : sound_county, c.from, c.to);
    const auto loaded = load(county, services);
    ASSERT_FALSE(loaded.ok());
    const std::string told = to_string(loaded.error());
    EXPECT_NE(told.find("small/" + std::string(c.file_line)), std::string::npos) << told;
    EXPECT_NE(told.find(c.reason), std::string::npos) << told;
  }
}

TEST_F(CountyFiles, AllFaultsAreReportedTogether) {
  const auto loaded = load(replaced(sound_county, "residents = 10", "residents = -1"),
                           replaced(sound_services, "debt = \"care\"", "debt = \"cares\""));
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().size(), 2U) << to_string(loaded.error());
}

TEST_F(CountyFiles, AMissingFileIsNamed) {
  std::ofstream(folder_ / "small" / "county.toml") << sound_county;
  const auto loaded = load_county(folder_ / "small");
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().at(0).file, "small/services.toml");
}

TEST(ShippedCounty, IsTheSizeOfVantaaAndKerava) {
  const auto county = load_county(shipped);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  std::uint32_t all = 0;
  std::uint32_t kerava = 0;
  for (const Area& area : county->areas) {
    all += area.residents;
    if (area.code.starts_with("kerava")) kerava += area.residents;
  }
  EXPECT_EQ(all, 264'420U);
  EXPECT_EQ(kerava, 36'254U);
  EXPECT_GE(county->services.size(), 25U);
  EXPECT_LE(county->services.size(), 40U);
  EXPECT_GE(county->teams.size(), 12U);
  EXPECT_LE(county->teams.size(), 16U);
}

TEST(ShippedCounty, ShowsNoRealTelephoneNumber) {
  const auto county = load_county(shipped);
  ASSERT_TRUE(county.ok());
  for (const Team& team : county->teams) EXPECT_TRUE(team.phone.starts_with("09 000 ")) << team.code;
}

TEST(ShippedCounty, EveryAreaHasADeskAndEveryDebtAService) {
  const auto county = load_county(shipped);
  ASSERT_TRUE(county.ok());
  for (const Area& area : county->areas) {
    const auto first = std::ranges::find_if(county->teams, [&](const Team& team) {
      return std::ranges::find(team.areas, area.code) != team.areas.end();
    });
    ASSERT_NE(first, county->teams.end()) << area.code;
    EXPECT_TRUE(first->code.starts_with("desk-")) << area.code << " goes to " << first->code;
  }
  for (const std::string debt : {"care", "service", "rehabilitation"}) {
    EXPECT_TRUE(std::ranges::any_of(county->services, [&](const Service& s) { return s.debt == debt; }))
        << debt;
  }
}

TEST_F(CountyFiles, ACountyMayRunWithoutSlots) {
  const auto county = load(std::string(sound_county), std::string(sound_services));
  ASSERT_TRUE(county.ok());
  EXPECT_TRUE(county->slot_types.empty());
  EXPECT_TRUE(county->workers.empty());
  EXPECT_TRUE(county->shifts.empty());
}

}  // namespace
}  // namespace vuoro::content
