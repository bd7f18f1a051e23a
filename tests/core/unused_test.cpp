#include "core/unused.hpp"

#include "core/sound_world.hpp"

/// Times that nobody used, and the county's policy about them (decision 125).
namespace vuoro::core::testing {
namespace {

SlotList only(SlotId slot) {
  SlotList out;
  EXPECT_TRUE(out.add(slot));
  return out;
}

class Unused : public SoundWorld {
 protected:
  Unused() {
    w.setting.unused = {true, std::chrono::hours{24}, 1};
    matter = w.contact_of(w.person(day_of(1960, 1, 1).n));
    w.assess(matter);
    step = w.propose(matter);
  }
  /// Books the resident a time a week ahead and stands `before` its beginning.
  void stand(std::chrono::seconds before) {
    const Instant begin = at(2025, 3, 17, 9);
    w.must(BookTimes{step, only(w.slots(anna, begin))}, resident);
    w.now = begin + -before;
  }
  void miss() {
    stand(std::chrono::seconds{0});
    w.must(MissStep{step});
  }
  [[nodiscard]] const UnusedRow* row() const {
    const auto found = w.tables().unused.find(matter.n);
    return found == w.tables().unused.end() ? nullptr : &found->second;
  }
  MatterId matter;
  StepId step;
};

TEST_F(Unused, CancelledADayBeforeIsInTime) {
  stand(std::chrono::hours{24});
  w.must(CancelBooking{step, CancelledBy::person}, resident);
  EXPECT_EQ(unused_times(w.tables(), matter), 0U);
  EXPECT_EQ(row(), nullptr);
}

TEST_F(Unused, CancelledASecondLaterIsLateWhoeverWritesItDown) {
  stand(std::chrono::hours{24} - std::chrono::seconds{1});
  w.must(CancelBooking{step, CancelledBy::person});
  EXPECT_EQ(unused_times(w.tables(), matter), 1U);
  EXPECT_EQ(w.step(step).state, StepState::proposed) << "the need stays";
}

TEST_F(Unused, TheUnitsCancellingIsNeverThePersons) {
  stand(std::chrono::hours{1});
  w.must(CancelBooking{step, CancelledBy::unit});
  EXPECT_EQ(unused_times(w.tables(), matter), 0U);
}

TEST_F(Unused, WithoutAPolicyNothingIsLate) {
  w.setting.unused.on = false;
  stand(std::chrono::hours{1});
  w.must(CancelBooking{step, CancelledBy::person}, resident);
  EXPECT_EQ(unused_times(w.tables(), matter), 0U);
}

TEST_F(Unused, NobodyElseSaysWhatIsLate) {
  stand(std::chrono::hours{48});
  EXPECT_EQ(w.refused(CancelBooking{step, CancelledBy::person_late}), RefusalCode::no_reason);
  EXPECT_EQ(w.refused(CancelBooking{step, CancelledBy::mistake}), RefusalCode::no_reason);
}

TEST_F(Unused, AfterOnePeopleChooseAgainAfterTwoTheyCallFirst) {
  stand(std::chrono::hours{1});
  w.must(CancelBooking{step, CancelledBy::person}, resident);
  const SlotId second = w.slots(anna, at(2025, 3, 18, 9), 2);
  w.must(BookTimes{step, only(second)}, resident);
  w.now = at(2025, 3, 18, 8);
  w.must(CancelBooking{step, CancelledBy::person}, resident);
  EXPECT_TRUE(call_first(w.tables(), w.setting, matter));
  const SlotId third = w.slots(anna, at(2025, 3, 19, 9), 2);
  EXPECT_EQ(w.refused(BookTimes{step, only(third)}, resident), RefusalCode::call_first);
  EXPECT_EQ(w.refused(HoldTimes{step, only(third)}, resident), RefusalCode::call_first);
  w.must(BookTimes{step, only(third)});  // agreed with a professional
  w.must(BookTimes{step, only(SlotId{third.n + 1})}, resident);
}

TEST_F(Unused, AMissedVisitWaitsForTheHolderToAct) {
  miss();
  ASSERT_NE(row(), nullptr);
  EXPECT_EQ(row()->missed.instant(), w.now);
  w.wait(3600);
  w.propose(matter);
  EXPECT_EQ(row(), nullptr);
  EXPECT_EQ(unused_times(w.tables(), matter), 1U) << "seen, but not forgotten";
}

TEST_F(Unused, AnImportsMissedVisitIsCountedAndMarksNothing) {
  stand(std::chrono::seconds{0});
  w.must(MissStep{step}, importer);
  EXPECT_EQ(row(), nullptr);
  EXPECT_EQ(unused_times(w.tables(), matter), 1U);
}

TEST_F(Unused, TakenBackItNeverWas) {
  miss();
  w.must(UndoLast{matter});
  EXPECT_EQ(row(), nullptr);
  EXPECT_EQ(unused_times(w.tables(), matter), 0U);
  EXPECT_EQ(w.step(step).state, StepState::booked);
}

TEST_F(Unused, AClosedMatterWaitsForNobody) {
  miss();
  w.must(CloseMatter{matter, CloseReason::not_reached});
  EXPECT_EQ(row(), nullptr);
}

}  // namespace
}  // namespace vuoro::core::testing
