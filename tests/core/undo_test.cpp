#include <functional>

#include "core/essence.hpp"
#include "core/world.hpp"

namespace vuoro::core::testing {
namespace {

/// A matter as far along as the action needs, and the action.
struct Undoable {
  const char* what;
  std::function<void(World&, MatterId)> before;
  std::function<void(World&, MatterId)> action;
};

void nothing(World&, MatterId) {}
void assessed(World& w, MatterId m) {
  w.must(AnswerContact{m});
  w.assess(m, {Domain::health, Domain::oral, Domain::social});
}
void with_step(World& w, MatterId m) {
  assessed(w, m);
  w.propose(m);
}
void with_booking(World& w, MatterId m) {
  assessed(w, m);
  w.booked(m, at(2025, 3, 10, 8));
}
StepId newest(const World& w, MatterId m) {
  return w.matter(m).first_step;
}

std::vector<Undoable> undoables() {
  return {
      {"take", nothing, [](World& w, MatterId m) { w.must(TakeMatter{m}); }},
      {"release", [](World& w, MatterId m) { w.must(TakeMatter{m}); },
       [](World& w, MatterId m) { w.must(ReleaseMatter{m}); }},
      {"release of a colleague's", [](World& w, MatterId m) { w.must(TakeMatter{m}, bo); },
       [](World& w, MatterId m) { w.must(ReleaseMatter{m}); }},
      {"answer", nothing, [](World& w, MatterId m) { w.must(AnswerContact{m}); }},
      {"assess", [](World& w, MatterId m) { w.must(AnswerContact{m}); },
       [](World& w, MatterId m) {
         w.assess(m, {Domain::health, Domain::social}, {Fact::urgent});
       }},
      {"offer", nothing,
       [](World& w, MatterId m) {
         w.must(OfferHandOver{m, social, OfferReason::wrong_team});
       }},
      {"propose", assessed, [](World& w, MatterId m) { w.propose(m); }},
      {"book", with_step,
       [](World& w, MatterId m) {
         w.must(BookStep{newest(w, m), at(2025, 3, 12, 9), 30, Mode::home});
       }},
      {"book the older of two",
       [](World& w, MatterId m) {
         with_step(w, m);
         w.booked(m, at(2025, 3, 12, 9));
       },
       [](World& w, MatterId) {
         w.must(BookStep{StepId{1}, at(2025, 3, 13, 9), 30, Mode::home});
       }},
      {"complete", with_booking,
       [](World& w, MatterId m) {
         w.must(CompleteStep{newest(w, m), Outcome::helped});
       }},
      {"complete what starts a clock",
       [](World& w, MatterId m) {
         assessed(w, m);
         w.booked(m, at(2025, 3, 10, 8), social_assessment);
       },
       [](World& w, MatterId m) {
         w.must(CompleteStep{newest(w, m), Outcome::helped});
       }},
      {"miss", with_booking, [](World& w, MatterId m) { w.must(MissStep{newest(w, m)}); }},
      {"refuse a proposal", with_step, [](World& w, MatterId m) { w.must(RefuseStep{newest(w, m)}); }},
      {"refuse a booking", with_booking, [](World& w, MatterId m) { w.must(RefuseStep{newest(w, m)}); }},
      {"close", assessed,
       [](World& w, MatterId m) {
         w.must(CloseMatter{m, CloseReason::duplicate});
       }},
      {"close late",
       [](World& w, MatterId m) {
         assessed(w, m);
         w.now = at(2025, 8, 1, 9);
       },
       [](World& w, MatterId m) {
         w.must(CloseMatter{m, CloseReason::duplicate});
       }},
  };
}

TEST(Undo, RestoresExactlyWhatWas) {
  for (const Undoable& u : undoables()) {
    SCOPED_TRACE(u.what);
    World w;
    const MatterId m = w.contact();
    u.before(w, m);
    const std::string was = essence(w.state);
    w.wait(60);
    u.action(w, m);
    EXPECT_NE(essence(w.state), was) << "the action did something";
    w.wait(600);
    w.must(UndoLast{m});
    EXPECT_EQ(essence(w.state), was);
    EXPECT_TRUE(w.faults().empty());
    // Taking and releasing take each other back, so their undo can be undone; no other can.
    const auto held = static_cast<Action>(w.matter(m).last_action);
    const bool redoable = held == Action::take || held == Action::release;
    EXPECT_EQ(w.accepts(UndoLast{m}), redoable);
    if (redoable) w.must(UndoLast{m});
    EXPECT_EQ(essence(w.state), was);
  }
}

TEST(Undo, TheSameCanBeDoneAgain) {
  for (const Undoable& u : undoables()) {
    SCOPED_TRACE(u.what);
    World w;
    const MatterId m = w.contact();
    u.before(w, m);
    World once = w;
    u.action(once, m);
    u.action(w, m);
    w.must(UndoLast{m});
    if (u.what == std::string_view("propose")) continue;  // the number of the step differs
    u.action(w, m);
    EXPECT_EQ(essence(w.state), essence(once.state));
  }
}

TEST(Undo, NotByAnotherNotTooLateNotFromAnotherTeam) {
  for (const Undoable& u : undoables()) {
    SCOPED_TRACE(u.what);
    World w;
    const MatterId m = w.contact();
    u.before(w, m);
    u.action(w, m);
    EXPECT_EQ(w.refused(UndoLast{m}, bo), RefusalCode::nothing_to_undo);
    EXPECT_EQ(w.refused(UndoLast{m}, machine), RefusalCode::nothing_to_undo);
    EXPECT_EQ(w.refused(UndoLast{m}, staff(1, dental)), RefusalCode::not_holder);
    w.wait(601);
    EXPECT_EQ(w.refused(UndoLast{m}), RefusalCode::undo_too_late);
    w.wait(-602);
    EXPECT_EQ(w.refused(UndoLast{m}), RefusalCode::undo_too_late) << "nor before it was done";
  }
}

TEST(Undo, OnlyWhileNothingElseHasHappened) {
  World w;
  const MatterId m = w.contact();
  w.must(AnswerContact{m});
  w.must(VoidPromise{w.promise_id(m, "HTA"), Reason::moved_away}, bo);
  EXPECT_EQ(w.refused(UndoLast{m}), RefusalCode::nothing_to_undo) << "a promise was voided since";
  const MatterId n = w.contact();
  w.must(AnswerContact{n});
  w.must(RepeatContact{n, Channel::phone, {}}, resident);
  EXPECT_EQ(w.refused(UndoLast{n}), RefusalCode::nothing_to_undo) << "the resident has asked again";
}

TEST(Undo, OfAProposalDoesNotReachTheRefusalBefore) {
  World w;
  const MatterId m = w.contact();
  assessed(w, m);
  const StepId refused = w.propose(m);
  w.must(RefuseStep{refused});
  w.propose(m);
  w.must(UndoLast{m});
  EXPECT_EQ(w.refused(UndoLast{m}), RefusalCode::nothing_to_undo);
  EXPECT_EQ(w.step(refused).state, StepState::refused);
}

TEST(Undo, OfAVisitBringsBackPromisesThatEndedAtDifferentTimes) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::health}, {Fact::urgent});
  w.now = at(2025, 3, 10, 10);
  w.must(VoidPromise{w.promise_id(m, "OWN7"), Reason::moved_away});
  w.must(RecordFact{m, Trigger::hta_done});
  const StepId s = w.booked(m, at(2025, 3, 10, 9));
  const std::string was = essence(w.state);
  w.must(CompleteStep{s, Outcome::helped});
  EXPECT_NE(w.promise(m, "URGENT").ended, w.promise(m, "OWN7").ended) << "each not before its own start";
  w.must(UndoLast{m});
  EXPECT_EQ(essence(w.state), was);
}

