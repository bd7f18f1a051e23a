#include "planner/proposal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "core/world.hpp"
#include "rights/gate.hpp"

/// Which free times are found, and which are put before people.
namespace vuoro::planner {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too
using core::BookTimes;
using core::Mode;
using core::Moment;
using core::SlotList;
using core::Times;
using core::TimeWish;

const Viewer machine_view = rights::Gate::operations();

SlotList only(SlotId slot) {
  SlotList list;
  list.add(slot);
  return list;
}

class Proposals : public ::testing::Test {
 protected:
  Proposals() {
    w.setting.workers = {{},
                         {anna, core::Profession::nurse, nurses, {core::Language::of("fi")}},
                         {berit, core::Profession::doctor, nurses, {core::Language::of("ar")}}};
    w.setting.services[doctor_visit.n].lightest_first = {core::Profession::nurse, core::Profession::doctor};
    matter = waiting();
  }

  MatterId waiting() {
    core::ReceiveContact c;
    c.person = person;
    c.language = core::Language::of("ar");
    const MatterId m = w.contact(c);
    w.assess(m);
    step = w.propose(m);
    return m;
  }

  Proposal proposed(std::size_t most = 20) {
    Wish wish;
    wish.times = {step, {}, w.now, w.now + std::chrono::hours{24 * 60}, {}, {}, most};
    wish.matter = matter;
    wish.due = Times(w.state, w.setting, machine_view).at_stake(step);
    wish.language = w.matter(matter).language;
    wish.lightest_first = w.setting.services[doctor_visit.n].lightest_first;
    wish.first_types = first_types;
    return propose(Times(w.state, w.setting, machine_view), w.setting, wish, w.now);
  }

  /// A visit of the person with the professional, held.
  void visit(WorkerId worker, Instant begin) {
    const MatterId now_on = matter;
    const StepId step_on = step;
    waiting();
    const SlotId slot = w.slots(worker, begin);
    w.must(BookTimes{step, only(slot)});
    w.now = begin + std::chrono::minutes{30};
    w.must(core::CompleteStep{step, core::Outcome::helped});
    matter = now_on;
    step = step_on;
  }

  std::vector<SlotTypeId> first_types;
  World w;
  PersonId person = w.person(day_of(1990, 1, 1).n);
  MatterId matter;
  StepId step;
};

TEST_F(Proposals, TheLightestWhoKeepsThePromiseComesFirst) {
  const SlotId doctor = w.slots(berit, at(2025, 3, 10, 9));
  const SlotId nurse = w.slots(anna, at(2025, 3, 10, 11));
  const Proposal p = proposed();
  ASSERT_EQ(p.times.size(), 2U);
  EXPECT_EQ(p.times[0].time.slot, doctor) << "in the order of time";
  EXPECT_EQ(p.first, nurse);
  EXPECT_TRUE(p.times[1].keeps);
}

TEST_F(Proposals, AHeavierOneWhenTheLightestWouldBreakThePromise) {
  const SlotId doctor = w.slots(berit, at(2025, 3, 10, 9));
  w.slots(anna, at(2025, 4, 30, 9));
  EXPECT_EQ(proposed().first, doctor);
}

TEST_F(Proposals, ATypeOfThePersonsSegmentComesBeforeTheLightest) {
  const SlotId nurse = w.slots(anna, at(2025, 3, 10, 9));
  const SlotId other = w.slots(berit, at(2025, 3, 10, 11), 1, core::testing::urgent_time);
  EXPECT_EQ(proposed().first, nurse);
  first_types = {core::testing::urgent_time};
  const Proposal p = proposed();
  EXPECT_EQ(p.first, other);
  EXPECT_FALSE(p.times[0].fits);
  EXPECT_TRUE(p.times[1].fits);
}

TEST_F(Proposals, ASegmentBreaksNoPromise) {
  const SlotId nurse = w.slots(anna, at(2025, 3, 10, 9));
  w.slots(berit, at(2025, 4, 30, 11), 1, core::testing::urgent_time);
  first_types = {core::testing::urgent_time};
  EXPECT_EQ(proposed().first, nurse);
}

TEST_F(Proposals, TheSoonestOfAllWhenNoneKeepsIt) {
  const SlotId late = w.slots(berit, at(2025, 4, 29, 9));
  w.slots(anna, at(2025, 4, 30, 9));
  EXPECT_EQ(proposed().first, late);
}

TEST_F(Proposals, TheKnownProfessionalIsFoundBeyondThePage) {
  visit(anna, at(2025, 3, 10, 12));
  visit(anna, at(2025, 3, 11, 12));
  visit(berit, at(2025, 3, 12, 12));
  w.slots(berit, at(2025, 3, 13, 8), 10);
  const SlotId own = w.slots(anna, at(2025, 3, 27, 9));
  const Proposal p = proposed(3);
  EXPECT_EQ(p.known, p.times.front().time.slot) << "the doctor has been met too";
  EXPECT_EQ(p.continuity.visits, 3U);
  ASSERT_TRUE(p.continuity.index);
  EXPECT_DOUBLE_EQ(*p.continuity.index, (4.0 + 1.0 - 3.0) / 6.0);
  w.must(core::BlockTime{berit, at(2025, 3, 13, 0), at(2025, 3, 14, 0), core::BlockReason::absence});
  w.slots(cecilia, at(2025, 3, 14, 8), 10);
  const Proposal q = proposed(3);
  EXPECT_EQ(q.known, own);
  EXPECT_EQ(q.times.back().time.slot, own);
  EXPECT_EQ(q.times.back().met, 2U);
}

TEST_F(Proposals, TheOwnLanguageIsPointedOut) {
  w.slots(anna, at(2025, 3, 10, 9));
  const SlotId arabic = w.slots(berit, at(2025, 3, 10, 15));
  EXPECT_EQ(proposed().own_language, arabic);
}

TEST_F(Proposals, NothingForThoseWhoMayNotSeeTheMatter) {
  w.slots(anna, at(2025, 3, 10, 9));
  rights::Account account;
  account.staff = StaffId{7};
  account.team = dental;
  const auto other = rights::Gate::care(rights::StaffSession{account});
  const Times times(w.state, w.setting, *other);
  EXPECT_TRUE(times.free({step, {}, w.now, w.now + std::chrono::hours{24}, {}, {}, 20}, w.now).empty());
  EXPECT_TRUE(times.day(nurses, w.now, w.now + std::chrono::hours{24}).empty());
  EXPECT_TRUE(times.continuity(matter).met.empty());
}

TEST_F(Proposals, TheThirdNextCountsPlaces) {
  const Times times(w.state, w.setting, machine_view);
  w.slots(anna, at(2025, 3, 10, 9), 2);
  EXPECT_FALSE(times.third_next(doctor_visit, nurses, w.now));
  w.slots(berit, at(2025, 3, 12, 9), 1, nurse_time, 8);
  EXPECT_EQ(times.third_next(doctor_visit, nurses, w.now), at(2025, 3, 12, 9));
  w.slots(cecilia, at(2025, 3, 11, 9), 1, urgent_time);
  EXPECT_EQ(times.third_next(doctor_visit, nurses, w.now), at(2025, 3, 12, 9))
      << "a reserved time is not available";
}

struct Book {
  std::uint8_t step = 0, slot = 0, kind = 0, wait = 0;
};

}  // namespace
}  // namespace vuoro::planner

