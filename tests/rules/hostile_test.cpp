#include "rules/feel_cases.hpp"
#include "rules/model_cases.hpp"

namespace vuoro::rules::testing {
namespace {

std::string repeated(const std::string& part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

/// Every one ends soon, as an error or as null; none crashes.
TEST(Hostile, ExpressionsAreBounded) {
  const std::vector<FeelCase> cases = {
      {repeated("(", 100'000) + "1" + repeated(")", 100'000), "error", "nesting"},
      {repeated("[", 100'000), "error", "nesting"},
      {repeated("-", 100'000) + "1", "error", "nesting"},
      {repeated("if true then ", 5000) + "1", "error", "nesting"},
      {"1" + repeated(" + 1", 100'000), "error", "a tree deeper than the evaluation goes"},
      {"{f: function(n) f(n), r: f(1)}.r", "error", "endless recursion"},
      {"for i in 1..1000000000 return i", "error", "a list too large or too many steps"},
      {"every i in 1..1000000000000 satisfies true", "error", "too many steps"},
      {"for a in 1..1000, b in 1..1000, c in 1..1000 return 1", "error", "too many steps"},
      {"(for i in 1..100000 return [partial[-1]])[-1] = null", "error",
       "nesting of values, or too many steps"},
      {"2 ** 1000000000", "null", "overflow"},
      {"2 ** 999999999", "null", "overflow"},
      {"matches(\"" + repeated("a", 40) + "!\", \"(a+)+$\")", "null", "catastrophic backtracking"},
      {"\"" + repeated("x", 10), "error", "an open text"},
      {repeated("a.", 50'000) + "a", "error", "a long path"},
      {"sort(for i in 1..20000 return i, function(x, y) if x > y then true else false)[1]", "20000",
       "allowed"},
      {"range(\"[\")", "null", "too short"},
  };
  for (const FeelCase& c : cases) {
    EXPECT_EQ(value_of(c.expression), c.expected) << c.expression.substr(0, 60) << "  " << c.why;
  }
}

TEST(Hostile, TextThatDoublesStaysSmall) {
  std::string context = "{a0: \"0123456789abcdef0123456789abcdef\"";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "a" + std::to_string(i - 1);
    context += ", a" + std::to_string(i) + ": " + before + " + " + before;
  }
  EXPECT_EQ(value_of(context + "}.a59"), "null");
  std::string lists = "{a0: [1]";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "a" + std::to_string(i - 1);
    lists += ", a" + std::to_string(i) + ": [" + before + ", " + before + "]";
  }
  EXPECT_EQ(value_of(lists + "}.a59"), "null") << "shared parts count each time";
}

TEST(Hostile, ModelsAreBounded) {
  EXPECT_EQ(
      result_of(definitions(decision("d", "", repeated("<list>", 1000) + repeated("</list>", 1000))), "d")
          .substr(0, 20),
      repeated("[", 20));
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><definitions>&b;</definitions>";
  EXPECT_EQ(findings_of(bomb), "") << "entities are not expanded";
  EXPECT_EQ(result_of(definitions("<decision/>"), "d"), "error: the model has no such element");
  EXPECT_EQ(result_of(definitions("<decision id=\"d\"><decisionTable/></decision>"), "d"), "null");
  const std::string self = "<itemDefinition name=\"t\"><typeRef>t</typeRef></itemDefinition>";
  EXPECT_EQ(result_of(definitions(self + decision("d", "t", literal("1"))), "d"), "1")
      << "a type of itself is any";
  const std::string two =
      "<itemDefinition name=\"t\" isCollection=\"true\"><typeRef>u</typeRef></itemDefinition>"
      "<itemDefinition name=\"u\" isCollection=\"true\"><typeRef>t</typeRef></itemDefinition>";
  EXPECT_EQ(result_of(definitions(two + decision("d", "t", literal("1"))), "d"), "null")
      << "types of each other";
}

TEST(Hostile, Json) {
  for (const char* text : {"", "{", "[1,]", "{\"a\":}", "01", "1.", "-", "\"\\x\"", "\"a", "nul", "1 2",
                           "{\"a\" 1}", "\"\\ud800\"", "\xff", "+1", ".5", "1e", "{1: 2}"}) {
    EXPECT_FALSE(from_json(text).ok()) << text;
  }
  EXPECT_FALSE(from_json(repeated("[", 100'000)).ok());
  EXPECT_EQ(to_json(from_json(R"({"a": [1.50, -2e3, "ä\u00e4\n", null, true]})").value()),
            R"({"a": [1.5, -2000, "ää\u000a", null, true]})");
  EXPECT_EQ(to_json(from_json("1234567890123456789012345678901234").value()),
            "1234567890123456789012345678901234");
}

}  // namespace
}  // namespace vuoro::rules::testing
