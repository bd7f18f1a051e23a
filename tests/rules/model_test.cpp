#include <filesystem>
#include <fstream>

#include "rules/model_cases.hpp"

namespace vuoro::rules::testing {
namespace {

TEST(Models, InputsAreReadByTheirDeclaredTypes) {
  struct Case {
    std::string type, json, expected;
  };
  const Case cases[] = {{"date", R"("2026-11-22")", R"("2026-11-22")"},
                        {"date and time", R"("2026-11-22")", R"("2026-11-22T00:00:00")"},
                        {"number", R"("12.50")", "12.5"},
                        {"number", "12345678901234567890.5", "12345678901234567890.5"},
                        {"days and time duration", R"("PT36H")", R"("P1DT12H")"},
                        {"number", R"("x")", "null"},
                        {"string", "1", "null"},
                        {"number", "[1]", "1"}};
  for (const Case& c : cases) {
    const std::string model =
        definitions(input("i", c.type) + decision("d", "", literal("i"), needs_input("i")));
    EXPECT_EQ(result_of(model, "d", "{\"i\": " + c.json + "}"), c.expected) << c.type << " " << c.json;
  }
}

TEST(Models, ItemDefinitions) {
  const std::string types =
      "<itemDefinition "
      "name=\"tAge\"><typeRef>number</typeRef><allowedValues><text>[0..120]</text></allowedValues>"
      "</itemDefinition><itemDefinition name=\"tPerson\"><itemComponent name=\"first "
      "name\"><typeRef>string</typeRef>"
      "</itemComponent><itemComponent name=\"born\"><typeRef>date</typeRef></itemComponent></itemDefinition>"
      "<itemDefinition name=\"tPeople\" isCollection=\"true\"><typeRef>tPerson</typeRef></itemDefinition>";
  const std::string age =
      definitions(types + input("i", "tAge") + decision("d", "", literal("i"), needs_input("i")));
  EXPECT_EQ(result_of(age, "d", R"({"i": 30})"), "30");
  EXPECT_EQ(result_of(age, "d", R"({"i": 130})"), "null") << "not an allowed value";
  const std::string people =
      definitions(types + input("i", "tPeople") +
                  decision("d", "", literal("i[born.year > 2000].first name"), needs_input("i")));
  EXPECT_EQ(
      result_of(
          people, "d",
          R"({"i": [{"first name": "A", "born": "1999-01-01"}, {"first name": "B", "born": "2001-01-01"}]})"),
      R"(["B"])");
  EXPECT_EQ(
      result_of(definitions(types + decision("d", "", literal("[1, 130] instance of list<tAge>"))), "d"),
      "false");
}

TEST(Models, AllowedValuesOfCollections) {
  const std::string types =
      "<itemDefinition name=\"tNames\" isCollection=\"true\"><typeRef>string</typeRef></itemDefinition>"
      "<itemDefinition name=\"tColours\"><typeRef>tNames</typeRef><allowedValues><text>\"red\", "
      "\"blue\"</text>"
      "</allowedValues></itemDefinition><itemDefinition name=\"tTwo\" "
      "isCollection=\"true\"><typeRef>string</typeRef>"
      "<typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>";
  const auto result = [&](const std::string& type, const std::string& list) {
    return result_of(definitions(types + decision("d", type, literal(list))), "d");
  };
  EXPECT_EQ(result("tColours", "[\"red\", \"blue\"]"), R"(["red", "blue"])");
  EXPECT_EQ(result("tColours", "[\"red\", \"green\"]"), "null");
  EXPECT_EQ(result("tTwo", "[\"a\", \"b\"]"), R"(["a", "b"])");
  EXPECT_EQ(result("tTwo", "[\"a\"]"), "null");
}

TEST(Models, ResultsAreConvertedToTheirType) {
  EXPECT_EQ(result_of(definitions(decision("d", "number", literal("[1]"))), "d"), "1");
  EXPECT_EQ(result_of(definitions(decision("d", "number", literal("[1, 2]"))), "d"), "null");
  EXPECT_EQ(result_of(definitions(decision("d", "number", literal("\"1\""))), "d"), "null");
  EXPECT_EQ(result_of(definitions(decision("d", "date and time", literal("@\"2026-01-01\""))), "d"),
            R"("2026-01-01T00:00:00Z")");
  const std::string list =
      "<itemDefinition name=\"tL\" isCollection=\"true\"><typeRef>number</typeRef></itemDefinition>";
  EXPECT_EQ(result_of(definitions(list + decision("d", "tL", literal("1"))), "d"), "[1]");
}

TEST(Models, OnlyWhatIsRequiredIsInScope) {
  const std::string both = input("i", "number") + decision("a", "number", literal("i + 1"), needs_input("i"));
  EXPECT_EQ(
      result_of(definitions(both + decision("d", "", literal("a"), needs_decision("a"))), "d", R"({"i": 1})"),
      "2");
  EXPECT_EQ(result_of(definitions(both + decision("d", "", literal("a"))), "d", R"({"i": 1})"), "null");
  EXPECT_EQ(
      result_of(definitions(both + decision("d", "", literal("a"), needs_decision("a"))), "d", R"({"a": 7})"),
      "7")
      << "a decision's value can be given";
}

std::string service_model() {
  return definitions(
      input("i", "number") + decision("base", "number", literal("i * 2"), needs_input("i")) +
      decision("one", "number", literal("base + 1"), needs_decision("base")) +
      decision("two", "number", literal("base + i"), needs_decision("base") + needs_input("i")) +
      "<decisionService id=\"_s\" name=\"s\"><variable name=\"s\"/><outputDecision href=\"#_one\"/>"
      "<outputDecision href=\"#_two\"/><encapsulatedDecision href=\"#_base\"/><inputData "
      "href=\"#_i\"/></decisionService>"
      "<decisionService id=\"_s1\" name=\"s1\"><variable name=\"s1\"/><outputDecision href=\"#_one\"/>"
      "<inputDecision href=\"#_base\"/></decisionService>" +
      decision("calls", "", literal("s(10).one + s1(base: 100)"),
               needs_knowledge("s") + needs_knowledge("s1")));
}

TEST(Models, Services) {
  EXPECT_EQ(result_of(service_model(), "s", R"({"i": 3})"), R"({"one": 7, "two": 9})");
  EXPECT_EQ(result_of(service_model(), "s1", R"({"base": 5})"), "6")
      << "an input decision is given, not computed";
  EXPECT_EQ(result_of(service_model(), "calls"), "122");
}

TEST(Models, KnowledgeModelsMayCallThemselves) {
  const std::string bkm =
      "<businessKnowledgeModel id=\"_f\" name=\"fib\"><variable name=\"fib\"/><encapsulatedLogic>"
      "<formalParameter name=\"n\" typeRef=\"number\"/>" +
      literal("if n < 2 then n else fib(n - 1) + fib(n - 2)") +
      "</encapsulatedLogic></businessKnowledgeModel>";
  EXPECT_EQ(
      result_of(definitions(bkm + decision("d", "number", literal("fib(15)"), needs_knowledge("f"))), "d"),
      "610");
}

TEST(Models, Imports) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "vuoro-imports";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "lib.dmn")
      << "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" namespace=\"urn:lib\" "
         "name=\"lib\">"
         "<itemDefinition name=\"tN\"><typeRef>number</typeRef></itemDefinition>"
      << input("x", "tN") << decision("twice it", "tN", literal("x * 2"), needs_input("x"))
      << "</definitions>";
  std::ofstream(folder / "main.dmn") << definitions(
      "<import name=\"my lib\" namespace=\"urn:lib\" "
      "importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>" +
      decision(
          "d", "my lib.tN", literal("my lib.twice it + 1"),
          "<informationRequirement><requiredDecision href=\"urn:lib#_twice it\"/></informationRequirement>"));
  const auto model = Model::load(folder / "main.dmn");
  ASSERT_TRUE(model.ok()) << model.error().what;
  EXPECT_TRUE(model->findings().empty()) << model->findings().front().text();
  for (const char* json : {R"({"x": 4})", R"({"my lib.x": 4})", R"({"my lib": {"x": 4}})"}) {
    const auto outcome = model->evaluate(model->find("d"), from_json(json).value());
    ASSERT_TRUE(outcome.ok());
    EXPECT_EQ(to_json(outcome->result), "9") << json;
  }
  std::filesystem::remove(folder / "lib.dmn");
  const auto alone = Model::load(folder / "main.dmn");
  ASSERT_TRUE(alone.ok());
  EXPECT_FALSE(alone->sound());
}

}  // namespace
}  // namespace vuoro::rules::testing
