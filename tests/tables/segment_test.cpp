#include "tables/bundle_for_tests.hpp"

/// Tables that propose a segment: asked of the scores of the county's axes.
namespace vuoro::tables {
namespace {

using namespace testing;  // NOLINT

Dmn by_axes() {
  return {{{"tangle", "number"}, {"help", "number"}},
          {"segment", "source"},
          {{"< 3", "< 3", "\"light\"", "\"law\""},
           {">= 3", "-", "\"wide\"", "\"law\""},
           {"< 3", ">= 3", "\"wide\"", "\"law\""}},
          "UNIQUE"};
}

TEST(SegmentTable, ProposesByScoresAndSaysWhy) {
  const Table t = table(by_axes(), segment_about);
  const auto light = t.ask(json(R"({"tangle": 2, "help": 2, "age": 40})"));
  ASSERT_TRUE(light.ok());
  EXPECT_EQ(light->segment, "light");
  EXPECT_EQ(light->row, 1U);
  EXPECT_EQ(light->because.size(), 2U);
  const auto wide = t.ask(json(R"({"tangle": 0, "help": 3})"));
  ASSERT_TRUE(wide.ok());
  EXPECT_EQ(wide->segment, "wide");
  EXPECT_TRUE(wide->verdict.empty());
}

struct Wrong {
  const char* why;
  Dmn dmn;
  const char* what;
};

TEST(SegmentTable, RefusesWhatTheCountyDoesNotHave) {
  Dmn no_segment = by_axes();
  no_segment.rows[0][2] = "\"lihgt\"";
  Dmn no_axis = by_axes();
  no_axis.inputs[0].first = "urgency";
  Dmn gap = by_axes();
  gap.rows.pop_back();
  Dmn no_output = by_axes();
  no_output.outputs[0] = "verdict";
  const Wrong all[] = {{"a segment that is not there", no_segment, "lihgt"},
                       {"a fact of matters", no_axis, "urgency"},
                       {"scores that no row takes", gap, "no row"},
                       {"another kind's output", no_output, "segment"}};
  for (const Wrong& one : all) {
    const auto read = Table::read("t", bundle(one.dmn, segment_about), places());
    ASSERT_FALSE(read.ok()) << one.why;
    std::string told;
    for (const Flaw& flaw : read.error()) told += flaw.text() + "\n";
    EXPECT_NE(told.find(one.what), std::string::npos) << one.why << ": " << told;
  }
}

TEST(SegmentTable, CriteriaMayAskForTheSegment) {
  const Table t = table({{{"segment", "string"}},
                         {"verdict", "source"},
                         {{"\"wide\"", "\"met\"", "\"law\""}, {"-", "\"person_decides\"", "\"law\""}}});
  EXPECT_EQ(t.ask(json(R"({"segment": "wide"})"))->verdict, "met");
  EXPECT_EQ(t.ask(json("{}"))->verdict, "person_decides");
  EXPECT_FALSE(t.ask(json(R"({"segment": "nobody"})")).ok());
}

}  // namespace
}  // namespace vuoro::tables
