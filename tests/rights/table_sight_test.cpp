#include "core/refused_tables.hpp"
#include "core/view.hpp"
#include "ledger/visibility.hpp"
#include "rights/gate.hpp"
#include "rights/staff_session.hpp"

/// Who sees a county's tables, their drafts, and what they said of matters.
namespace vuoro::rights {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too

TEST(TableSight, OnlyWhoWritesContentSeesTheTables) {
  World w;
  install(w);
  const auto writer = Gate::writing(staff_session(Role::admin, {}));
  ASSERT_TRUE(writer);
  EXPECT_EQ(core::county_tables(w.state, *writer)->size(), 1U);
  for (const Role role : {Role::professional, Role::lead, Role::analyst})
    EXPECT_FALSE(Gate::writing(staff_session(role, nurses)));
  EXPECT_FALSE(Gate::writing(ResidentSession{MatterId{1}}));
  EXPECT_FALSE(core::county_tables(w.state, *Gate::care(staff_session(Role::professional, nurses))));
  EXPECT_FALSE(core::county_tables(w.state, *Gate::steering(staff_session(Role::lead, {}))));
  EXPECT_TRUE(core::county_tables(w.state, Gate::operations()));
}

TEST(TableSight, AWriterReadsTheOneDraftAndNothingOfAnybody) {
  World w;
  const MatterId m = w.contact();
  const auto writer = Gate::writing(staff_session(Role::admin, {}), DocumentId{7});
  EXPECT_TRUE(ledger::may_read_document(*writer, DocumentId{7}, {}));
  EXPECT_FALSE(ledger::may_read_document(*writer, DocumentId{8}, {})) << "kept answers, say";
  EXPECT_FALSE(ledger::may_read_document(*writer, DocumentId{7}, m)) << "a matter's words";
  EXPECT_FALSE(ledger::may_read_document(*Gate::writing(staff_session(Role::admin, {})), DocumentId{}, {}));
  EXPECT_FALSE(core::visible(w.state, *writer, m));
  EXPECT_FALSE(core::Whole::open(w.state, *writer));
  EXPECT_FALSE(ledger::may_read_identity(*writer, {ledger::Subject::matter, m.n, {}}));
}

TEST(TableSight, WhatATableSaidIsSeenWithTheMatterAndCountedForLeads) {
  World w;
  install(w);
  const MatterId m = w.contact();
  w.assess(m);
  w.must(core::ProposeStep{m, doctor_visit, core::no_due, says(core::Verdict::not_met),
                           core::Otherwise::situation});
  const auto holder = Gate::care(staff_session(Role::professional, nurses));
  const auto other = Gate::care(staff_session(Role::professional, social));
  EXPECT_EQ(core::advice_about(w.state, *holder, m).size(), 1U);
  EXPECT_TRUE(core::advice_about(w.state, *other, m).empty()) << "not their matter";
  EXPECT_FALSE(core::advice_counts(w.state, *holder, Instant{}));
  const auto counts = core::advice_counts(w.state, *Gate::steering(staff_session(Role::lead, {})), Instant{});
  ASSERT_TRUE(counts);
  ASSERT_EQ(counts->size(), 1U);
  EXPECT_EQ(counts->front().otherwise, core::Otherwise::situation);
  EXPECT_EQ(core::advice_counts(w.state, Gate::operations(), w.now + std::chrono::seconds{1})->size(), 0U);
}

TEST(TableSight, WhoWasSoughtOutIsReachedAsTheyAskedTheLastTime) {
  World w;
  install(w, groups);
  const PersonId person = w.person(day_of(1945, 3, 11).n, nurses);
  core::ReceiveContact c;
  c.person = person;
  c.reach = core::ReachBy::sms;
  const MatterId asked = w.contact(c);
  const MatterId found{w.must(core::ReachOut{person, {}, says(core::Verdict::found, groups)}, machine)};
  const auto holder = Gate::care(staff_session(Role::professional, nurses));
  EXPECT_EQ(core::reached_through(w.state, *holder, found), asked);
  EXPECT_EQ(core::reach_of(w.state, *holder, found), core::ReachBy::sms);
  EXPECT_EQ(core::reached_through(w.state, *holder, asked), asked) << "who asked is reached as they said";
  const auto other = Gate::care(staff_session(Role::professional, social));
  EXPECT_FALSE(core::reached_through(w.state, *other, found));
  const PersonId unknown = w.person(day_of(1945, 3, 11).n, nurses);
  const MatterId first{w.must(core::ReachOut{unknown, {}, says(core::Verdict::found, groups)}, machine)};
  EXPECT_EQ(core::reach_of(w.state, *holder, first), core::ReachBy::code_only) << "nobody knows how";
}

}  // namespace
}  // namespace vuoro::rights
