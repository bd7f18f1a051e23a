#include "core/world.hpp"

/// How promises start, stop and wait on matters.
namespace vuoro::core::testing {
namespace {

TEST(Promise, ContactIsToBeAnsweredTheSameDay) {
  World w;
  const MatterId m = w.contact();
  const PromiseRow p = w.promise(m, "CONTACT");
  EXPECT_EQ(p.start.instant(), at(2025, 3, 10, 8));
  EXPECT_EQ(p.due.instant(), at(2025, 3, 10, 23, 59, 59));
  EXPECT_EQ(p.state, PromiseState::running);
  EXPECT_EQ(w.matter(m).queue_due, p.due);
}

TEST(Promise, KeptOrMissedToTheSecond) {
  struct Case {
    Instant answered;
    PromiseState state;
    const char* why;
  };
  const Case cases[] = {
      {at(2025, 3, 10, 8), PromiseState::kept, "at once"},
      {at(2025, 3, 10, 23, 59, 59), PromiseState::kept, "the last second of the day"},
      {at(2025, 3, 11, 0, 0, 0), PromiseState::missed, "one second later"},
  };
  for (const Case& c : cases) {
    World w;
    const MatterId m = w.contact();
    w.now = c.answered;
    w.must(AnswerContact{m});
    EXPECT_EQ(end_of(w.promise(m, "CONTACT")), (End{c.state, c.answered})) << c.why;
    EXPECT_EQ(w.promise(m, "CONTACT").reason, PromiseReason::stop_event) << c.why;
    EXPECT_EQ(w.promise(m, "HTA").state, PromiseState::running) << "another event stops that one";
  }
}

TEST(Promise, WrittenContactsAreToldApart) {
  World w;
  ReceiveContact letter;
  letter.channel = Channel::letter;
  ReceiveContact phone;
  phone.channel = Channel::phone;
  EXPECT_FALSE(w.promise_id(w.contact(letter), "SPOKEN"));
  EXPECT_TRUE(w.promise_id(w.contact(phone), "SPOKEN"));
}

TEST(Promise, WrittenContactStaysWrittenAfterTheAssessment) {
  World w;
  ReceiveContact letter;
  letter.channel = Channel::letter;
  const MatterId m = w.contact(letter);
  w.assess(m);
  EXPECT_FALSE(w.promise_id(m, "SPOKEN")) << "a late start would need the contact to have been spoken";
}

TEST(Promise, CallBackHasItsOwnClock) {
  World w;
  ReceiveContact c;
  c.channel = Channel::callback;
  w.now = at(2025, 3, 10, 17);
  const MatterId m = w.contact(c);
  EXPECT_EQ(w.promise(m, "CALLBACK").due.instant(), end_of(2025, 3, 11)) << "closed: next opening day";
  w.now = at(2025, 3, 11, 9);
  w.must(RecordFact{m, Trigger::callback_reached});
  EXPECT_EQ(end_of(w.promise(m, "CALLBACK")), (End{PromiseState::kept, w.now}));
}

TEST(Promise, AgeOnTheDayThatThePromiseStarts) {
  struct Case {
    Day born;
    Instant due;
    const char* why;
  };
  const Case cases[] = {
      {day_of(2002, 3, 11), end_of(2025, 3, 24), "22 today, 23 tomorrow: 14 days"},
      {day_of(2002, 3, 10), end_of(2025, 6, 10), "23 today: three months"},
  };
  for (const Case& c : cases) {
    World w;
    w.now = at(2025, 3, 10, 12);
    const MatterId m = w.contact_of(w.person(c.born.n));
    w.now = at(2025, 3, 10, 13);
    w.assess(m);
    EXPECT_EQ(w.promise(m, "CARE").due.instant(), c.due) << c.why;
  }
}

TEST(Promise, BirthdayBetweenContactAndAssessmentCounts) {
  World w;
  const MatterId m = w.contact_of(w.person(day_of(2002, 3, 11).n));
  w.now = at(2025, 3, 11, 9);
  w.assess(m);
  EXPECT_EQ(w.promise(m, "CARE").due.instant(), end_of(2025, 6, 11))
      << "the start event is the assessment, and on that day the person is 23 (rules-and-indicators 2.13)";
}

TEST(Promise, LinkingGivesTheAgeOfEachPromisesOwnStart) {
  World w;
  const MatterId m = w.contact();
  w.now = at(2025, 3, 11, 9);
  w.assess(m);
  w.must(LinkPerson{m, w.person(day_of(2002, 3, 11).n)});
  EXPECT_EQ(w.promise(m, "CARE").due.instant(), end_of(2025, 6, 11)) << "23 when the need was assessed";
}

TEST(Promise, ImportedAgeGrowsWithTheRegister) {
  World w;
  ReceiveContact c;
  c.person = w.person(day_of(2002, 3, 11).n);
  c.age = Age{21};
  const MatterId m = w.contact(c, importer);
  w.now = at(2025, 3, 11, 9);
  w.assess(m);
  EXPECT_EQ(w.promise(m, "CARE").due.instant(), end_of(2025, 3, 25)) << "told 21, one birthday since: 22";
}

TEST(Promise, SocialClocksCountFromTheContact) {
  World w;
  const MatterId m = w.contact();
  w.now = at(2025, 3, 13, 10);
  w.assess(m, {Domain::social});
  EXPECT_EQ(w.promise(m, "SOC36").start.instant(), at(2025, 3, 10, 8));
  EXPECT_EQ(w.promise(m, "SOC36").due.instant(), end_of(2025, 6, 10));
  EXPECT_EQ(w.promise(m, "SOC-START").due.instant(), end_of(2025, 3, 19)) << "seven working days";
  EXPECT_FALSE(w.promise_id(m, "CARE")) << "no health domain any more";
}

TEST(Promise, WhoAssessesASocialNeedHasAssessedItsUrgency) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::social});
  EXPECT_EQ(w.promise(m, "SOC-URGENT").state, PromiseState::kept) << "in the same talk (SHL 36.1)";
  const MatterId later = w.contact();
  w.wait(3600);
  w.assess(later, {Domain::social});
  EXPECT_EQ(w.promise(later, "SOC-URGENT").state, PromiseState::missed) << "the law leaves no hour";
  EXPECT_EQ(w.promise(later, "SOC-URGENT").ended, Moment::of(w.now));
  w.must(UndoLast{later});
  EXPECT_FALSE(w.matter(later).happened.has(Trigger::urgent_assessed)) << "taken back with the assessment";
}

