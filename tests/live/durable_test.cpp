// Nothing is told or shown before it is durable; what could not be made durable never was.
#include "live/house.hpp"

namespace vuoro::live {
namespace {

using std::chrono_literals::operator""ms;

class Durable : public House {
 protected:
  static bool told(std::future<Outcome>& one) { return one.wait_for(0ms) == std::future_status::ready; }
};

TEST_F(Durable, NothingIsToldOrShownBeforeTheAppend) {
  const MatterId matter = contact();
  const auto before = hash();
  const auto heard_before = heard.size();
  hand->hold_appends();
  auto taken = later(once(1), doing(core::TakeMatter{matter}, nurse(1)));
  hand->wait_until_appending();
  EXPECT_FALSE(told(taken));
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(heard.size(), heard_before);
  hand->let_go();
  EXPECT_EQ(taken.get().fate, Fate::accepted);
  EXPECT_NE(hash(), before);
}

TEST_F(Durable, ARefusalThatRestsOnAnAppendWaitsForIt) {
  const MatterId matter = contact();
  std::future<Outcome> first;
  std::future<Outcome> second;
  std::future<Outcome> repeated;
  driver->between_batches([&] {
    hand->hold_appends();
    first = later(once(1), doing(core::TakeMatter{matter}, nurse(1)));
    second = later(once(2), doing(core::TakeMatter{matter}, nurse(2)));
    repeated = later(once(1), doing(core::TakeMatter{matter}, nurse(1)));
  });
  hand->wait_until_appending();
  EXPECT_FALSE(told(first));
  EXPECT_FALSE(told(second));
  EXPECT_FALSE(told(repeated));
  hand->let_go();
  EXPECT_EQ(first.get().fate, Fate::accepted);
  EXPECT_EQ(second.get().fate, Fate::refused);
  EXPECT_EQ(repeated.get().fate, Fate::repeated);
}

TEST_F(Durable, AFullDiskTakesTheWholeBatchBackAndLaterOnesWork) {
  const MatterId matter = contact();
  const auto before = hash();
  const auto heard_before = heard;
  hand->fail_with(Error{"disk-full", "no room"});
  // The second's refusal rests on the first, which did not happen: nobody may be told of it.
  for (const Outcome& outcome : together({{once(1), doing(core::TakeMatter{matter}, nurse(1))},
                                          {once(2), doing(core::TakeMatter{matter}, nurse(2))},
                                          {once(1), doing(core::TakeMatter{matter}, nurse(1))}})) {
    EXPECT_EQ(outcome.fate, Fate::failed);
    EXPECT_EQ(outcome.error.code, "disk-full");
    EXPECT_EQ(outcome.events, 0U);
  }
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(deciding(), before);
  EXPECT_EQ(heard, heard_before);
  EXPECT_EQ(failures, 0);
  hand->fail_with(std::nullopt);
  EXPECT_EQ(send(core::TakeMatter{matter}, nurse(2), once(2)).fate, Fate::accepted);
  EXPECT_EQ(send(core::TakeMatter{matter}, nurse(1), once(1)).refusal.code, core::RefusalCode::already_taken);
}

TEST_F(Durable, ReadingAndRefusingGoOnWhileTheDiskIsFull) {
  contact();
  hand->fail_with(Error{"disk-full", "no room"});
  EXPECT_EQ(send(core::TakeMatter{MatterId{9}}, nurse(1)).fate, Fate::refused);
  EXPECT_GT(seq(), 0U);
}

TEST_F(Durable, AFailedLedgerIsToldOnceAndTakesNothingMore) {
  const MatterId matter = contact(once(7));
  const auto before = hash();
  hand->fail_with(Error{"ledger-failed", "a sync failed"});
  EXPECT_EQ(send(core::TakeMatter{matter}, nurse(1)).error.code, "ledger-failed");
  EXPECT_EQ(failures, 1);
  hand->fail_with(std::nullopt);  // even were the disk well again
  EXPECT_EQ(send(core::TakeMatter{matter}, nurse(1)).error.code, "ledger-failed");
  // Whether the batch is there is open until the restart, so not even a refusal can be given.
  EXPECT_EQ(send(core::ReleaseMatter{matter}, nurse(1)).error.code, "ledger-failed");
  EXPECT_EQ(send(core::ReceiveContact{}, resident, once(7)).error.code, "ledger-failed");
  EXPECT_EQ(failures, 1);
  EXPECT_EQ(hash(), before);
  open();
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(send(core::TakeMatter{matter}, nurse(1)).fate, Fate::accepted);
}

}  // namespace
}  // namespace vuoro::live
