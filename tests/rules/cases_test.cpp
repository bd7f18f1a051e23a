#include "rules/cases.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "rules/json.hpp"

namespace vuoro::rules {
namespace {

const std::filesystem::path data = std::filesystem::path(VUORO_SOURCE_DIR) / "tests/rules/data";

std::string text_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A copy of the example whose files may be changed.
std::filesystem::path copy(const std::string& name) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / name;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    std::filesystem::copy(entry.path(), folder / entry.path().filename());
  }
  return folder;
}

void replace(const std::filesystem::path& file, const std::string& from, const std::string& to) {
  std::string text = text_of_file(file);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, from.size(), to);
  std::ofstream(file, std::ios::binary) << text;
}

TEST(Cases, TheExampleIsSoundPassesAndCoversEveryRow) {
  const auto report = run_cases(data);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->passed(), report->results.size());
  EXPECT_EQ(report->results.size(), 4U);
  for (const UncoveredRow& row : report->uncovered) ADD_FAILURE() << row.table << " row " << row.row;
  for (const Finding& finding : report->findings) ADD_FAILURE() << finding.text();
}

TEST(Cases, AChangedCriterionFailsItsCase) {
  const auto folder = copy("vuoro-changed");
  replace(folder / "transport-support.dmn", "&lt;= 4", "&lt;= 3");
  const auto report = run_cases(folder);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->passed(), 3U);
  const auto& failed = report->results[2];
  EXPECT_EQ(failed.test_case, "003");
  EXPECT_EQ(to_json(failed.got), "null");
  EXPECT_EQ(report->findings.size(), 1U) << "a gap between 3 and 4";
}

TEST(Cases, ARowWithoutACaseIsNamed) {
  const auto folder = copy("vuoro-uncovered");
  replace(folder / "transport-support-cases.xml", "<value xsi:type=\"xsd:decimal\">5</value>",
          "<value xsi:type=\"xsd:decimal\">1</value>");
  const auto report = run_cases(folder);
  ASSERT_TRUE(report.ok());
  ASSERT_EQ(report->uncovered.size(), 1U);
  EXPECT_EQ(report->uncovered[0].row, 4U);
  EXPECT_NE(report->uncovered[0].table.find("Where to next"), std::string::npos);
}

TEST(Cases, BrokenFilesAreNamed) {
  const auto folder = copy("vuoro-broken");
  std::ofstream(folder / "z.xml") << "<testCases><";
  replace(folder / "transport-support.dmn", "</definitions>", "");
  const auto report = run_cases(folder);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->faults.size(), 2U);
  EXPECT_FALSE(run_cases(folder / "nowhere").ok());
}

}  // namespace
}  // namespace vuoro::rules
