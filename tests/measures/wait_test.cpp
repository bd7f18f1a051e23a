#include "measures/wait.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "measures/world_for_tests.hpp"

namespace vuoro::measures {
namespace {

std::string refusal(std::string_view text) {
  const auto split = Split::parse(text);
  return split ? "ok" : split.error().where + ": " + split.error().what;
}

TEST(Split, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* text;
    const char* where;  // "ok" when taken
  };
  const Case cases[] = {
      {"", "ok"},
      {"area", "ok"},
      {"sex", "ok"},
      {"age:0-22,23+", "ok"},
      {"age:18-18", "ok"},
      {"age:", ": "},
      {"age:0-22,", ": "},
      {"age:22-0", "22-0"},
      {"age:0-22,22+", "22+"},
      {"age:0-151", "0-151"},
      {"age:-5", "-5"},
      {"age:a-b", "a-b"},
      {"age:5", "5: "},
      {"age:0-22;23+", "0-22;23+"},
      {"gender", "gender"},
      {"age", "age"},
      {"age: 0-22", " 0-22"},
      {"age:5++", "5++"},
  };
  for (const Case& c : cases)
    EXPECT_TRUE(refusal(c.text).starts_with(c.where)) << c.text << " gave " << refusal(c.text);
}

std::vector<WaitGroup> ask(const WaitColumns& columns, WaitEnd end, int days, std::vector<std::string> by) {
  std::vector<Split> splits;
  for (const auto& text : by) splits.push_back(Split::parse(text).value());
  return wait_within(columns, end, static_cast<std::uint16_t>(days), splits);
}
using Groups = std::vector<WaitGroup>;

TEST(Wait, CountsFromTheAssessmentToTheFirstTimeAndTheFirstVisit) {
  World w;
  const auto visited = w.contact(noon(0), aged(30));
  w.assess(visited, noon(1));
  const auto first = w.propose(visited, 1, noon(1));
  w.book(first, noon(8), noon(1));
  w.tell(core::MissStep{first}, noon(8));
  const auto second = w.propose(visited, 1, noon(8));
  w.book(second, noon(10), noon(8));
  w.hold(second, noon(10));

  const auto late = w.contact(noon(0), aged(10), {});
  w.assess(late, noon(0));
  w.book(w.propose(late, 1, noon(0)), noon(8), noon(0));

  const auto unbooked = w.contact(noon(0), {});
  w.assess(unbooked, noon(0));
  w.contact(noon(0), aged(50));  // not assessed
  const auto mistaken = w.contact(noon(0), aged(50));
  w.assess(mistaken, noon(0));
  w.tell(core::CloseMatter{mistaken, core::CloseReason::mistake}, noon(0));
  const auto cancelled = w.contact(noon(0), aged(22));
  w.assess(cancelled, noon(0));
  const auto step = w.propose(cancelled, 1, noon(0));
  w.book(step, noon(2), noon(0));
  w.tell(core::CancelBooking{step, core::CancelledBy::person}, noon(1));
  w.book(step, noon(6), noon(1));

  const auto columns = wait_columns(w.state, lead()).value();
  EXPECT_EQ(columns.rows(), 4U);
  EXPECT_EQ(columns.left_out.not_assessed, 1U);
  EXPECT_EQ(columns.left_out.entered_in_error, 1U);
  EXPECT_EQ(ask(columns, WaitEnd::planned, 7, {}), (Groups{{"all", 3, 2}}));
  EXPECT_EQ(ask(columns, WaitEnd::planned, 6, {}), (Groups{{"all", 3, 1}}));
  EXPECT_EQ(ask(columns, WaitEnd::realised, 8, {}), (Groups{{"all", 1, 0}}));
  EXPECT_EQ(ask(columns, WaitEnd::realised, 9, {}), (Groups{{"all", 1, 1}}));
  EXPECT_EQ(ask(columns, WaitEnd::planned, 7, {"age:0-22,23+"}), (Groups{{"0-22", 2, 1}, {"23+", 1, 1}}));
  EXPECT_EQ(ask(columns, WaitEnd::planned, 7, {"age:40-50"}), (Groups{{"40-50", 0, 0}, {"other", 3, 2}}));
  EXPECT_EQ(ask(columns, WaitEnd::planned, 7, {"area"}), (Groups{{"korso", 2, 2}, {"unknown", 1, 0}}));
  EXPECT_EQ(ask(columns, WaitEnd::planned, 7, {"sex"}), (Groups{{"unknown", 3, 2}}));
  EXPECT_EQ(ask(columns, WaitEnd::planned, 7, {"age:0-22,23+", "area"}),
            (Groups{{"0-22 / korso", 1, 1}, {"23+ / korso", 1, 1}, {"0-22 / unknown", 1, 0}}));
}

TEST(Wait, IsForWhoeverMaySeeTheWhole) {
  const World w;
  EXPECT_EQ(wait_columns(w.state, care()).error().code, "not-visible");
  EXPECT_TRUE(wait_columns(w.state, lead()).ok());
}

TEST(Wait, JsonIsAListOfGroups) {
  EXPECT_EQ(to_json({}), "[]");
  const Groups groups{{"KERAVA \"SAVIO\"\n\\", 3, 2}, {"ä", 1, 0}};
  EXPECT_EQ(
      to_json(groups),
      R"([{"group":"KERAVA \"SAVIO\"\u000a\\","count":3,"within":2},{"group":"ä","count":1,"within":0}])");
}

RC_GTEST_PROP(Wait, AgreesWithCountingRowByRow, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(0, 9000);
  const auto seed = *rc::gen::arbitrary<std::uint32_t>();
  std::uint64_t state = seed;
  const auto below = [&](std::uint64_t n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33) % n;
  };
  WaitColumns columns;
  columns.area_names = {"", "b", "a", "c"};
  for (std::size_t i = 0; i < rows; ++i) {
    columns.planned.push_back(below(5) == 0 ? no_wait : static_cast<std::uint16_t>(below(20)));
    columns.realised.push_back(below(2) == 0 ? no_wait : static_cast<std::uint16_t>(below(65535)));
    columns.age.push_back(static_cast<std::uint8_t>(below(256)));
    columns.area.push_back(static_cast<std::uint16_t>(below(4)));
    columns.sex.push_back(static_cast<std::uint8_t>(below(4)));
  }
  const int days = *rc::gen::element(0, 7, 65535);
  const WaitEnd end = *rc::gen::element(WaitEnd::planned, WaitEnd::realised);
  const auto& waits = end == WaitEnd::planned ? columns.planned : columns.realised;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> expected;
  static const char* const sexes[] = {"unknown", "female", "male", "other"};
  for (std::size_t i = 0; i < rows; ++i) {
    if (waits[i] == no_wait) continue;
    const std::string age = columns.age[i] == 255   ? "unknown"
                            : columns.age[i] <= 22  ? "0-22"
                            : columns.age[i] <= 150 ? "23+"
                                                    : "other";
    const std::string area = columns.area[i] == 0 ? "unknown" : columns.area_names[columns.area[i]];
    auto& [count, within] = expected[age + " / " + area + " / " + sexes[columns.sex[i]]];
    ++count;
    if (waits[i] <= days) ++within;
  }
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> got;
  for (const WaitGroup& g : ask(columns, end, days, {"age:0-22,23+", "area", "sex"}))
    got[g.group] = {g.count, g.within};
  RC_ASSERT(got == expected);
}

}  // namespace
}  // namespace vuoro::measures
