#include "rules/model_cases.hpp"

namespace vuoro::rules::testing {
namespace {

/// Rows as "test|test|…|output".
std::string table(const std::string& policy, const std::vector<std::string>& columns,
                  const std::vector<std::string>& rows, const std::string& output = "<output/>") {
  std::string out = "<decisionTable hitPolicy=\"" + policy + "\">";
  for (const std::string& column : columns) {
    const std::size_t colon = column.find(':');
    const std::string type =
        colon == std::string::npos ? "" : " typeRef=\"" + column.substr(colon + 1) + "\"";
    out += "<input><inputExpression" + type + "><text>" + column.substr(0, colon) +
           "</text></inputExpression></input>";
  }
  out += output;
  for (const std::string& row : rows) {
    out += "\n<rule>";
    std::size_t at = 0;
    for (std::size_t i = 0; i <= columns.size(); ++i) {
      const std::size_t end = std::min(row.find('|', at), row.size());
      const char* tag = i < columns.size() ? "inputEntry" : "outputEntry";
      out +=
          std::string("<") + tag + "><text><![CDATA[" + row.substr(at, end - at) + "]]></text></" + tag + ">";
      at = end + 1;
    }
    out += "</rule>";
  }
  return out + "</decisionTable>";
}

std::string model(const std::string& logic) {
  return definitions(input("a", "Any") + input("b", "Any") +
                     decision("d", "", logic, needs_input("a") + needs_input("b")));
}

TEST(Tables, Cells) {
  struct Case {
    std::string cell, input, expected, why;
  };
  const Case cases[] = {
      {"-", "1", "1", "anything"},
      {"", "1", "1", "an empty cell is as -"},
      {"1", "1", "1", "equality"},
      {"> 1", "1", "null", "comparison"},
      {"[1..3)", "3", "null", "interval"},
      {"1, 5, > 7", "8", "1", "any of the tests"},
      {"not(1, 2)", "2", "null", "negation"},
      {"not(1, 2)", "3", "1", "negation"},
      {"not(null)", "1", "1", "not null"},
      {"null", "null", "1", "null equals null"},
      {"\"x\"", "\"x\"", "1", "text"},
      {"true", "true", "1", "boolean"},
      {"false", "false", "1", "boolean, not a failed test"},
      {"? > 2 and ? < 5", "3", "1", "an expression of ?"},
      {"string length(?) = 2", "\"ab\"", "1", "an expression of ?"},
      {"[\"x\", \"y\"]", "\"y\"", "1", "one of a list"},
      {"[1, 2]", "[1, 2]", "1", "the list itself"},
      {"list contains(?, 2)", "[1, 2]", "1", "an expression of ?"},
      {"< b", "1", "1", "a test against another input"},
      {"b", "5", "1", "equality with another input"},
      {"date(\"2026-01-01\")", "\"2026-01-01\"", "null", "a text is no date without a type"},
      {"> 1", "\"x\"", "null", "what cannot be compared does not match"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(
        result_of(model(table("FIRST", {"a"}, {c.cell + "|1"})), "d", "{\"a\": " + c.input + ", \"b\": 5}"),
        c.expected)
        << c.cell << " on " << c.input << ": " << c.why;
  }
}

TEST(Tables, HitPolicies) {
  const std::vector<std::string> rows = {"> 1|3", "> 2|1", "> 3|2", "> 3|2"};
  const std::string ordered = "<output><outputValues><text>2, 3, 1</text></outputValues></output>";
  struct Case {
    std::string policy, a, expected;
  };
  const Case cases[] = {{"UNIQUE", "2", "3"},
                        {"UNIQUE", "3", "null"},
                        {"FIRST", "5", "3"},
                        {"ANY", "5", "null"},
                        {"PRIORITY", "5", "2"},
                        {"OUTPUT ORDER", "5", "[2, 2, 3, 1]"},
                        {"RULE ORDER", "3", "[3, 1]"},
                        {"COLLECT", "5", "[3, 1, 2, 2]"},
                        {"COLLECT", "0", "[]"},
                        {"COLLECT\" aggregation=\"SUM", "5", "8"},
                        {"COLLECT\" aggregation=\"COUNT", "5", "4"},
                        {"COLLECT\" aggregation=\"MIN", "5", "1"},
                        {"COLLECT\" aggregation=\"MAX", "5", "3"},
                        {"COLLECT\" aggregation=\"COUNT", "0", "0"},
                        {"COLLECT\" aggregation=\"SUM", "0", "null"},
                        {"FIRST", "0", "null"}};
  for (const Case& c : cases) {
    EXPECT_EQ(result_of(model(table(c.policy, {"a"}, rows, ordered)), "d", "{\"a\": " + c.a + "}"),
              c.expected)
        << c.policy << " " << c.a;
  }
}

TEST(Tables, DefaultsWhenNothingMatches) {
  const std::string output =
      "<output name=\"x\"><defaultOutputEntry><text>\"none\"</text></defaultOutputEntry></output>";
  EXPECT_EQ(result_of(model(table("UNIQUE", {"a"}, {"1|2"}, output)), "d", R"({"a": 9})"), "\"none\"");
}

TEST(Tables, SaysWhichRowsMatchedWithWhichInputs) {
  const auto parsed =
      Model::parse(model(table("COLLECT", {"a", "a + 1"}, {"1|2|1", "5|6|2", "> 4|-|3"})), "t.dmn");
  ASSERT_TRUE(parsed.ok());
  Asking asking;
  asking.matches = Matches::keep;
  const auto outcome = parsed->evaluate(parsed->find("d"), from_json(R"({"a": 5})").value(), asking);
  ASSERT_EQ(outcome->matches.size(), 1U);
  EXPECT_EQ(outcome->matches[0].rows, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(to_json(Value::list(outcome->matches[0].inputs)), "[5, 6]");
}

TEST(Tables, AreAskedAgainAndAgainForRowsOnly) {
  const auto parsed =
      Model::parse(model(table("FIRST", {"a", "b"}, {"1|2|1", "-|null|2", "1|-|3"})), "t.dmn");
  ASSERT_TRUE(parsed.ok());
  const Program& program = parsed->program();
  const Element& d = program.elements[parsed->find("d")];
  Evaluator evaluator(program, {1000}, {});
  struct Case {
    std::optional<int> a, b;
    std::vector<std::uint32_t> rows;
    const char* why;
  };
  const Case cases[] = {{1, 2, {0}, "the first row"},
                        {1, std::nullopt, {1}, "what was set before is forgotten"},
                        {1, 3, {2}, "the last"},
                        {2, 3, {}, "none"}};
  for (const Case& c : cases) {
    evaluator.start_over(1000);
    if (c.a) evaluator.set(parsed->find("a"), Value::number(*c.a));
    if (c.b) evaluator.set(parsed->find("b"), Value::number(*c.b));
    const auto rows = evaluator.matching(program.code.nodes[d.root].x, d.frame);
    EXPECT_EQ(std::vector<std::uint32_t>(rows.begin(), rows.end()), c.rows) << c.why;
  }
  evaluator.start_over(1);
  EXPECT_TRUE(evaluator.matching(program.code.nodes[d.root].x, d.frame).empty());
  EXPECT_TRUE(evaluator.exhausted());
  evaluator.start_over(1000);
  EXPECT_FALSE(evaluator.exhausted()) << "a new budget";
}

TEST(Tables, FindingsNamePlaceAndReason) {
  struct Case {
    std::string table, finding, why;
  };
  const std::string place = "test.dmn:2: decision \"d\"";
  const Case cases[] = {
      {table("UNIQUE", {"a"}, {"[1..5]|1", "[5..9]|2", "< 1|3", "> 9|4"}),
       place + ": rows 1 and 2 can both match under the policy Unique\n", "5 is in both"},
      {table("UNIQUE", {"a"}, {"[1..5)|1", "[5..9]|2", "< 1|3", "> 9|4"}), "", "no overlap, no gap"},
      {table("UNIQUE", {"a", "b"}, {"> 1|\"x\"|1", "> 1|\"y\"|2", "<= 1|-|3", "> 1|not(\"x\",\"y\")|4"}), "",
       "apart in the second column; a negation is not looked at"},
      {table("UNIQUE", {"a"}, {"< 1|1", "> 1|2"}), place + ": no row matches when \"a\" = 1\n",
       "a gap of one value"},
      {table("FIRST", {"a", "b"}, {"true|< 5|1", "false|-|2"}),
       place + ": no row matches when \"a\" = true and \"b\" = 5\n", "a gap in two columns"},
      {table("UNIQUE", {"a:number"}, {"\"x\"|1", "-|2"}),
       "test.dmn:3: decision \"d\", row 1, column \"a\": the test \"\"x\"\" is not of the column's type "
       "number\n" +
           place + ": rows 1 and 2 can both match under the policy Unique\n",
       "a text among numbers"},
      {table("FIRST", {"a"}, {"1 +|1", "-|2"}),
       "test.dmn:3: decision \"d\", row 1, column \"a\": the expression ends too early (character 4 of \"1 "
       "+\")\n",
       "broken FEEL"},
      {table("FIRST", {"a"}, {"-|nobody + 1"}),
       "test.dmn:3: decision \"d\", row 1, output \"\": nothing in scope is called \"nobody\"\n",
       "an unknown name"},
      {table("NEAREST", {"a"}, {"-|1"}), place + ": an unknown hit policy\n", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(findings_of(model(c.table)), c.finding) << c.why;
}

TEST(Tables, BrokenModelsAreRefusedWithAPlace) {
  EXPECT_EQ(findings_of("<definitions>\n<decision>\n</definitions>").substr(0, 22), "refused: test.dmn:3: b");
  EXPECT_EQ(findings_of("<a/>"),
            "refused: test.dmn:1: not a DMN model: the outermost element is not definitions");
  EXPECT_EQ(findings_of(""), "refused: test.dmn:1: broken XML: No document element found");
  const std::string cycle = definitions(decision("x", "", literal("y"), needs_decision("y")) + "\n" +
                                        decision("y", "", literal("x"), needs_decision("x")));
  EXPECT_NE(findings_of(cycle).find("its requirements form a cycle"), std::string::npos);
  EXPECT_EQ(result_of(cycle, "x"), "error: its requirements form a cycle");
  const std::string missing = definitions(decision("x", "", literal("y"), needs_decision("y")));
  EXPECT_NE(findings_of(missing).find("test.dmn:2: decision \"x\": requires what is not there: #_y"),
            std::string::npos);
  EXPECT_EQ(result_of(missing, "none"), "error: the model has no such element");
}

}  // namespace
}  // namespace vuoro::rules::testing
