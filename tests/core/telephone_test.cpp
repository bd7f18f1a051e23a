#include "core/callbacks.hpp"
#include "core/view.hpp"
#include "core/world.hpp"

/// Call-backs: what tries do to promises, the county's policy, what belongs together.
namespace vuoro::core::testing {
namespace {

/// Monday 2025-03-10; the policy is three tries, half an hour apart, 8–16 on weekdays.
class Telephone : public ::testing::Test {
 protected:
  World w;

  static TellCall tell(std::uint64_t call, CallMoment what, std::uint64_t caller = 0,
                       TryResult result = TryResult::none) {
    TellCall c;
    c.key_high = 9;
    c.key_low = call;
    c.line = main_line;
    c.what = what;
    c.caller = caller;
    c.result = result;
    return c;
  }
  /// Tells, then settles the matter it is about, as the drivers do.
  MatterId told(const TellCall& c) {
    const MatterId m{w.must(c, machine)};
    if (m) settle(m);
    return m;
  }
  MatterId told_at(Instant when, const TellCall& c) {
    const Instant now = w.now;
    w.now = when;
    const MatterId m{w.must(c, machine)};
    w.now = now;
    if (m) settle(m);
    return m;
  }
  void settle(MatterId m) {
    int rounds = 0;
    for (std::size_t before = 0; before != w.entries.size();) {
      before = w.entries.size();
      w.must(SettleCallback{m}, machine);
      ASSERT_LE(++rounds, 4) << "settling comes to no end";
    }
  }
  MatterId asked(std::uint64_t call = 1, std::uint64_t caller = 5) {
    return told(tell(call, CallMoment::callback_asked, caller));
  }
  void tried(MatterId m, TryResult result, std::int64_t after = 1800) {
    w.wait(after);
    w.must(RecordTry{m, result});
  }
  [[nodiscard]] Course course(MatterId m) const { return course_of(w.tables(), w.setting, m); }
  void TearDown() override {
    EXPECT_TRUE(w.faults().empty());
    EXPECT_EQ(hash_of(w.state), hash_of(*read_snapshot(write_snapshot(w.state))));
  }
};

TEST_F(Telephone, ARequestIsAMatterWithItsPromiseInTheQueueOfItsLine) {
  const MatterId m = asked();
  EXPECT_EQ(w.matter(m).channel, Channel::callback);
  EXPECT_EQ(w.matter(m).team, nurses);
  EXPECT_EQ(w.promise(m, "CALLBACK").due, Moment::of(end_of(2025, 3, 10)));
  EXPECT_TRUE(awaits_call(w.tables(), m));
  TellCall dental_call = tell(2, CallMoment::callback_asked, 6);
  dental_call.line = dental_line;
  EXPECT_EQ(w.matter(told(dental_call)).team, dental);
}

TEST_F(Telephone, OtherMomentsOfACallAreNoMatters) {
  for (const CallMoment what :
       {CallMoment::offered, CallMoment::queued, CallMoment::answered, CallMoment::abandoned}) {
    EXPECT_EQ(told(tell(1, what)), MatterId{});
  }
  EXPECT_EQ(w.tables().matters.size(), 0U);
  EXPECT_EQ(w.tables().calls.size(), 1U);
}

TEST_F(Telephone, TheSameTellingTwiceIsNoEvent) {
  const MatterId m = asked();
  const std::size_t before = w.entries.size();
  EXPECT_EQ(w.must(tell(1, CallMoment::callback_asked, 5), machine), m.n) << "still says which matter";
  EXPECT_EQ(w.entries.size(), before);
}

TEST_F(Telephone, TheSameCallerAskingAgainIsTheSameMatter) {
  const MatterId m = asked(1, 5);
  w.wait(1800);
  EXPECT_EQ(asked(2, 5), m);
  EXPECT_EQ(w.matter(m).contacts, 2);
  EXPECT_EQ(w.tables().matters.size(), 1U);
  EXPECT_NE(asked(3, 6), m) << "another caller";
}

TEST_F(Telephone, AskingAgainAfterBeingReachedIsANewPromise) {
  const MatterId m = asked(1, 5);
  tried(m, TryResult::reached);
  w.wait(3600);
  const MatterId again = asked(2, 5);
  EXPECT_NE(again, m);
  EXPECT_EQ(w.promise(again, "CALLBACK").state, PromiseState::running);
}

TEST_F(Telephone, ReachingKeepsThePromiseAndAnswersTheContact) {
  const MatterId m = asked();
  tried(m, TryResult::no_answer);
  EXPECT_EQ(w.promise(m, "CALLBACK").state, PromiseState::running);
  tried(m, TryResult::reached);
  EXPECT_EQ(end_of(w.promise(m, "CALLBACK")), (End{PromiseState::kept, w.now}));
  EXPECT_EQ(end_of(w.promise(m, "CONTACT")), (End{PromiseState::kept, w.now}));
  EXPECT_FALSE(awaits_call(w.tables(), m));
}

TEST_F(Telephone, ReachedTheNextDayIsMissedNotKept) {
  const MatterId m = asked();
  tried(m, TryResult::reached, 86'400);
  EXPECT_EQ(w.promise(m, "CALLBACK").state, PromiseState::missed);
}

TEST_F(Telephone, TheLastFailedTryPromisesToWrite) {
  const MatterId m = asked();
  tried(m, TryResult::no_answer);
  tried(m, TryResult::busy);
  EXPECT_EQ(w.promise_count(m, "WRITE"), 0U);
  tried(m, TryResult::no_answer);
  const PromiseRow write = w.promise(m, "WRITE");
  EXPECT_EQ(write.start, Moment::of(w.now));
  EXPECT_EQ(write.due, Moment::of(end_of(2025, 3, 11))) << "the next working day";
  EXPECT_EQ(w.matter(m).status, MatterStatus::open) << "nothing is closed by itself";
  EXPECT_TRUE(w.queued(nurses, m));
  EXPECT_TRUE(awaits_call(w.tables(), m)) << "they still wait";
  tried(m, TryResult::letter_sent);
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::kept);
}

TEST_F(Telephone, ReachingAfterTheLastTryNeedsNoLetter) {
  const MatterId m = asked();
  for (int n = 0; n < 3; ++n) tried(m, TryResult::no_answer);
  tried(m, TryResult::reached);
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::kept);
}

TEST_F(Telephone, AWrongNumberUsesUpTheTriesAtOnce) {
  const MatterId m = asked();
  tried(m, TryResult::wrong_number, 60);
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::running);
}

