// network.toml: where a county serves its residents, and how they get there.
#include "content/network.hpp"

#include <gtest/gtest.h>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

constexpr std::string_view sound = R"(source = { fi = "Keksitty", sv = "Påhittat", en = "Made up" }
residents_source = { fi = "Keksitty", sv = "Påhittat", en = "Made up" }
[travel]
detour = 1.5
within = [15, 30]
notable_minutes = 1
source = { fi = "Keksitty", sv = "Påhittat", en = "Made up" }
[travel.origin]
lon = 25.0
lat = 60.0
[[mode]]
code = "car"
name = { fi = "Auto", sv = "Bil", en = "Car" }
kmh = 30
fixed_minutes = 5
car = true
[[mode]]
code = "walk"
name = { fi = "Kävellen", sv = "Till fots", en = "On foot" }
kmh = 4.5
fixed_minutes = 0
[[age]]
code = "young"
name = { fi = "Nuoret", sv = "Unga", en = "Young" }
from = 0
without_car = 0.4
modes = ["car", "walk"]
longest_km = { car = 50 }
[[age]]
code = "old"
name = { fi = "Vanhat", sv = "Gamla", en = "Old" }
from = 65
without_car = 0.6
modes = ["walk"]
[[language]]
code = "one"
name = { fi = "Yksi", sv = "Ett", en = "One" }
digital_factor = 0.5
[[service]]
code = "nurse"
name = { fi = "Hoitaja", sv = "Skötare", en = "Nurse" }
minutes_a_visit = 30
visits = { young = 1.5, old = 3 }
digital = { young = 0.2, old = 0.1 }
source = { fi = "Keksitty", sv = "Påhittat", en = "Made up" }
[new_fixed]
days = 5
hours_a_day = 8
rooms = 2
yearly_euros = 1000
hour_euros = 10
source = { fi = "Keksitty", sv = "Påhittat", en = "Made up" }
[new_mobile]
days = 1
hours_a_day = 6
rooms = 1
yearly_euros = 100
hour_euros = 20
source = { fi = "Keksitty", sv = "Påhittat", en = "Made up" }
[[area]]
code = "north"
lon = 25.0
lat = 60.1
[[residents]]
area = "north"
year = 2030
ages = { young = 60, old = 60 }
languages = { one = 120 }
[[residents]]
area = "north"
year = 2020
ages = { young = 60, old = 40 }
languages = { one = 100 }
[[point]]
code = "station"
name = { fi = "Asema", sv = "Station", en = "Station" }
unit = "station"
east = 1
north = -2.5
services = ["nurse"]
days = 5
hours_a_day = 8
rooms = 3
yearly_euros = 50000
hour_euros = 30
source = { fi = "Keksitty", sv = "Påhittat", en = "Made up" }
[[minutes]]
area = "north"
point = "station"
walk = 12.5
)";

class NetworkFile : public SmallCounty {
 protected:
  [[nodiscard]] Result<std::optional<Network>, ContentErrors> load(std::string_view text) const {
    write("network.toml", text);
    const auto county = load_county(folder_);
    EXPECT_TRUE(county.ok());
    return load_network(folder_, county.value());
  }
  /// The one fault of the text with `from` put otherwise.
  [[nodiscard]] std::string fault(std::string_view from, std::string_view to) const {
    const auto loaded = load(replaced(sound, from, to));
    return loaded.ok() ? "" : to_string(loaded.error());
  }
};

TEST_F(NetworkFile, IsReadWhole) {
  const auto loaded = load(sound);
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  const Network& n = loaded->value();
  EXPECT_EQ(n.years, (std::vector<std::uint16_t>{2020, 2030}));
  ASSERT_EQ(n.areas.size(), 1U);
  EXPECT_EQ(n.areas[0].years[0].ages, (std::vector<double>{60, 40}));
  EXPECT_EQ(n.areas[0].years[1].ages, (std::vector<double>{60, 60}));
  EXPECT_NEAR(n.areas[0].centre.north, 11.12, 0.01) << "a tenth of a degree";
  EXPECT_NEAR(n.areas[0].centre.east, 0, 1e-9);
  EXPECT_EQ(n.points[0].at, (Spot{1, -2.5}));
  EXPECT_EQ(n.points[0].terms.rooms, 3);
  EXPECT_EQ(n.ages[0].longest_km[0], 50);
  EXPECT_FALSE(n.ages[0].longest_km[1]);
  EXPECT_EQ(n.known[0].minutes[1], 12.5);
  EXPECT_FALSE(n.known[0].minutes[0]);
  EXPECT_EQ(n.services[0].visits, (std::vector<double>{1.5, 3}));
}

TEST_F(NetworkFile, ACountyMayHaveNone) {
  const auto county = load_county(folder_);
  const auto loaded = load_network(folder_, county.value());
  ASSERT_TRUE(loaded.ok());
  EXPECT_FALSE(loaded->has_value());
}