namespace rc {
template <>
struct Arbitrary<vuoro::planner::Book> {
  static Gen<vuoro::planner::Book> arbitrary() {
    using vuoro::planner::Book;
    return gen::build<Book>(gen::set(&Book::step, gen::inRange<std::uint8_t>(0, 4)),
                            gen::set(&Book::slot, gen::inRange<std::uint8_t>(0, 24)),
                            gen::set(&Book::kind, gen::inRange<std::uint8_t>(0, 4)),
                            gen::set(&Book::wait, gen::inRange<std::uint8_t>(0, 60)));
  }
};
}  // namespace rc

namespace vuoro::planner {
namespace {

/// What is shown as free is what a booking would be accepted for, and nothing else.
RC_GTEST_PROP(FreeTimes, AreThoseThatCanBeBooked, (const std::vector<Book>& books)) {
  World w;
  std::vector<StepId> steps;
  const PersonId person = w.person(day_of(1990, 1, 1).n);
  for (int i = 0; i < 4; ++i) {
    const MatterId m = w.contact_of(i < 2 ? person : PersonId{});
    w.assess(m);
    steps.push_back(w.propose(m, i == 3 ? dentist_visit : doctor_visit));
  }
  w.slots(anna, at(2025, 3, 10, 9), 8);
  w.slots(berit, at(2025, 3, 10, 9), 6, urgent_time);
  w.slots(berit, at(2025, 3, 12, 9), 6, urgent_time, 2);
  w.slots(cecilia, at(2025, 3, 10, 8), 4, dentist_time, 1, dental);
  const auto slots = static_cast<std::uint32_t>(w.tables().slots.size());
  for (const Book& b : books) {
    w.wait(b.wait * 60);
    const SlotList list = only(SlotId{1 + b.slot % slots});
    const StepId step = steps[b.step];
    if (b.kind == 0) static_cast<void>(w.attempt(core::HoldTimes{step, list}, aino));
    if (b.kind == 1) static_cast<void>(w.attempt(BookTimes{step, list}, aino));
    if (b.kind == 2) static_cast<void>(w.attempt(core::CancelBooking{step, core::CancelledBy::person}, aino));
    if (b.kind == 3) {
      const Instant from = w.slot(list.slots[0]).begin.instant();
      static_cast<void>(w.attempt(core::BlockTime{w.slot(list.slots[0]).worker, from,
                                                  from + std::chrono::minutes{1}, core::BlockReason::other},
                                  aino));
    }
  }
  const Times times(w.state, w.setting, machine_view);
  for (const StepId step : steps) {
    std::set<std::uint32_t> shown;
    for (const auto& time :
         times.free({step, {}, w.now, w.now + std::chrono::hours{24 * 9}, {}, {}, 200}, w.now))
      shown.insert(time.slot.n);
    for (std::uint32_t n = 1; n <= slots; ++n) {
      const bool begun = w.slot(SlotId{n}).begin.instant() <= w.now;
      const bool could =
          decide(w.state, w.setting, BookTimes{step, only(SlotId{n})}, aino, w.now).ok() && !begun;
      const auto own = w.tables().places.find(core::place_key(step, SlotId{n}));
      if (own != w.tables().places.end() && own->second.state == core::PlaceState::booked)
        continue;  // has it
      RC_ASSERT(shown.contains(n) == could);
    }
  }
}

}  // namespace
}  // namespace vuoro::planner
