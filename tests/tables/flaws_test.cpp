#include <gtest/gtest.h>

#include <algorithm>

#include "tables/bundle_for_tests.hpp"

namespace vuoro::tables::testing {
namespace {

struct Expected {
  const char* why;
  const char* place;
  std::uint32_t line;
  std::uint32_t row;
  const char* column;
  const char* what;  ///< Some of it.
};

void expect_flaw(const std::vector<Flaw>& flaws, const Expected& e) {
  const bool found = std::any_of(flaws.begin(), flaws.end(), [&](const Flaw& f) {
    return f.place == e.place && f.line == e.line && f.row == e.row && f.column == e.column &&
           f.what().find(e.what) != std::string::npos && !f.warning;
  });
  EXPECT_TRUE(found) << e.why << "\nfound:\n" << all(flaws);
}

TEST(Flaws, ATableThatIsInOrderHasNone) {
  EXPECT_EQ(all(flaws_of(bundle(by_age()))), "");
}

TEST(Flaws, CellsNameLineRowAndColumn) {
  struct Case {
    Dmn dmn;
    Expected expected;
  };
  Dmn profession = by_age();
  profession.inputs = {{"profession", "string"}};
  profession.rows[0][0] = "\"nurse\"";
  profession.rows[1][0] = "\"wizard\"";
  Dmn domains = by_age();
  domains.inputs = {{"domains", "tTexts"}};
  domains.rows = {{"\"social\"", "\"met\"", "\"law\""}, {"-", "\"met\"", "\"law\""}};
  Dmn magic = domains;
  magic.rows[0][0] = "list contains(?, \"magic\")";
  Dmn order = by_age();
  order.inputs = {{"language", "string"}};
  order.rows[0][0] = "< \"m\"";
  order.rows[1][0] = "? >= \"m\"";
  Dmn interpreter = by_age();
  interpreter.inputs = {{"interpreter", "boolean"}};
  interpreter.rows[0][0] = "true";
  interpreter.rows[1][0] = "null";
  const Case cases[] = {
      {with_cell(2, 0, "< "), {"a test that does not parse", "table.dmn", first_row + 1, 2, "age", ""}},
      {with_cell(2, 0, "\"young\""),
       {"another type", "table.dmn", first_row + 1, 2, "age", "not of the column's type"}},
      {with_cell(1, 1, "\"maybe\""),
       {"an unknown verdict", "table.dmn", first_row, 1, "verdict", "no verdict 'maybe'"}},
      {with_cell(1, 1, "\"\""),
       {"a verdict is never empty", "table.dmn", first_row, 1, "verdict", "no verdict ''"}},
      {with_cell(3, 2, "\"rumour\""),
       {"an unknown source", "table.dmn", first_row + 2, 3, "source", "no source 'rumour'"}},
      {with_cell(3, 1, "if age > 3 then \"met\" else \"not_met\""),
       {"an output that is no constant", "table.dmn", first_row + 2, 3, "verdict",
        "must be a text in quotes"}},
      {with_cell(3, 1, "-"),
       {"an output that is left out", "table.dmn", first_row + 2, 3, "verdict", "must be a text in quotes"}},
      {with_cell(1, 0, "> age"),
       {"a test that asks for something else", "table.dmn", first_row, 1, "age", "made of constants"}},
      {with_cell(1, 0, "for i in 1..100000 return i > 3"),
       {"a test that takes long", "table.dmn", first_row, 1, "age", "made of constants"}},
      {profession,
       {"a word that the input never is", "table.dmn", first_row + 1, 2, "profession", "never \"wizard\""}},
      {domains, {"a plain word against a list", "table.dmn", first_row, 1, "domains", "list contains"}},
      {magic, {"a word that no list has", "table.dmn", first_row, 1, "domains", "never \"magic\""}},
      {order, {"texts in order", "table.dmn", first_row, 1, "language", "only numbers have an order"}},
      {order,
       {"the same in other words", "table.dmn", first_row + 1, 2, "language", "only numbers have an order"}},
      {interpreter,
       {"null where it is always known", "table.dmn", first_row + 1, 2, "interpreter", "never null"}},
  };
  for (const Case& c : cases) expect_flaw(flaws_of(bundle(c.dmn)), c.expected);
}

TEST(Flaws, TheWholeTable) {
  struct Case {
    Dmn dmn;
    Expected expected;
  };
  Dmn unknown = by_age();
  unknown.inputs[0].first = "shoes";
  Dmn wrong_type = by_age();
  wrong_type.inputs = {{"language", "number"}};
  Dmn policy = by_age();
  policy.policy = "COLLECT";
  Dmn output = by_age();
  output.outputs[1] = "because";
  Dmn empty = by_age();
  empty.rows.clear();
  Dmn two = by_age();
  two.beside = "<decision name=\"other\"><literalExpression><text>1</text></literalExpression></decision>";
  Dmn knowledge = by_age();
  knowledge.beside =
      "<businessKnowledgeModel "
      "name=\"k\"><encapsulatedLogic><literalExpression><text>1</text></literalExpression></"
      "encapsulatedLogic></businessKnowledgeModel>";
  Dmn unnamed = by_age();
  unnamed.rows[0].pop_back();
  const Case cases[] = {
      {unknown, {"an input that the kind does not have", "table.dmn", 3, 0, "shoes", "no input 'shoes'"}},
      {wrong_type, {"an input of another type", "table.dmn", 3, 0, "language", "is a text"}},
      {policy, {"another policy", "table.dmn", first_row, 0, "", "Unique or First"}},
      {output, {"another output", "table.dmn", first_row, 0, "because", "no such output"}},
      {output, {"an output that is missing", "table.dmn", first_row, 0, "source", "missing"}},
      {empty, {"no rows", "table.dmn", 0, 0, "", "no rows"}},
      {two, {"two decisions", "table.dmn", 0, 0, "", "2 decisions"}},
      {knowledge, {"other elements", "table.dmn", 3, 0, "", "only input data and one decision"}},
      {unnamed, {"too few cells", "table.dmn", first_row, 1, "", "another number of cells"}},
  };
  for (const Case& c : cases) expect_flaw(flaws_of(bundle(c.dmn)), c.expected);
}

TEST(Flaws, GapsAndOverlapsAreFoundAlsoWhereAgesAreUnknownAndInLists) {
  struct Case {
    const char* why;
    std::vector<std::pair<std::string, std::string>> inputs;
    std::vector<Cells> rows;
    const char* policy;
    const char* what;  ///< "" when it is in order.
  };
  const Case cases[] = {
      {"every age, but not an unknown one",
       {{"age", "number"}},
       {{"< 18"}, {">= 18"}},
       "UNIQUE",
       "no row matches when \"age\" is not known"},
      {"an unknown age has a row", {{"age", "number"}}, {{"< 18"}, {">= 18"}, {"null"}}, "UNIQUE", ""},
      {"eighteen is left out", {{"age", "number"}}, {{"< 18"}, {"> 18"}, {"null"}}, "FIRST", "\"age\" = 18"},
      {"eighteen twice",
       {{"age", "number"}},
       {{"<= 18"}, {">= 18"}, {"null"}},
       "UNIQUE",
       "rows 1 and 2 can both match"},
      {"lists that have both",
       {{"domains", "tTexts"}},
       {{"list contains(?, \"social\")"},
        {"list contains(?, \"older\")"},
        {"not(list contains(?, \"social\") or list contains(?, \"older\"))"}},
       "UNIQUE",
       "rows 1 and 2 both match"},
      {"a list without either",
       {{"domains", "tTexts"}},
       {{"list contains(?, \"social\")"}, {"list contains(?, \"older\")"}},
       "FIRST",
       "no row matches when \"domains\" = []"},
      {"a list that is counted needs a row for all",
       {{"domains", "tTexts"}},
       {{"count(?) >= 5"}, {"count(?) < 5"}},
       "UNIQUE",
       "too much to prove"},
      {"every word, but languages are not a closed list",
       {{"language", "string"}},
       {{"\"fi\""}, {"\"sv\""}, {"null"}},
       "FIRST",
       "no row matches when \"language\" ="},
      {"both booleans", {{"interpreter", "boolean"}}, {{"true"}, {"false"}}, "UNIQUE", ""},
      {"every area and none",
       {{"area", "string"}},
       {{"\"korso\""}, {"\"tikkurila\""}, {"null"}},
       "UNIQUE",
       ""},
      {"a last row for all",
       {{"age", "number"}, {"domains", "tTexts"}},
       {{"< 18", "-"}, {"-", "-"}},
       "FIRST",
       ""},
  };
  for (const Case& c : cases) {
    Dmn dmn{c.inputs, {"verdict", "source"}, c.rows, c.policy};
    for (Cells& cells : dmn.rows) cells.insert(cells.end(), {"\"met\"", "\"law\""});
    const std::string found = all(flaws_of(bundle(dmn)));
    if (*c.what == '\0') {
      EXPECT_EQ(found, "") << c.why;
    } else {
      EXPECT_NE(found.find(c.what), std::string::npos) << c.why << "\n" << found;
    }
  }
}

TEST(Flaws, WhatCannotBeProvenAsksForALastRow) {
  Dmn dmn{{}, {"verdict", "source"}, {{}}, "UNIQUE"};
  for (const char* input : {"age", "contacts", "hands"}) {
    dmn.inputs.emplace_back(input, "number");
    std::string many = "not(1";
    for (int i = 3; i < 60; i += 2) many += "," + std::to_string(i);
    dmn.rows[0].push_back(many + ")");
  }
  dmn.rows[0].insert(dmn.rows[0].end(), {"\"met\"", "\"law\""});
  EXPECT_NE(all(flaws_of(bundle(dmn))).find("too much to prove"), std::string::npos)
      << all(flaws_of(bundle(dmn)));
}

TEST(Flaws, AboutNamesTheField) {
  struct Case {
    const char* about;
    const char* place;
    const char* what;
    const char* why;
  };
  const Case cases[] = {
      {"[]", "about", "must be an object", "no object"},
      {R"({"kind": "oracle"})", "about.kind", "one of criterion", "an unknown kind"},
      {R"({"kind": "routing", "name": {"fi": "a", "sv": "", "en": "c"}})", "about.name.sv", "is empty",
       "a name without Swedish"},
      {R"({"kind": "routing", "name": {"fi": "a", "sv": "b"}})", "about.name.en", "is missing",
       "a name without English"},
      {R"({"kind": "routing", "valid_from": "1.1.2026"})", "about.valid_from", "YYYY-MM-DD",
       "a day in another form"},
      {R"({"kind": "routing", "valid_from": "2026-02-30"})", "about.valid_from", "YYYY-MM-DD",
       "a day that is none"},
      {R"({"kind": "routing", "valid_from": "2026-02-02", "valid_until": "2026-01-01"})", "about.valid_until",
       "before", "an end before the beginning"},
      {R"({"kind": "routing", "service": "physio"})", "about.service", "no key",
       "a service of a routing table"},
      {R"({"kind": "criterion", "service": "magic"})", "about.service", "no service",
       "a service that is not there"},
      {R"({"kind": "group", "team": "nobody"})", "about.team", "no team", "a team that is not there"},
      {R"({"kind": "group"})", "about.per_night", "is missing", "how many a night"},
      {R"({"kind": "group", "per_night": 0})", "about.per_night", "whole number", "none a night"},
      {R"({"kind": "routing", "sources": []})", "about.sources", "where it comes from", "no source"},
      {R"({"kind": "routing", "sources": [{"code": "a", "address": "http://x"}]})",
       "about.sources[0].address", "https://", "an address that is none"},
      {R"({"kind": "routing", "sources": [{"code": "a"}, {"code": "a"}]})", "about.sources[1].code",
       "already", "a code twice"},
      {R"({"kind": "routing", "sources": [{"code": "a", "unverified": "yes"}]})",
       "about.sources[0].unverified", "true or false", "a flag that is none"},
      {R"({"kind": "routing", "kind": "group"})", "about.kind", "twice", "a key twice"},
      {R"({"kind": "routing", "remark": 1})", "about.remark", "no key", "an unknown key"},
  };
  for (const Case& c : cases) {
    const auto flaws = flaws_of(bundle(by_age(), c.about));
    const bool found = std::any_of(flaws.begin(), flaws.end(), [&](const Flaw& f) {
      return f.place == c.place && f.what().find(c.what) != std::string::npos;
    });
    EXPECT_TRUE(found) << c.why << "\n" << all(flaws);
  }
}

TEST(Flaws, CasesNameTheirFields) {
  struct Case {
    const char* cases;
    const char* place;
    const char* what;
  };
  const Case cases[] = {
      {"{}", "cases", "must be a list"},
      {R"([{"given": {}, "expect": {"verdict": "met"}}])", "cases[0].name", "missing"},
      {R"([{"name": "a", "given": {"age": "x"}, "expect": {"verdict": "met"}}])", "cases[0].given.age",
       "whole number"},
      {R"([{"name": "a", "given": {"shoes": 1}, "expect": {"verdict": "met"}}])", "cases[0].given.shoes",
       "no input"},
      {R"([{"name": "a", "given": {"domains": ["magic"]}, "expect": {"verdict": "met"}}])",
       "cases[0].given.domains", "magic"},
      {R"([{"name": "a", "given": {}, "expect": {"team": "x"}}])", "cases[0].expect.team", "no output"},
      {R"([{"name": "a", "given": {}, "expect": {}}])", "cases[0].expect", "at least one"},
      {R"([{"name": "a", "given": {}, "expect": {"verdict": 1}}])", "cases[0].expect.verdict",
       "must be a text"},
      {R"([{"name": "a", "given": {}, "expect": {"verdict": "met"}}, {"name": "a", "given": {}, "expect": {"verdict": "met"}}])",
       "cases[1].name", "already"},
      {R"([{"name": "a", "given": {}, "expect": {"verdict": "met"}, "note": 1}])", "cases[0].note", "no key"},
      {"[3]", "cases[0]", "must be an object"},
  };
  for (const Case& c : cases) {
    Bundle broken = bundle(by_age(), criterion_about, "[]");
    broken.cases = json(c.cases);
    const auto flaws = flaws_of(broken);
    const bool found = std::any_of(flaws.begin(), flaws.end(), [&](const Flaw& f) {
      return f.place == c.place && f.what().find(c.what) != std::string::npos;
    });
    EXPECT_TRUE(found) << c.cases << "\n" << all(flaws);
  }
}

TEST(Flaws, ASourceThatNoRowGivesIsOnlyAWarning) {
  const std::string about =
      R"({"kind": "criterion", "name": {"fi": "a", "sv": "b", "en": "c"}, "service": "physio",
    "valid_from": "2026-01-01", "sources": [{"code": "law", "name": {"fi": "l", "sv": "l", "en": "l"}},
    {"code": "spare", "name": {"fi": "l", "sv": "l", "en": "l"}}]})";
  const Table read = table(by_age(), about);
  ASSERT_EQ(read.warnings().size(), 1U);
  EXPECT_TRUE(read.warnings()[0].warning);
  EXPECT_EQ(read.warnings()[0].place, "about.sources");
}

