#include "core/world.hpp"

/// Steps, bookings, visits, closing and reopening.
namespace vuoro::core::testing {
namespace {

TEST(Step, ProviderIsTheServicesTeamOrTheHolder) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  EXPECT_EQ(w.step(w.propose(m, dentist_visit)).team, dental);
  EXPECT_EQ(w.step(w.propose(m, doctor_visit)).team, nurses);
}

TEST(Step, VisitStopsTheClocksItCountsFor) {
  World w;
  const MatterId m = w.contact_of(w.person(day_of(2010, 1, 1).n));
  w.assess(m);
  const StepId s = w.booked(m, at(2025, 3, 17, 9));
  w.now = at(2025, 3, 17, 9, 30);
  w.must(CompleteStep{s, Outcome::helped});
  EXPECT_EQ(end_of(w.promise(m, "CARE")), (End{PromiseState::kept, at(2025, 3, 17, 9)}));
  EXPECT_EQ(end_of(w.promise(m, "OWN7")), (End{PromiseState::kept, at(2025, 3, 17, 9)}));
  EXPECT_EQ(w.promise(m, "FORECAST").state, PromiseState::running);
  EXPECT_EQ(w.step(s).state, StepState::done);
  EXPECT_EQ(w.step(s).outcome, Outcome::helped);
}

TEST(Step, VisitWrittenDownLaterStopsTheClockAtItsOwnTime) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  const StepId s = w.booked(m, at(2025, 3, 17, 9));
  w.now = at(2025, 3, 20, 9);
  w.must(CompleteStep{s, Outcome::helped});
  EXPECT_EQ(end_of(w.promise(m, "OWN7")), (End{PromiseState::kept, at(2025, 3, 17, 9)}))
      << "due on the 17th, held on the 17th, written on the 20th";
}

TEST(Step, VisitOfWhichOnlyTheDayIsKnown) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  const StepId s = w.booked(m, at(2025, 3, 17, 9), doctor_visit, 0);
  w.now = at(2025, 3, 20, 9);
  w.must(CompleteStep{s, Outcome::helped});
  EXPECT_EQ(end_of(w.promise(m, "OWN7")), (End{PromiseState::kept, end_of(2025, 3, 17)}))
      << "held some time on that day, however late it was written down";
}

TEST(Step, VisitHeldEarlierOnItsDayStopsTheClockThen) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  const StepId s = w.booked(m, at(2025, 3, 17, 15));
  w.now = at(2025, 3, 17, 10);
  w.must(CompleteStep{s, Outcome::helped});
  EXPECT_EQ(w.promise(m, "OWN7").ended.instant(), at(2025, 3, 17, 10)) << "never in the future";
}

TEST(Step, VisitCanStartTheNextClock) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::social});
  const StepId s = w.booked(m, at(2025, 3, 20, 9), social_assessment);
  w.now = at(2025, 3, 20, 11);
  w.must(CompleteStep{s, Outcome::helped});
  EXPECT_EQ(w.promise(m, "SOC36").state, PromiseState::kept);
  EXPECT_EQ(w.promise(m, "DELIVER").start.instant(), at(2025, 3, 20, 9)) << "the decision was made then";
  EXPECT_EQ(w.promise(m, "DELIVER").due.instant(), end_of(2025, 6, 20));
}

TEST(Step, MissedCancelledAndRefusedKeepTheClock) {
  for (const char* what : {"missed", "cancelled", "refused"}) {
    World w;
    const MatterId m = w.contact();
    w.assess(m);
    const PromiseRow before = w.promise(m, "CARE");
    const StepId s = w.booked(m, at(2025, 3, 12, 9));
    w.now = at(2025, 3, 12, 10);
    if (what == std::string_view("missed")) w.must(MissStep{s});
    if (what == std::string_view("cancelled")) w.must(CancelBooking{s, CancelledBy::person});
    if (what == std::string_view("refused")) w.must(RefuseStep{s});
    const PromiseRow after = w.promise(m, "CARE");
    EXPECT_EQ(after.state, PromiseState::running) << what;
    EXPECT_EQ(after.start, before.start) << what;
    EXPECT_EQ(after.due, before.due) << what;
    EXPECT_TRUE(w.faults().empty()) << what;
  }
}

TEST(Step, CancelledBookingCanBeBookedAgain) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  const StepId s = w.booked(m, at(2025, 3, 12, 9));
  w.must(CancelBooking{s, CancelledBy::unit});
  EXPECT_EQ(w.step(s).state, StepState::proposed);
  w.must(BookStep{s, at(2025, 3, 13, 9), 20, Mode::phone});
  EXPECT_EQ(w.step(s).begin.instant(), at(2025, 3, 13, 9));
}

