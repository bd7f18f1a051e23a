#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "content/county.hpp"

namespace vuoro::content {

/// The text with its first `from` put otherwise; the test fails when there is none.
inline std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  const auto at = out.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? out : out.replace(at, from.size(), to);
}

/// A folder with a county of one unit, team, area and service, to which a test adds a file of its own.
class SmallCounty : public testing::Test {
 protected:
  SmallCounty() {
    const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
    place_ = std::filesystem::temp_directory_path() /
             ("vuoro-" + std::string(test.test_suite_name()) + "-" + std::string(test.name()));
    folder_ = place_ / "small";
    std::filesystem::remove_all(place_);
    std::filesystem::create_directories(folder_);
    write("county.toml", R"([county]
code = "small"
name = { fi = "Pieni", sv = "Liten", en = "Small" }
default_team = "desk"
contact_domains = ["health"]
[[unit]]
code = "station"
name = { fi = "Asema", sv = "Station", en = "Station" }
address = { fi = "Tie 1", sv = "Vägen 1", en = "Road 1" }
[[team]]
code = "desk"
name = { fi = "Neuvonta", sv = "Rådgivning", en = "Desk" }
unit = "station"
domains = ["health"]
phone = "09 000 0000"
hours = { fi = "8–16", sv = "8–16", en = "8–16" }
[[area]]
code = "north"
name = { fi = "Pohjoinen", sv = "Norr", en = "North" }
)");
    write("services.toml", R"([[service]]
code = "nurse"
name = { fi = "Hoitaja", sv = "Skötare", en = "Nurse" }
domain = "health"
on_done = ["visit_realised"]
debt = "care"
minutes = 30
modes = ["visit"]
professions = ["nurse"]
)");
  }
  ~SmallCounty() override { std::filesystem::remove_all(place_); }

  void write(const char* name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] Result<County, ContentErrors> load_with(const char* name, std::string_view text) const {
    write(name, text);
    return load_county(folder_);
  }

  std::filesystem::path folder_;

 private:
  std::filesystem::path place_;
};

}  // namespace vuoro::content