TEST(Promise, SocialClockThatRunsAlreadyIsNotStartedAgain) {
  World w;
  const MatterId m = w.contact();
  w.must(RecordFact{m, Trigger::matter_pending});
  w.wait(3600);
  w.assess(m, {Domain::social});
  EXPECT_EQ(w.promise_count(m, "SOC36"), 1U) << "the matter became pending before it was assessed";
  EXPECT_EQ(w.promise_count(m, "SOC-START"), 1U) << "but the contact was not yet known to be a social one";
}

TEST(Promise, LateFactStartsWhatTheContactWouldHave) {
  World w;
  const MatterId m = w.contact();
  w.wait(600);
  w.assess(m, {Domain::health}, {Fact::urgent});
  const PromiseRow urgent = w.promise(m, "URGENT");
  EXPECT_EQ(urgent.start.instant(), at(2025, 3, 10, 8));
  EXPECT_EQ(urgent.state, PromiseState::running);
  EXPECT_EQ(w.promise_count(m, "CONTACT"), 1U) << "what has run is not started again";
}

TEST(Promise, LateDomainStartsNothingThatIsOverAlready) {
  World w;
  const MatterId m = w.contact();
  w.must(AnswerContact{m});
  w.assess(m, {Domain::oral});
  EXPECT_EQ(w.promise_count(m, "CONTACT"), 1U);
  EXPECT_EQ(w.promise_count(m, "HTA"), 1U) << "the assessment is what stops it";
  Setting other = setting_for_tests();
  other.contact_domains = {Domain::admin};
  World v(other);
  const MatterId n = v.contact();
  v.assess(n, {Domain::oral});
  EXPECT_TRUE(v.promise_id(n, "CONTACT")) << "still unanswered";
  EXPECT_FALSE(v.promise_id(n, "HTA")) << "stopped by the very assessment: it could never stop";
}

