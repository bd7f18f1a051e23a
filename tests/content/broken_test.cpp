#include <gtest/gtest.h>

#include <fstream>

#include "content/expected_errors.hpp"
#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"

namespace vuoro::content {
namespace {

namespace fs = std::filesystem;

/// A content root of one pack, made of sound files of tests/content/broken, in a folder of its own.
class Pack {
 public:
  Pack() : root_(fs::temp_directory_path() / ("vuoro-pack-" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(dir() / "promises");
    std::ofstream{dir() / "pack.toml"} << "name = \"county\"\n";
    put(broken / "rules" / "sound.toml", "promises/rules.toml");
    put(broken / "counting" / "sound.toml", "counting.toml");
    put(broken / "holidays" / "sound.toml", "holidays.toml");
    put(broken / "schools" / "sound.toml", "school-calendar.toml");
  }
  ~Pack() { fs::remove_all(root_); }
  Pack(const Pack&) = delete;
  Pack& operator=(const Pack&) = delete;

  void put(const fs::path& from, const std::string& as) {
    fs::copy_file(from, dir() / as, fs::copy_options::overwrite_existing);
  }
  [[nodiscard]] fs::path dir() const { return root_ / "county"; }

 private:
  fs::path root_;
};

ContentErrors rule_errors(const fs::path& dir) {
  auto loaded = load_rules(dir);
  return loaded.ok() ? ContentErrors{} : std::move(loaded).error();
}

ContentErrors calendar_errors(const fs::path& dir) {
  auto loaded = load_calendar(dir);
  return loaded.ok() ? ContentErrors{} : std::move(loaded).error();
}

TEST(Broken, EveryRuleFaultIsRefusedOnItsLine) {
  for (const fs::path& file : files_in(broken / "rules")) {
    SCOPED_TRACE(file.filename());
    Pack pack;
    pack.put(file, "promises/rules.toml");
    const std::vector<Expected> expected = expected_errors(file);
    EXPECT_EQ(expected.empty(), file.stem() == "sound");
    expect_errors(rule_errors(pack.dir()), expected, "county/promises/rules.toml");
  }
}

TEST(Broken, EveryCalendarFaultIsRefusedOnItsLine) {
  const struct {
    const char* folder;
    const char* name;
  } kinds[] = {
      {"counting", "counting.toml"}, {"holidays", "holidays.toml"}, {"schools", "school-calendar.toml"}};
  for (const auto& kind : kinds) {
    for (const fs::path& file : files_in(broken / kind.folder)) {
      SCOPED_TRACE(file.filename());
      Pack pack;
      pack.put(file, kind.name);
      const std::vector<Expected> expected = expected_errors(file);
      EXPECT_EQ(expected.empty(), file.stem() == "sound");
      expect_errors(calendar_errors(pack.dir()), expected, std::string{"county/"} + kind.name);
    }
  }
}

TEST(Broken, PacksNameWhatIsWrong) {
  for (const char* const name : {"outside", "absolute", "unknown-include"}) {
    const fs::path pack = broken / "packs" / name / "county";
    const ContentErrors errors = rule_errors(pack);
    ASSERT_FALSE(errors.empty()) << name;
    const std::vector<Expected> expected = expected_errors(pack / "pack.toml");
    EXPECT_EQ(errors.front().file, "county/pack.toml") << name;
    EXPECT_EQ(errors.front().line, 2) << name;
    EXPECT_NE(errors.front().reason.find(expected.front().part), std::string::npos) << to_string(errors);
  }
  const auto first = [](const fs::path& pack) { return rule_errors(pack).at(0); };
  EXPECT_EQ(first(broken / "packs" / "no-pack-file" / "county").file, "county/pack.toml");
  EXPECT_NE(first(broken / "packs" / "no-pack-file" / "county").reason.find("cannot be read"),
            std::string::npos);
  EXPECT_NE(first(broken / "packs" / "no-name" / "county").reason.find("key 'name' is missing"),
            std::string::npos);
  EXPECT_NE(first(broken / "packs" / "nowhere").reason.find("there is no pack folder"), std::string::npos);
  const ContentErrors other = rule_errors(broken / "packs" / "other-file" / "county");
  EXPECT_NE(to_string(other).find("county/promises/rules.tml: only .toml files belong"), std::string::npos);
  EXPECT_NE(to_string(other).find("no pack has a counting.toml"), std::string::npos);
}

TEST(Broken, PacksThatIncludeEachOtherLoadOnce) {
  auto loaded = load_rules(broken / "packs" / "circle" / "county/");
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
  EXPECT_EQ(loaded->rules().size(), 1U);
  EXPECT_EQ(loaded->name(), "county");
}

TEST(Broken, StrangeFilesAreRefusedAndNothingCrashes) {
  const std::string deep = "a = " + std::string(100'000, '[');
  const struct {
    std::string text;
    const char* why;
  } rows[] = {
      {std::string("a = \"\0\"", 7), "a NUL"},
      {"\xff\xfe a = 1", "not UTF-8"},
      {deep, "nested 100 000 deep"},
      {"a = 1e999999", "a huge number"},
      {"= 1", "no key"},
      {std::string(9U << 20U, '#'), "9 MB"},
      {"rule = 1", "not a list"},
      {"rule = [1]", "not tables"},
  };
  for (const auto& row : rows) {
    Pack pack;
    std::ofstream{pack.dir() / "promises" / "rules.toml", std::ios::binary} << row.text;
    EXPECT_FALSE(rule_errors(pack.dir()).empty()) << row.why;
  }
}

TEST(Errors, AsOneError) {
  const ContentErrors errors{{"law/a.toml", 3, 5, "first"}, {"law/b.toml", 0, 0, "second"}};
  EXPECT_EQ(to_string(errors), "law/a.toml:3:5: first\nlaw/b.toml: second\n");
  const Error one = as_error(errors);
  EXPECT_EQ(one.code, "content-refused");
  EXPECT_EQ(one.where, "law/a.toml:3");
}

}  // namespace
}  // namespace vuoro::content