TEST_F(Telephone, TriesTooCloseOrOutOfHoursDoNotUseUpThePolicy) {
  const MatterId m = asked();
  tried(m, TryResult::no_answer, 60);
  tried(m, TryResult::no_answer, 60);
  tried(m, TryResult::no_answer, 60);
  EXPECT_EQ(course(m).counted, 1) << "three presses within three minutes are one try";
  w.now = at(2025, 3, 10, 16, 30);
  tried(m, TryResult::no_answer, 0);
  EXPECT_EQ(course(m).counted, 1) << "after the hours";
  w.now = at(2025, 3, 15, 10);
  tried(m, TryResult::no_answer, 0);
  EXPECT_EQ(course(m).counted, 1) << "on a Saturday";
  EXPECT_EQ(w.promise_count(m, "WRITE"), 0U);
}

TEST_F(Telephone, TheNextTryIsAfterTheGapAndWithinTheHours) {
  const auto next = [&](MatterId m) { return next_try(w.setting.callbacks, w.setting.calendar, course(m)); };
  w.now = at(2025, 3, 13, 7);
  const MatterId m = asked();
  EXPECT_EQ(next(m), at(2025, 3, 13, 8)) << "asked before the hours";
  w.now = at(2025, 3, 13, 15, 50);
  tried(m, TryResult::no_answer, 0);
  EXPECT_EQ(next(m), at(2025, 3, 14, 8)) << "the gap ends after the hours";
  w.now = at(2025, 3, 14, 15, 40);
  tried(m, TryResult::no_answer, 0);
  EXPECT_EQ(next(m), at(2025, 3, 17, 8)) << "over the weekend";
  w.now = at(2025, 4, 17, 15, 40);  // Maundy Thursday
  const MatterId easter = asked(2, 6);
  tried(easter, TryResult::busy, 0);
  EXPECT_EQ(next(easter), at(2025, 4, 22, 8)) << "over Easter";
}

TEST_F(Telephone, ATryIsTakenBackWithWhatItBrought) {
  const MatterId m = asked();
  tried(m, TryResult::no_answer);
  tried(m, TryResult::no_answer);
  const Course before = course(m);
  tried(m, TryResult::no_answer);
  w.wait(60);
  w.must(UndoLast{m});
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::voided);
  EXPECT_EQ(course(m).counted, before.counted);
  EXPECT_FALSE(w.tables().callbacks.at(m.n).unreached);
  tried(m, TryResult::reached);
  w.must(UndoLast{m});
  EXPECT_EQ(w.promise(m, "CALLBACK").state, PromiseState::running);
  EXPECT_EQ(w.promise(m, "CONTACT").state, PromiseState::running);
  EXPECT_FALSE(w.matter(m).answered);
  EXPECT_TRUE(awaits_call(w.tables(), m));
  EXPECT_EQ(w.refused(UndoLast{m}), RefusalCode::nothing_to_undo) << "an undo is not undone";
}

