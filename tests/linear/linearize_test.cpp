#include <gtest/gtest.h>

#include "linear/slot.hpp"

/// Histories made by hand.
namespace vuoro::linear {
namespace {

using enum SlotAct;
using enum SlotSaid;

SlotCall call(Tick from, Tick to, SlotAct act, std::uint32_t step, SlotSaid said = ok) {
  return {{act, step, said, {}, false}, from, to, false};
}
SlotCall unknown(Tick from, Tick to, SlotAct act, std::uint32_t step) {
  return {{act, step, ok, {}, false}, from, to, true};
}
SlotCall saw(Tick from, Tick to, Steps all, bool off = false) {
  return {{read, 0, ok, std::move(all), off}, from, to, false};
}

struct Case {
  const char* why;
  bool legal;
  std::uint32_t capacity;
  std::vector<SlotCall> calls;
};

std::vector<Case> cases() {
  return {
      {"nothing happened", true, 1, {}},
      {"one books", true, 1, {call(1, 2, take, 7)}},
      {"two get one place, one after the other", false, 1, {call(1, 2, take, 7), call(3, 4, take, 8)}},
      {"two get one place at once", false, 1, {call(1, 3, take, 7), call(2, 4, take, 8)}},
      {"two get two places", true, 2, {call(1, 3, take, 7), call(2, 4, take, 8)}},
      {"three get two places", false, 2, {call(1, 9, take, 7), call(2, 9, take, 8), call(3, 9, take, 9)}},
      {"one of two at once is refused", true, 1, {call(1, 3, take, 7), call(2, 4, take, 8, full)}},
      {"refused though nobody else has it", false, 1, {call(1, 2, take, 8, full)}},
      {"refused before anybody came", false, 1, {call(1, 2, take, 8, full), call(3, 4, take, 7)}},
      {"refused while another comes", true, 1, {call(1, 4, take, 8, full), call(2, 5, take, 7)}},
      {"free again after it was given up",
       true,
       1,
       {call(1, 2, take, 7), call(3, 4, leave, 7), call(5, 6, take, 8)}},
      {"given up while another comes",
       true,
       1,
       {call(1, 2, take, 7), call(3, 6, leave, 7), call(4, 5, take, 8)}},
      {"given up too late for the other",
       false,
       1,
       {call(1, 2, take, 7), call(3, 4, take, 8), call(5, 6, leave, 7)}},
      {"given up by who never had it", false, 1, {call(1, 2, leave, 7)}},
      {"an acknowledged booking is gone", false, 1, {call(1, 2, take, 7), call(3, 4, leave, 7, not_there)}},
      {"taken again by the same step: it is still one place",
       true,
       1,
       {call(1, 2, take, 7), call(3, 4, take, 7)}},
      {"a block clears the slot", true, 1, {call(1, 2, take, 7), call(3, 4, block, 0), saw(5, 6, {}, true)}},
      {"booked after the block", false, 1, {call(1, 2, block, 0), call(3, 4, take, 7)}},
      {"booked while it is blocked",
       true,
       1,
       {call(1, 4, block, 0), call(2, 3, take, 7), saw(5, 6, {}, true)}},
      {"refused as blocked before the block", false, 1, {call(1, 2, take, 7, blocked), call(3, 4, block, 0)}},
      {"refused as blocked", true, 1, {call(1, 2, block, 0), call(3, 4, take, 7, blocked)}},
      {"moved away from where a block took it",
       true,
       1,
       {call(1, 2, take, 7), call(3, 4, block, 0), call(5, 6, drop, 7)}},
      {"a stale read", false, 1, {call(1, 2, take, 7), saw(3, 4, {})}},
      {"a read of what is to be", false, 1, {saw(1, 2, {7}), call(3, 4, take, 7)}},
      {"a read beside it may see either", true, 1, {call(1, 6, take, 7), saw(2, 3, {}), saw(4, 5, {7})}},
      {"two reads that go back", false, 1, {call(1, 6, take, 7), saw(2, 3, {7}), saw(4, 5, {})}},
      {"shown as free while somebody has it", false, 1, {call(1, 2, take, 7), call(3, 4, see, 8)}},
      {"shown as free to whom it belongs", true, 1, {call(1, 2, take, 7), call(3, 4, see, 7)}},
      {"shown as free after the block", false, 1, {call(1, 2, block, 0), call(3, 4, see, 8)}},
      {"unknown: it happened", true, 1, {unknown(1, never, take, 7), saw(2, 3, {7})}},
      {"unknown: it did not happen", true, 1, {unknown(1, never, take, 7), saw(2, 3, {})}},
      {"unknown: it happened late", true, 1, {unknown(1, never, take, 7), saw(2, 3, {}), saw(4, 5, {7})}},
      {"unknown: not twice",
       false,
       1,
       {unknown(1, never, take, 7), saw(2, 3, {7}), call(4, 5, leave, 7), saw(6, 7, {7})}},
      {"unknown: not after its last moment",
       false,
       1,
       {unknown(1, 2, take, 7), saw(3, 4, {}), saw(5, 6, {7})}},
      {"unknown: before its last moment", true, 1, {unknown(1, 2, take, 7), saw(3, 4, {7})}},
      {"unknown: explains a refusal", true, 1, {unknown(1, never, take, 7), call(2, 3, take, 8, full)}},
      {"unknown: explains one, not both", false, 2, {unknown(1, never, take, 7), call(2, 3, take, 8, full)}},
      {"unknown: given up in between",
       true,
       1,
       {call(1, 2, take, 7), unknown(3, never, leave, 7), call(4, 5, take, 8)}},
      {"unknown: block after which somebody books",
       false,
       1,
       {call(1, 2, take, 7), unknown(3, never, block, 0), call(4, 5, leave, 7, not_there),
        call(6, 7, take, 8)}},
      {"order that only the middle one fits",
       true,
       1,
       {call(1, 10, take, 7), call(2, 11, leave, 7), call(3, 12, take, 8), call(4, 13, take, 9, full)}},
  };
}

TEST(Linearize, HistoriesMadeByHand) {
  for (const Case& c : cases()) {
    const Finding found = check_slot(c.calls, c.capacity);
    EXPECT_EQ(found.verdict, c.legal ? Verdict::linearizable : Verdict::not_linearizable) << c.why;
  }
}

TEST(Linearize, NamesTheCallThatNothingExplains) {
  const Finding found = check_slot({call(1, 2, take, 7), call(3, 4, take, 8), call(5, 6, leave, 7)}, 1);
  EXPECT_EQ(found.at, 1U);
}

TEST(Linearize, GivesUpOnMoreThanSixtyFourAtOnceAndSaysSo) {
  std::vector<SlotCall> calls;
  for (std::uint32_t n = 0; n < 64; ++n) calls.push_back(unknown(n, never, take, n + 1));
  EXPECT_EQ(check_slot(calls, 1).verdict, Verdict::linearizable);
  calls.push_back(call(64, 65, take, 100));
  EXPECT_EQ(check_slot(calls, 1).verdict, Verdict::gave_up);
}

TEST(Linearize, GivesUpWhenItWouldTakeTooLong) {
  std::vector<SlotCall> calls;
  for (std::uint32_t n = 0; n < 20; ++n) calls.push_back(unknown(n, never, take, n + 1));
  calls.push_back(saw(30, 31, {500}));
  EXPECT_EQ(check_slot(calls, 20, 1000).verdict, Verdict::gave_up);
}

}  // namespace
}  // namespace vuoro::linear
