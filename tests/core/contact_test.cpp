#include "core/world.hpp"

namespace vuoro::core::testing {
namespace {

TEST(Contact, OpensOneMatterWithOneHolder) {
  World w;
  const MatterId m = w.contact();
  EXPECT_EQ(w.tables().matters.size(), 1U);
  EXPECT_EQ(w.matter(m).team, nurses) << "nobody named a team or an area: the county's default team holds";
  EXPECT_EQ(w.matter(m).status, MatterStatus::open);
  EXPECT_FALSE(w.matter(m).staff) << "it waits in the team's queue";
  EXPECT_TRUE(w.queued(nurses, m));
  EXPECT_FALSE(w.queued(social, m));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Contact, RoutingPicksTheHolder) {
  struct Case {
    AreaId area;
    TeamId home;
    TeamId team;
    TeamId holder;
    const char* why;
  };
  const Case cases[] = {
      {{}, {}, {}, nurses, "the area of the person decides when nothing else is known"},
      {kerava, {}, {}, dental, "the contact's own area goes before the person's"},
      {kerava, social, {}, social, "the home team goes before areas"},
      {kerava, social, dental, dental, "a source that knows the holder goes before all"},
  };
  for (const Case& c : cases) {
    World w;
    const PersonId p = w.person(no_birth_day, c.home);
    ReceiveContact contact;
    contact.person = p;
    contact.area = c.area;
    contact.team = c.team;
    const MatterId m = w.contact(contact);
    EXPECT_EQ(w.matter(m).team, c.holder) << c.why;
    EXPECT_TRUE(w.queued(c.holder, m)) << c.why;
    EXPECT_EQ(w.matter(m).area, c.area ? c.area : tikkurila) << c.why;
  }
}

TEST(Contact, AskingAgainIsCountedAndOpensNothing) {
  World w;
  const MatterId m = w.contact();
  w.must(RepeatContact{m, Channel::phone, {}}, resident);
  EXPECT_EQ(w.matter(m).contacts, 2);
  EXPECT_EQ(w.tables().matters.size(), 1U);
  EXPECT_EQ(w.promise_count(m, "CONTACT"), 1U) << "asking again gives no fresh clock";
}

TEST(Contact, RegisterKnowsTheAgeBetterThanTheForm) {
  World w;
  const PersonId p = w.person(day_of(2000, 3, 11).n);
  ReceiveContact c;
  c.person = p;
  c.age = Age{40};
  EXPECT_EQ(w.matter(w.contact(c)).age, Age{24}) << "25 only tomorrow";
  EXPECT_EQ(w.matter(w.contact(c, importer)).age, Age{40}) << "an import tells the age of that day";
}

TEST(Contact, TakeAndRelease) {
  World w;
  const MatterId m = w.contact();
  w.must(TakeMatter{m}, aino);
  EXPECT_EQ(w.matter(m).staff, StaffId{1});
  EXPECT_TRUE(w.queued(nurses, m)) << "the team holds on while somebody of it has the matter";
  EXPECT_EQ(w.refused(TakeMatter{m}, bo), RefusalCode::already_taken);
  EXPECT_EQ(w.refused(TakeMatter{m}, aino), RefusalCode::already_yours);
  w.must(ReleaseMatter{m}, aino);
  EXPECT_FALSE(w.matter(m).staff);
  w.must(TakeMatter{m}, bo);
  EXPECT_EQ(w.matter(m).staff, StaffId{2});
}

TEST(Contact, QueueIsOrderedByTheSoonestPromise) {
  World w;
  const MatterId later = w.contact();
  w.must(AnswerContact{later});
  w.assess(later, {Domain::social});
  const MatterId soon = w.contact();
  const Queue& queue = w.tables().queues[nurses.n];
  ASSERT_EQ(queue.size(), 2U);
  EXPECT_EQ(matter_of(*queue.begin()), soon) << "same-day answer goes before a date in the week after next";
  EXPECT_EQ(due_of(*queue.begin()).instant(), end_of(2025, 3, 10));
}

TEST(HandOver, GiverHoldsUntilTheReceiverAccepts) {
  World w;
  const MatterId m = w.contact();
  w.must(TakeMatter{m}, aino);
  w.must(OfferHandOver{m, social, OfferReason::other_skill}, aino);
  EXPECT_EQ(w.matter(m).team, nurses);
  EXPECT_EQ(w.matter(m).staff, StaffId{1});
  EXPECT_TRUE(w.queued(nurses, m));
  EXPECT_TRUE(w.on_offer(social, m));
  EXPECT_EQ(w.refused(TakeMatter{m}, carita), RefusalCode::not_holder) << "an offer gives no hold";
  w.must(AcceptHandOver{m}, carita);
  EXPECT_EQ(w.matter(m).team, social);
  EXPECT_EQ(w.matter(m).staff, StaffId{3});
  EXPECT_EQ(w.matter(m).hands, 1);
  EXPECT_FALSE(w.queued(nurses, m));
  EXPECT_TRUE(w.queued(social, m));
  EXPECT_FALSE(w.on_offer(social, m));
  EXPECT_TRUE(w.faults().empty());
}

TEST(HandOver, DeclineAndWithdrawLeaveTheGiverHolding) {
  World w;
  const MatterId m = w.contact();
  w.must(OfferHandOver{m, social, OfferReason::workload}, aino);
  w.must(DeclineHandOver{m, DeclineReason::no_capacity}, carita);
  EXPECT_EQ(w.matter(m).team, nurses);
  EXPECT_FALSE(w.on_offer(social, m));
  w.must(OfferHandOver{m, dental, OfferReason::workload}, aino);
  w.must(WithdrawHandOver{m}, bo);
  EXPECT_FALSE(w.on_offer(dental, m));
  EXPECT_EQ(w.matter(m).team, nurses);
  EXPECT_EQ(w.matter(m).hands, 0);
  EXPECT_TRUE(w.faults().empty());
}

TEST(HandOver, OfferMovesWithThePromisesItCarries) {
  World w;
  const MatterId m = w.contact();
  w.must(OfferHandOver{m, social, OfferReason::workload}, aino);
  w.must(AnswerContact{m}, aino);
  w.assess(m, {Domain::social});
  ASSERT_EQ(w.tables().offers[social.n].size(), 1U);
  EXPECT_EQ(due_of(*w.tables().offers[social.n].begin()), w.matter(m).queue_due);
  EXPECT_TRUE(w.faults().empty());
}

TEST(LinkPerson, AssumedAgeGivesWayToTheKnownOne) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  EXPECT_EQ(w.promise(m, "CARE").due.instant(), end_of(2025, 3, 24)) << "unknown age: the strictest";
  const PersonId adult = w.person(day_of(1980, 1, 1).n);
  w.wait(3600);
  w.must(LinkPerson{m, adult});
  EXPECT_EQ(w.promise(m, "CARE").due.instant(), end_of(2025, 6, 10)) << "three months for an adult";
  EXPECT_EQ(w.promise(m, "CARE").start.instant(), at(2025, 3, 10, 8)) << "from the original start";
  EXPECT_EQ(w.promise_count(m, "CARE"), 2U);
  EXPECT_EQ(w.promise_count(m, "OWN7"), 1U) << "a rule for all ages stays";
  EXPECT_EQ(w.matter(m).age, Age{45});
  EXPECT_EQ(w.tables().persons[adult.n].last_matter, m);
  EXPECT_TRUE(w.faults().empty());
}

TEST(LinkPerson, WithoutABirthDayNothingIsReplaced) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  w.must(LinkPerson{m, w.person(no_birth_day)});
  EXPECT_EQ(w.promise_count(m, "CARE"), 1U);
  EXPECT_EQ(w.promise(m, "CARE").state, PromiseState::running);
}

TEST(LinkPerson, RefusedWhenTheirBookingsWouldOverlap) {
  World w;
  const PersonId p = w.person(day_of(1980, 1, 1).n);
  const MatterId known = w.contact_of(p);
  w.assess(known);
  w.booked(known, at(2025, 3, 12, 9));
  const MatterId unknown = w.contact();
  w.assess(unknown);
  w.booked(unknown, at(2025, 3, 12, 9, 15));
  EXPECT_EQ(w.refused(LinkPerson{unknown, p}), RefusalCode::overlapping_booking)
      << "a person never has two overlapping bookings";
}

}  // namespace
}  // namespace vuoro::core::testing
