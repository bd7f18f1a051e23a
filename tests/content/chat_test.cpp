// chat.toml: opening hours, silence, ready answers.
#include <gtest/gtest.h>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

constexpr std::string_view sound = R"([chat]
team = "desk"
abandoned_after_minutes = 7
most_per_professional = 3
[[hours]]
days = ["mon", "fri"]
from = "08:00"
until = "16:30"
[[hours]]
days = ["mon"]
from = "17:00"
until = "24:00"
[[answer]]
code = "hello"
text = { fi = "Hei", sv = "Hej", en = "Hello" }
)";

class ChatFile : public SmallCounty {
 protected:
  [[nodiscard]] Result<County, ContentErrors> load(std::string_view text) const {
    return load_with("chat.toml", text);
  }
};

TEST_F(ChatFile, ASoundFileLoads) {
  const auto county = load(sound);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  ASSERT_TRUE(county->chat);
  EXPECT_EQ(county->chat->team, "desk");
  EXPECT_EQ(county->chat->abandoned_after_minutes, 7);
  EXPECT_EQ(county->chat->most_per_professional, 3);
  EXPECT_FALSE(county->chat->on_holidays);
  ASSERT_EQ(county->chat->hours.size(), 2U);
  EXPECT_EQ(county->chat->hours[0].days, (std::vector<std::uint8_t>{1, 5}));
  EXPECT_EQ(county->chat->hours[0].until, 16 * 3600 + 1800);
  EXPECT_EQ(county->chat->hours[1].until, 24 * 3600);
  ASSERT_EQ(county->chat->answers.size(), 1U);
  EXPECT_EQ(county->chat->answers[0].text[1], "Hej");
}

TEST_F(ChatFile, WithoutOneThereIsNoChat) {
  const auto county = load_county(folder_);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_FALSE(county->chat);
}

TEST_F(ChatFile, EveryFaultIsNamedWithItsPlace) {
  const struct {
    const char* why;
    std::string_view from, to, place, reason;
  } cases[] = {
      {"a misspelt key", "most_per_professional", "most_per_profesional", "chat.toml:4:", "did you mean"},
      {"a team that is not there", "team = \"desk\"", "team = \"dsk\"", "chat.toml:2:", "unknown team 'dsk'"},
      {"silence of no time", "= 7", "= 0", "chat.toml:3:", "whole number from 1 to 240"},
      {"no chats at all", "= 3", "= 0", "chat.toml:4:", "whole number from 1 to 20"},
      {"a day nobody knows", "\"fri\"", "\"fir\"", "chat.toml:6:", "did you mean 'fri'?"},
      {"never open", "days = [\"mon\", \"fri\"]", "days = []", "chat.toml:6:", "'days' is empty"},
      {"no time of day", "\"08:00\"", "\"8\"", "chat.toml:7:", "time of day like"},
      {"closes before it opens", "\"16:30\"", "\"07:30\"", "chat.toml:5:", "closes before it opens"},
      {"open twice at once", "\"17:00\"", "\"16:00\"", "chat.toml:9:", "overlap"},
      {"an answer in two languages", ", en = \"Hello\"", "", "chat.toml:15:", "'en' is missing"},
      {"two answers of one name", "[[answer]]",
       "[[answer]]\ncode = \"hello\"\ntext = { fi = \"A\", sv = \"A\", en = \"A\" }\n[[answer]]",
       "chat.toml:17:", "the answer 'hello' is there already"},
      {"no [chat]", "[chat]", "[cat]", "chat.toml:1:", "did you mean 'chat'?"},
  };
  for (const auto& c : cases) {
    const auto county = load(replaced(sound, c.from, c.to));
    ASSERT_FALSE(county.ok()) << c.why;
    const std::string told = to_string(county.error());
    EXPECT_NE(told.find(c.place), std::string::npos) << c.why << "\n" << told;
    EXPECT_NE(told.find(c.reason), std::string::npos) << c.why << "\n" << told;
  }
  EXPECT_FALSE(load("hours = 1").ok());
}

}  // namespace
}  // namespace vuoro::content
