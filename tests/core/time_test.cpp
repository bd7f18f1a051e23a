#include "core/sound_world.hpp"
#include "core/timetable.hpp"

/// Slots, holds, offers and bookings in slots.
namespace vuoro::core::testing {
namespace {

SlotList list(std::initializer_list<SlotId> slots) {
  SlotList out;
  for (const SlotId s : slots) EXPECT_TRUE(out.add(s));
  return out;
}

/// A nurse's Monday morning a week ahead, and two people who wait for a time.
class Time : public SoundWorld {
 protected:
  MatterId waiting(PersonId who, ServiceId service = doctor_visit) {
    const MatterId m = w.contact_of(who);
    w.assess(m);
    step = w.propose(m, service);
    return m;
  }

  StepId step;
  PersonId person = w.person(day_of(1990, 1, 1).n);
  MatterId matter = waiting(person);
  StepId first = step;
  MatterId matter2 = waiting(w.person(day_of(1960, 1, 1).n));
  StepId second = step;
  SlotId nine = w.slots(anna, at(2025, 3, 17, 9), 4);  // 9:00, 9:30, 10:00, 10:30
  SlotId half = SlotId{nine.n + 1};
};

TEST_F(Time, AShiftBecomesSlotsOnTheHour) {
  EXPECT_EQ(w.slot(nine).begin.instant(), at(2025, 3, 17, 9));
  EXPECT_EQ(w.slot(SlotId{nine.n + 3}).begin.instant(), at(2025, 3, 17, 10, 30));
  EXPECT_EQ(w.tables().free_times.size(), 4U);
}

TEST_F(Time, BookingTakesTheSlotsTimeAndModeAndTheSlotIsGone) {
  w.must(BookTimes{first, list({nine})});
  EXPECT_EQ(w.step(first).begin.instant(), at(2025, 3, 17, 9));
  EXPECT_EQ(w.step(first).minutes, 30);
  EXPECT_EQ(w.step(first).state, StepState::booked);
  EXPECT_EQ(w.refused(BookTimes{second, list({nine})}), RefusalCode::slot_taken);
  EXPECT_EQ(w.tables().free_times.size(), 3U);
}

TEST_F(Time, CancellingGivesTheTimeToTheNext) {
  w.must(BookTimes{first, list({nine})});
  w.must(CancelBooking{first, CancelledBy::person});
  EXPECT_EQ(w.step(first).state, StepState::proposed);
  w.must(BookTimes{second, list({nine})});
}

TEST_F(Time, PeopleCancelAndChooseForThemselves) {
  w.must(BookTimes{first, list({nine})}, resident);
  w.must(CancelBooking{first, CancelledBy::person}, resident);
  EXPECT_EQ(w.refused(CancelBooking{first, CancelledBy::unit}, resident), RefusalCode::staff_only);
  EXPECT_EQ(w.refused(BookTimes{first, list({nine, half})}, resident), RefusalCode::staff_only);
}

TEST_F(Time, MovingIsOneStepAndFreesTheOldTime) {
  w.must(BookTimes{first, list({nine})});
  w.must(BookTimes{first, list({half})});
  EXPECT_EQ(w.step(first).begin.instant(), at(2025, 3, 17, 9, 30));
  EXPECT_EQ(w.slot(nine).taken, 0);
  EXPECT_FALSE(w.step(first).gap) << "moving is no debt of the unit";
}

TEST_F(Time, MovingToATimeThatIsGoneKeepsTheOldOne) {
  w.must(BookTimes{first, list({nine})});
  w.must(BookTimes{second, list({half})});
  EXPECT_EQ(w.refused(BookTimes{first, list({half})}), RefusalCode::slot_taken);
  EXPECT_EQ(w.slot(nine).taken, 1);
}

TEST_F(Time, AHoldKeepsThePlaceForTenMinutes) {
  w.must(HoldTimes{first, list({nine})});
  EXPECT_EQ(w.refused(BookTimes{second, list({nine})}), RefusalCode::slot_taken);
  w.wait(599);
  EXPECT_EQ(w.refused(HoldTimes{second, list({nine})}), RefusalCode::slot_taken);
  w.wait(1);
  w.must(BookTimes{second, list({nine})});
  EXPECT_EQ(w.refused(BookTimes{first, list({nine})}), RefusalCode::slot_taken) << "its hold has run out";
}

TEST_F(Time, TheHolderBooksWhatItHolds) {
  w.must(HoldTimes{first, list({nine})});
  w.must(BookTimes{first, list({nine})});
  EXPECT_TRUE(w.tables().hold_ends.empty());
}

TEST_F(Time, ANewHoldReplacesTheOld) {
  w.must(HoldTimes{first, list({nine})});
  w.must(HoldTimes{first, list({half})});
  w.must(BookTimes{second, list({nine})});
}

TEST_F(Time, AnOfferIsAcceptedOrTheStepWaitsOn) {
  w.must(OfferTimes{first, list({nine}), w.now + std::chrono::hours{2}});
  EXPECT_EQ(w.step(first).state, StepState::offered);
  EXPECT_FALSE(w.tables().waiting[doctor_visit.n].contains(first));
  w.must(AcceptTimes{first}, resident);
  EXPECT_EQ(w.step(first).state, StepState::booked);

  w.must(OfferTimes{second, list({half}), w.now + std::chrono::hours{2}});
  w.must(EndHold{second, HoldEnd::declined}, resident);
  EXPECT_EQ(w.step(second).state, StepState::proposed);
  EXPECT_TRUE(w.tables().waiting[doctor_visit.n].contains(second)) << "its place is kept";
}

TEST_F(Time, AnOfferRunsOut) {
  w.must(OfferTimes{first, list({nine}), w.now + std::chrono::hours{2}});
  EXPECT_EQ(w.refused(EndHold{first, HoldEnd::expired}, machine), RefusalCode::no_reason);
  w.wait(2 * 3600);
  EXPECT_EQ(w.refused(AcceptTimes{first}, resident), RefusalCode::nothing_offered);
  w.must(EndHold{first, HoldEnd::expired}, machine);
  EXPECT_EQ(w.step(first).state, StepState::proposed);
  EXPECT_EQ(w.refused(EndHold{first, HoldEnd::expired}, machine), RefusalCode::nothing_held);
}

TEST_F(Time, AVisitOfTwoProfessionalsIsOneBooking) {
  const SlotId other = w.slots(berit, at(2025, 3, 17, 9), 1, dentist_time, 1, dental);
  w.must(BookTimes{first, list({nine, other})});
  EXPECT_EQ(w.slot(other).taken, 1);
  EXPECT_EQ(w.refused(BookTimes{second, list({other, half})}), RefusalCode::slot_taken) << "all or nothing";
  EXPECT_EQ(w.slot(half).taken, 0);
  w.must(CancelBooking{first, CancelledBy::person});
  EXPECT_EQ(w.slot(other).taken, 0);
}

TEST_F(Time, OneOfTheTimesMustBeForTheService) {
  const SlotId dentist = w.slots(berit, at(2025, 3, 17, 9), 1, dentist_time, 1, dental);
  EXPECT_EQ(w.refused(BookTimes{first, list({dentist})}), RefusalCode::slot_wrong_service);
  EXPECT_EQ(w.refused(BookTimes{first, list({nine, nine})}), RefusalCode::slot_named_twice);
  EXPECT_EQ(w.refused(BookTimes{first, {}}), RefusalCode::no_slots);
  EXPECT_EQ(w.refused(BookTimes{first, list({SlotId{99}})}), RefusalCode::unknown_slot);
}

TEST_F(Time, APersonIsInOnePlaceAtATime) {
  const MatterId other = waiting(person);
  EXPECT_TRUE(other);
  const SlotId same_time = w.slots(berit, at(2025, 3, 17, 9, 15));
  w.must(BookTimes{first, list({nine})});
  EXPECT_EQ(w.refused(BookTimes{step, list({same_time})}), RefusalCode::overlapping_booking);
  w.must(BookTimes{step, list({SlotId{nine.n + 2}})});
}

TEST_F(Time, AGroupHasAsManyPlacesAsItHas) {
  const SlotId group = w.slots(berit, at(2025, 3, 18, 17), 1, nurse_time, 2);
  w.must(BookTimes{first, list({group})});
  w.must(BookTimes{second, list({group})});
  waiting(w.person(day_of(1980, 1, 1).n));
  EXPECT_EQ(w.refused(BookTimes{step, list({group})}), RefusalCode::slot_taken);
}

TEST_F(Time, SlotsOfOneProfessionalNeverOverlap) {
  PublishSlots c;
  c.worker = anna;
  c.team = nurses;
  c.type = nurse_time;
  c.begin = at(2025, 3, 17, 10, 45);
  c.count = 1;
  c.minutes = 30;
  EXPECT_EQ(w.refused(c, importer), RefusalCode::slots_overlap);
  c.begin = at(2025, 3, 17, 11);
  w.must(c, importer);
  c.begin = at(2025, 3, 17, 8);
  c.every = 120;
  c.count = 2;
  EXPECT_EQ(w.refused(c, importer), RefusalCode::slots_overlap) << "the second, at ten, is taken";
  c.count = 1;
  w.must(c, importer);
  c.begin = at(2025, 3, 16, 23);
  c.minutes = 24 * 60;
  c.every = 0;
  EXPECT_EQ(w.refused(c, importer), RefusalCode::slots_overlap) << "a long one over a night";
}

TEST_F(Time, SlotsFitBetweenSlots) {
  PublishSlots c;
  c.worker = berit;
  c.team = nurses;
  c.type = nurse_time;
  c.begin = at(2025, 3, 17, 9);
  c.count = 3;
  c.minutes = 20;
  c.every = 60;
  w.must(c, importer);
  c.begin = at(2025, 3, 17, 9, 20);
  w.must(c, importer);
  c.begin = at(2025, 3, 17, 9, 50);
  EXPECT_EQ(w.refused(c, importer), RefusalCode::slots_overlap);
}

TEST_F(Time, BlockedTimeCancelsAndTheStepsWaitWithADebt) {
  w.must(BookTimes{first, list({half})});
  w.must(HoldTimes{second, list({SlotId{nine.n + 2}})});
  w.must(BlockTime{anna, at(2025, 3, 17, 9, 40), at(2025, 3, 17, 10, 10), BlockReason::absence});
  EXPECT_EQ(w.step(first).state, StepState::proposed);
  EXPECT_TRUE(w.step(first).gap) << "the unit cancelled: service debt until a new time";
  EXPECT_TRUE(w.tables().hold_ends.empty());
  EXPECT_EQ(w.refused(BookTimes{first, list({half})}), RefusalCode::slot_blocked);
  EXPECT_EQ(w.tables().free_times.size(), 2U) << "9:00 and 10:30 stay";
  w.must(BookTimes{first, list({nine})});
  w.slots(anna, at(2025, 3, 17, 9, 30), 2);
}

TEST_F(Time, AHoldOnANewTimeIsNoReasonToLoseTheOld) {
  w.must(BookTimes{first, list({nine})});
  w.must(HoldTimes{first, list({half})});
  w.must(BlockTime{anna, at(2025, 3, 17, 9, 30), at(2025, 3, 17, 10), BlockReason::meeting});
  EXPECT_EQ(w.step(first).state, StepState::booked);
  EXPECT_EQ(w.slot(nine).taken, 1);
}

TEST_F(Time, ATimeThatHasBegunIsForStaffOnly) {
  w.now = at(2025, 3, 17, 9, 10);
  EXPECT_EQ(w.refused(BookTimes{first, list({nine})}, resident), RefusalCode::slot_past);
  w.must(BookTimes{first, list({nine})});
  w.now = at(2025, 3, 17, 10, 0);
  EXPECT_EQ(w.refused(BookTimes{second, list({half})}), RefusalCode::slot_past) << "it has just ended";
}

TEST_F(Time, ReservedTimesOpenToAllTheDayBefore) {
  const SlotId kept = w.slots(berit, at(2025, 3, 17, 12), 1, urgent_time);
  EXPECT_EQ(w.refused(BookTimes{first, list({kept})}), RefusalCode::slot_reserved);
  w.now = at(2025, 3, 16, 12);
  w.must(BookTimes{first, list({kept})});
}

TEST_F(Time, UndoOfRefusingTakesTheTimeBackIfItIsFree) {
  w.must(BookTimes{first, list({nine})});
  w.must(RefuseStep{first});
  EXPECT_EQ(w.slot(nine).taken, 0);
  w.must(UndoLast{matter});
  EXPECT_EQ(w.slot(nine).taken, 1);
  w.must(RefuseStep{first});
  w.must(BookTimes{second, list({nine})});
  EXPECT_EQ(w.refused(UndoLast{matter}), RefusalCode::slot_taken);
}

TEST_F(Time, UndoOfBookingFreesTheTime) {
  w.must(BookTimes{first, list({nine})});
  w.must(UndoLast{matter});
  EXPECT_EQ(w.slot(nine).taken, 0);
  EXPECT_EQ(w.step(first).state, StepState::proposed);
}

TEST_F(Time, TheTeamThatGivesTheServiceMayBookToo) {
  waiting(w.person(day_of(1970, 1, 1).n), dentist_visit);
  const SlotId chair = w.slots(berit, at(2025, 3, 17, 9), 1, dentist_time, 1, dental);
  EXPECT_EQ(w.refused(BookTimes{step, list({chair})}, carita), RefusalCode::not_holder);
  w.must(BookTimes{step, list({chair})}, staff(7, dental));
}

TEST_F(Time, AnEventBeyondTheCapacityDoesNotFit) {
  w.must(BookTimes{first, list({nine})});
  w.must(BookTimes{second, list({half})});
  State state = w.state;
  EXPECT_FALSE(apply(state, PlaceTaken{second, nine}, {w.now, w.now, {}, ActorKind::staff}))
      << "whatever a ledger says, one place is one place";
}

TEST_F(Time, AHoldEndsWithTheStepWhateverTheStepHad) {
  w.must(BookTimes{first, list({nine})});
  w.now = at(2025, 3, 17, 9, 30);
  w.must(HoldTimes{first, list({SlotId{nine.n + 2}})});
  w.must(CompleteStep{first, Outcome::helped});
  w.must(CloseMatter{matter, CloseReason::care_given});
  EXPECT_TRUE(w.tables().hold_ends.empty()) << "else the reception would try to end it for ever";
  w.must(BookTimes{second, list({SlotId{nine.n + 2}})});
  w.must(BlockTime{anna, at(2025, 3, 17, 9), at(2025, 3, 17, 11), BlockReason::absence});
}

TEST_F(Time, PeopleCannotUndoAVisitThatHasBegun) {
  w.must(BookTimes{first, list({nine})});
  w.now = at(2025, 3, 17, 9);
  EXPECT_EQ(w.refused(CancelBooking{first, CancelledBy::person}, resident), RefusalCode::slot_past);
  EXPECT_EQ(w.refused(BookTimes{first, list({SlotId{nine.n + 3}})}, resident), RefusalCode::slot_past);
  w.must(BookTimes{first, list({SlotId{nine.n + 3}})});
}

TEST_F(Time, AHeldVisitKeepsItsPlace) {
  w.must(BookTimes{first, list({nine})});
  w.now = at(2025, 3, 17, 9, 30);
  w.must(CompleteStep{first, Outcome::helped});
  EXPECT_EQ(w.slot(nine).taken, 1);
}

}  // namespace
}  // namespace vuoro::core::testing
