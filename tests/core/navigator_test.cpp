#include "core/navigators.hpp"
#include "core/world.hpp"

/// Uses of navigators and kept answers: what is counted, and who may look.
namespace vuoro::core::testing {
namespace {

TEST(Navigators, UsesAreCountedByMonthNavigatorAreaAndLanguage) {
  World w;
  const CountNavigator one{NavigatorId{1}, tikkurila, Language::of("fi")};
  w.must(one, resident);
  w.must(one, resident);
  w.must(CountNavigator{NavigatorId{2}, tikkurila, Language::of("fi")}, resident);
  w.must(CountNavigator{NavigatorId{1}, {}, Language::of("fi")}, resident);
  w.must(CountNavigator{NavigatorId{1}, tikkurila, Language::of("sv")}, resident);
  w.now = at(2025, 3, 31, 23);
  w.must(one, resident);
  w.wait(3600);  // the first of April in Helsinki
  w.must(one, resident);
  std::vector<std::uint32_t> times;
  for (const auto& [key, n] : w.tables().navigator_uses) times.push_back(n);
  EXPECT_EQ(times, (std::vector<std::uint32_t>{1, 3, 1, 1, 1}));
  const NavigatorUses last = uses_of(w.tables().navigator_uses.rbegin()->first, 1);
  EXPECT_EQ(last.month, month_number(2025, 4));
  EXPECT_EQ(last.navigator, NavigatorId{1});
  EXPECT_EQ(last.area, tikkurila);
  EXPECT_EQ(last.language.n, Language::of("fi").n);
  EXPECT_EQ(w.tables().matters.size(), 0U) << "no matter comes of it";
}

TEST(Navigators, AnswersAreKeptOnceAndOpenedOnceWithinAMonth) {
  World w;
  w.must(KeepAnswers{5, DocumentId{w.state.seq() + 1}}, resident);
  const std::uint64_t before = w.state.seq();
  w.must(KeepAnswers{5, DocumentId{1}}, resident);
  EXPECT_EQ(w.state.seq(), before) << "asked for twice, kept once";
  w.now = w.now + answers_good_for;
  w.must(OpenAnswers{5});
  const KeptAnswersRow row = w.tables().kept_answers.at(5);
  EXPECT_EQ(row.opened, Moment::of(w.now));
  EXPECT_FALSE(expired(row, w.now)) << "its last second is good";
  EXPECT_TRUE(expired(row, w.now + std::chrono::seconds{1}));
}

TEST(Navigators, ASnapshotKeepsThem) {
  World w;
  w.must(CountNavigator{NavigatorId{2}, {}, Language::of("en")}, resident);
  w.must(KeepAnswers{7, DocumentId{w.state.seq() + 1}}, resident);
  w.must(OpenAnswers{7});
  ReceiveContact led;
  led.led_by = NavigatorId{2};
  w.contact(led);
  EXPECT_EQ(w.tables().led_by.size(), 1U);
  const auto again = read_snapshot(write_snapshot(w.state));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(hash_of(*again), hash_of(w.state));
  EXPECT_TRUE(violations(*again, w.setting.calendar, 10).empty());
}

}  // namespace
}  // namespace vuoro::core::testing
