#include "core/notice_rules.hpp"
#include "core/notices.hpp"
#include "core/sound_world.hpp"
#include "core/words.hpp"

/// What residents are to be told, by what is done; and what becomes of the telling.
namespace vuoro::core::testing {
namespace {

constexpr NoticeFault went_out = NoticeFault::none;

/// One step of a person's matter, with slots a week ahead.
class Notice : public SoundWorld {
 protected:
  MatterId matter = w.contact_of(w.person(day_of(1960, 1, 1).n));
  StepId step;
  Instant nine = at(2025, 3, 17, 9);
  Instant ten = at(2025, 3, 17, 10);
  SlotId slot = w.slots(anna, nine, 4);

  void SetUp() override {
    w.assess(matter);
    step = w.propose(matter);
  }
  /// What is untold of the step, as words; "" when nothing.
  [[nodiscard]] std::string untold(NoticeKind about = NoticeKind::booked) const {
    const auto found = w.tables().untold.find(notice_rules::untold_key(matter, step, about));
    if (found == w.tables().untold.end()) return "";
    return std::string(promises::word(found->second.kind)) +
           (found->second.about == Moment::of(nine)  ? " nine"
            : found->second.about == Moment::of(ten) ? " ten"
                                                     : " ?");
  }
  void book(Instant begin) { w.must(BookStep{step, begin, 30, Mode::visit}); }
  void cancel(CancelledBy by) { w.must(CancelBooking{step, by}); }
  NoticeId start(NoticeKind kind, Instant about) {
    return NoticeId{w.must(StartNotice{matter, step, kind, about, 0, NoticeChannel::email}, machine)};
  }
  void end(NoticeId id, NoticeFault fault) { w.must(EndNotice{id, fault}, machine); }
  void told(NoticeKind kind, Instant about) { end(start(kind, about), went_out); }
  [[nodiscard]] const NoticeRow& row(NoticeId id) const { return w.tables().notices[id.n]; }
};

TEST_F(Notice, ABookingIsToldOnce) {
  book(nine);
  EXPECT_EQ(untold(), "booked nine");
  told(NoticeKind::booked, nine);
  EXPECT_EQ(untold(), "");
}

TEST_F(Notice, AMoveIsToldAsOneOnlyToWhoKnowsTheOldTime) {
  book(nine);
  cancel(CancelledBy::unit);
  EXPECT_EQ(untold(), "cancelled_by_unit nine");
  book(ten);
  EXPECT_EQ(untold(), "moved ten") << "the person may know the old time from the telephone";
  told(NoticeKind::moved, ten);
  w.must(BookTimes{step, SlotList{{slot}, 1}});
  EXPECT_EQ(untold(), "moved nine");
}

TEST_F(Notice, AMoveBeforeAnybodyWasToldIsABooking) {
  w.must(BookTimes{step, SlotList{{slot}, 1}});
  w.must(BookTimes{step, SlotList{{SlotId{slot.n + 2}}, 1}});
  EXPECT_EQ(untold(), "booked ten");
}

TEST_F(Notice, ToAndFroIsToldEachTime) {
  const auto at_nine = SlotList{{slot}, 1};
  const auto at_ten = SlotList{{SlotId{slot.n + 2}}, 1};
  w.must(BookTimes{step, at_nine});
  told(NoticeKind::booked, nine);
  for (int i = 0; i < 2; ++i) {
    w.must(BookTimes{step, at_ten});
    told(NoticeKind::moved, ten);
    w.must(BookTimes{step, at_nine});
    told(NoticeKind::moved, nine);
  }
  EXPECT_EQ(untold(), "");
}

TEST_F(Notice, ATimeThatCameBackBeforeTheMoveWasToldIsNoNews) {
  const auto at_nine = SlotList{{slot}, 1};
  w.must(BookTimes{step, at_nine});
  told(NoticeKind::booked, nine);
  w.must(BookTimes{step, SlotList{{SlotId{slot.n + 2}}, 1}});
  w.must(BookTimes{step, at_nine});
  EXPECT_EQ(untold(), "");
}

TEST_F(Notice, WhoCancelledThemselvesIsNotToldOfAMove) {
  book(nine);
  told(NoticeKind::booked, nine);
  cancel(CancelledBy::person);
  EXPECT_EQ(untold(), "cancelled_by_person nine");
  book(ten);
  EXPECT_EQ(untold(), "booked ten");
}

TEST_F(Notice, AMistakeNobodyHeardOfIsNotTold) {
  book(nine);
  w.must(UndoLast{matter});
  EXPECT_EQ(untold(), "");
}

TEST_F(Notice, AMistakeThatWasHeardOfIsTakenBackAloud) {
  book(nine);
  told(NoticeKind::booked, nine);
  w.must(UndoLast{matter});
  EXPECT_EQ(untold(), "cancelled_by_unit nine");
}

TEST_F(Notice, AMoveTakenBackBeforeAnybodyHeardTakesBackTheTimeThatIsKnown) {
  book(nine);
  told(NoticeKind::booked, nine);
  w.must(BookTimes{step, SlotList{{SlotId{slot.n + 2}}, 1}});
  EXPECT_EQ(untold(), "moved ten");
  w.must(UndoLast{matter});
  EXPECT_EQ(untold(), "cancelled_by_unit nine") << "nobody may come at nine";
}

TEST_F(Notice, WhatLapsedUnheardIsToldWhenItIsSoAgain) {
  book(nine);
  const NoticeId id = start(NoticeKind::booked, nine);
  end(id, NoticeFault::unreachable);
  cancel(CancelledBy::unit);
  end(id, NoticeFault::not_needed);
  book(nine);
  EXPECT_EQ(untold(), "booked nine") << "the try may have gone out, or not";
}

TEST_F(Notice, ACancellingIsToldThoughTheStepEnds) {
  book(nine);
  cancel(CancelledBy::unit);
  w.must(RefuseStep{step});
  EXPECT_EQ(untold(), "cancelled_by_unit nine");
  told(NoticeKind::cancelled_by_unit, nine);
}

TEST_F(Notice, AnOfferIsToldWhileItStands) {
  w.must(OfferTimes{step, SlotList{{slot}, 1}, ten});
  EXPECT_EQ(untold(NoticeKind::time_offered), "time_offered ten") << "about the end of the offer";
  w.must(EndHold{step, HoldEnd::declined}, resident);
  EXPECT_EQ(untold(NoticeKind::time_offered), "");
}

TEST_F(Notice, ACancellingTakenBackUnheardLeavesTheBookingToTell) {
  book(nine);
  cancel(CancelledBy::unit);
  book(nine);
  EXPECT_EQ(untold(), "booked nine");
  told(NoticeKind::booked, nine);
  cancel(CancelledBy::unit);
  book(nine);
  EXPECT_EQ(untold(), "") << "whoever knows the time knows it still";
}

TEST_F(Notice, ACallThatRangUnansweredIsToldUntilTheyAreReached) {
  TellCall call;
  call.key_high = call.key_low = 1;
  call.line = main_line;
  call.what = CallMoment::callback_asked;
  call.caller = 7;
  const MatterId waiting{w.must(call, machine)};
  const auto key = notice_rules::untold_key(waiting, {}, NoticeKind::callback_missed);
  w.wait(60);
  w.must(RecordTry{waiting, TryResult::wrong_number});
  EXPECT_FALSE(w.tables().untold.contains(key)) << "nobody is there to be told";
  w.wait(60);
  w.must(RecordTry{waiting, TryResult::no_answer});
  ASSERT_TRUE(w.tables().untold.contains(key));
  EXPECT_EQ(w.tables().untold.at(key).about, Moment::of(w.now));
  w.wait(60);
  w.must(RecordTry{waiting, TryResult::reached});
  EXPECT_FALSE(w.tables().untold.contains(key));
}

TEST_F(Notice, AMissedVisitIsToldWhileItStandsAndTheMatterIsOpen) {
  book(nine);
  w.now = ten;
  w.must(MissStep{step});
  EXPECT_EQ(untold(), "visit_missed nine");
  EXPECT_TRUE(
      notice_rules::holds(w.tables(), matter, step, NoticeKind::visit_missed, Moment::of(nine), w.now));
  w.must(UndoLast{matter});
  EXPECT_EQ(untold(), "") << "marked by mistake";
  w.must(MissStep{step});
  const NoticeId id = start(NoticeKind::visit_missed, nine);
  EXPECT_EQ(untold(), "");
  end(id, NoticeFault::unreachable);
  EXPECT_TRUE(
      notice_rules::holds(w.tables(), matter, step, NoticeKind::visit_missed, Moment::of(nine), w.now));
  w.must(CloseMatter{matter, CloseReason::person_withdrew});
  EXPECT_FALSE(
      notice_rules::holds(w.tables(), matter, step, NoticeKind::visit_missed, Moment::of(nine), w.now));
}

TEST_F(Notice, NobodyIsToldOfAMissedVisitAfterTheEnd) {
  book(nine);
  w.now = ten;
  w.must(MissStep{step});
  w.must(CloseMatter{matter, CloseReason::person_withdrew});
  EXPECT_EQ(untold(), "");
}

TEST_F(Notice, AnOfferHidesNoCancelling) {
  book(nine);
  cancel(CancelledBy::unit);
  w.must(OfferTimes{step, SlotList{{slot}, 1}, ten});
  EXPECT_EQ(untold(), "cancelled_by_unit nine");
  EXPECT_EQ(untold(NoticeKind::time_offered), "time_offered ten");
}

TEST_F(Notice, ImportsTellNobody) {
  w.must(BookStep{step, nine, 30, Mode::visit}, importer);
  EXPECT_EQ(untold(), "");
}

TEST_F(Notice, TriesEndAfterDoublingWaits) {
  w.setting.notices = {3, std::chrono::seconds{120}};
  book(nine);
  const NoticeId id = start(NoticeKind::booked, nine);
  end(id, NoticeFault::unreachable);
  EXPECT_EQ(row(id).again, Moment::of(w.now + std::chrono::seconds{120}));
  w.wait(120);
  EXPECT_EQ(start(NoticeKind::booked, nine), id) << "the same notice, tried again";
  end(id, NoticeFault::interrupted);
  EXPECT_EQ(row(id).again, Moment::of(w.now + std::chrono::seconds{240}));
  w.wait(240);
  start(NoticeKind::booked, nine);
  end(id, NoticeFault::unreachable);
  EXPECT_EQ(row(id).state, NoticeState::failed);
  EXPECT_EQ(row(id).tries, 3);
}

TEST_F(Notice, WhatAGatewayRefusesIsNotTriedAgain) {
  book(nine);
  const NoticeId id = start(NoticeKind::booked, nine);
  end(id, NoticeFault::refused);
  EXPECT_EQ(row(id).state, NoticeState::failed);
}

TEST_F(Notice, WhatIsNoLongerSoLapses) {
  book(nine);
  const NoticeId id = start(NoticeKind::booked, nine);
  end(id, NoticeFault::unreachable);
  cancel(CancelledBy::unit);
  end(id, NoticeFault::not_needed);
  EXPECT_EQ(row(id).state, NoticeState::lapsed);
  EXPECT_EQ(untold(), "cancelled_by_unit nine");
}

TEST_F(Notice, TellingChangesNoVersion) {
  book(nine);
  const std::uint32_t version = w.matter(matter).version;
  told(NoticeKind::booked, nine);
  EXPECT_EQ(w.matter(matter).version, version) << "whoever has the page open can go on";
  w.must(UndoLast{matter});
}

TEST_F(Notice, NeedsReplaceEachOther) {
  w.must(NoteNeeds{matter, {Need::wheelchair, Need::other}, DocumentId{5}}, resident);
  EXPECT_EQ(w.tables().needs.at(matter.n).words, 5U);
  w.must(NoteNeeds{matter, {Need::sight}, {}});
  EXPECT_EQ(w.tables().needs.at(matter.n).needs, NeedSet{Need::sight});
  w.must(NoteNeeds{matter, {}, {}});
  EXPECT_TRUE(w.tables().needs.empty());
}

TEST_F(Notice, ANewCalendarAddressEndsTheOld) {
  EXPECT_EQ(w.must(OpenCalendar{matter}, resident), matter.n);
  w.must(OpenCalendar{matter}, resident);
  EXPECT_EQ(w.tables().calendars.at(matter.n).generation, 2U);
  w.must(CloseCalendar{matter}, resident);
  w.must(OpenCalendar{matter}, resident);
  EXPECT_EQ(w.tables().calendars.at(matter.n).generation, 3U) << "a closed address never comes back";
}

}  // namespace
}  // namespace vuoro::core::testing
