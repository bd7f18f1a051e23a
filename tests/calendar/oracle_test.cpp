// Every day against independent calendars: see tests/web-oracle/README.md.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

#include "calendar/holidays.hpp"
#include "calendar/print.hpp"
#include "calendar/zone.hpp"

namespace vuoro::calendar {
namespace {

const std::filesystem::path oracle_dir = std::filesystem::path{VUORO_SOURCE_DIR} / "tests" / "web-oracle";

std::string run(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{popen(command.c_str(), "r"), pclose};
  std::string output;
  std::array<char, 65'536> buffer{};
  while (const std::size_t n = pipe ? std::fread(buffer.data(), 1, buffer.size(), pipe.get()) : 0) {
    output.append(buffer.data(), n);
  }
  return output;
}

/// What the script prints: from the file that the variable names, or by running it.
std::optional<std::string> oracle(const char* variable, const std::string& script) {
  if (const char* const file = std::getenv(variable)) {
    std::stringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
  }
  if (!std::filesystem::exists(oracle_dir / "node_modules" / "date-holidays")) return std::nullopt;
  return run("node '" + (oracle_dir / script).string() + "'");
}

constexpr const char* how_to =
    "no tests/web-oracle/node_modules: run `npm ci` in tests/web-oracle to compare";

Day day_in(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  EXPECT_EQ(std::sscanf(text.c_str(), "%d-%u-%u", &year, &month, &day), 3) << text;
  return day_of(year, month, day);
}

TEST(Oracle, EveryHoliday1992To2100EqualsDateHolidays) {
  const std::optional<std::string> text = oracle("VUORO_HOLIDAY_ORACLE", "holidays.mjs");
  if (!text) GTEST_SKIP() << how_to;
  std::set<Day> expected;
  std::istringstream lines{*text};
  for (std::string line; std::getline(lines, line);) expected.insert(day_in(line));
  ASSERT_GT(expected.size(), 1300U) << "the oracle printed too little";
  const Calendar calendar = Calendar::finnish();
  for (Day day = first_known_day; day <= last_known_day; day = day + 1) {
    ASSERT_EQ(calendar.is_public_holiday(day), expected.contains(day)) << testing::PrintToString(day);
  }
}

TEST(Oracle, EveryOffset1992To2106EqualsNodesZoneData) {
  const std::optional<std::string> text = oracle("VUORO_OFFSET_ORACLE", "offsets.mjs");
  if (!text) GTEST_SKIP() << how_to;
  std::istringstream lines{*text};
  int days = 0;
  std::string date;
  for (int before = 0, after = 0; lines >> date >> before >> after; ++days) {
    const std::int64_t midnight = std::int64_t{day_in(date).n} * seconds_per_day;
    ASSERT_EQ(second_of_day({midnight + 30 * 60}) / 3600, before) << date;
    ASSERT_EQ(second_of_day({midnight + 90 * 60}) / 3600, after) << date;
  }
  ASSERT_EQ(days, day_of(2107, 1, 1) - day_of(1992, 1, 1));
}

}  // namespace
}  // namespace vuoro::calendar
