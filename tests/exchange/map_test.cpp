#include "exchange/map.hpp"

#include "exchange/house_for_tests.hpp"

namespace vuoro::exchange {
namespace {

using ledger::Scratch;

std::string with(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("the map has no " + std::string(from));
  return text.replace(at, from.size(), to);
}

TEST(Map, ReadsTheOneThatShips) {
  const Map map = loaded_map();
  EXPECT_EQ(map.source, "vitoria-2016");
  EXPECT_EQ(map.columns.attendance, "No-show");
  EXPECT_EQ(map.attendance_words.at("Yes"), Attendance::missed);
  EXPECT_EQ(map.sex_words.at("M"), core::Sex::male);
  EXPECT_TRUE(map.booked->has_time());
  EXPECT_FALSE(map.visit->has_time());
  EXPECT_TRUE(map.facts.has(promises::Fact::general_medicine));
  EXPECT_EQ(map.service.on_done, std::vector{promises::Trigger::visit_realised});
}

TEST(Map, EveryFaultNamesItsPlaceAndReason) {
  struct Case {
    const char* from;
    const char* to;
    int line;
    const char* reason;
  };
  const Case cases[] = {
      {"format = 1", "format = 2", 4, "format"},
      {"source =", "sauce =", 6, "sauce"},
      {"dates = \"as-written\"", "dates = \"brazil\"", 8, "dates"},
      {"booked = \"%Y-%m-%dT%H:%M:%SZ\"", "booked = \"%Y-%m\"", 21, "year, month and day"},
      {"M = \"male\"", "M = \"man\"", 26, "M"},
      {"facts = [\"general_medicine\"", "facts = [\"general\"", 35, "general"},
      {"on_done = [\"visit_realised\"]", "on_done = [\"visit\"]", 40, "visit"},
      {"debt = \"care\"", "debt = \"\"", 41, "debt"},
      {"team = \"import-vitoria\"", "team = 7", 33, "team"},
      {"[columns]", "[columns", 10, ""},
  };
  const Scratch scratch;
  const std::string shipped = text_in(vitoria_map);
  for (const Case& c : cases) {
    const auto map = load_map(written(scratch / "m.toml", with(shipped, c.from, c.to)));
    ASSERT_FALSE(map.ok()) << c.to;
    bool found = false;
    std::string all;
    for (const auto& e : map.error()) {
      EXPECT_EQ(e.file, "m.toml");
      all += std::to_string(e.line) + ": " + e.reason + "\n";
      found = found || (e.line == c.line && e.reason.find(c.reason) != std::string::npos);
    }
    EXPECT_TRUE(found) << c.to << " gave\n" << all;
  }
  const auto none = load_map(scratch / "none.toml");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().front().file, "none.toml");
}

}  // namespace
}  // namespace vuoro::exchange
