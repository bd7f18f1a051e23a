#include "planner/freed_times.hpp"

#include <gtest/gtest.h>

#include "core/world.hpp"
#include "rights/gate.hpp"

/// Who is offered a time that somebody gave back.
namespace vuoro::planner {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too
using core::BookTimes;
using core::SlotList;
using core::Times;

const Viewer machine_view = rights::Gate::operations();

class Freed : public ::testing::Test {
 protected:
  StepId waiting(std::uint8_t age = 40, const char* language = "fi", PersonId person = {}) {
    core::ReceiveContact c;
    c.person = person;
    if (!person) c.age = {age};
    c.language = core::Language::of(language);
    const MatterId m = w.contact(c);
    w.assess(m);
    return w.propose(m);
  }
  /// Books the slot and gives it back.
  void free_again(SlotId given) {
    SlotList list;
    list.add(given);
    const StepId step = waiting();
    w.must(BookTimes{step, list});
    w.must(core::RefuseStep{step});
  }
  std::vector<Match> matches() {
    const Times times(w.state, w.setting, machine_view);
    return match_freed(times, w.setting, times.freed(w.now, w.now + std::chrono::hours{24 * 14}, w.now),
                       w.now);
  }

  World w;
  SlotId slot = w.slots(anna, at(2025, 3, 12, 9), 2);
};

TEST_F(Freed, OnlyTimesThatWereGivenBack) {
  waiting();
  EXPECT_TRUE(matches().empty());
  free_again(slot);
  ASSERT_EQ(matches().size(), 1U);
  EXPECT_EQ(matches().front().slot, slot);
}

TEST_F(Freed, TheOneWhoHasWaitedLongerGetsIt) {
  const StepId first = waiting();
  w.wait(86'400);
  waiting();
  free_again(slot);
  EXPECT_EQ(matches().front().step, first);
}

TEST_F(Freed, TheOneWhosePromiseItKeepsBeforeOneWhoHasWaitedALittleLonger) {
  w.now = at(2025, 3, 3, 8);
  const StepId late = waiting();  // its own target of a week is over by the time
  w.now = at(2025, 3, 6, 8);
  const StepId tight = waiting();  // due on the 13th
  w.now = at(2025, 3, 11, 8);
  free_again(slot);
  EXPECT_EQ(matches().front().step, tight);
  EXPECT_NE(matches().front().step, late);
}

TEST_F(Freed, ManyWhosePromiseIsBrokenDoNotCrowdOutOneWhoseCanBeKept) {
  w.now = at(2025, 3, 3, 8);
  for (int n = 0; n < 80; ++n) waiting();
  w.now = at(2025, 3, 6, 8);
  const StepId tight = waiting();
  w.now = at(2025, 3, 11, 8);
  free_again(slot);
  EXPECT_EQ(matches().front().step, tight);
}

TEST_F(Freed, WhereAllCanBeKeptTheWholeShortlistIsTheirs) {
  for (int n = 0; n < 60; ++n) waiting();
  const StepId child = waiting(7);  // the sixty-first to be looked at
  free_again(slot);
  EXPECT_EQ(matches().front().step, child);
}

TEST_F(Freed, TheFiguresAreTheCountys) {
  const StepId first = waiting();
  w.wait(3600);
  waiting(80);
  w.setting.offers.gain.age = 0;
  free_again(slot);
  EXPECT_EQ(matches().front().step, first);
}

TEST_F(Freed, OlderPeopleAndLanguagesWeigh) {
  waiting();
  const StepId older = waiting(80);
  free_again(slot);
  EXPECT_EQ(matches().front().step, older);

  w.setting.workers = {{}, {anna, core::Profession::nurse, nurses, {core::Language::of("so")}}};
  const StepId somali = waiting(80, "so");
  EXPECT_EQ(matches().front().step, somali);
}

TEST_F(Freed, EachStepAndEachTimeOnce) {
  const StepId one = waiting();
  const StepId two = waiting();
  free_again(slot);
  free_again(SlotId{slot.n + 1});
  const auto found = matches();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NE(found[0].slot, found[1].slot);
  EXPECT_NE(found[0].step, found[1].step);
  EXPECT_TRUE(found[0].step == one || found[0].step == two);
}

TEST_F(Freed, NobodyIsOfferedATimeTheyCannotCome) {
  const PersonId person = w.person(day_of(1990, 1, 1).n);
  SlotList other;
  other.add(w.slots(berit, at(2025, 3, 12, 9)));
  w.must(BookTimes{waiting(40, "fi", person), other});
  waiting(40, "fi", person);
  free_again(slot);
  EXPECT_TRUE(matches().empty());
}

/// The waiting list for earlier times.
class FreedEarlier : public Freed {
 protected:
  /// A step booked for the 26th that asks for an earlier time.
  StepId booked(std::uint16_t from = 0, std::uint16_t until = 1440, TeamId also = {}) {
    const StepId step = waiting();
    SlotList list;
    list.add(SlotId{later.n + next_++});
    w.must(BookTimes{step, list});
    w.must(core::AskEarlier{step, from, until, also, {}, {}});
    return step;
  }
  SlotId later = w.slots(anna, at(2025, 3, 26, 9), 4);

 private:
  std::uint32_t next_ = 0;
};

TEST_F(FreedEarlier, AVisitOfTwoProfessionalsIsNotTornApartForOneFreeTime) {
  const StepId step = waiting();
  SlotList both;
  both.add(later);
  both.add(w.slots(berit, at(2025, 3, 26, 9)));
  w.must(BookTimes{step, both});
  w.must(core::AskEarlier{step, 0, 1440, {}, {}, {}});
  free_again(slot);
  EXPECT_TRUE(matches().empty()) << "people move it, with both";
}

TEST_F(FreedEarlier, WhoHasATimeAndAsksForAnEarlierOneIsOfferedIt) {
  const StepId step = booked();
  free_again(slot);
  ASSERT_EQ(matches().size(), 1U);
  EXPECT_EQ(matches().front().step, step);
}

TEST_F(FreedEarlier, AfterThoseWhoHaveNone) {
  later = w.slots(berit, at(2025, 3, 14, 9));  // keeps its promise of a week
  booked();
  const StepId none = waiting();
  free_again(slot);
  EXPECT_EQ(matches().front().step, none);
}

TEST_F(FreedEarlier, ATimeThatBreaksThePromiseIsAsGoodAsNone) {
  const StepId broken = booked();  // for the 26th, promised by the 17th
  w.wait(3600);
  waiting();
  free_again(slot);
  EXPECT_EQ(matches().front().step, broken);
}

TEST_F(FreedEarlier, OnlyAnEarlierOne) {
  booked();
  free_again(w.slots(berit, at(2025, 3, 27, 9)));
  w.now = at(2025, 3, 20, 8);
  EXPECT_TRUE(matches().empty());
}

TEST_F(FreedEarlier, OnlyInThePartOfTheDayThatSuits) {
  booked(12 * 60);
  free_again(slot);
  EXPECT_TRUE(matches().empty()) << "at nine";
  const StepId morning = booked(8 * 60, 9 * 60 + 1);
  ASSERT_EQ(matches().size(), 1U);
  EXPECT_EQ(matches().front().step, morning);
}

TEST_F(FreedEarlier, AnotherUnitsTimeOnlyToThoseForWhomItWouldDo) {
  booked();
  waiting();
  const SlotId elsewhere = w.slots(berit, at(2025, 3, 12, 9), 1, nurse_time, 1, social);
  free_again(elsewhere);
  EXPECT_TRUE(matches().empty());
  const StepId willing = booked(0, 1440, social);
  ASSERT_EQ(matches().size(), 1U);
  EXPECT_EQ(matches().front().step, willing);
}

TEST_F(Freed, NobodyIsAskedTwice) {
  const StepId step = waiting();
  free_again(slot);
  SlotList list;
  list.add(slot);
  w.must(core::OfferTimes{step, list, w.now + std::chrono::hours{1}}, machine);
  EXPECT_TRUE(matches().empty()) << "offered already";
  w.must(core::EndHold{step, core::HoldEnd::declined}, resident);
  EXPECT_TRUE(matches().empty()) << "declined";
  const StepId next = waiting();
  ASSERT_EQ(matches().size(), 1U);
  EXPECT_EQ(matches().front().step, next);
  w.must(core::BookTimes{step, list}, resident);
}

TEST_F(Freed, ABookedTimeIsNoLongerGivenBack) {
  free_again(slot);
  SlotList list;
  list.add(slot);
  w.must(BookTimes{waiting(), list});
  waiting();
  EXPECT_TRUE(matches().empty());
  EXPECT_TRUE(w.tables().freed_times.empty());
}

}  // namespace
}  // namespace vuoro::planner
