#include "core/refused_tables.hpp"

/// Versions of a county's tables, what they said of matters, and people whom a table found.
namespace vuoro::core::testing {
namespace {

void publish_draft(World& w, TableId table = criteria) {
  write_draft(w, table);
  w.must(OfferTable{table, revision(w, table)});
  w.must(PublishTable{table, revision(w, table)}, bo);
}

TEST(Tables, TheSameFilesMakeOneVersion) {
  World w;
  EXPECT_EQ(install(w), 1);
  const std::uint64_t before = w.state.seq();
  install(w);
  EXPECT_EQ(w.state.seq(), before);
  EXPECT_EQ(install(w, criteria, 12), 2) << "files that say something else are a new version";
}

TEST(Tables, WhatWasPublishedStaysInForceUntilTheFilesChange) {
  World w;
  install(w);
  publish_draft(w);
  const std::uint64_t before = w.state.seq();
  install(w);
  EXPECT_EQ(w.state.seq(), before) << "a restart with the same files changes nothing";
  EXPECT_EQ(version_in_force(w.state, criteria), 2);
  install(w, criteria, 12);
  EXPECT_EQ(version_in_force(w.state, criteria), 3);
}

TEST(Tables, AVersionKeepsItsWriterAndWhoApprovedIt) {
  World w;
  install(w);
  publish_draft(w);
  const TableVersionRow row = w.tables().table_versions.at(version_key(criteria, 2));
  EXPECT_EQ(row.by, aino.staff);
  EXPECT_EQ(row.approved, bo.staff);
  EXPECT_EQ(row.mark, 0U);
  EXPECT_FALSE(w.tables().table_versions.at(version_key(criteria, 1)).by) << "it came from the files";
  EXPECT_TRUE(w.tables().draft_writers.empty()) << "who wrote a draft is forgotten with it";
  EXPECT_TRUE(w.faults().empty());
}

TEST(Tables, ADraftIsReturnedWrittenAgainAndDropped) {
  World w;
  install(w);
  write_draft(w);
  w.must(OfferTable{criteria, revision(w)});
  w.must(ReturnTable{criteria, revision(w)}, bo);
  write_draft(w);
  w.must(DropTable{criteria, revision(w)}, bo);
  EXPECT_EQ(w.tables().county_tables.at(criteria.n).draft, DraftState::none);
  EXPECT_EQ(version_in_force(w.state, criteria), 1);
  EXPECT_FALSE(wrote_draft(w.state, criteria, aino.staff));
  write_draft(w);
  w.must(OfferTable{criteria, revision(w)});
  w.must(PublishTable{criteria, revision(w)}, bo);
  EXPECT_EQ(version_in_force(w.state, criteria), 2) << "dropped drafts take no numbers";
}

TEST(Tables, PeopleBeginATableThatNoFileHas) {
  World w;
  w.must(DraftTable{criteria, DocumentId{w.state.seq() + 1}, 0});
  EXPECT_EQ(version_in_force(w.state, criteria), 0);
  EXPECT_EQ(w.refused(PublishTable{criteria, revision(w)}, bo), R::draft_not_offered);
  w.must(OfferTable{criteria, revision(w)});
  EXPECT_EQ(w.refused(PublishTable{criteria, revision(w)}), R::same_person);
  w.must(PublishTable{criteria, revision(w)}, bo);
  EXPECT_EQ(version_in_force(w.state, criteria), 1);
  EXPECT_EQ(install(w), 2) << "files that come later are the next version";
  EXPECT_TRUE(w.faults().empty());
}

TEST(Tables, ABegunTableThatIsDroppedCanBeBegunAnewByItsRevision) {
  World w;
  w.must(DraftTable{criteria, DocumentId{w.state.seq() + 1}, 0});
  w.must(DropTable{criteria, revision(w)});
  EXPECT_EQ(w.refused(DraftTable{criteria, DocumentId{1}, 0}), R::draft_changed);
  write_draft(w);
  EXPECT_EQ(w.tables().county_tables.at(criteria.n).draft, DraftState::open);
  const auto again = read_snapshot(write_snapshot(w.state));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(hash_of(*again), hash_of(w.state));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Tables, AdviceIsWrittenBesideTheStepWithTheReasonForDecidingOtherwise) {
  World w;
  install(w);
  const MatterId m = w.contact();
  w.assess(m);
  ProposeStep against{m, doctor_visit, no_due, says(Verdict::not_met), Otherwise::persons_wish};
  const StepId step{w.must(against)};
  const AdviceRow row = w.tables().advice.at(place_key(m, step));
  EXPECT_EQ(row.verdict, Verdict::not_met);
  EXPECT_EQ(row.otherwise, Otherwise::persons_wish);
  EXPECT_EQ(row.by, aino.staff);
  EXPECT_EQ(row.version, 1);
  EXPECT_EQ(row.row, 2);
  // A reason is no reason where the criteria are met.
  ProposeStep with{m, doctor_visit, no_due, says(Verdict::met), Otherwise::persons_wish};
  const StepId other{w.must(with)};
  EXPECT_EQ(w.tables().advice.at(place_key(m, other)).otherwise, Otherwise::none);
  EXPECT_TRUE(w.faults().empty());
}

TEST(Tables, AdviceStaysWithItsVersionWhenTheNextIsInForce) {
  World w;
  install(w);
  const MatterId m = w.contact();
  w.assess(m);
  const StepId step{w.must(ProposeStep{m, doctor_visit, no_due, says(Verdict::met)})};
  publish_draft(w);
  EXPECT_EQ(w.tables().advice.at(place_key(m, step)).version, 1);
}

TEST(Tables, TheProposalCanBeTakenBackAsBefore) {
  World w;
  install(w);
  const MatterId m = w.contact();
  w.assess(m);
  const StepId step{w.must(ProposeStep{m, doctor_visit, no_due, says(Verdict::met)})};
  w.must(UndoLast{m});
  EXPECT_EQ(w.step(step).state, StepState::cancelled);
  EXPECT_TRUE(w.faults().empty());
}

TEST(Tables, ATableOfRoutingSaysWhereAContactGoes) {
  World w;
  install(w);
  ReceiveContact c;
  c.area = tikkurila;
  c.team = social;
  c.advice = says(Verdict::routed);
  const MatterId m = w.contact(c);
  EXPECT_EQ(w.matter(m).team, social);
  EXPECT_EQ(w.tables().advice.at(place_key(m, StepId{})).verdict, Verdict::routed);
}

TEST(Outreach, AMatterBeginsWithoutAContact) {
  World w;
  install(w, groups);
  const PersonId person = w.person(day_of(1945, 3, 11).n, nurses);
  const MatterId m{w.must(ReachOut{person, {}, says(Verdict::found, groups)}, machine)};
  const MatterRow& row = w.matter(m);
  EXPECT_EQ(row.channel, Channel::outreach);
  EXPECT_EQ(row.person, person);
  EXPECT_EQ(row.team, nurses);
  EXPECT_EQ(row.age.years, 79) << "the day before the birthday";
  EXPECT_EQ(row.contacts, 0) << "nobody has contacted anybody";
  EXPECT_TRUE(row.happened.has(Trigger::hidden_need_found));
  EXPECT_FALSE(row.happened.has(Trigger::contact_received));
  EXPECT_FALSE(row.first_promise) << "no clock of a contact runs";
  EXPECT_TRUE(w.queued(nurses, m));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Outreach, AssessingStartsNoClockAtAContactThatNeverWas) {
  World w;
  install(w, groups);
  const PersonId person = w.person(day_of(1945, 3, 11).n, social);
  const MatterId found{w.must(ReachOut{person, {}, says(Verdict::found, groups)}, machine)};
  w.wait(86'400);
  w.assess(found, {Domain::social}, {}, carita);
  const MatterRow& row = w.matter(found);
  EXPECT_FALSE(row.happened.has(Trigger::social_contact));
  EXPECT_FALSE(row.happened.has(Trigger::matter_pending));
  EXPECT_TRUE(row.happened.has(Trigger::need_known)) << "that the need is known began when it was found";
  EXPECT_TRUE(w.faults().empty());
}

TEST(Outreach, SomebodyIsSoughtOutAgainAfterHalfAYear) {
  World w;
  install(w, groups);
  const PersonId person = w.person(day_of(1945, 3, 11).n, nurses);
  const ReachOut out{person, {}, says(Verdict::found, groups)};
  const MatterId first{w.must(out, machine)};
  w.must(AnswerContact{first});
  w.must(CloseMatter{first, CloseReason::need_lapsed});
  w.now = w.now + (outreach_again - std::chrono::seconds{1});
  EXPECT_EQ(w.refused(out, machine), R::reached_out);
  w.wait(2);
  EXPECT_TRUE(w.accepts(out, machine));
}

TEST(Tables, ASnapshotKeepsThem) {
  World w;
  install(w);
  install(w, groups, 5);
  publish_draft(w);
  write_draft(w);
  const MatterId m = w.contact();
  w.assess(m);
  w.must(ProposeStep{m, doctor_visit, no_due, says(Verdict::not_met), Otherwise::situation});
  w.must(ReachOut{w.person(day_of(1940, 1, 1).n, nurses), {}, says(Verdict::found, groups)}, machine);
  const auto again = read_snapshot(write_snapshot(w.state));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(hash_of(*again), hash_of(w.state));
  EXPECT_TRUE(violations(*again, w.setting.calendar, 10).empty());
}

}  // namespace
}  // namespace vuoro::core::testing
