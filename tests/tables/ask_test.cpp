#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tables/bundle_for_tests.hpp"
#include "tables/cases.hpp"

namespace vuoro::tables::testing {
namespace {

TEST(Ask, SaysTheRowWithItsSourceAndWhy) {
  const Table adults = table(by_age());
  struct Case {
    const char* facts;
    std::uint32_t row;
    const char* verdict;
    const char* why;
  };
  const Case cases[] = {
      {R"({"age": 18})", 1, "met", "the day of the birthday counts"},
      {R"({"age": 17})", 2, "not_met", "the day before does not"},
      {R"({"age": null})", 3, "person_decides", "nobody knows the age"},
      {R"({})", 3, "person_decides", "what is left out is not known"},
      {R"({"age": 40, "shoe size": 44})", 1, "met", "what the vocabulary does not have is passed over"},
  };
  for (const Case& c : cases) {
    const auto advice = adults.ask(json(c.facts));
    ASSERT_TRUE(advice.ok()) << c.why;
    EXPECT_EQ(advice->row, c.row) << c.why;
    EXPECT_EQ(advice->verdict, c.verdict) << c.why;
    ASSERT_NE(advice->source, nullptr);
    EXPECT_EQ(advice->source->code, "law");
  }
  const auto met = adults.ask(json(R"({"age": 30, "language": "fi"})"));
  ASSERT_EQ(met->because.size(), 1U) << "the language is not looked at";
  EXPECT_EQ(met->because[0].input, "age");
  EXPECT_EQ(met->because[0].value.number()->integer(), 30);
  EXPECT_TRUE(adults.ask(json("{}"))->because.empty()) << "the row for all looks at nothing";
}

TEST(Ask, AnUnknownAgeCanBeAReason) {
  Dmn dmn = by_age();
  dmn.rows.insert(dmn.rows.begin(), {"null", "\"person_decides\"", "\"law\""});
  const Table with_null = table(dmn);
  const auto advice = with_null.ask(json(R"({"age": null})"));
  EXPECT_EQ(advice->row, 1U);
  ASSERT_EQ(advice->because.size(), 1U);
  EXPECT_TRUE(advice->because[0].value.is_null());
}

TEST(Ask, ListsAreAskedWithContains) {
  const Table social =
      table({{{"domains", "tTexts"}, {"age", "number"}},
             {"team", "source"},
             {{"list contains(?, \"social\") or list contains(?, \"older\")", "-", "\"families\"", "\"law\""},
              {"count(?) >= 2", "-", "\"desk\"", "\"law\""},
              {"-", "-", "\"\"", "\"law\""}}},
            routing_about);
  EXPECT_EQ(social.ask(json(R"({"domains": ["health", "social"]})"))->team, "families");
  EXPECT_EQ(social.ask(json(R"({"domains": ["older"]})"))->team, "families");
  EXPECT_EQ(social.ask(json(R"({"domains": ["health", "oral"]})"))->team, "desk");
  EXPECT_EQ(social.ask(json(R"({"domains": ["health"]})"))->team, "");
  EXPECT_EQ(social.ask(json(R"({"domains": []})"))->row, 3U);
  EXPECT_EQ(social.ask(json(R"({})"))->row, 3U) << "a list that is left out is empty";
}

TEST(Ask, RefusesFactsOfAnotherType) {
  const Table adults = table(by_age());
  struct Case {
    const char* facts;
    const char* where;
  };
  const Case cases[] = {{R"({"age": "old"})", "age"},
                        {R"({"age": -1})", "age"},
                        {R"({"age": 17.5})", "age"},
                        {R"({"age": 1e300})", "age"},
                        {R"({"domains": "social"})", "domains"},
                        {R"({"domains": ["magic"]})", "domains"},
                        {R"({"interpreter": "yes"})", "interpreter"},
                        {R"({"area": "atlantis"})", "area"},
                        {"[]", "t"}};
  for (const Case& c : cases) {
    const auto advice = adults.ask(json(c.facts));
    ASSERT_FALSE(advice.ok()) << c.facts;
    EXPECT_EQ(advice.error().code, "table-facts") << c.facts;
    EXPECT_EQ(advice.error().where, c.where);
  }
}

TEST(Ask, RowsAreToldAsTheyAreWritten) {
  Dmn dmn = by_age();
  dmn.inputs.emplace_back("profession", "string");
  for (Cells& cells : dmn.rows) cells.insert(cells.begin() + 1, "-");
  dmn.rows[0][1] = " \"nurse\",\n  \"doctor\" ";
  const Table two = table(dmn);
  ASSERT_EQ(two.rows().size(), 3U);
  EXPECT_EQ(two.rows()[0].line, first_row);
  EXPECT_EQ(two.rows()[1].line, first_row + 2) << "the row before has two lines";
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(two.rows()[0].conditions, (Pairs{{"age", ">= 18"}, {"profession", "\"nurse\",\n  \"doctor\""}}));
  EXPECT_EQ(two.rows()[1].conditions, (Pairs{{"age", "< 18"}})) << "without -";
  EXPECT_EQ(two.rows()[1].outputs, (Pairs{{"verdict", "not_met"}, {"source", "law"}}));
}

TEST(Ask, CasesSayWhatDiffersAndWhichRowsAreLeft) {
  const Table adults = table(by_age(), criterion_about, R"([
    {"name": "adult", "given": {"age": 40}, "expect": {"verdict": "met", "source": "law"}},
    {"name": "wrong", "given": {"age": 50}, "expect": {"verdict": "not_met"}},
    {"name": "unknown", "given": {}, "expect": {"verdict": "person_decides"}}])");
  const CaseRun run = run_cases(adults);
  ASSERT_EQ(run.cases.size(), 3U);
  EXPECT_TRUE(run.cases[0].passed);
  EXPECT_FALSE(run.cases[1].passed);
  EXPECT_EQ(run.cases[1].why, "verdict: expected \"not_met\", got \"met\"");
  EXPECT_EQ(run.cases[1].row, 1U);
  EXPECT_TRUE(run.cases[2].passed);
  EXPECT_EQ(run.uncovered, std::vector<std::uint32_t>{2});
  EXPECT_FALSE(run.passed());
}

TEST(Ask, AnExpectedOutputThatTheTableDoesNotGiveFails) {
  const Table adults = table(by_age(), criterion_about,
                             R"([{"name": "n", "given": {"age": 40}, "expect": {"profession": "nurse"}}])");
  EXPECT_EQ(run_cases(adults).cases[0].why, "profession: expected \"nurse\", got nothing");
}

/// Values of every kind, right and wrong, under names that exist and names that do not.
rc::Gen<Value> any_value() {
  return rc::gen::oneOf(
      rc::gen::just(Value{}), rc::gen::map(rc::gen::arbitrary<bool>(), [](bool b) { return Value(b); }),
      rc::gen::map(rc::gen::inRange<std::int64_t>(-5, 200), [](std::int64_t n) { return Value::number(n); }),
      rc::gen::map(rc::gen::element<std::string>("social", "korso", "fi", "nurse", "\xff", ""),
                   [](const std::string& s) { return Value::string(s); }),
      rc::gen::map(
          rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("social", "oral", "x")),
          [](const std::vector<std::string>& all) {
            std::vector<Value> items;
            for (const std::string& one : all) items.push_back(Value::string(one));
            return Value::list(std::move(items));
          }));
}

