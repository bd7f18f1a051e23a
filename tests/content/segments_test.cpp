// segments.toml: axes of the form, segments and what each changes.
#include <gtest/gtest.h>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

constexpr std::string_view sound = R"(form = "form.json"
[[axis]]
code = "tangle"
name = { fi = "a", sv = "b", en = "c" }
[[segment]]
code = "light"
name = { fi = "a", sv = "b", en = "c" }
about = { fi = "a", sv = "b", en = "c" }
path = { fi = "a", sv = "b", en = "c" }
review_months = 12
[[segment]]
code = "wide"
name = { fi = "a", sv = "b", en = "c" }
about = { fi = "a", sv = "b", en = "c" }
path = { fi = "a", sv = "b", en = "c" }
review_months = 3
own_contact = true
services = ["nurse"]
facts = ["incomplete"]
)";

class SegmentsFile : public SmallCounty {
 protected:
  [[nodiscard]] Result<County, ContentErrors> load(std::string_view text) const {
    return load_with("segments.toml", text);
  }
};

TEST_F(SegmentsFile, ASoundFileLoads) {
  const auto county = load(sound);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  ASSERT_TRUE(county->segments);
  EXPECT_EQ(county->segments->form, "form.json");
  ASSERT_EQ(county->segments->axes.size(), 1U);
  ASSERT_EQ(county->segments->segments.size(), 2U);
  const Segments::Segment& wide = county->segments->segments[1];
  EXPECT_TRUE(wide.own_contact);
  EXPECT_FALSE(county->segments->segments[0].own_contact);
  EXPECT_EQ(wide.review_months, 3);
  EXPECT_EQ(wide.services, (std::vector<std::string>{"nurse"}));
  EXPECT_TRUE(wide.facts.has(promises::Fact::incomplete));
}

TEST_F(SegmentsFile, WithoutOneNobodyIsSegmented) {
  const auto county = load_county(folder_);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_FALSE(county->segments);
}

TEST_F(SegmentsFile, EveryFaultIsNamedWithItsPlace) {
  const struct {
    const char* why;
    std::string_view from, to, place, reason;
  } cases[] = {
      {"a misspelt key", "own_contact", "own_contct", "segments.toml:17:", "did you mean"},
      {"a service that is not there", "\"nurse\"", "\"nurce\"",
       "segments.toml:18:", "unknown service 'nurce'"},
      {"a type of time that is not there", "services = [\"nurse\"]", "slot_types = [\"none-such\"]",
       "segments.toml:18:", "unknown type of time 'none-such'"},
      {"no review", "review_months = 3", "review_months = 0",
       "segments.toml:16:", "whole number from 1 to 24"},
      {"an axis that is no name in expressions", "\"tangle\"", "\"tan-gle\"",
       "segments.toml:2:", "has no '-'"},
      {"an axis called as another input", "\"tangle\"", "\"age\"", "segments.toml:2:", "'age'"},
      {"the same segment twice", "code = \"wide\"", "code = \"light\"", "segments.toml:12:", "there already"},
      {"a form elsewhere", "\"form.json\"", "\"../form.json\"", "segments.toml:1:", "in the same folder"},
      {"a fact that follows", "\"incomplete\"", "\"own_contact_due\"",
       "segments.toml:11:", "own_contact = true"},
  };
  for (const auto& c : cases) {
    const auto county = load(replaced(sound, c.from, c.to));
    ASSERT_FALSE(county.ok()) << c.why;
    const std::string told = to_string(county.error());
    EXPECT_NE(told.find(c.place), std::string::npos) << c.why << ": " << told;
    EXPECT_NE(told.find(c.reason), std::string::npos) << c.why << ": " << told;
  }
}

}  // namespace
}  // namespace vuoro::content
