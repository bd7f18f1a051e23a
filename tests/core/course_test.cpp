#include "core/course.hpp"

#include "core/sound_world.hpp"

/// Courses and chains of visits.
namespace vuoro::core::testing {
namespace {

class Courses : public SoundWorld {
 protected:
  Courses() {
    w.setting.courses = {{{{doctor_visit},
                           {doctor_visit, 7, 14, SameProfessional::no},
                           {doctor_visit, 7, 7, SameProfessional::required}}}};
    for (int week = 0; week < 5; ++week) {
      // At nine by the clock, also after summer time has begun.
      of_anna.push_back(w.slots(anna, calendar::at_local(day_of(2025, 3, 17) + 7 * week, 9 * 3600)));
      of_berit.push_back(w.slots(berit, calendar::at_local(day_of(2025, 3, 18) + 7 * week, 9 * 3600)));
    }
    m = w.contact_of(w.person(day_of(1960, 1, 1).n));
    w.assess(m);
    one = StepId{w.must(ProposeCourse{m, 1})};
    two = StepId{one.n + 1};
    three = StepId{one.n + 2};
  }
  static SessionSlots times(std::initializer_list<SlotId> slots) {
    SessionSlots out;
    for (const SlotId s : slots) EXPECT_TRUE(out.add(s));
    return out;
  }
  [[nodiscard]] Instant begin(StepId s) const { return w.step(s).begin.instant(); }
  std::vector<SlotId> of_anna;
  std::vector<SlotId> of_berit;
  MatterId m;
  StepId one, two, three;
};

TEST_F(Courses, AllSessionsAreProposedAndUndoTakesAllBack) {
  EXPECT_EQ(course::sessions_of(w.tables(), two), (std::vector{one, two, three}));
  w.must(UndoLast{m});
  for (const StepId s : {one, two, three}) EXPECT_EQ(w.step(s).state, StepState::cancelled);
}

TEST_F(Courses, AreBookedAsOne) {
  w.must(BookSessions{one, times({of_anna[0], of_berit[1], of_berit[2]})});
  EXPECT_EQ(begin(one), at(2025, 3, 17, 9));
  EXPECT_EQ(begin(three), at(2025, 4, 1, 9));
}

TEST_F(Courses, OrNotAtAll) {
  const MatterId other = w.contact_of(w.person(day_of(1970, 1, 1).n));
  w.assess(other);
  SlotList taken;
  taken.add(of_berit[2]);
  w.must(BookTimes{w.propose(other), taken});
  EXPECT_EQ(w.refused(BookSessions{one, times({of_anna[0], of_berit[1], of_berit[2]})}),
            RefusalCode::slot_taken);
  EXPECT_EQ(w.step(one).state, StepState::proposed);
}

TEST_F(Courses, KeepTheirGapsAndTheirProfessional) {
  EXPECT_EQ(w.refused(BookSessions{one, times({of_berit[0], of_anna[1]})}), RefusalCode::course_gap)
      << "six days";
  EXPECT_EQ(w.refused(BookSessions{one, times({of_anna[0], of_anna[3]})}), RefusalCode::course_gap)
      << "three weeks";
  EXPECT_EQ(w.refused(BookSessions{one, times({of_anna[1], of_anna[0]})}), RefusalCode::course_gap)
      << "the second before the first";
  w.slots(cecilia, at(2025, 3, 31, 9));
  const SlotId somebody_else{static_cast<std::uint32_t>(w.tables().slots.size())};
  EXPECT_EQ(w.refused(BookSessions{one, times({of_anna[0], of_anna[1], somebody_else})}),
            RefusalCode::course_professional);
  w.must(BookSessions{one, times({of_anna[0], of_anna[1], of_anna[2]})});
}

TEST_F(Courses, MoveFromHereOnIntoTheTimesOfTheirOwnLaterSessions) {
  w.must(BookSessions{one, times({of_anna[0], of_anna[1], of_anna[2]})});
  w.must(BookSessions{two, times({of_anna[2], of_anna[3]})});
  EXPECT_EQ(begin(one), at(2025, 3, 17, 9)) << "what was before stays";
  EXPECT_EQ(begin(two), at(2025, 3, 31, 9));
  EXPECT_EQ(begin(three), at(2025, 4, 7, 9));
  EXPECT_EQ(w.slot(of_anna[1]).taken, 0);
}

TEST_F(Courses, MovingOneFromItsNeighboursIsRefusedAsOneButStaffMayMoveItAlone) {
  w.must(BookSessions{one, times({of_anna[0], of_anna[1], of_anna[2]})});
  EXPECT_EQ(w.refused(BookSessions{two, times({of_anna[3]})}), RefusalCode::course_gap) << "after the third";
  SlotList late;
  late.add(of_anna[4]);
  EXPECT_EQ(w.refused(BookTimes{two, late}, resident), RefusalCode::course_gap);
  w.must(BookTimes{two, late});
}

TEST_F(Courses, CancelFromHereOn) {
  w.must(BookSessions{one, times({of_anna[0], of_anna[1], of_anna[2]})});
  EXPECT_EQ(w.must(CancelSessions{two, CancelledBy::person}, resident), 2U);
  EXPECT_EQ(w.step(one).state, StepState::booked);
  EXPECT_EQ(w.step(two).state, StepState::proposed);
  EXPECT_EQ(w.slot(of_anna[2]).taken, 0);
}

TEST_F(Courses, AreHeldAsOneWhilePeopleTalk) {
  w.must(HoldSessions{one, times({of_anna[0], of_anna[1], of_anna[2]})});
  EXPECT_EQ(w.tables().hold_ends.size(), 3U);
  w.must(BookSessions{one, times({of_anna[0], of_anna[1], of_anna[2]})});
  EXPECT_TRUE(w.tables().hold_ends.empty());
}

TEST_F(Courses, AHeldSessionFollowsTheOneThatWasHeldBefore) {
  w.must(BookSessions{one, times({of_anna[0]})});
  w.now = at(2025, 3, 17, 10);
  w.must(CompleteStep{one, Outcome::helped});
  EXPECT_EQ(w.refused(BookSessions{two, times({of_anna[3], of_anna[4]})}), RefusalCode::course_gap);
  w.must(BookSessions{two, times({of_anna[2], of_anna[3]})});
  EXPECT_EQ(w.refused(BookSessions{one, times({of_anna[1]})}), RefusalCode::step_ended);
}

TEST_F(Courses, BookedAsOneAreNotUndoneOneByOne) {
  w.must(BookSessions{one, times({of_anna[0], of_anna[1]})});
  EXPECT_EQ(w.refused(UndoLast{m}), RefusalCode::nothing_to_undo);
}

}  // namespace
}  // namespace vuoro::core::testing
