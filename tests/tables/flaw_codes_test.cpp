// What is wrong is said by a code with values: each comes from a real bundle, and each has words.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tables/bundle_for_tests.hpp"

namespace vuoro::tables::testing {
namespace {

/// What the studio shows by their codes: each from a real bundle.
std::vector<std::pair<std::string, Bundle>> flawed() {
  std::vector<std::pair<std::string, Bundle>> out;
  const auto add = [&](const char* code, const Dmn& dmn, const std::string& about = criterion_about) {
    out.emplace_back(code, bundle(dmn, about));
  };
  const auto with_cases = [&](const char* code, const std::string& cases) {
    out.emplace_back(code, bundle(by_age(), criterion_about, cases));
  };
  const auto column = [](const std::string& name, const std::string& type, const std::string& test) {
    return Dmn{{{name, type}},
               {"verdict", "source"},
               {{test, "\"met\"", "\"law\""}, {"-", "\"not_met\"", "\"law\""}}};
  };
  const auto beside = [](const std::string& more) {
    Dmn dmn = by_age();
    dmn.beside = more;
    return dmn;
  };
  const auto with_about = [&](const char* code, const std::string& about) { add(code, by_age(), about); };
  const auto replaced = [&](const char* code, const std::string& from, const std::string& to) {
    Bundle broken = bundle(by_age());
    const std::size_t at = broken.dmn.find(from);
    ASSERT_NE(at, std::string::npos) << code;
    broken.dmn.replace(at, from.size(), to);
    out.emplace_back(code, broken);
  };
  Dmn dmn = by_age();
  dmn.rows.clear();
  add("no-rows", dmn);
  dmn.rows.assign(Table::most_rows + 1, {"-", "\"met\"", "\"law\""});
  add("too-many-rows", dmn);
  dmn = by_age();
  dmn.policy = "COLLECT";
  add("policy", dmn);
  dmn = by_age();
  dmn.outputs = {"verdict", "because"};
  add("unknown-output", dmn);
  add("output-missing", dmn);
  dmn.outputs = {"verdict", "verdict"};
  add("twice", dmn);
  dmn = by_age();
  dmn.inputs[0].first = "shoes";
  add("unknown-input", dmn);
  dmn = by_age();
  dmn.inputs[0].second = "string";
  dmn.rows = {{"-", "\"met\"", "\"law\""}};
  add("input-type", dmn);
  add("column-type", dmn);
  add("decisions",
      beside("<decision name=\"o\"><literalExpression><text>1</text></literalExpression></decision>"));
  add("foreign-element",
      beside("<businessKnowledgeModel name=\"k\"><encapsulatedLogic><literalExpression><text>1</text>"
             "</literalExpression></encapsulatedLogic></businessKnowledgeModel>"));
  Bundle literal = bundle(by_age());
  const std::size_t begin = literal.dmn.find("<decisionTable");
  const std::string end = "</decisionTable>";
  const std::string inner = literal.dmn.substr(begin, literal.dmn.find(end) + end.size() - begin);
  literal.dmn.replace(begin, inner.size(), "<literalExpression><text>1</text></literalExpression>");
  out.emplace_back("not-a-table", literal);
  add("tables-inside",
      beside("<businessKnowledgeModel name=\"k\"><encapsulatedLogic><decisionTable><output/><rule>"
             "<outputEntry><text>1</text></outputEntry></rule></decisionTable></encapsulatedLogic>"
             "</businessKnowledgeModel>"));
  replaced("column-not-input", "<text>age</text>", "<text>age + 1</text>");
  replaced("default-output", "<output name=\"verdict\" typeRef=\"string\"/>",
           "<output name=\"verdict\" typeRef=\"string\"><defaultOutputEntry><text>\"met\"</text>"
           "</defaultOutputEntry></output>");
  add("cell-form", column("age", "number", "> age"));
  add("cell-list", column("domains", "tTexts", "\"social\""));
  add("cell-order", column("language", "string", "< \"m\""));
  add("never-null", column("interpreter", "boolean", "null"));
  add("not-a-number", column("age", "", "\"young\""));
  add("never-word", column("profession", "string", "\"wizard\""));
  add("not-flag", column("interpreter", "", "\"yes\""));
  add("output-not-text", with_cell(3, 1, "-"));
  add("unknown-source", with_cell(3, 2, "\"rumour\""));
  add("unknown-word", with_cell(1, 1, "\"maybe\""));
  add("no-row", Dmn{{{"age", "number"}}, {"verdict", "source"}, {{"null", "\"met\"", "\"law\""}}});
  add("rows-meet", Dmn{{{"age", "number"}},
                       {"verdict", "source"},
                       {{"-", "\"met\"", "\"law\""}, {"null", "\"met\"", "\"law\""}},
                       "UNIQUE"});
  add("cover-too-much",
      Dmn{{{"domains", "tTexts"}},
          {"verdict", "source"},
          {{"count(?) >= 5", "\"met\"", "\"law\""}, {"count(?) < 5", "\"met\"", "\"law\""}}});
  with_about("not-object", "[]");
  with_about("unknown-kind", R"({"kind": "oracle"})");
  with_about("key-twice", R"({"kind": "routing", "kind": "group"})");
  with_about("missing", R"({"kind": "routing"})");
  with_about("not-text", R"({"kind": 1})");
  with_about("empty", R"({"kind": "routing", "name": {"fi": ""}})");
  with_about("control-character", R"({"kind": "routing", "name": {"fi": "a\u0001"}})");
  with_about("too-long", R"({"kind": "routing", "name": {"fi": ")" + std::string(501, 'x') + R"("}})");
  with_about("not-day", R"({"kind": "routing", "valid_from": "1.1.2026"})");
  with_about("until-before-from",
             R"({"kind": "routing", "valid_from": "2026-02-02", "valid_until": "2026-01-01"})");
  with_about("not-whole", R"({"kind": "group", "per_night": 0})");
  with_about("not-list", R"({"kind": "routing", "sources": 1})");
  with_about("no-source", R"({"kind": "routing", "sources": []})");
  with_about("address", R"({"kind": "routing", "sources": [{"code": "a", "address": "http://x"}]})");
  with_about("taken", R"({"kind": "routing", "sources": [{"code": "a"}, {"code": "a"}]})");
  with_about("unknown-service", R"({"kind": "criterion", "service": "magic"})");
  with_about("unknown-team", R"({"kind": "group", "team": "nobody"})");
  with_about("unknown-key", R"({"kind": "routing", "remark": 1})");
  std::string many = R"({"kind": "routing", "sources": [{})";
  for (int i = 0; i < 50; ++i) many += ",{}";
  with_about("too-many", many + "]}");
  with_about("source-unused",
             std::string(criterion_about)
                 .replace(std::string(criterion_about).find("[{"), 2,
                          R"([{"code": "spare", "name": {"fi": "l", "sv": "l", "en": "l"}}, {)"));
  with_cases("case-input", R"([{"name": "a", "given": {"shoes": 1}, "expect": {"verdict": "met"}}])");
  with_cases("case-output", R"([{"name": "a", "given": {}, "expect": {"team": "x"}}])");
  with_cases("no-expect", R"([{"name": "a", "given": {}, "expect": {}}])");
  with_cases("not-count", R"([{"name": "a", "given": {"age": "x"}, "expect": {"verdict": "met"}}])");
  with_cases("not-texts", R"([{"name": "a", "given": {"domains": 1}, "expect": {"verdict": "met"}}])");
  return out;
}

TEST(Flaws, EveryCodeThatIsWordedComesFromSomeBundle) {
  // The first two are of a table's code and of a whole bundle, the last two of a table that is in force.
  std::set<std::string> shown = {"code-form", "too-large", "kind-kept", "service-kept"};
  for (const auto& [code, broken] : flawed()) {
    const auto flaws = flaws_of(broken);
    EXPECT_TRUE(std::any_of(flaws.begin(), flaws.end(), [&](const Flaw& f) { return f.reason.code == code; }))
        << code << "\nfound:\n"
        << all(flaws);
    EXPECT_EQ(all(flaws).find('{'), std::string::npos) << all(flaws);
    shown.insert(code);
  }
  std::set<std::string> worded = {"no-row"};  // of the room below
  std::set<std::string> below;
  for (const rules::Wording& one : rules::wordings()) below.emplace(one.code);
  for (const auto words : {wordings(), file_wordings()}) {
    for (const rules::Wording& one : words) {
      EXPECT_FALSE(below.contains(std::string(one.code))) << one.code << " means two things";
      if (words.data() == wordings().data()) worded.emplace(one.code);
    }
  }
  EXPECT_EQ(shown, worded);
}

TEST(Flaws, AGapTellsItsInputsAsData) {
  const Dmn dmn{{{"age", "number"}, {"domains", "tTexts"}},
                {"verdict", "source"},
                {{"null", "-", "\"met\"", "\"law\""}}};
  const auto flaws = flaws_of(bundle(dmn));
  ASSERT_EQ(flaws.size(), 1U) << all(flaws);
  ASSERT_EQ(flaws[0].reason.when.size(), 2U);
  EXPECT_EQ(flaws[0].reason.when[0].name, "age");
  EXPECT_EQ(rules::word(flaws[0].reason.when[0].is), "equal");
  EXPECT_EQ(rules::text_of(flaws[0].reason.when[0].values.at(0)), "0");
  EXPECT_EQ(rules::text_of(flaws[0].reason.when[1].values.at(0)), "[]");
}

}  // namespace
}  // namespace vuoro::tables::testing