TEST(Promise, LaterOfTwoDates) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::oral});
  w.now = at(2025, 3, 20, 9);
  w.must(RecordFact{m, Trigger::dentist_need_found});
  EXPECT_EQ(w.promise(m, "DENTIST").due.instant(), end_of(2025, 6, 10)) << "three months from assessment";
  EXPECT_EQ(Instant{w.tables().counted_from.at(w.promise_id(m, "DENTIST").n)}, at(2025, 3, 10, 8));
  World v;
  const MatterId n = v.contact();
  v.assess(n, {Domain::oral});
  v.now = at(2025, 6, 2, 9);
  v.must(RecordFact{n, Trigger::dentist_need_found});
  EXPECT_EQ(v.promise(n, "DENTIST").due.instant(), end_of(2025, 6, 30)) << "four weeks from the need";
  EXPECT_TRUE(v.faults().empty());
}

TEST(Promise, DutyWithoutANumberHasNoDueInstant) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  EXPECT_EQ(w.promise(m, "FORECAST").due.instant(), no_due);
  w.now = at(2027, 1, 1, 9);
  w.must(RecordFact{m, Trigger::forecast_recorded});
  EXPECT_EQ(w.promise(m, "FORECAST").state, PromiseState::kept) << "nothing in law to miss";
}

TEST(Promise, ExtensionNeedsAnAllowedReasonAndHappensOnce) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::oral, Domain::health});
  w.must(RecordFact{m, Trigger::dentist_need_found});
  const PromiseId dentist = w.promise_id(m, "DENTIST");
  const PromiseId care = w.promise_id(m, "CARE");
  EXPECT_EQ(w.refused(ExtendPromise{dentist, Reason::no_show}), RefusalCode::extension_not_allowed);
  w.must(ExtendPromise{dentist, Reason::medical_reason});
  EXPECT_EQ(w.promise(m, "DENTIST").due.instant(), end_of(2025, 7, 10)) << "one month more";
  EXPECT_EQ(w.promise(m, "DENTIST").reason, PromiseReason::medical_reason);
  EXPECT_EQ(w.refused(ExtendPromise{dentist, Reason::medical_reason}), RefusalCode::extension_not_allowed)
      << "once only";
  EXPECT_EQ(w.refused(ExtendPromise{care, Reason::patient_choice_later}), RefusalCode::extension_not_allowed)
      << "the law gives no number: a day is needed";
  w.must(ExtendPromise{care, Reason::patient_choice_later, day_of(2025, 9, 1)});
  EXPECT_EQ(w.promise(m, "CARE").due.instant(), end_of(2025, 9, 1));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Promise, VoidedWithItsReason) {
  World w;
  const MatterId m = w.contact();
  w.must(VoidPromise{w.promise_id(m, "CONTACT"), Reason::moved_away});
  EXPECT_EQ(w.promise(m, "CONTACT").state, PromiseState::voided);
  EXPECT_EQ(w.promise(m, "CONTACT").reason, PromiseReason::moved_away);
  w.must(AnswerContact{m});
  EXPECT_EQ(w.promise(m, "CONTACT").state, PromiseState::voided) << "a voided promise is not kept later";
}

TEST(Promise, NeverEndsBeforeItBegan) {
  World w;
  const MatterId m = w.contact();
  w.now = at(2025, 3, 11, 9);
  w.assess(m);
  w.now = at(2025, 3, 10, 12);
  w.must(VoidPromise{w.promise_id(m, "OWN7"), Reason::moved_away}, importer);
  w.must(CloseMatter{m, CloseReason::source_ended}, importer);
  for (const char* code : {"OWN7", "CARE", "FORECAST"}) {
    EXPECT_GE(w.promise(m, code).ended, w.promise(m, code).start) << code << ": an import told of the past";
  }
}

}  // namespace
}  // namespace vuoro::core::testing