TEST(Undo, LeavesWhatHadHappenedBefore) {
  World w;
  const MatterId m = w.contact();
  assessed(w, m);
  w.must(RecordFact{m, Trigger::visit_realised});
  const StepId s = w.booked(m, at(2025, 3, 10, 8));
  w.must(CompleteStep{s, Outcome::helped});
  w.must(UndoLast{m});
  EXPECT_TRUE(w.matter(m).happened.has(Trigger::visit_realised)) << "the fact stands without the visit";
  EXPECT_FALSE(w.matter(m).happened.has(Trigger::doctor_visit_realised));
  EXPECT_EQ(w.promise(m, "CARE").state, PromiseState::kept) << "the fact kept it";
}

TEST(Undo, DoesNotResumeWhatAnEarlierVisitStoppedInTheSameSecond) {
  World w;
  const MatterId m = w.contact();
  w.assess(m);
  const StepId one = w.booked(m, at(2025, 3, 10, 8));
  const StepId two = w.booked(m, at(2025, 3, 10, 8));
  w.must(CompleteStep{one, Outcome::helped});
  w.must(RecordFact{m, Trigger::hta_done});
  const std::string was = essence(w.state);
  w.must(CompleteStep{two, Outcome::helped});
  w.must(UndoLast{m});
  EXPECT_EQ(essence(w.state), was);
}

TEST(Undo, KeepsAnExtension) {
  World w;
  const MatterId m = w.contact();
  w.assess(m, {Domain::oral});
  w.must(RecordFact{m, Trigger::dentist_need_found});
  w.must(ExtendPromise{w.promise_id(m, "DENTIST"), Reason::medical_reason});
  const StepId s = w.booked(m, at(2025, 3, 10, 8), dentist_visit);
  const std::string was = essence(w.state);
  w.must(CompleteStep{s, Outcome::helped});
  EXPECT_EQ(w.promise(m, "DENTIST").reason, PromiseReason::stop_event);
  w.must(UndoLast{m});
  EXPECT_EQ(essence(w.state), was) << "with its due day and its reason";
}

TEST(Undo, OfARefusalDoesNotBookThePersonTwice) {
  World w;
  const PersonId p = w.person(day_of(1980, 1, 1).n);
  const MatterId one = w.contact_of(p);
  const MatterId two = w.contact_of(p);
  w.assess(one);
  w.assess(two);
  const StepId s = w.booked(one, at(2025, 3, 12, 9));
  w.must(RefuseStep{s});
  w.booked(two, at(2025, 3, 12, 9));
  EXPECT_EQ(w.refused(UndoLast{one}), RefusalCode::overlapping_booking);
  EXPECT_TRUE(w.faults().empty());
}

TEST(Undo, OfClosingIsNoReopening) {
  World w;
  const MatterId m = w.contact();
  w.must(CloseMatter{m, CloseReason::duplicate});
  w.must(UndoLast{m});
  EXPECT_EQ(w.reopened(m), 0);
  w.must(CloseMatter{m, CloseReason::duplicate});
  w.must(ReopenMatter{m, ReopenReason::mistake});
  EXPECT_EQ(w.reopened(m), 1) << "the one that somebody decides on is counted, whatever its reason";
}

}  // namespace
}  // namespace vuoro::core::testing
