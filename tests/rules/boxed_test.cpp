#include "rules/model_cases.hpp"

namespace vuoro::rules::testing {
namespace {

std::string entry(const std::string& name, const std::string& logic, const std::string& type = {}) {
  if (name.empty()) return "<contextEntry>" + logic + "</contextEntry>";
  const std::string type_ref = type.empty() ? "" : " typeRef=\"" + type + "\"";
  return "<contextEntry><variable name=\"" + name + "\"" + type_ref + "/>" + logic + "</contextEntry>";
}

TEST(Boxed, ContextWithAndWithoutResult) {
  const std::string two = entry("a b", literal("1")) + entry("c", literal("a b + 1"));
  EXPECT_EQ(result_of(definitions(decision("d", "", "<context>" + two + "</context>")), "d"),
            R"({"a b": 1, "c": 2})");
  EXPECT_EQ(result_of(definitions(
                          decision("d", "", "<context>" + two + entry("", literal("c * 10")) + "</context>")),
                      "d"),
            "20");
}

TEST(Boxed, EntryThatIsNotOfItsTypeIsNull) {
  const std::string context = "<context>" + entry("a", literal("\"x\""), "number") + "</context>";
  EXPECT_EQ(result_of(definitions(decision("d", "", context)), "d"), R"({"a": null})");
}

TEST(Boxed, FunctionInContextMayCallItself) {
  const std::string factorial = "<functionDefinition><formalParameter name=\"n\" typeRef=\"number\"/>" +
                                literal("if n < 2 then 1 else n * factorial(n - 1)") +
                                "</functionDefinition>";
  const std::string context =
      "<context>" + entry("factorial", factorial) + entry("", literal("factorial(5)")) + "</context>";
  EXPECT_EQ(result_of(definitions(decision("d", "number", context)), "d"), "120");
}

TEST(Boxed, ListAndRelation) {
  EXPECT_EQ(
      result_of(definitions(decision("d", "", "<list>" + literal("1") + literal("\"a\"") + "</list>")), "d"),
      R"([1, "a"])");
  const std::string relation = "<relation><column name=\"x y\"/><column name=\"z\"/><row>" + literal("1") +
                               literal("2") + "</row><row>" + literal("3") + literal("x") +
                               "</row></relation>";
  EXPECT_EQ(result_of(definitions(decision("d", "", relation)), "d"),
            R"([{"x y": 1, "z": 2}, {"x y": 3, "z": null}])");
}

TEST(Boxed, Conditional) {
  const std::string boxed = "<conditional><if>" + literal("1 > 2") + "</if><then>" + literal("\"a\"") +
                            "</then><else>" + literal("\"b\"") + "</else></conditional>";
  EXPECT_EQ(result_of(definitions(decision("d", "string", boxed)), "d"), "\"b\"");
}

TEST(Boxed, Filter) {
  const std::string boxed = "<filter><in>" + literal("[{k: 1}, {k: 2}, {k: 3}]") + "</in><match>" +
                            literal("k > 1") + "</match></filter>";
  EXPECT_EQ(result_of(definitions(decision("d", "", boxed)), "d"), R"([{"k": 2}, {"k": 3}])");
  const std::string items =
      "<filter><in>" + literal("[1, 2, 3]") + "</in><match>" + literal("item >= 2") + "</match></filter>";
  EXPECT_EQ(result_of(definitions(decision("d", "", items)), "d"), "[2, 3]");
}

TEST(Boxed, Iterators) {
  const auto iterator = [](const std::string& tag, const std::string& in, const std::string& body) {
    const std::string last = tag == "for" ? "return" : "satisfies";
    return definitions(decision("d", "",
                                "<" + tag + " iteratorVariable=\"i\"><in>" + literal(in) + "</in><" + last +
                                    ">" + literal(body) + "</" + last + "></" + tag + ">"));
  };
  EXPECT_EQ(result_of(iterator("for", "[1, 2, 3]", "i * 2"), "d"), "[2, 4, 6]");
  EXPECT_EQ(result_of(iterator("for", "1..3", "i + count(partial)"), "d"), "[1, 3, 5]");
  EXPECT_EQ(result_of(iterator("some", "[1, 2]", "i > 1"), "d"), "true");
  EXPECT_EQ(result_of(iterator("every", "[1, 2]", "i > 1"), "d"), "false");
}

TEST(Boxed, InvocationBindsByName) {
  const std::string bkm =
      "<businessKnowledgeModel id=\"_f\" name=\"f\"><variable name=\"f\" "
      "typeRef=\"number\"/><encapsulatedLogic>"
      "<formalParameter name=\"a a\" typeRef=\"number\"/><formalParameter name=\"b\" typeRef=\"number\"/>" +
      literal("a a - b") + "</encapsulatedLogic></businessKnowledgeModel>";
  const std::string boxed = "<invocation>" + literal("f") + "<binding><parameter name=\"b\"/>" +
                            literal("1") + "</binding><binding><parameter name=\"a a\"/>" + literal("10") +
                            "</binding></invocation>";
  const std::string model = definitions(bkm + decision("d", "number", boxed, needs_knowledge("f")));
  EXPECT_EQ(result_of(model, "d"), "9");
  EXPECT_EQ(result_of(model, "f", R"({"a a": 5, "b": 2})"), "3")
      << "a knowledge model can be asked by itself";
}

TEST(Boxed, FunctionsOfOtherLanguagesAreNull) {
  const std::string bkm =
      "<businessKnowledgeModel id=\"_f\" name=\"f\"><variable name=\"f\"/><encapsulatedLogic kind=\"Java\">"
      "<context><contextEntry><variable name=\"class\"/>" +
      literal("\"java.lang.Math\"") +
      "</contextEntry></context></encapsulatedLogic></businessKnowledgeModel>";
  EXPECT_EQ(result_of(definitions(bkm + decision("d", "", literal("f()"), needs_knowledge("f"))), "d"),
            "null");
}

}  // namespace
}  // namespace vuoro::rules::testing
