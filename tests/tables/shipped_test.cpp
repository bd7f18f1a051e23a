#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "tables/bundle.hpp"
#include "tables/cases.hpp"

namespace vuoro::tables::testing {
namespace {

namespace fs = std::filesystem;
const fs::path county = fs::path{VUORO_SOURCE_DIR} / "content/vantaa-kerava";

const Places& real_places() {
  static const Places places = [] {
    const auto loaded = content::load_county(county);
    EXPECT_TRUE(loaded.ok());
    return Places::of(*loaded);
  }();
  return places;
}

TEST(Shipped, EveryRowOfEveryTableHasACaseAndEveryCaseHolds) {
  const auto bundles = read_folder(county / "tables");
  ASSERT_TRUE(bundles.ok()) << bundles.error().front().text();
  std::map<Kind, std::size_t> kinds;
  for (const NamedBundle& one : *bundles) {
    const auto read = Table::read(one.code, one.bundle, real_places());
    ASSERT_TRUE(read.ok()) << one.code << ": " << read.error().front().text();
    EXPECT_TRUE(read->warnings().empty()) << one.code << ": " << read->warnings().front().text();
    ++kinds[read->kind()];
    const CaseRun run = run_cases(*read);
    for (const CaseResult& result : run.cases)
      EXPECT_TRUE(result.passed) << one.code << ": " << result.name << ": " << result.why;
    for (const std::uint32_t row : run.uncovered)
      ADD_FAILURE() << one.code << ": no case reaches row " << row;
  }
  EXPECT_GE(kinds[Kind::criterion], 5U);
  EXPECT_GE(kinds[Kind::routing], 1U);
  EXPECT_GE(kinds[Kind::group], 4U);
  EXPECT_GE(kinds[Kind::segment], 1U);
}

/// A folder that goes away.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "vuoro-tables-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  void write(const fs::path& file, const std::string& text) const {
    fs::create_directories((path / file).parent_path());
    std::ofstream(path / file) << text;
  }
  fs::path path;
};

TEST(Shipped, AFolderSaysWhichFileCannotBeRead) {
  const Scratch scratch;
  EXPECT_TRUE(bundle_folders(scratch.path / "nothing").empty());
  EXPECT_TRUE(read_folder(scratch.path / "nothing").ok()) << "a county without tables has none";
  scratch.write("one/about.json", "{");
  scratch.write("one/cases.json", R"({"cases": [], "more": 1})");
  scratch.write("Two/about.json", "{}");
  scratch.write("Two/cases.json", R"({"cases": []})");
  scratch.write("Two/table.dmn", "");
  const auto refused = read_folder(scratch.path);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(bundle_folders(scratch.path).size(), 2U);
  EXPECT_EQ(read_bundle(scratch.path / "Two").error().size(), 1U);
  std::string all;
  for (const Flaw& flaw : refused.error()) all += flaw.text() + "\n";
  for (const char* expected : {"one/about.json: not JSON", "one/table.dmn: there is no such file",
                               "one/cases.json.more: is no key", "Two: a table's folder is called"})
    EXPECT_NE(all.find(expected), std::string::npos) << expected << " in\n" << all;
}

}  // namespace
}  // namespace vuoro::tables::testing
