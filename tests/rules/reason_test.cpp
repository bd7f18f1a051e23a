#include "rules/reason.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include "rules/model_cases.hpp"

namespace vuoro::rules::testing {
namespace {

struct Found {
  std::set<std::string> codes;
  std::string english;
};

Found found_in(const std::string& xml) {
  const auto model = Model::parse(xml, "test.dmn");
  if (!model) return {{model.error().code}, model.error().what};
  Found out;
  for (const Finding& finding : model->findings()) {
    out.codes.insert(finding.reason.code);
    out.english += finding.what() + "\n";
  }
  return out;
}

std::string in_cell(const std::string& test, const std::string& type = {}) {
  const std::string ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return definitions(
      input("a", "Any") +
      decision("d", "",
               "<decisionTable hitPolicy=\"FIRST\"><input><inputExpression" + ref +
                   "><text>a</text></inputExpression></input><output/><rule><inputEntry><text><![CDATA[" +
                   test +
                   "]]></text></inputEntry><outputEntry><text>1</text></outputEntry></rule><rule><inputEntry>"
                   "<text>-</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>"
                   "</decisionTable>",
               needs_input("a")));
}

std::string of_literal(const std::string& feel) {
  return definitions(decision("d", "", literal(feel)));
}

std::string repeated(const std::string& part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

std::string rows(const std::string& policy, const std::string& all) {
  return definitions(input("a", "number") +
                     decision("d", "",
                              "<decisionTable hitPolicy=\"" + policy +
                                  "\"><input><inputExpression><text>a</text></inputExpression></input>"
                                  "<output/>" +
                                  all + "</decisionTable>",
                              needs_input("a")));
}
std::string row(const std::string& test) {
  return "<rule><inputEntry><text><![CDATA[" + test +
         "]]></text></inputEntry><outputEntry><text>1</text></outputEntry></rule>";
}

struct Case {
  const char* code;
  std::string xml;
  const char* english;  ///< Some of it.
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"feel-at-quoted", in_cell("@2026"), "date, time or duration after @ (character 2 of \"@2026\")"},
      {"feel-begins-nothing", in_cell("< < 16"), "begins nothing (character 3 of \"< < 16\")"},
      {"feel-comment-open", in_cell("1 /* why"), "does not end (character 3"},
      {"feel-ends-early", in_cell("1 +"), "ends too early (character 4 of \"1 +\")"},
      {"feel-expected", of_literal("{a 1}"), "expected : (character"},
      {"feel-expected-word", of_literal("if true 1"), "expected the word then (character 9"},
      {"feel-interval-dots", of_literal("]1, 2["), "expected .. of an interval"},
      {"feel-interval-open", in_cell("[1..2"), "an interval that does not end"},
      {"feel-letter-in-number", in_cell("18v"), "a letter in a number (character 3 of \"18v\")"},
      {"feel-loops", of_literal("for " + repeated("i in [1], ", 16) + "i in [1] return i"),
       "too many iterations"},
      {"feel-more", in_cell("18 19"), "nothing more was expected here (character 4 of \"18 19\")"},
      {"feel-name", of_literal("function(1) 1"), "expected a name"},
      {"feel-name-after-point", of_literal("a."), "expected a name after the point"},
      {"feel-name-and-word", of_literal("for i of [1] return i"), "expected a name and the word in"},
      {"feel-text-open", in_cell("\"ääni\", \"fi"),
       "a text that begins here does not end (character 9 of \"\"ääni\", \"fi\")"},
      {"feel-too-deep", in_cell(repeated("(", 300) + "1"), "nested too deep"},
      {"feel-type", of_literal("1 instance of 2"), "expected a type"},
      {"boxes-too-deep", definitions(decision("d", "", repeated("<list>", 80) + repeated("</list>", 80))),
       "nested too deep"},
      {"cycle",
       definitions(decision("x", "", literal("y"), needs_decision("y")) +
                   decision("y", "", literal("x"), needs_decision("x"))),
       "form a cycle through \"x\""},
      {"function-kind",
       definitions("<businessKnowledgeModel id=\"_k\" name=\"k\"><encapsulatedLogic kind=\"Java\"/>"
                   "</businessKnowledgeModel>"),
       "functions of the kind Java are not run"},
      {"import-missing",
       definitions("<import name=\"o\" namespace=\"urn:other\" "
                   "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"),
       "no model with the namespace urn:other"},
      {"language",
       definitions(decision("d", "",
                            "<literalExpression expressionLanguage=\"javascript\"><text>1</text>"
                            "</literalExpression>")),
       "not FEEL"},
      {"no-logic", definitions(decision("d", "", "")), "has no logic"},
      {"no-output",
       definitions(decision("d", "",
                            "<decisionTable><input><inputExpression><text>1</text></inputExpression></input>"
                            "</decisionTable>")),
       "the table has no output"},
      {"no-output-decision", definitions("<decisionService id=\"_s\" name=\"s\"/>"), "no output decision"},
      {"no-row", rows("FIRST", row("< 1") + row("> 5")), "no row matches when \"a\" = 1"},
      {"no-row", rows("FIRST", row("<= 1") + row(">= 5")), "no row matches when \"a\" is between 1 and 5"},
      {"no-row", rows("FIRST", row("> 1")), "no row matches when \"a\" < 1"},
      {"no-row", rows("FIRST", row("<= 1")), "no row matches when \"a\" > 1"},
      {"no-row", rows("FIRST", row("\"x\"")), "no row matches when \"a\" is none of the named"},
      {"relation-cells",
       definitions(decision(
           "d", "",
           "<relation><column name=\"a\"/><column name=\"b\"/><row>" + literal("1") + "</row></relation>")),
       "than there are columns"},
      {"requires-missing", definitions(decision("d", "", literal("1"), needs_decision("gone"))),
       "requires what is not there: #_gone"},
      {"row-cells", rows("FIRST", row("-") + "<rule><inputEntry><text>-</text></inputEntry></rule>"),
       "another number of cells"},
      {"rows-overlap", rows("UNIQUE", row("< 5") + row(">= 4")), "rows 1 and 2 can both match"},
      {"test-type", in_cell("\"x\"", "number"), "the test \"\"x\"\" is not of the column's type number"},
      {"type-of-itself",
       definitions("<itemDefinition name=\"a\"><typeRef>b</typeRef></itemDefinition><itemDefinition "
                   "name=\"b\"><typeRef>a</typeRef></itemDefinition>"),
       "defined by itself"},
      {"type-too-deep",
       definitions("<itemDefinition name=\"a\">" + repeated("<itemComponent name=\"c\">", 100) +
                   repeated("</itemComponent>", 100) + "</itemDefinition>"),
       "item components are nested too deep"},
      {"type-twice",
       definitions("<itemDefinition name=\"a\"><typeRef>string</typeRef></itemDefinition><itemDefinition "
                   "name=\"a\"><typeRef>number</typeRef></itemDefinition>"),
       "the same name"},
      {"unknown-name", in_cell("> kuusi"), "nothing in scope is called \"kuusi\""},
      {"unknown-policy", rows("NEAREST", row("-")), "an unknown hit policy"},
      {"unknown-type", definitions(decision("d", "tNothing", literal("1"))), "there is no type tNothing"},
      {"xml-broken", "<definitions>\n<decision>\n</definitions>", "broken XML: "},
      {"not-utf8", "<definitions name=\"\xC3\"/>", "not UTF-8"},
      {"not-dmn", "<html/>", "not a DMN model"},
  };
  return all;
}

TEST(Reasons, EachComesFromARealModelWithItsValues) {
  for (const Case& c : cases()) {
    const Found found = found_in(c.xml);
    EXPECT_TRUE(found.codes.contains(c.code)) << c.code << "\n" << found.english;
    EXPECT_NE(found.english.find(c.english), std::string::npos) << c.code << "\n" << found.english;
    EXPECT_EQ(found.english.find('{'), found.english.find("{a")) << "every value is filled in";
  }
}

TEST(Reasons, EveryCodeThatIsWordedIsFoundSomewhere) {
  std::set<std::string> shown = {"too-many-models"};  // needs files: below
  for (const Case& c : cases()) shown.insert(c.code);
  std::set<std::string> worded;
  for (const Wording& one : wordings()) {
    EXPECT_TRUE(worded.emplace(one.code).second) << one.code << " is there twice";
  }
  EXPECT_EQ(shown, worded);
}

TEST(Reasons, TooManyModels) {
  const auto folder = std::filesystem::temp_directory_path() / "vuoro-too-many-models";
  std::filesystem::create_directories(folder);
  const auto write = [&](int number, const std::string& imports) {
    std::ofstream(folder / (std::to_string(number) + ".dmn"))
        << "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"urn:m:"
        << number << ":\">" << imports << "</definitions>";
  };
  std::string imports;
  for (int i = 1; i <= 70; ++i) {
    write(i, "");
    imports += "<import name=\"m" + std::to_string(i) + "\" namespace=\"urn:m:" + std::to_string(i) +
               ":\" locationURI=\"" + std::to_string(i) + ".dmn\"/>";
  }
  write(0, imports);
  const auto model = Model::load(folder / "0.dmn");
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, "too-many-models");
  EXPECT_EQ(model.error().what, "too many imported models");
}

TEST(Reasons, ALongCellIsCutBetweenCharacters) {
  const auto model = Model::parse(in_cell(repeated("ä", 200) + " ]"), "test.dmn");
  ASSERT_TRUE(model.ok());
  ASSERT_FALSE(model->findings().empty());
  for (const auto& [name, value] : model->findings().front().reason.values) {
    if (name == "text") {
      EXPECT_EQ(value, repeated("ä", 80));
    }
    if (name == "character") {
      EXPECT_EQ(value, "202");
    }
  }
}

TEST(Reasons, ACodeThatNobodyWordsIsItself) {
  EXPECT_EQ(in_english({"never-heard", {{"name", "x"}}}), "never-heard");
}

}  // namespace
}  // namespace vuoro::rules::testing