RC_GTEST_PROP(AskLaws, AnyFactsGetARowOrAReason, ()) {
  static const Table tables[] = {table(by_age()),
                                 table({{{"domains", "tTexts"}, {"language", "string"}},
                                        {"team", "source"},
                                        {{"list contains(?, \"social\")", "-", "\"families\"", "\"law\""},
                                         {"-", "\"sv\"", "\"desk\"", "\"law\""},
                                         {"-", "-", "\"\"", "\"law\""}}},
                                       routing_about)};
  std::vector<std::pair<std::string, Value>> facts;
  for (const char* name : {"age", "domains", "language", "area", "hands", "nonsense"}) {
    if (*rc::gen::arbitrary<bool>()) facts.emplace_back(name, *any_value());
  }
  for (const Table& one : tables) {
    const auto advice = one.ask(Value::context(facts));
    if (!advice) {
      RC_ASSERT(advice.error().code == "table-facts");
      continue;
    }
    RC_ASSERT(advice->row >= 1U);
    RC_ASSERT(advice->row <= one.rows().size());
    RC_ASSERT(advice->source != nullptr);
    RC_ASSERT(advice->because.size() == one.rows()[advice->row - 1].conditions.size());
  }
}

}  // namespace
}  // namespace vuoro::tables::testing
