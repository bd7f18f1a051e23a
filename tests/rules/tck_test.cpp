#include <gtest/gtest.h>

#include <filesystem>

#include "rules/cases.hpp"
#include "rules/json.hpp"

namespace vuoro::rules {
namespace {

/// The conformance kit's level 2, all of it.
TEST(Tck, LevelTwo) {
  const std::filesystem::path kit =
      std::filesystem::path(VUORO_SHARED_DIR) / "data/dmn-tck/compliance-level-2";
  if (!std::filesystem::is_directory(kit)) GTEST_SKIP() << "the conformance kit is not at " << kit;
  const auto report = run_cases(kit);
  ASSERT_TRUE(report.ok()) << report.error().what;
  EXPECT_TRUE(report->faults.empty());
  EXPECT_GT(report->results.size(), 100U);
  for (const CaseResult& r : report->results) {
    EXPECT_TRUE(r.passed) << r.file << " case " << r.test_case << ", " << r.decision << ": expected "
                          << to_json(r.expected) << ", got " << to_json(r.got) << " " << r.why;
  }
}

}  // namespace
}  // namespace vuoro::rules
