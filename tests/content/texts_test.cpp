#include "content/texts.hpp"

#include <gtest/gtest.h>

#include "content/expected_errors.hpp"
#include "promises/evaluate.hpp"

namespace vuoro::content {
namespace {

namespace fs = std::filesystem;

TEST(Texts, EveryFaultIsRefusedOnItsLine) {
  for (const fs::path& folder : files_in(broken / "texts")) {
    SCOPED_TRACE(folder.filename());
    auto loaded = Texts::load(folder);
    if (folder.filename() == "sound") {
      EXPECT_TRUE(loaded.ok());
      continue;
    }
    ASSERT_FALSE(loaded.ok());
    if (folder.filename() == "no-swedish") {
      EXPECT_EQ(loaded.error().at(0).file, "no-swedish/sv.toml");
      continue;
    }
    for (const char* const name : {"fi.toml", "sv.toml", "en.toml"}) {
      const std::vector<Expected> expected = expected_errors(folder / name);
      if (!expected.empty()) {
        expect_errors(loaded.error(), expected, folder.filename().string() + "/" + name);
      }
    }
  }
}

TEST(Texts, ArgumentsAndPlurals) {
  const Texts texts = std::move(Texts::load(broken / "texts" / "sound")).value();
  EXPECT_EQ(texts.text(Language::fi, "greeting", {{"name", "Aino"}}), "Hei Aino");
  EXPECT_EQ(texts.text(Language::en, "greeting", {{"name", "{n} {name}"}}), "Hello {n} {name}")
      << "a value is never looked at again";
  EXPECT_EQ(texts.text(Language::sv, "greeting"), "Hej {name}") << "a missing value shows";
  EXPECT_EQ(texts.text(Language::sv, "no.such"), "[no.such]") << "a missing key shows";
  EXPECT_EQ(texts.count(Language::fi, "days", 1), "1 päivä");
  EXPECT_EQ(texts.count(Language::fi, "days", 0), "0 päivää");
  EXPECT_EQ(texts.count(Language::sv, "days", 14), "14 dagar");
  EXPECT_TRUE(texts.has("days.one"));
  EXPECT_FALSE(texts.has("days"));
}

class ShippedTexts : public testing::Test {
 protected:
  ShippedTexts() {
    auto loaded = Texts::load(fs::path{VUORO_SOURCE_DIR} / "content" / "texts" / "promises");
    if (!loaded) throw std::runtime_error(to_string(loaded.error()));
    texts_ = std::move(loaded).value();
  }

  template <class E>
  void expect_words(const std::string& prefix) const {
    for (const std::string_view word : promises::words_of<E>()) {
      EXPECT_TRUE(texts_.has(prefix + std::string{word})) << prefix << word;
    }
  }

  Texts texts_;
};

TEST_F(ShippedTexts, EveryWordOfTheRulesHasAText) {
  expect_words<promises::Trigger>("trigger.");
  expect_words<promises::Fact>("fact.");
  expect_words<promises::Domain>("domain.");
  expect_words<promises::Reason>("reason.");
  expect_words<promises::Kind>("kind.");
  expect_words<promises::Confidence>("conf.");
  expect_words<promises::Assumption>("assumed.");
  for (const char* const unit : {"calendar_day", "working_day", "school_working_day", "week", "month"}) {
    EXPECT_TRUE(texts_.has(std::string{"limit."} + unit + ".one")) << unit;
  }
}

}  // namespace
}  // namespace vuoro::content
