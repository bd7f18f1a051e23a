// telephone.toml: tries, exchanges and lines.
#include <gtest/gtest.h>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

constexpr std::string_view sound = R"([callback]
tries = 3
gap_minutes = 30
from = "08:00"
until = "15:30"
days = ["mon", "fri"]
after_last = "letter"
[events]
ahead_seconds = 60
oldest_hours = 24
[[exchange]]
code = "main"
[[line]]
code = "advice"
name = { fi = "Neuvonta", sv = "Rådgivning", en = "Advice" }
team = "desk"
)";

class TelephoneFile : public SmallCounty {
 protected:
  [[nodiscard]] Result<County, ContentErrors> load(std::string_view text) const {
    return load_with("telephone.toml", text);
  }
};

TEST_F(TelephoneFile, ASoundFileLoads) {
  const auto county = load(sound);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  const Telephone& t = county->telephone.value();
  EXPECT_EQ(t.tries, 3);
  EXPECT_EQ(t.gap_minutes, 30);
  EXPECT_EQ(t.from, 8 * 3600);
  EXPECT_EQ(t.until, 15 * 3600 + 1800);
  EXPECT_EQ(t.days, (std::vector<std::uint8_t>{1, 5}));
  EXPECT_EQ(t.after, "letter");
  EXPECT_EQ(t.ahead_seconds, 60U);
  EXPECT_EQ(t.oldest_hours, 24);
  EXPECT_EQ(t.exchanges, std::vector<std::string>{"main"});
  EXPECT_EQ(t.lines.at(0).team, "desk");
}

TEST_F(TelephoneFile, WithoutItThereIsNoTelephone) {
  const auto county = load_county(folder_);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_FALSE(county->telephone);
}

TEST_F(TelephoneFile, EveryFaultIsNamedWithItsLine) {
  const struct {
    std::string_view from, to;
    int line;
    std::string_view part;
  } faults[] = {
      {"tries = 3", "tries = 0", 2, "tries"},
      {"tries = 3", "tries = 3\ngap_minuts = 5", 3, "did you mean 'gap_minutes'"},
      {"gap_minutes = 30\n", "", 1, "gap_minutes"},
      {"gap_minutes = 30", "gap_minutes = 1441", 3, "gap_minutes"},
      {"\"08:00\"", "\"8\"", 4, "time of day"},
      {"\"15:30\"", "\"07:30\"", 5, "not after"},
      {"\"fri\"]", "\"friday\"]", 6, "friday"},
      {"days = [\"mon\", \"fri\"]", "days = []", 6, "days"},
      {"\"letter\"", "\"silence\"", 7, "silence"},
      {"ahead_seconds = 60", "ahead_seconds = 7200", 9, "ahead_seconds"},
      {"oldest_hours = 24", "oldest_hours = 0", 10, "oldest_hours"},
      {"code = \"main\"", "code = \"Main Exchange\"", 12, "code"},
      {"code = \"main\"", "code = \"main\"\nsecret = \"x\"", 13, "unknown key"},
      {"team = \"desk\"", "team = \"nobody\"", 16, "nobody"},
      {"sv = \"Rådgivning\", ", "", 15, "sv"},
  };
  for (const auto& fault : faults) {
    std::string text(sound);
    const auto at = text.find(fault.from);
    ASSERT_NE(at, std::string::npos) << fault.from;
    text.replace(at, fault.from.size(), fault.to);
    const auto county = load(text);
    ASSERT_FALSE(county.ok()) << fault.to;
    EXPECT_EQ(county.error().size(), 1U) << to_string(county.error());
    const ContentError& error = county.error().front();
    EXPECT_EQ(error.file, "small/telephone.toml");
    EXPECT_EQ(error.line, fault.line) << error.reason;
    EXPECT_NE(error.reason.find(fault.part), std::string::npos) << error.reason;
  }
}

TEST_F(TelephoneFile, ALineTwiceIsRefused) {
  const auto county = load(std::string(sound) + R"([[line]]
code = "advice"
name = { fi = "A", sv = "B", en = "C" }
team = "desk"
)");
  ASSERT_FALSE(county.ok());
  EXPECT_NE(county.error().front().reason.find("advice"), std::string::npos);
}

TEST_F(TelephoneFile, TheCountysOwnFileIsSound) {
  const auto county = load_county(std::filesystem::path{VUORO_SOURCE_DIR} / "content" / "vantaa-kerava");
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_GE(county->telephone.value().lines.size(), 2U);
}

}  // namespace
}  // namespace vuoro::content