TEST_F(NetworkFile, FaultsNameFileLineAndReason) {
  for (const auto& [from, to, told] : std::vector<std::array<std::string, 3>>{
           {"detour = 1.5", "detour = 0.5", "network.toml:4:10: 'detour' must be a number from 1 to 5"},
           {"detour = 1.5", "detour = nan", "'detour' must be a number from 1 to 5"},
           {"within = [15, 30]", "within = [30, 15]", "'within' is two rising numbers"},
           {"code = \"walk\"", "code = \"car\"", "the mode 'car' is there twice"},
           {"code = \"walk\"", "code = \"Walk\"", "'code' has small letters"},
           {"from = 65", "from = 0", "ages rise"},
           {"from = 0", "from = 1", "the first age is from 0"},
           {"modes = [\"walk\"]", "modes = [\"wal\"]", "unknown mode 'wal'; did you mean 'walk'?"},
           {"modes = [\"walk\"]", "modes = [\"car\"]", "those without a car have no way to travel far"},
           {"modes = [\"walk\"]", "modes = [\"walk\", \"walk\"]", "'walk' is named twice"},
           {"young = 1.5, old = 3", "young = 1.5", "key 'old' is missing"},
           {"young = 1.5, old = 3", "young = 1.5, old = 3, odl = 3", "unknown key 'odl'"},
           {"digital = { young = 0.2", "digital = { young = 1.2", "'young' must be a number from 0 to 1"},
           {"area]]\ncode = \"north\"", "area]]\ncode = \"south\"", "the county has no area 'south'"},
           {"lat = 60.1", "", "key 'lat' is missing"},
           {"languages = { one = 120 }", "languages = { one = 121 }",
            "there are 120 residents by age and 121 by language"},
           {"year = 2030", "year = 2020", "the residents of 'north' in 2020 are there twice"},
           {"unit = \"station\"", "unit = \"staton\"", "the county has no unit 'staton'"},
           {"services = [\"nurse\"]", "services = []", "'services' is empty"},
           {"days = 5\nhours_a_day = 8\nrooms = 3", "days = 6\nhours_a_day = 8\nrooms = 3",
            "'days' must be a number from 0.25 to 5"},
           {"walk = 12.5", "", "no minutes by any mode"},
           {"walk = 12.5", "bike = 12.5", "unknown key 'bike'"},
       }) {
    EXPECT_NE(fault(from, to).find(told), std::string::npos) << to << ": " << fault(from, to);
  }
  const std::string lost = fault("[travel.origin]\nlon = 25.0\nlat = 60.0\n", "");
  EXPECT_NE(lost.find("need travel.origin"), std::string::npos) << lost;
}

TEST_F(NetworkFile, EveryAreaIsThereInEveryYear) {
  write("network.toml", sound);
  const auto without = load(replaced(sound, "[[area]]\ncode = \"north\"\nlon = 25.0\nlat = 60.1\n", ""));
  ASSERT_FALSE(without.ok());
  EXPECT_NE(to_string(without.error()).find("the county's area 'north' is missing"), std::string::npos);
}

TEST(NetworkContent, TheDemoCountysSumsAreTheRealOnes) {
  const std::filesystem::path pack = std::filesystem::path(VUORO_SOURCE_DIR) / "content" / "vantaa-kerava";
  const auto county = load_county(pack);
  ASSERT_TRUE(county.ok());
  const auto loaded = load_network(pack, county.value());
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  const Network& n = loaded->value();
  const auto sum = [&](std::size_t year, std::optional<std::size_t> age,
                       std::optional<std::size_t> language) {
    double all = 0;
    for (const Network::Area& area : n.areas) {
      const Network::Residents& r = area.years[year];
      if (language)
        all += r.languages[*language];
      else if (age)
        all += r.ages[*age];
      else
        for (const double k : r.ages) all += k;
    }
    return all;
  };
  EXPECT_EQ(n.years.front(), 2018);
  EXPECT_EQ(n.years.back(), 2030);
  EXPECT_EQ(sum(0, {}, {}), 264'420) << "S-249";
  EXPECT_EQ(sum(1, {}, {}), 300'246) << "S-249";
  EXPECT_EQ(sum(0, 0, {}), 54'500) << "S-251";
  EXPECT_EQ(sum(0, 3, {}), 15'865) << "S-252";
  EXPECT_EQ(sum(0, {}, 1), 43'894) << "S-253: 16.6 %";
  for (std::size_t a = 0; a < n.areas.size(); ++a) {
    double here = 0;
    for (const double k : n.areas[a].years[0].ages) here += k;
    EXPECT_EQ(here, county->areas[a].residents) << n.areas[a].code;
  }
}

}  // namespace
}  // namespace vuoro::content