TEST_F(Telephone, AnExchangesTriesCountLikeOurs) {
  const MatterId m = asked(1, 5);
  for (int n = 0; n < 3; ++n) {
    w.wait(1800);
    told(tell(1, CallMoment::callback_tried, 0, TryResult::no_answer));
  }
  EXPECT_EQ(w.promise(m, "WRITE").start, Moment::of(w.now));
  w.wait(1800);
  told(tell(1, CallMoment::callback_reached));
  EXPECT_EQ(end_of(w.promise(m, "CALLBACK")), (End{PromiseState::kept, w.now}));
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::kept);
}

TEST_F(Telephone, ReachedBeforeAskedIsToldCountsAllTheSame) {
  const Instant asked_at = w.now + std::chrono::seconds{600};
  const Instant reached_at = asked_at + std::chrono::minutes{30};
  w.wait(7200);
  EXPECT_EQ(told_at(reached_at, tell(1, CallMoment::callback_reached)), MatterId{});
  const MatterId m = told_at(asked_at, tell(1, CallMoment::callback_asked, 5));
  EXPECT_EQ(w.promise(m, "CALLBACK").start, Moment::of(asked_at));
  EXPECT_EQ(end_of(w.promise(m, "CALLBACK")), (End{PromiseState::kept, reached_at}));
  EXPECT_FALSE(awaits_call(w.tables(), m));
}

TEST_F(Telephone, AnEarlierRequestToldLateMovesTheClocks) {
  w.wait(7200);
  const MatterId m = asked(1, 5);
  const Instant earlier = w.now + -std::chrono::hours{1};
  w.wait(60);
  EXPECT_EQ(told_at(earlier, tell(2, CallMoment::callback_asked, 5)), m);
  EXPECT_EQ(w.promise(m, "CALLBACK").start, Moment::of(earlier));
  EXPECT_EQ(w.promise(m, "CONTACT").start, Moment::of(earlier));
  EXPECT_EQ(w.matter(m).opened, Moment::of(earlier));
}

TEST_F(Telephone, WhoeverAsksAgainAfterTheReachingWaitsAgain) {
  w.wait(7200);
  const MatterId m = asked(2, 5);  // at 10
  told_at(w.now + -std::chrono::hours{1}, tell(1, CallMoment::callback_asked, 5));
  told_at(w.now + -std::chrono::minutes{30}, tell(1, CallMoment::callback_reached));
  EXPECT_TRUE(awaits_call(w.tables(), m)) << "reached at 9.30, asked again at 10";
  EXPECT_EQ(w.promise(m, "CALLBACK").state, PromiseState::running);
}

TEST_F(Telephone, EventsAfterTheClosingLeaveTheMatterAlone) {
  const MatterId m = asked();
  w.must(CloseMatter{m, CloseReason::not_reached});
  w.wait(60);
  EXPECT_EQ(MatterId{w.must(tell(1, CallMoment::callback_reached), machine)}, m);
  EXPECT_EQ(w.matter(m).status, MatterStatus::closed);
  EXPECT_TRUE(w.tables().calls[1].reached) << "the call keeps it";
}

TEST_F(Telephone, ACallBackWithoutACallIsTriedLikeAnother) {
  ReceiveContact c;
  c.channel = Channel::callback;
  const MatterId m = w.contact(c);
  for (int n = 0; n < 3; ++n) tried(m, TryResult::no_answer);
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::running);
  settle(m);
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::running) << "settling finds nothing to do";
}

TEST_F(Telephone, AFactThatStaffRecordedStandsWhenTheExchangeSpeaks) {
  const MatterId m = asked();
  w.wait(600);
  w.must(RecordFact{m, Trigger::callback_reached});
  const End kept = end_of(w.promise(m, "CALLBACK"));
  w.wait(600);
  told(tell(1, CallMoment::callback_tried, 0, TryResult::busy));
  EXPECT_EQ(end_of(w.promise(m, "CALLBACK")), kept);
}

TEST_F(Telephone, ACountyWithOtherRulesHasOtherTries) {
  w.setting.callbacks.tries = 1;
  const MatterId m = asked();
  tried(m, TryResult::busy);
  EXPECT_EQ(w.promise(m, "WRITE").state, PromiseState::running);
}

}  // namespace
}  // namespace vuoro::core::testing