TEST(Step, OnePersonIsInOnePlaceAtATime) {
  struct Case {
    Instant begin;
    std::uint16_t minutes;
    bool fits;
    const char* why;
  };
  const Case cases[] = {
      {at(2025, 3, 12, 9), 30, false, "the same time"},
      {at(2025, 3, 12, 8, 31), 30, false, "ends inside"},
      {at(2025, 3, 12, 8, 30), 30, true, "ends as the other begins"},
      {at(2025, 3, 12, 9, 29), 30, false, "begins inside"},
      {at(2025, 3, 12, 9, 30), 30, true, "begins as the other ends"},
      {at(2025, 3, 12, 8), 120, false, "around it"},
      {at(2025, 3, 12, 9), 0, true, "only the day is known"},
  };
  for (const Case& c : cases) {
    World w;
    const PersonId p = w.person(day_of(1980, 1, 1).n);
    const MatterId one = w.contact_of(p);
    w.assess(one);
    w.booked(one, at(2025, 3, 12, 9));
    const MatterId two = w.contact_of(p);
    w.assess(two);
    const StepId s = w.propose(two);
    const BookStep book{s, c.begin, c.minutes, Mode::visit};
    EXPECT_EQ(w.attempt(book, aino).ok(), c.fits) << c.why;
    EXPECT_TRUE(w.faults().empty()) << c.why;
  }
}

TEST(Close, NeedsAReasonAndEveryStepEnded) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  const StepId s = w.propose(m);
  EXPECT_EQ(w.refused(CloseMatter{m, CloseReason::care_given}), RefusalCode::open_steps);
  w.must(RefuseStep{s});
  EXPECT_EQ(w.refused(CloseMatter{m, CloseReason::none}), RefusalCode::no_reason);
  w.must(CloseMatter{m, CloseReason::care_given});
  EXPECT_EQ(w.matter(m).status, MatterStatus::closed);
  EXPECT_EQ(w.matter(m).close_reason, CloseReason::care_given);
  EXPECT_FALSE(w.queued(nurses, m));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Close, VoidsWhatStillHadTimeAndMarksTheRestMissed) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  w.now = at(2025, 3, 17, 23, 59, 59);
  const MatterId in_time = w.contact();
  w.must(CloseMatter{in_time, CloseReason::need_lapsed});
  EXPECT_EQ(w.promise(in_time, "CONTACT").state, PromiseState::voided) << "due this very second: not late";
  w.wait(1);
  w.must(CloseMatter{m, CloseReason::need_lapsed});
  EXPECT_EQ(w.promise(m, "OWN7").state, PromiseState::missed);
  EXPECT_EQ(w.promise(m, "OWN7").reason, PromiseReason::matter_closed);
  EXPECT_EQ(w.promise(m, "CARE").state, PromiseState::voided);
}

TEST(Close, KeepsThePromiseThatClosingItselfFulfils) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::oral});
  w.now = at(2025, 3, 20, 9);
  w.must(CloseMatter{m, CloseReason::care_given});
  EXPECT_EQ(end_of(w.promise(m, "CLOSE30")), (End{PromiseState::kept, w.now}))
      << "the rule stops by matter_closed";
}

TEST(Close, WithdrawsAnOffer) {
  World w;
  const MatterId m = w.contact();
  w.must(OfferHandOver{m, social, OfferReason::workload});
  w.must(CloseMatter{m, CloseReason::duplicate});
  EXPECT_FALSE(w.on_offer(social, m));
  const auto& withdrawn = std::get<HandOverWithdrawn>(w.entries[w.entries.size() - 4].event);
  EXPECT_EQ(withdrawn.from, social) << "and the ledger says so, for the receiver's eyes";
  w.must(UndoLast{m});
  EXPECT_FALSE(w.matter(m).offered_to) << "what the receiver saw withdrawn is offered anew or not at all";
  EXPECT_TRUE(w.faults().empty());
}

TEST(Reopen, ResumesWithTheOriginalStart) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  const PromiseRow before = w.promise(m, "CARE");
  w.must(CloseMatter{m, CloseReason::need_lapsed});
  w.now = at(2025, 3, 20, 8);
  w.must(ReopenMatter{m, ReopenReason::need_returned});
  const PromiseRow after = w.promise(m, "CARE");
  EXPECT_EQ(after.state, PromiseState::running);
  EXPECT_EQ(after.start, before.start);
  EXPECT_EQ(after.due, before.due);
  EXPECT_EQ(after.ended, Moment{});
  EXPECT_EQ(w.reopened(m), 1);
  EXPECT_TRUE(w.queued(nurses, m));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Reopen, WhatClosingKeptRunsAgainAndLeavesWhatWasMissed) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::oral, Domain::health});
  w.now = at(2025, 3, 18, 8);
  w.must(CloseMatter{m, CloseReason::need_lapsed});
  w.must(ReopenMatter{m, ReopenReason::new_information});
  EXPECT_EQ(w.promise(m, "CLOSE30").state, PromiseState::running) << "the matter is not closed any more";
  EXPECT_EQ(w.promise(m, "OWN7").state, PromiseState::missed) << "that stays true";
  EXPECT_FALSE(w.matter(m).happened.has(Trigger::matter_closed));
}

}  // namespace
}  // namespace vuoro::core::testing
