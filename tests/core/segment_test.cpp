#include "core/refused_segments.hpp"

/// A person's segment and own contact, as people decide them.
namespace vuoro::core::testing {
namespace {

const DecidedRow& newest(const World& w, MatterId m) {
  return w.tables().decided[w.tables().segment_of.at(m.n)];
}

TEST(Segments, ADecisionKeepsWhatWasProposedAndWhyItIsOtherwise) {
  World w;
  install(w);
  const MatterId m = w.contact();
  w.must(proposed(w, m, on_their_own, together, Otherwise::situation));
  const DecidedRow& row = newest(w, m);
  EXPECT_EQ(row.segment, together);
  EXPECT_EQ(row.proposed, on_their_own);
  EXPECT_EQ(row.otherwise, Otherwise::situation);
  EXPECT_EQ(row.by, aino.staff);
  EXPECT_EQ(row.version, 1);
  EXPECT_EQ(row.row, 3);
  EXPECT_EQ(row.first_axis, 7);
  EXPECT_EQ(row.second_axis, 2);
  EXPECT_EQ(row.review, in_days(w, 180));
  EXPECT_TRUE(w.matter(m).happened.has(Trigger::segment_decided));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Segments, AReasonIsNoReasonWhereTheProposalWasFollowed) {
  World w;
  install(w);
  const MatterId m = w.contact();
  w.must(proposed(w, m, together, together, Otherwise::situation));
  EXPECT_EQ(newest(w, m).otherwise, Otherwise::none);
}

TEST(Segments, OneThatAsksForAnOwnContactPromisesOne) {
  World w;
  const MatterId m = w.contact();
  w.must(decided(w, m, together));
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").state, PromiseState::running);
  w.wait(3 * 86'400);
  w.must(NameContact{m}, bo);
  EXPECT_EQ(end_of(w.promise(m, "OWN-CONTACT")), (End{PromiseState::kept, w.now}));
  EXPECT_EQ(w.tables().own_contacts.at(m.n).who, bo.staff);
  EXPECT_EQ(w.tables().own_contacts.at(m.n).team, nurses);
  EXPECT_TRUE(w.faults().empty());
}

TEST(Segments, OneThatAsksForNoneOrWhoHasOneIsPromisedNone) {
  World w;
  const MatterId light = w.contact();
  w.must(decided(w, light, on_their_own));
  EXPECT_EQ(w.promise_count(light, "OWN-CONTACT"), 0U);
  const MatterId named = w.contact();
  w.must(NameContact{named});
  w.must(decided(w, named, together));
  EXPECT_EQ(w.promise_count(named, "OWN-CONTACT"), 0U);
}

TEST(Segments, DecidingAgainGivesNoFreshClockAndALighterSegmentEndsIt) {
  World w;
  const MatterId m = w.contact();
  w.must(decided(w, m, together));
  const PromiseRow first = w.promise(m, "OWN-CONTACT");
  w.wait(86'400);
  w.must(decided(w, m, together));
  EXPECT_EQ(w.promise_count(m, "OWN-CONTACT"), 1U);
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").due, first.due);
  w.must(decided(w, m, on_their_own));
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").state, PromiseState::voided);
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").reason, PromiseReason::segment_changed);
  w.must(decided(w, m, together));
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").state, PromiseState::running) << "it is asked for anew";
  EXPECT_TRUE(w.faults().empty());
}

TEST(Segments, UndoGivesBackTheSegmentBeforeAndItsPromises) {
  World w;
  const MatterId m = w.contact();
  w.must(decided(w, m, together));
  w.must(decided(w, m, on_their_own));
  w.must(UndoLast{m});
  EXPECT_EQ(newest(w, m).segment, together);
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").state, PromiseState::running);
  EXPECT_TRUE(w.faults().empty());
}

TEST(Segments, UndoOfTheFirstLeavesNone) {
  World w;
  const MatterId m = w.contact();
  w.must(decided(w, m, together));
  w.must(UndoLast{m});
  EXPECT_FALSE(w.tables().segment_of.contains(m.n));
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").state, PromiseState::voided);
  EXPECT_FALSE(w.matter(m).happened.has(Trigger::segment_decided));
  w.must(decided(w, m, on_their_own));
  EXPECT_FALSE(newest(w, m).older) << "what was taken back is not what was before";
  EXPECT_TRUE(w.faults().empty());
}

TEST(Segments, UndoOfANamingGivesBackWhoWasBefore) {
  World w;
  const MatterId m = w.contact();
  w.must(decided(w, m, together));
  w.must(NameContact{m});
  w.must(NameContact{m}, bo);
  w.must(UndoLast{m}, bo);
  EXPECT_EQ(w.tables().own_contacts.at(m.n).who, aino.staff);
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").state, PromiseState::kept) << "Aino had kept it";
  w.must(NameContact{m}, bo);
  w.must(UndoLast{m}, bo);
  EXPECT_EQ(w.tables().own_contacts.at(m.n).who, aino.staff);
  EXPECT_TRUE(w.faults().empty());
}

TEST(Segments, UndoOfTheFirstNamingLetsThePromiseRunOn) {
  World w;
  const MatterId m = w.contact();
  w.must(decided(w, m, together));
  w.must(NameContact{m});
  w.must(UndoLast{m});
  EXPECT_TRUE(w.tables().own_contacts.empty());
  EXPECT_EQ(w.promise(m, "OWN-CONTACT").state, PromiseState::running);
  EXPECT_TRUE(w.faults().empty());
}

TEST(Segments, AnOwnContactHoldsForAllMattersOfThePerson) {
  World w;
  const PersonId person = w.person(day_of(1960, 5, 5).n);
  const MatterId first = w.contact_of(person);
  const MatterId second = w.contact_of(person);
  w.must(NameContact{first}, bo);
  EXPECT_EQ(own_contact(w.tables(), second).row->who, bo.staff);
  w.must(decided(w, second, together));
  EXPECT_EQ(w.promise_count(second, "OWN-CONTACT"), 0U);
  w.wait(60);
  w.must(NameContact{second}, aino);
  EXPECT_EQ(own_contact(w.tables(), first).row->who, aino.staff) << "the newest naming counts";
}

TEST(Segments, APromiseOnAnotherMatterIsKeptByNamingThere) {
  World w;
  const PersonId person = w.person(day_of(1960, 5, 5).n);
  const MatterId first = w.contact_of(person);
  const MatterId second = w.contact_of(person);
  w.must(decided(w, first, together));
  w.must(NameContact{second});
  EXPECT_EQ(w.promise(first, "OWN-CONTACT").state, PromiseState::running);
  w.must(NameContact{first});
  EXPECT_EQ(w.promise(first, "OWN-CONTACT").state, PromiseState::kept);
}

TEST(Segments, WhoeverIsSoughtOutComesToTheTeamOfTheirOwnContact) {
  World w;
  install(w, groups);
  const PersonId person = w.person(day_of(1945, 3, 11).n, nurses);
  const MatterId before = w.contact_of(person);
  w.must(OfferHandOver{before, social, OfferReason::other_skill});
  w.must(AcceptHandOver{before}, carita);
  w.must(NameContact{before}, carita);
  const MatterId found{w.must(ReachOut{person, {}, says(Verdict::found, groups)}, machine)};
  EXPECT_EQ(w.matter(found).team, social);
  const MatterId named{w.must(
      ReachOut{w.person(day_of(1950, 1, 1).n, nurses), dental, says(Verdict::found, groups)}, machine)};
  EXPECT_EQ(w.matter(named).team, dental);
}

TEST(Segments, ASnapshotKeepsThem) {
  World w;
  install(w);
  const MatterId m = w.contact();
  w.must(proposed(w, m, on_their_own, together, Otherwise::persons_wish));
  w.must(NameContact{m});
  w.must(NameContact{m}, bo);
  const MatterId other = w.contact();
  w.must(decided(w, other));
  w.must(UndoLast{other});
  const auto again = read_snapshot(write_snapshot(w.state));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(hash_of(*again), hash_of(w.state));
  EXPECT_TRUE(violations(*again, w.setting.calendar, 10).empty());
}

}  // namespace
}  // namespace vuoro::core::testing
