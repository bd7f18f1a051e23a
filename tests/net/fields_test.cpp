#include "net/fields.hpp"

#include <gtest/gtest.h>

#include <boost/json/value.hpp>
#include <string>

#include "net/json.hpp"
#include "net/problem.hpp"

namespace vuoro::net {
namespace {

boost::json::value read(const std::string& text) {
  auto value = read_json(text);
  EXPECT_TRUE(value.ok()) << text;
  return value.ok() ? *value : boost::json::value{};
}

std::string faults(Fields& in) {
  std::string all;
  for (const FieldFault& fault : in.finish()) {
    all += (all.empty() ? "" : " ") + fault.field + ":" + fault.reason;
    for (const auto& [name, value] : fault.args) all += "(" + name + "=" + value + ")";
  }
  return all;
}

enum class Urgent { no, yes, unknown };

TEST(Fields, ReadsWhatIsThere) {
  const auto body = read(
      R"({"words":"Polvi särkyy 😀","count":-3,"channel":"web","urgent":true,"who":{"name":"A"},
          "needs":[{"code":"a"},{"code":"b"}],"tags":["x","y"],"note":null})");
  Fields in(body);
  EXPECT_EQ(in.text("words", 1, 14), "Polvi särkyy 😀") << "lengths count characters, not bytes";
  EXPECT_EQ(in.integer("count", -3, 3), -3);
  EXPECT_EQ(in.choice("channel", {"phone", "web"}), 1U);
  EXPECT_EQ(in.either("urgent", Urgent::no, Urgent::yes), Urgent::yes);
  EXPECT_EQ(in.either_or("absent", Urgent::no, Urgent::yes, Urgent::unknown), Urgent::unknown);
  EXPECT_EQ(in.object("who").text("name", 1, 10), "A");
  auto needs = in.objects("needs", 1, 5);
  ASSERT_EQ(needs.size(), 2U);
  EXPECT_EQ(needs[1].text("code", 1, 5) + needs[0].text("code", 1, 5), "ba");
  EXPECT_EQ(in.texts("tags", 0, 5, 5), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(in.optional_text("note", 1, 5), std::nullopt);
  EXPECT_EQ(in.optional_integer("other", 1, 5), std::nullopt);
  EXPECT_EQ(in.optional_choice("third", {"a"}), std::nullopt);
  EXPECT_FALSE(in.optional_object("fourth").has_value());
  EXPECT_EQ(faults(in), "");
}

TEST(Fields, NamesEveryFaultAtOnce) {
  const auto body = read(
      R"({"a":1,"b":"","c":"abcd","d":"x","e":1.5,"f":99,"g":-1,"h":"z","i":"true","j":[],"k":{"m":1,"n":2},
          "o":[{"p":""},3],"q":["",7],"r":18446744073709551615,"extra":0})");
  Fields in(body);
  in.text("a", 1, 3);
  in.text("b", 1, 3);
  in.text("c", 1, 3);
  in.text("d", 2, 3);
  in.integer("e", 0, 9);
  in.integer("f", 0, 9);
  in.integer("g", 0, 9);
  in.choice("h", {"x", "y"});
  in.either("i", Urgent::no, Urgent::yes);
  in.objects("j", 1, 2);
  in.object("k").text("m", 1, 2);
  for (Fields& one : in.objects("o", 1, 2)) one.text("p", 1, 2);
  in.texts("q", 1, 2, 5);
  in.integer("r", 0, 9);
  in.text("gone", 1, 2);
  in.object("away").text("inner", 1, 2);
  in.fault("c", "not-a-date");
  EXPECT_EQ(
      faults(in),
      "a:wrong-type(type=text) b:missing(min=1) c:too-long(max=3)(length=4) d:too-short(min=2) "
      "e:wrong-type(type=integer) f:too-big(max=9) g:too-small(min=0) h:not-a-choice(choices=x, y) "
      "i:wrong-type(type=boolean) j:too-few(min=1) k.m:wrong-type(type=text) o.1:wrong-type(type=object) "
      "o.0.p:missing(min=1) q.0:missing(min=1) q.1:wrong-type(type=text) r:too-big(max=9) gone:missing "
      "away:missing c:not-a-date extra:unknown-field k.n:unknown-field");
}

TEST(Fields, WantsAnObject) {
  for (const std::string text : {"[]", "1", "\"a\"", "null"}) {
    const auto body = read(text);
    Fields in(body);
    EXPECT_EQ(in.text("a", 1, 2), "");
    EXPECT_EQ(faults(in), ":wrong-type(type=object)") << text;
  }
}

TEST(Fields, GivesNastyTextBackUnchangedOrNamesTheField) {
  const std::vector<std::string> kept = {"' OR 1=1 --",
                                         "<script>alert(1)</script>",
                                         "{{7*7}}",
                                         "\xE2\x80\xAE"
                                         "abc",
                                         "العربية",
                                         "👩‍👩‍👧‍👦",
                                         "Z̷̘͝a̴͎͂l̷̛̥g̵̣͠o̴͍̓",
                                         "../../etc/passwd",
                                         "%00",
                                         "\t\r\n",
                                         "\xEF\xBB\xBF",
                                         "\xC2\x85"};
  for (const std::string& text : kept) {
    const boost::json::value body = {{"words", text}};
    Fields in(body);
    EXPECT_EQ(in.text("words", 1, 100), text);
    EXPECT_EQ(faults(in), "") << text;
  }
  for (const std::string code : {"\\u0000", "\\u0001", "\\b", "\\u001b", "\\u007f"}) {
    const auto body = read("{\"words\":\"a" + code + "b\"}");
    Fields in(body);
    EXPECT_EQ(in.text("words", 1, 100), "");
    EXPECT_EQ(faults(in), "words:control-character") << code;
  }
}

TEST(Problem, IsJsonThatSaysAll) {
  const Problem problem{.status = 422,
                        .type = "https://example.org/p",
                        .title = "Täytä puuttuvat kohdat",
                        .detail = "line\n\"quoted\" \\ \x01",
                        .instance = "/api/v1/x",
                        .code = "fields",
                        .errors = {{"a.b", "missing", "Kirjoita \xff tähän"}, {"c", "too-long", ""}}};
  const auto value = read(problem_json(problem));
  EXPECT_EQ(value.at("status"), 422);
  EXPECT_EQ(value.at("detail"), "line\n\"quoted\" \\ \x01");
  EXPECT_EQ(value.at("errors").at(0).at("message"), "Kirjoita \xEF\xBF\xBD tähän");
  EXPECT_EQ(value.at("errors").at(1).as_object().contains("message"), false);
  EXPECT_EQ(read(problem_json({.status = 404})),
            boost::json::value({{"type", "about:blank"}, {"status", 404}}));
  EXPECT_EQ(problem_response(problem).content_type, "application/problem+json");
}

}  // namespace
}  // namespace vuoro::net
