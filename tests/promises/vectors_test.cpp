// The 22 test vectors of docs: rules and indicators §3.3, both columns.

#include <gtest/gtest.h>

#include <optional>

#include "calendar/counting.hpp"
#include "calendar/print.hpp"
#include "promises/pack.hpp"

namespace vuoro::promises {
namespace {

struct Vector {
  int number;
  Day start;
  Limit limit;
  Day plain;
  Day rolled;
  const char* why;
};

constexpr Limit working(std::uint16_t n) {
  return {n, LimitUnit::working_day};
}
constexpr Limit days(std::uint16_t n) {
  return {n, LimitUnit::calendar_day};
}
constexpr Limit weeks(std::uint16_t n) {
  return {n, LimitUnit::week};
}
constexpr Limit months(std::uint16_t n) {
  return {n, LimitUnit::month};
}
constexpr Day d(int year, unsigned month, unsigned day) {
  return day_of(year, month, day);
}

constexpr Vector vectors[] = {
    {1, d(2026, 2, 3), working(7), d(2026, 2, 12), d(2026, 2, 12), "THL's own pattern"},
    {2, d(2025, 12, 19), working(7), d(2026, 1, 2), d(2026, 1, 2), "Christmas, 24 December counted"},
    {3, d(2025, 12, 22), working(7), d(2026, 1, 5), d(2026, 1, 5), "Christmas and New Year"},
    {4, d(2024, 12, 30), working(7), d(2025, 1, 10), d(2025, 1, 10), "New Year and Epiphany Monday"},
    {5, d(2026, 3, 26), working(7), d(2026, 4, 8), d(2026, 4, 8), "Easter"},
    {6, d(2026, 4, 24), working(7), d(2026, 5, 6), d(2026, 5, 6), "May Day on Friday"},
    {7, d(2026, 6, 10), working(7), d(2026, 6, 19), d(2026, 6, 22), "Midsummer Eve"},
    {8, d(2026, 12, 15), working(7), d(2026, 12, 24), d(2026, 12, 28), "Christmas Eve"},
    {9, d(2026, 4, 2), working(1), d(2026, 4, 7), d(2026, 4, 7), "next working day over Easter"},
    {10, d(2025, 1, 7), days(14), d(2025, 1, 21), d(2025, 1, 21), "the assessment day is day 0"},
    {11, d(2026, 6, 5), days(14), d(2026, 6, 19), d(2026, 6, 22), "health does not roll by default"},
    {12, d(2026, 6, 12), days(7), d(2026, 6, 19), d(2026, 6, 22), "doctor after nurse"},
    {13, d(2025, 5, 1), days(28), d(2025, 5, 29), d(2025, 5, 30), "Ascension"},
    {14, d(2026, 6, 1), weeks(3), d(2026, 6, 22), d(2026, 6, 22), "referral"},
    {15, d(2025, 11, 30), months(3), d(2026, 2, 28), d(2026, 3, 2), "no 30 February"},
    {16, d(2023, 10, 31), months(4), d(2024, 2, 29), d(2024, 2, 29), "leap year"},
    {17, d(2024, 1, 31), months(3), d(2024, 4, 30), d(2024, 4, 30), "no 31 April"},
    {18, d(2025, 6, 25), months(6), d(2025, 12, 25), d(2025, 12, 29), "Christmas Day"},
    {19, d(2026, 1, 31), months(1), d(2026, 2, 28), d(2026, 3, 2), "therapy guarantee, social"},
    {20, d(2024, 12, 31), days(14), d(2025, 1, 14), d(2025, 1, 14), "version by start date"},
    {21, d(2025, 1, 1), months(3), d(2025, 4, 1), d(2025, 4, 1), "new version"},
    {22, d(2024, 11, 15), months(3), d(2025, 2, 15), d(2025, 2, 17), "the two-month blip"},
};

TEST(Vectors, BothColumns) {
  for (const Vector& v : vectors) {
    for (const int second : {0, 12 * 3600, 86'399}) {
      const Instant start = calendar::at_local(v.start, second);
      const Instant plain = recompute_due(shipped_calendar(), v.limit.unit, v.limit.n, start);
      const Instant rolled =
          recompute_due(shipped_calendar(), v.limit.unit, v.limit.n, start, Roll::forward_5s);
      EXPECT_EQ(plain, calendar::end_of_day(v.plain)) << v.number << ": " << v.why;
      EXPECT_EQ(rolled, calendar::end_of_day(v.rolled)) << v.number << " rolled: " << v.why;
    }
  }
}

struct RuleVector {
  int number;
  const char* code;
  Instant start;
  std::optional<std::uint8_t> age;
  Instant due;
};

TEST(Vectors, AsRulesOfTheShippedPack) {
  const RuleVector rows[] = {
      {1, "SH36-START-75", at(2026, 2, 3), 80, end_of(2026, 2, 12)},
      {5, "SH36-CHILD-START", at(2026, 3, 26), 6, end_of(2026, 4, 8)},
      {7, "SH36-START-75", at(2026, 6, 10), 80, end_of(2026, 6, 22)},     // social_start_working_day rolls
      {8, "TT14C-DECISION", at(2026, 12, 15), 40, end_of(2026, 12, 24)},  // decisions do not
      {9, "TT14B-URGENT", at(2026, 4, 2), 40, end_of(2026, 4, 7)},
      {10, "TH51A-FIRST", at(2025, 1, 7), 22, end_of(2025, 1, 21)},
      {11, "TH51A-FIRST", at(2026, 6, 5), 22, end_of(2026, 6, 19)},
      {12, "TH51A-DOCTOR", at(2026, 6, 12), 22, end_of(2026, 6, 19)},
      {13, "TT-THERAPY-HEALTH", at(2025, 5, 1), 22, end_of(2025, 5, 29)},
      {14, "TH52-START", at(2026, 6, 1), 40, end_of(2026, 6, 22)},
      {15, "SH45-IMPLEMENT", at(2025, 11, 30), 40, end_of(2026, 2, 28)},
      {16, "TH51B-FIRST", at(2023, 10, 31), 40, end_of(2024, 2, 29)},
      {18, "TH51B-FIRST", at(2025, 6, 25), 40, end_of(2025, 12, 25)},
      {19, "TT-THERAPY-SOCIAL", at(2026, 1, 31), 20, end_of(2026, 2, 28)},
      {20, "TH51A-FIRST", at(2024, 12, 31), 40, end_of(2025, 1, 14)},
      {21, "TH51A-FIRST", at(2025, 1, 1), 40, end_of(2025, 4, 1)},
      {22, "TH51B-FIRST", at(2024, 11, 15), 40, end_of(2025, 2, 15)},
  };
  for (const RuleVector& row : rows) {
    const auto computed =
        due(shipped_calendar(), rule(row.code), fitting(rule(row.code), row.start, row.age));
    ASSERT_TRUE(computed.has_value()) << row.number << " " << row.code;
    EXPECT_EQ(computed->due, row.due) << row.number << " " << row.code;
  }
}

}  // namespace
}  // namespace vuoro::promises
