// Restarts, snapshots, clocks, threads and ends.
#include <algorithm>
#include <thread>

#include "core/codec.hpp"
#include "live/house.hpp"

namespace vuoro::live {
namespace {

class Restart : public House {
 protected:
  /// Some life: contacts taken, answered, assessed, in several batches.
  void live_a_little(std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t n = from; n <= to; ++n) {
      const MatterId matter = contact();
      clock += 600;
      EXPECT_EQ(send(core::TakeMatter{matter}, nurse(1 + n % 3)).fate, Fate::accepted);
      if (n % 2 == 0) {
        EXPECT_EQ(send(core::AnswerContact{matter}, nurse(1 + n % 3)).fate, Fate::accepted);
      }
      if (n % 3 == 0) {
        const core::AssessNeed assess{
            matter, core::Urgency::days, core::Profession::nurse, {promises::Domain::health}, {}};
        EXPECT_EQ(send(assess, nurse(1)).fate, Fate::accepted);
      }
    }
  }
  Instant now_in_a_script() {
    Instant now{};
    driver->submit_and_wait(std::nullopt, [&](Transaction& tx) -> std::optional<core::Refusal> {
      now = tx.now();
      return core::Refusal{};
    });
    return now;
  }
};

TEST_F(Restart, GivesTheSameState) {
  live_a_little(1, 12);
  const auto before = hash();
  open();
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(deciding(), before);
}

TEST_F(Restart, GivesTheSameStateFromASnapshot) {
  live_a_little(1, 12);
  ASSERT_TRUE(driver->write_snapshot().ok());
  const auto before = hash();
  open();
  EXPECT_EQ(hash(), before);
}

TEST_F(Restart, GivesTheSameStateFromASnapshotInTheMiddle) {
  live_a_little(1, 7);
  ASSERT_TRUE(driver->write_snapshot().ok());
  live_a_little(8, 15);
  const auto before = hash();
  open();
  EXPECT_EQ(hash(), before);
  disk->snapshots.clear();
  open();
  EXPECT_EQ(hash(), before);
}

TEST_F(Restart, PassesOverASnapshotOfAnotherFormatOrWithoutSense) {
  live_a_little(1, 4);
  ASSERT_TRUE(driver->write_snapshot().ok());
  const auto before = hash();
  ledger::Snapshot& snapshot = disk->snapshots.back();
  snapshot.format += 1;
  open();
  EXPECT_EQ(hash(), before);
  snapshot.format -= 1;
  snapshot.state.resize(snapshot.state.size() / 2);
  open();
  EXPECT_EQ(hash(), before);
}

TEST_F(Restart, RefusesAnEventThatDoesNotFit) {
  live_a_little(1, 2);
  driver.reset();
  const auto contact_received = std::find_if(disk->events.begin(), disk->events.end(), [](const auto& body) {
    return std::holds_alternative<core::ContactReceived>(core::decode(body)->event);
  });
  disk->events.erase(contact_received);
  auto started =
      Driver::start(std::make_unique<LedgerInHand>(disk, hand), {.clock = [] { return Instant{}; }});
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.error().code, "event-unfitting");
  EXPECT_NE(started.error().where, "");
}

TEST_F(Restart, RefusesBytesThatAreNoEvent) {
  live_a_little(1, 2);
  driver.reset();
  disk->events[3] = {std::byte{0xFF}};
  auto started =
      Driver::start(std::make_unique<LedgerInHand>(disk, hand), {.clock = [] { return Instant{}; }});
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.error().code, "event-undecodable");
  EXPECT_EQ(started.error().where, "event 4");
}

TEST_F(Restart, TimeNeverGoesBack) {
  contact();
  const Instant before = now_in_a_script();
  clock -= 86'400;
  EXPECT_EQ(now_in_a_script(), before);
  contact();
  open();
  EXPECT_EQ(now_in_a_script(), before) << "after a restart";
  ASSERT_TRUE(driver->write_snapshot().ok());
  open();
  EXPECT_EQ(now_in_a_script(), before) << "after a restart from a snapshot that holds every event";
  clock += 2 * 86'400;
  EXPECT_GT(now_in_a_script(), before);
}

TEST_F(Restart, EveryEventIsToldOnceAndInOrder) {
  live_a_little(1, 10);
  ASSERT_EQ(heard.size(), seq());
  for (std::size_t i = 0; i < heard.size(); ++i) EXPECT_EQ(heard[i], i + 1);
}

class ToldAfterShown : public House {
 protected:
  void hear(std::span<const Told> told) override {
    if (!driver) return;
    shown_first = shown_first && driver->read().state().seq() == told.back().seq;
    ++batches;
  }
  bool shown_first = true;
  int batches = 0;
};

TEST_F(ToldAfterShown, Always) {
  for (int i = 0; i < 5; ++i) contact();
  EXPECT_TRUE(shown_first);
  EXPECT_GE(batches, 5);
}

TEST_F(Restart, EightThreadsAtOnce) {
  constexpr int threads = 8;
  constexpr int each = 40;
  most_in_batch = 16;
  open();
  std::atomic<int> accepted = 0;
  std::atomic<int> repeated = 0;
  std::vector<std::thread> people;
  people.reserve(threads);
  for (int t = 0; t < threads; ++t) {
    people.emplace_back([&, t] {
      for (int i = 0; i < each; ++i) {
        // Every key is used by two threads.
        const auto key = static_cast<std::uint64_t>(t / 2 * each + i);
        const Outcome outcome = send(core::ReceiveContact{}, resident, once(key + 1));
        accepted += outcome.fate == Fate::accepted;
        repeated += outcome.fate == Fate::repeated;
        static_cast<void>(driver->read().state().seq());
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(accepted, threads * each / 2);
  EXPECT_EQ(repeated, threads * each / 2);
  const auto before = hash();
  open();
  EXPECT_EQ(hash(), before);
}

TEST_F(Restart, TheEndFinishesWhatWasSubmitted) {
  std::vector<std::future<Outcome>> waiting;
  most_in_batch = 4;
  open();
  for (std::uint64_t i = 0; i < 50; ++i)
    waiting.push_back(later(once(i + 1), doing(core::ReceiveContact{}, resident)));
  driver.reset();
  for (auto& one : waiting) EXPECT_EQ(one.get().fate, Fate::accepted);
  EXPECT_EQ(disk->requests.size(), 50U);
}

}  // namespace
}  // namespace vuoro::live