TEST(Flaws, BrokenXmlHasItsLine) {
  Bundle broken = bundle(by_age());
  broken.dmn = "<definitions>\n<decision>\n</definitions>";
  expect_flaw(flaws_of(broken), {"XML that does not close", "table.dmn", 3, 0, "", "broken XML"});
  broken.dmn.clear();
  EXPECT_FALSE(flaws_of(broken).empty());
  broken.dmn = "<html/>";
  EXPECT_FALSE(flaws_of(broken).empty());
}

TEST(Flaws, BundlesAreStrict) {
  const Bundle whole = bundle(by_age());
  const std::string text = bundle_json(whole);
  const auto again = bundle_from_json(text);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(bundle_json(*again), text);
  EXPECT_EQ(mark_of(*again), mark_of(whole));
  EXPECT_EQ(mark_of(whole).size(), 16U);
  Bundle other = whole;
  other.dmn += " ";
  EXPECT_NE(mark_of(other), mark_of(whole));
  for (const char* broken :
       {"", "{", "[]", "{}", R"({"about": {}, "dmn": "", "cases": [], "more": 1})",
        R"({"about": {}, "dmn": 1, "cases": []})", R"({"about": [], "dmn": "", "cases": []})",
        R"({"about": {}, "dmn": "", "cases": {}})",
        R"({"about": {}, "about": {}, "dmn": "", "cases": []})"}) {
    const auto refused = bundle_from_json(broken);
    ASSERT_FALSE(refused.ok()) << broken;
    EXPECT_EQ(refused.error().code, "bundle-invalid") << broken;
  }
  EXPECT_FALSE(Table::read("Big Name", whole, places()).ok()) << "a code is [a-z0-9-]";
}

}  // namespace
}  // namespace vuoro::tables::testing
