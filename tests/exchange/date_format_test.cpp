#include "exchange/date_format.hpp"

#include <gtest/gtest.h>

#include "exchange/contact_row.hpp"

namespace vuoro::exchange {
namespace {

std::string read(const char* pattern, const char* text) {
  const auto format = DateFormat::compile(pattern);
  if (!format) return "refused";
  const auto wall = format->read(text);
  if (!wall) return "-";
  return std::to_string(wall->day - day_of(2016, 1, 1)) + "/" + std::to_string(wall->second);
}

TEST(DateFormat, ReadsOnlyWhatIsADate) {
  struct Case {
    const char* why;
    const char* pattern;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"with a time", "%Y-%m-%dT%H:%M:%SZ", "2016-01-02T01:02:03Z", "1/3723"},
      {"day only", "%Y-%m-%d", "2016-03-01", "60/0"},
      {"literal time", "%Y-%m-%dT00:00:00Z", "2016-01-01T00:00:00Z", "0/0"},
      {"another literal time", "%Y-%m-%dT00:00:00Z", "2016-01-01T01:00:00Z", "-"},
      {"Finnish, short", "%-d.%-m.%Y %-H:%M", "9.2.2016 8:05", "39/29100"},
      {"Finnish, long", "%-d.%-m.%Y %-H:%M", "09.02.2016 08:05", "39/29100"},
      {"no such day", "%Y-%m-%d", "2015-02-29", "-"},
      {"month 13", "%Y-%m-%d", "2016-13-01", "-"},
      {"month 0", "%Y-%m-%d", "2016-00-01", "-"},
      {"24 o'clock", "%Y-%m-%d %H:%M", "2016-01-01 24:00", "-"},
      {"leap second", "%Y-%m-%d %H:%M:%S", "2016-12-31 23:59:60", "-"},
      {"one digit where two are asked", "%Y-%m-%d", "2016-1-01", "-"},
      {"something after", "%Y-%m-%d", "2016-01-01 ", "-"},
      {"something missing", "%Y-%m-%d", "2016-01-", "-"},
      {"sign", "%Y-%m-%d", "+016-01-01", "-"},
      {"long ago", "%Y-%m-%d", "1899-12-31", "-"},
      {"empty", "%Y-%m-%d", "", "-"},
      {"a percent sign", "%%%Y%m%d", "%20160101", "0/0"},
      {"no year", "%m-%d", "01-01", "refused"},
      {"twice", "%Y-%m-%d%d", "2016-01-0101", "refused"},
      {"unknown part", "%y-%m-%d", "16-01-01", "refused"},
      {"percent at the end", "%Y-%m-%d%", "2016-01-01", "refused"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.pattern, c.text), c.expected) << c.why;
}

TEST(ReadInstant, TakesHelsinkiWallTimeOrAnOffset) {
  struct Case {
    const char* why;
    const char* text;
    std::int64_t expected;  // -1: refused
  };
  const Case cases[] = {
      {"winter", "2026-01-05T08:00:00", 1767592800},
      {"the same in UTC", "2026-01-05T06:00:00Z", 1767592800},
      {"the same with an offset", "2026-01-05T08:00+02:00", 1767592800},
      {"offset to the west", "2026-01-05 01:00-05:00", 1767592800},
      {"summer", "2026-07-01 08:00", 1782882000},
      {"date alone", "2026-01-05", -1},
      {"offset of nothing", "+02:00", -1},
      {"bad offset", "2026-01-05T08:00+2:00", -1},
      {"offset too far", "2026-01-05T08:00+15:00", -1},
      {"letters", "eilen", -1},
      {"empty", "", -1},
  };
  for (const Case& c : cases) EXPECT_EQ(read_instant(c.text).value_or(Instant{-1}).s, c.expected) << c.why;
}

}  // namespace
}  // namespace vuoro::exchange
