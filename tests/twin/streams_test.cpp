#include "twin/streams.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace vuoro::twin {
namespace {

/// Random123's own known answers for philox4x32-10 (kat_vectors).
TEST(Streams, PhiloxGivesThePublishedAnswers) {
  using Words = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t f = 0xffffffff;
  EXPECT_EQ(philox({f, f, f, f}, {f, f}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Streams, EveryPartOfTheKeyGivesOtherNumbers) {
  const Streams s(7, 1);
  std::set<double> seen;
  seen.insert(s.unit(1, Purpose::service, 1, 1));
  seen.insert(s.unit(2, Purpose::service, 1, 1));
  seen.insert(s.unit(1, Purpose::patience, 1, 1));
  seen.insert(s.unit(1, Purpose::service, 2, 1));
  seen.insert(s.unit(1, Purpose::service, 1, 2));
  seen.insert(Streams(7, 2).unit(1, Purpose::service, 1, 1));
  seen.insert(Streams(8, 1).unit(1, Purpose::service, 1, 1));
  seen.insert(Streams(7 + (1ULL << 40U), 1).unit(1, Purpose::service, 1, 1));
  EXPECT_EQ(seen.size(), 8U);
}

TEST(Streams, TheSameQuestionHasTheSameAnswerWheneverItIsAsked) {
  const Streams s(1, 1);
  const double first = s.unit(5, Purpose::show, 0, 1);
  for (std::uint32_t i = 0; i < 100; ++i) static_cast<void>(s.unit(i, Purpose::gap));
  EXPECT_EQ(first, s.unit(5, Purpose::show, 0, 1));
}

/// Neither end is ever given (log(0) would be an infinite wait), and what two purposes draw has nothing to do
/// with one another.
TEST(Streams, UniformAndUnrelatedBetweenPurposes) {
  const Streams s(3, 0);
  constexpr std::uint32_t n = 100'000;
  double sum = 0;
  double squares = 0;
  double product = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double a = s.unit(i, Purpose::service);
    const double b = s.unit(i, Purpose::patience);
    ASSERT_GT(a, 0);
    ASSERT_LT(a, 1);
    sum += a;
    squares += a * a;
    product += (a - 0.5) * (b - 0.5);
  }
  EXPECT_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(squares / n, 1.0 / 3, 4 * std::sqrt(4.0 / 45 / n));
  EXPECT_NEAR(product / n, 0, 4 * std::sqrt(1.0 / 144 / n));
}

}  // namespace
}  // namespace vuoro::twin
