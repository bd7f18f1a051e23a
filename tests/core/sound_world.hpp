#pragma once

#include "core/world.hpp"

namespace vuoro::core::testing {

/// A World whose test ends with every invariant checked and with a snapshot that reads back the same: the
/// rows, and the lists that are computed from them.
class SoundWorld : public ::testing::Test {
 protected:
  void TearDown() override {
    for (const Violation& v : w.faults()) ADD_FAILURE() << v.what;
    const auto back = read_snapshot(write_snapshot(w.state));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(hash_of(*back), hash_of(w.state));
    const Tables& again = Access::tables(*back);
    const Tables& t = w.tables();
    EXPECT_EQ(again.asked, t.asked);
    EXPECT_EQ(again.at_slot, t.at_slot);
    EXPECT_EQ(again.free_times, t.free_times);
    EXPECT_EQ(again.freed_times, t.freed_times);
    EXPECT_EQ(again.hold_ends, t.hold_ends);
    EXPECT_EQ(again.notices_of, t.notices_of);
    EXPECT_EQ(again.room_times, t.room_times);
    EXPECT_EQ(again.unfinished, t.unfinished);
    EXPECT_EQ(again.visits, t.visits);
    EXPECT_EQ(again.waiting, t.waiting);
    EXPECT_EQ(again.worker_times, t.worker_times);
  }

  World w;
};

}  // namespace vuoro::core::testing
