#include "rights/tries.hpp"

#include <gtest/gtest.h>

namespace vuoro::rights {
namespace {

using std::chrono::seconds;

constexpr Instant start{1'800'000'000};

void try_wrongly(Tries& tries, const std::string& address, int times, Instant now) {
  for (int i = 0; i < times; ++i) tries.wrong(address, now);
}

TEST(Tries, TenAreFreeThenOneEachSixSeconds) {
  Tries tries{Tries::Limits{}};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(tries.wait("a", start), seconds{0}) << i;
    tries.wrong("a", start);
  }
  EXPECT_EQ(tries.wait("a", start), seconds{6});
  EXPECT_EQ(tries.wait("a", start + seconds{5}), seconds{1});
  EXPECT_EQ(tries.wait("a", start + seconds{6}), seconds{0});
  tries.wrong("a", start + seconds{6});
  EXPECT_EQ(tries.wait("a", start + seconds{7}), seconds{5});
  EXPECT_EQ(tries.wait("b", start), seconds{0}) << "another address";
}

TEST(Tries, AreWholeAgainAfterAMinuteAndNeverMore) {
  Tries tries{Tries::Limits{}};
  try_wrongly(tries, "a", 25, start);
  const Instant later = start + seconds{3600};
  try_wrongly(tries, "a", 9, later);
  EXPECT_EQ(tries.wait("a", later), seconds{0}) << "one is left of ten";
  tries.wrong("a", later);
  EXPECT_EQ(tries.wait("a", later), seconds{6});
}

TEST(Tries, AClockSetBackLocksNobodyOutForLong) {
  Tries tries{Tries::Limits{}};
  try_wrongly(tries, "a", 10, start + seconds{86'400});
  EXPECT_EQ(tries.wait("a", start), seconds{6});
  EXPECT_EQ(tries.wait("a", start + seconds{6}), seconds{0});
}

TEST(Tries, ManyAddressesMakeRoomAmongTheFullAndTheOldest) {
  Tries tries{Tries::Limits{.most = 1, .refill = seconds{6}, .addresses = 3}};
  tries.wrong("full again", start);
  const Instant later = start + seconds{10};
  tries.wrong("old", later);
  tries.wrong("middle", later + seconds{1});
  tries.wrong("new", later + seconds{2});
  EXPECT_GT(tries.wait("old", later + seconds{2}).count(), 0)
      << "room was made by the one that is full again";
  tries.wrong("newer", later + seconds{3});
  EXPECT_EQ(tries.wait("old", later + seconds{3}), seconds{0}) << "the longest unused has gone";
  EXPECT_GT(tries.wait("middle", later + seconds{3}).count(), 0);
  EXPECT_GT(tries.wait("newer", later + seconds{3}).count(), 0);
}

}  // namespace
}  // namespace vuoro::rights
