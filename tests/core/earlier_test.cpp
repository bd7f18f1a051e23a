#include "core/sound_world.hpp"
#include "core/timetable.hpp"

/// The waiting list for earlier times.
namespace vuoro::core::testing {
namespace {

SlotList list(std::initializer_list<SlotId> slots) {
  SlotList out;
  for (const SlotId s : slots) EXPECT_TRUE(out.add(s));
  return out;
}

class Earlier : public SoundWorld {
 protected:
  StepId waiting() {
    const MatterId m = w.contact_of(w.person(day_of(1960, 1, 1).n));
    w.assess(m);
    return w.propose(m);
  }
  void ask(StepId of, const Actor& by = resident) { w.must(AskEarlier{of, 0, 1440, {}, {}, {}}, by); }
  void offer(StepId to, SlotId slot) {
    w.must(OfferTimes{to, list({slot}), w.now + std::chrono::hours{2}}, machine);
  }
  SlotId soon = w.slots(anna, at(2025, 3, 12, 9), 2);
  SlotId late = w.slots(anna, at(2025, 3, 26, 9), 2);
  StepId step = waiting();
};

TEST_F(Earlier, TheBookedTimeIsKeptUntilTheEarlierOneIsAccepted) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  offer(step, soon);
  EXPECT_EQ(w.step(step).state, StepState::booked);
  EXPECT_EQ(w.slot(late).taken, 1);
  w.must(AcceptTimes{step}, resident);
  EXPECT_EQ(w.step(step).begin.instant(), at(2025, 3, 12, 9));
  EXPECT_EQ(w.slot(late).taken, 0);
  EXPECT_TRUE(w.tables().freed_times.contains(begin_key(w.slot(late).begin, late))) << "for the next one";
  EXPECT_FALSE(w.tables().earlier.contains(step.n)) << "the wish has come true";
  EXPECT_FALSE(w.step(step).gap) << "no debt of the unit";
}

TEST_F(Earlier, DeclinedTheOldTimeStaysAndSoDoesThePlaceOnTheList) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  offer(step, soon);
  w.must(EndHold{step, HoldEnd::declined}, resident);
  EXPECT_EQ(w.slot(late).taken, 1);
  EXPECT_TRUE(w.tables().earlier.contains(step.n));
  EXPECT_EQ(w.refused(AcceptTimes{step}, resident), RefusalCode::nothing_offered);
  offer(step, SlotId{soon.n + 1});
}

TEST_F(Earlier, UnansweredTheOldTimeStays) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  offer(step, soon);
  w.wait(2 * 3600);
  EXPECT_EQ(w.refused(AcceptTimes{step}, resident), RefusalCode::nothing_offered);
  w.must(EndHold{step, HoldEnd::expired}, machine);
  EXPECT_EQ(w.step(step).state, StepState::booked);
}

TEST_F(Earlier, AHoldWhilePeopleTalkIsNoOffer) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  w.must(HoldTimes{step, list({soon})});
  EXPECT_EQ(w.refused(AcceptTimes{step}, resident), RefusalCode::nothing_offered);
}

TEST_F(Earlier, WhoeverCancelsTheOldTimeStillHasTheOffer) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  offer(step, soon);
  w.must(CancelBooking{step, CancelledBy::person}, resident);
  EXPECT_EQ(w.step(step).state, StepState::offered);
  w.must(AcceptTimes{step}, resident);
  EXPECT_EQ(w.slot(soon).taken, 1);
}

TEST_F(Earlier, WhenTheUnitCancelsTheOldTimeTheOfferStandsAndTheDebtRuns) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  offer(step, soon);
  w.must(BlockTime{anna, at(2025, 3, 26), at(2025, 3, 27), BlockReason::absence});
  EXPECT_EQ(w.step(step).state, StepState::offered);
  ASSERT_TRUE(w.step(step).gap);
  w.must(AcceptTimes{step}, resident);
  EXPECT_TRUE(w.tables().gaps[w.step(step).gap.n].until);
}

TEST_F(Earlier, OffTheListTheOfferGoesToo) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  offer(step, soon);
  w.must(StopEarlier{step}, resident);
  EXPECT_TRUE(w.tables().hold_ends.empty());
  EXPECT_EQ(w.step(step).state, StepState::booked);
  EXPECT_EQ(w.refused(StopEarlier{step}, resident), RefusalCode::not_listed);
}

TEST_F(Earlier, AskedAgainTheNewWishesHoldAndTheTurnIsKept) {
  ask(step);
  const Moment since = w.tables().earlier.at(step.n).since;
  w.wait(3600);
  w.must(AskEarlier{step, 480, 720, social, {}, {}});
  const EarlierRow& row = w.tables().earlier.at(step.n);
  EXPECT_EQ(row.since, since);
  EXPECT_EQ(row.from_minute, 480);
  EXPECT_EQ(row.also1, social);
}

TEST_F(Earlier, AVisitThatIsHeldIsOffTheList) {
  w.must(BookTimes{step, list({soon})});
  ask(step);
  w.now = at(2025, 3, 12, 9, 30);
  w.must(CompleteStep{step, Outcome::helped});
  EXPECT_TRUE(w.tables().earlier.empty());
}

TEST_F(Earlier, WithoutATimeAnAcceptedOfferEndsTheWaitToo) {
  ask(step);
  offer(step, soon);
  w.must(AcceptTimes{step}, resident);
  EXPECT_TRUE(w.tables().earlier.empty());
}

TEST_F(Earlier, MovedByPeopleThePlaceOnTheListStays) {
  w.must(BookTimes{step, list({late})});
  ask(step);
  w.must(BookTimes{step, list({SlotId{late.n + 1}})});
  EXPECT_TRUE(w.tables().earlier.contains(step.n));
}

}  // namespace
}  // namespace vuoro::core::testing
