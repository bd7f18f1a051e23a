#include "rights/sessions.hpp"

#include <gtest/gtest.h>

#include <set>

namespace vuoro::rights {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant start{1'800'000'000};

TEST(Sessions, AResidentsEndsAfterHalfAnHourUnused) {
  Sessions sessions{Sessions::Limits{}};
  const std::string token = sessions.begin(ResidentSession{MatterId{7}}, start);
  EXPECT_TRUE(sessions.find(token, start + minutes{30}));
  EXPECT_TRUE(sessions.find(token, start + minutes{60})) << "looking is use";
  EXPECT_FALSE(sessions.find(token, start + minutes{90} + seconds{1}));
  EXPECT_FALSE(sessions.find(token, start)) << "ended is ended, whatever the clock says then";
}

TEST(Sessions, AResidentsEndsAfterTwoHoursInUse) {
  Sessions sessions{Sessions::Limits{}};
  const std::string token = sessions.begin(ResidentSession{MatterId{7}}, start);
  for (int at = 0; at <= 120; at += 20) EXPECT_TRUE(sessions.find(token, start + minutes{at})) << at;
  EXPECT_FALSE(sessions.find(token, start + minutes{120} + seconds{1}));
}

TEST(Sessions, StaffsEndsAfterFourHoursUnusedOrTenInUse) {
  Sessions sessions{Sessions::Limits{}};
  const std::string unused = sessions.begin(StaffSession{}, start);
  EXPECT_FALSE(sessions.find(unused, start + hours{4} + seconds{1}));
  const std::string used = sessions.begin(StaffSession{}, start);
  for (int at = 0; at <= 10; ++at) EXPECT_TRUE(sessions.find(used, start + hours{at})) << at;
  EXPECT_FALSE(sessions.find(used, start + hours{10} + seconds{1}));
}

TEST(Sessions, TokensAreNewEachTimeAndOnlyTheWholeTokenFits) {
  Sessions sessions{Sessions::Limits{}};
  std::set<std::string> tokens;
  for (int i = 0; i < 100; ++i) tokens.insert(sessions.begin(StaffSession{}, start));
  EXPECT_EQ(tokens.size(), 100U);
  const std::string token = *tokens.begin();
  EXPECT_FALSE(sessions.find("", start));
  EXPECT_FALSE(sessions.find(token.substr(1), start));
  EXPECT_FALSE(sessions.find(token + '0', start));
  sessions.end(token);
  EXPECT_FALSE(sessions.find(token, start));
  EXPECT_EQ(sessions.size(), 99U);
}

TEST(Sessions, WhenFullTheLongestUnusedGoes) {
  Sessions::Limits limits;
  limits.most = 2;
  Sessions sessions{limits};
  const std::string first = sessions.begin(StaffSession{}, start);
  const std::string second = sessions.begin(StaffSession{}, start + seconds{1});
  EXPECT_TRUE(sessions.find(first, start + seconds{2}));
  const std::string third = sessions.begin(StaffSession{}, start + seconds{3});
  EXPECT_TRUE(sessions.find(first, start + seconds{4}));
  EXPECT_FALSE(sessions.find(second, start + seconds{4}));
  EXPECT_TRUE(sessions.find(third, start + seconds{4}));
}

}  // namespace
}  // namespace vuoro::rights
