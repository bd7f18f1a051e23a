#include "core/sound_world.hpp"
#include "core/timetable.hpp"

/// Shifts in rooms, and blocks taken back.
namespace vuoro::core::testing {
namespace {

SlotList list(std::initializer_list<SlotId> slots) {
  SlotList out;
  for (const SlotId s : slots) EXPECT_TRUE(out.add(s));
  return out;
}

class Shifts : public SoundWorld {
 protected:
  StepId waiting() {
    const MatterId m = w.contact_of(w.person(day_of(1960, 1, 1).n));
    w.assess(m);
    return w.propose(m);
  }
  RefusalCode refused_in_room(WorkerId worker, Instant begin, TeamId team = nurses, Mode mode = Mode::visit) {
    return w.refused(in_room(worker, begin, team, mode), importer);
  }
  static PublishSlots in_room(WorkerId worker, Instant begin, TeamId team = nurses, Mode mode = Mode::visit) {
    PublishSlots c;
    c.worker = worker;
    c.team = team;
    c.type = nurse_time;
    c.room = room_12;
    c.begin = begin;
    c.count = 2;
    c.minutes = 30;
    c.mode = mode;
    return c;
  }
  static BlockTime day_off(WorkerId worker = anna, BlockReason reason = BlockReason::absence) {
    return {worker, at(2025, 3, 17), at(2025, 3, 18), reason};
  }
  static UnblockTime day_back(WorkerId worker = anna, BlockReason reason = BlockReason::absence) {
    return {worker, at(2025, 3, 17), at(2025, 3, 18), reason};
  }
  Instant nine = at(2025, 3, 17, 9);
};

TEST_F(Shifts, ARoomHasOneShiftAtATime) {
  w.must(in_room(anna, nine), importer);
  EXPECT_EQ(refused_in_room(berit, at(2025, 3, 17, 9, 45)), RefusalCode::room_taken);
  w.must(in_room(berit, at(2025, 3, 17, 10)), importer);
}

TEST_F(Shifts, ARoomsNameIsItsUnits) {
  w.setting.unit_of_team = {0, 1, 1, 2};
  w.must(in_room(anna, nine), importer);
  EXPECT_EQ(refused_in_room(berit, nine, social), RefusalCode::room_taken) << "next door in the same house";
  w.must(in_room(berit, nine, dental), importer);  // another house has a room 12 of its own
}

TEST_F(Shifts, TwoWhoLeadAGroupShareItsRoom) {
  w.must(in_room(anna, nine, nurses, Mode::group), importer);
  EXPECT_EQ(refused_in_room(cecilia, nine), RefusalCode::room_taken);
  w.must(in_room(berit, nine, nurses, Mode::group), importer);
}

TEST_F(Shifts, ARoomIsFreeWhenItsTimesAreBlockedOut) {
  w.must(in_room(anna, nine), importer);
  w.must(day_off());
  w.must(in_room(berit, nine), importer);
  EXPECT_EQ(w.refused(day_back()), RefusalCode::slots_overlap) << "berit has the room now";
}

TEST_F(Shifts, ABlockTakenBackGivesTheTimesAndTheBookingsBack) {
  const SlotId first = w.slots(anna, nine, 2);
  const StepId step = waiting();
  w.must(BookTimes{step, list({first})});
  w.wait(60);
  w.must(day_off());
  ASSERT_TRUE(w.step(step).gap);
  w.wait(60);
  EXPECT_EQ(w.must(day_back()), 2U);
  EXPECT_EQ(w.step(step).state, StepState::booked);
  EXPECT_EQ(w.step(step).begin.instant(), nine);
  EXPECT_EQ(w.slot(first).taken, 1);
  EXPECT_EQ(w.tables().gaps[w.step(step).gap.n].until, Moment::of(w.now))
      << "the debt of a minute stays told";
}

TEST_F(Shifts, AVisitOfSeveralComesBackWhole) {
  const SlotId mine = w.slots(anna, nine);
  const SlotId other = w.slots(berit, nine, 1, dentist_time, 1, dental);
  const StepId step = waiting();
  w.must(BookTimes{step, list({mine, other})});
  w.must(day_off());
  EXPECT_EQ(w.slot(other).taken, 0) << "the whole visit is cancelled";
  w.must(day_back());
  EXPECT_EQ(w.slot(mine).taken, 1);
  EXPECT_EQ(w.slot(other).taken, 1);
}

TEST_F(Shifts, ButNotWhenTheOtherProfessionalIsTakenMeanwhile) {
  const SlotId mine = w.slots(anna, nine);
  const SlotId other = w.slots(berit, nine);
  const StepId step = waiting();
  w.must(BookTimes{step, list({mine, other})});
  w.must(day_off());
  w.must(BookTimes{waiting(), list({other})});
  w.must(day_back());
  EXPECT_EQ(w.step(step).state, StepState::proposed);
  EXPECT_EQ(w.slot(mine).taken, 0);
}

TEST_F(Shifts, NorWhenSomebodyHasActedSince) {
  const SlotId first = w.slots(anna, nine);
  const StepId step = waiting();
  w.must(BookTimes{step, list({first})});
  w.must(day_off());
  w.wait(60);
  w.must(RecordFact{w.step(step).matter, Trigger::forecast_recorded});
  w.must(day_back());
  EXPECT_EQ(w.step(step).state, StepState::proposed);
}

TEST_F(Shifts, AllStepsOfOneMatterComeBack) {
  const SlotId first = w.slots(anna, nine, 2);
  const StepId one = waiting();
  w.must(BookTimes{one, list({first})});
  const StepId two = w.propose(w.step(one).matter);
  w.must(BookTimes{two, list({SlotId{first.n + 1}})});
  w.must(day_off());
  w.must(day_back());
  EXPECT_EQ(w.step(one).state, StepState::booked);
  EXPECT_EQ(w.step(two).state, StepState::booked);
}

TEST_F(Shifts, NorWhenThePersonHadCancelled) {
  const SlotId first = w.slots(anna, nine);
  const StepId step = waiting();
  w.must(BookTimes{step, list({first})});
  w.must(CancelBooking{step, CancelledBy::person}, resident);
  w.must(day_off());
  w.must(day_back());
  EXPECT_EQ(w.step(step).state, StepState::proposed);
}

TEST_F(Shifts, NorWhenAnotherTimeIsBeingHeld) {
  const SlotId first = w.slots(anna, nine);
  const SlotId other = w.slots(berit, nine);
  const StepId step = waiting();
  w.must(BookTimes{step, list({first})});
  w.must(day_off());
  w.must(HoldTimes{step, list({other})});
  w.must(day_back());
  EXPECT_EQ(w.step(step).state, StepState::proposed);
}

TEST_F(Shifts, NobodyGetsTwoVisitsAtOnceBack) {
  const PersonId person = w.person(day_of(1960, 1, 1).n);
  const auto step_of = [&] {
    const MatterId m = w.contact_of(person);
    w.assess(m);
    return w.propose(m);
  };
  const SlotId at_nine = w.slots(anna, nine, 2);
  const SlotId quarter_past = w.slots(berit, at(2025, 3, 17, 9, 15));
  const StepId one = step_of();
  w.must(BookTimes{one, list({at_nine, quarter_past})});
  w.must(BlockTime{anna, nine, at(2025, 3, 17, 9, 30), BlockReason::absence});
  const StepId two = step_of();
  w.must(BookTimes{two, list({SlotId{at_nine.n + 1}})});
  w.must(day_off());
  w.must(day_back());
  EXPECT_NE(w.step(one).state == StepState::booked, w.step(two).state == StepState::booked);
}

TEST_F(Shifts, AGroupComesBackWithAllItsPeople) {
  const SlotId group = w.slots(anna, nine, 1, nurse_time, 3);
  std::vector<StepId> people;
  for (int n = 0; n < 3; ++n) {
    people.push_back(waiting());
    w.must(BookTimes{people.back(), list({group})});
  }
  w.must(day_off());
  w.must(day_back());
  EXPECT_EQ(w.slot(group).taken, 3);
  for (const StepId step : people) EXPECT_EQ(w.step(step).state, StepState::booked);
}

TEST_F(Shifts, OnlyWhatIsNotOverAndForTheSameReason) {
  const SlotId first = w.slots(anna, nine, 4);
  w.must(BlockTime{anna, nine, at(2025, 3, 17, 9, 30), BlockReason::meeting});
  w.must(day_off());
  w.now = at(2025, 3, 17, 10, 15);
  EXPECT_EQ(w.must(day_back()), 2U) << "ten o'clock is on, half past ten to come";
  EXPECT_NE(w.slot(first).blocked, 0) << "the meeting";
  EXPECT_NE(w.slot(SlotId{first.n + 1}).blocked, 0) << "over";
  EXPECT_EQ(w.slot(SlotId{first.n + 2}).blocked, 0);
}

TEST_F(Shifts, OfTwoShiftsBlockedOneAfterTheOtherTheLastComesBack) {
  const SlotId old = w.slots(anna, nine, 2);
  w.must(day_off());
  const SlotId fresh = w.slots(anna, at(2025, 3, 17, 9, 15));
  w.must(day_off());
  EXPECT_EQ(w.must(day_back()), 1U);
  EXPECT_EQ(w.slot(fresh).blocked, 0);
  EXPECT_NE(w.slot(old).blocked, 0);
}

TEST_F(Shifts, ATimeGivenBackBeforeTheBlockIsStillGivenBack) {
  const SlotId first = w.slots(anna, nine);
  const StepId step = waiting();
  w.must(BookTimes{step, list({first})});
  w.must(CancelBooking{step, CancelledBy::person}, resident);
  w.must(day_off());
  EXPECT_TRUE(w.tables().freed_times.empty());
  w.must(day_back());
  EXPECT_EQ(w.tables().freed_times.size(), 1U);
}

}  // namespace
}  // namespace vuoro::core::testing
