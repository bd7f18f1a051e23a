#include "net/json.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdlib>
#include <string>
#include <vector>

namespace vuoro::net {
namespace {

using namespace std::string_literals;

struct Bad {
  std::string text, code, why;
};

std::string repeat(const std::string& part, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += part;
  return all;
}

std::string members(int count) {
  std::string all = "{";
  for (int i = 0; i < count; ++i) all += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":0";
  return all + "}";
}

TEST(Json, RefusesWithItsReason) {
  const std::vector<Bad> table = {
      {"", "json-incomplete", "nothing"},
      {"  ", "json-incomplete", "blanks"},
      {repeat("[", 100'000), "json-too-deep", "a hundred thousand open brackets"},
      {repeat("{\"a\":", 100'000), "json-too-deep", "objects within objects"},
      {repeat("[", 33) + repeat("]", 33), "json-too-deep", "one level too many"},
      {"\xEF\xBB\xBF{}", "json-bom", "a byte order mark"},
      {"{} {}", "json-trailing", "two values"},
      {"{}x", "json-trailing", "rubbish after"},
      {"{}\0"s, "json-trailing", "NUL after"},
      {"\0{}"s, "json-syntax", "NUL before"},
      {"{", "json-incomplete", "cut"},
      {"\"a", "json-incomplete", "a cut string"},
      {"\"\\ud800\"", "json-surrogate", "a lone high surrogate"},
      {"\"\\udc00\"", "json-surrogate", "a lone low surrogate"},
      {"\"\\ud800\\u0041\"", "json-surrogate", "a high surrogate before a letter"},
      {"\"\\ud800\\ud800\"", "json-surrogate", "two high surrogates"},
      {"\"\xed\xa0\x80\"", "json-not-utf8", "a surrogate in UTF-8"},
      {"\"\xc0\xaf\"", "json-not-utf8", "an overlong slash"},
      {"\"\xe0\x80\xaf\"", "json-not-utf8", "overlong in three bytes"},
      {"\"\xf0\x80\x80\xaf\"", "json-not-utf8", "overlong in four bytes"},
      {"\"\xf4\x90\x80\x80\"", "json-not-utf8", "above U+10FFFF"},
      {"\"\xff\"", "json-not-utf8", "no UTF-8"},
      {"\"\xe2\x82", "json-not-utf8", "a cut character"},
      {"1e400", "json-number-range", "more than a double"},
      {"[-1e400]", "json-number-range", "less than a double"},
      {"1e99999999999", "json-number-range", "an exponent beyond all"},
      {"{\"a\":1,\"a\":2}", "json-duplicate-key", "the same key"},
      {"{\"a\":1,\"\\u0061\":2}", "json-duplicate-key", "the same key escaped"},
      {"{\"a\":1,\"b\":{},\"a\":{}}", "json-duplicate-key", "not side by side"},
      {"\"" + std::string(10'000'000, 'a') + "\"", "json-too-big", "ten megabytes"},
      {members(1'001), "json-too-many-members", "a thousand and one members"},
      {members(80'000), "json-too-many-members", "as many as a megabyte holds"},
      {"[0" + repeat(",0", 100'000) + "]", "json-too-many-values", "many values"},
      {"nul", "json-incomplete", "half a word"},
      {"nulx", "json-syntax", "a wrong word"},
      {"NaN", "json-syntax", "no number"},
      {"Infinity", "json-syntax", "no number either"},
      {"01", "json-trailing", "a leading zero"},
      {"+1", "json-syntax", "a plus"},
      {".5", "json-syntax", "no digit before the point"},
      {"1.", "json-syntax", "no digit after the point"},
      {"0x10", "json-trailing", "hexadecimal"},
      {"[1,]", "json-syntax", "a comma at the end"},
      {"{\"a\":1,}", "json-syntax", "a comma at the end of an object"},
      {"[1 2]", "json-syntax", "no comma"},
      {"{a:1}", "json-syntax", "a bare key"},
      {"{'a':1}", "json-syntax", "single quotes"},
      {"{\"a\" 1}", "json-syntax", "no colon"},
      {"[1]/*x*/", "json-trailing", "a comment"},
      {"//x\n1", "json-syntax", "a comment before"},
      {"\"a\nb\"", "json-syntax", "a raw line break in a string"},
      {"\"a\0b\""s, "json-syntax", "raw NUL in a string"},
      {"\"\\x41\"", "json-syntax", "an unknown escape"},
      {"\"\\u12g4\"", "json-syntax", "no hexadecimal digit"},
      {"\v1", "json-syntax", "a vertical tab is no blank"},
  };
  for (const Bad& bad : table) {
    const auto read = read_json(bad.text);
    ASSERT_FALSE(read.ok()) << bad.why;
    EXPECT_EQ(read.error().code, bad.code) << bad.why;
    EXPECT_LE(read.error().offset, bad.text.size()) << bad.why;
  }
}

TEST(Json, NamesTheDuplicate) {
  EXPECT_EQ(read_json("{\"a\":1,\"a\":2}").error().pointer, "/a");
  EXPECT_EQ(read_json("{\"x\":[1,[2],{\"~/\":1,\"~/\":2}]}").error().pointer, "/x/2/~0~1");
  EXPECT_EQ(read_json("{\"p\":{\"q\":{\"b\":1,\"c\":1,\"b\":1}}}").error().pointer, "/p/q/b");
  EXPECT_EQ(read_json("[{\"a\":1},{\"a\":1,\"\":2,\"\":3}]").error().pointer, "/1/");
}

TEST(Json, TakesWhatIsJson) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {" \t\r\n{ } \n", "{}"},
      {"null", "null"},
      {"[]", "[]"},
      {repeat("[", 32) + repeat("]", 32), repeat("[", 32) + repeat("]", 32)},
      {"{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}",
       "{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}"},
      {"{\"b\":1,\"a\":2}", "{\"b\":1,\"a\":2}"},
      {"\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\""},
      {"\"\\u0000\"", "\"\\u0000\""},
      {"\"\xef\xbb\xbf\"", "\"\xef\xbb\xbf\""},
      {"{\"__proto__\":1,\"constructor\":2}", "{\"__proto__\":1,\"constructor\":2}"},
      {"{\"\":1}", "{\"\":1}"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9223372036854775808"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"18446744073709551615", "18446744073709551615"},
      {"1e308", "1E308"},
      {"1e-400", "0E0"},
      {"\"\\u2028\"", "\"\xe2\x80\xa8\""},
  };
  for (const auto& [text, expected] : table) {
    const auto read = read_json(text);
    ASSERT_TRUE(read.ok()) << text << " " << read.error().code;
    EXPECT_EQ(boost::json::serialize(*read), expected) << text;
  }
}

TEST(Json, GivesTheNearestDouble) {
  for (const char* text :
       {"-222222222222444444444", "0.1", "1.7976931348623157e308", "5e-324", "3.14159265358979323846",
        "123456789012345678901234567890e-10", "60.2934", "24.9409"}) {
    const auto read = read_json(std::string{"[1,"} + text + ",2.5]");
    ASSERT_TRUE(read.ok()) << text;
    EXPECT_EQ(read->at(1).as_double(), std::strtod(text, nullptr)) << text;
    EXPECT_EQ(read->at(2).as_double(), 2.5);
  }
}

TEST(Json, DecidedCases) {
  const auto minus_zero = read_json("-0");
  ASSERT_TRUE(minus_zero.ok());
  EXPECT_TRUE(minus_zero->is_int64()) << "-0 is the integer 0";
  const auto beyond = read_json("18446744073709551616");
  ASSERT_TRUE(beyond.ok());
  EXPECT_TRUE(beyond->is_double()) << "2^64 is no integer any more";
  EXPECT_TRUE(read_json(members(1'000)).ok());
  EXPECT_TRUE(read_json("\"" + std::string(1'000'000, 'a') + "\"").ok()) << "a megabyte within the limit";
}

TEST(Utf8, KnowsEveryBoundary) {
  for (const std::string good : {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                                 "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const std::string bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x7f", "\xc2\xc0", "\xe0\x9f\xbf",
        "\xed\xa0\x80", "\xef\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xfe"})
    EXPECT_FALSE(is_utf8(bad));
  EXPECT_EQ(utf8_prefix("ab\xff"
                        "c"),
            2U);
}

}  // namespace
}  // namespace vuoro::net
