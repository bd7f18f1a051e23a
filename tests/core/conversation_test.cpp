#include "core/callbacks.hpp"
#include "core/journal.hpp"
#include "core/world.hpp"

/// Messages and chats, told as a day at the desk would have them.
namespace vuoro::core::testing {
namespace {

struct Talk : World {
  MatterId chat(ReachBy reach = ReachBy::code_only) {
    ReceiveContact c;
    c.channel = Channel::chat;
    c.reach = reach;
    const MatterId m = contact(c);
    must(OpenChat{m}, core::testing::resident);
    return m;
  }
  void says(MatterId m) { must(WriteMessage{m, {}, 0}, core::testing::resident); }
  void answers(MatterId m, const Actor& by = aino) { must(WriteMessage{m, {}, 0}, by); }

  [[nodiscard]] const ThreadRow& thread(MatterId m) const { return tables().threads.find(m.n)->second; }
  [[nodiscard]] const ChatRow& row(MatterId m) const { return tables().chats.find(m.n)->second; }
  [[nodiscard]] int running(MatterId m, std::string_view rule) const {
    int n = 0;
    for (PromiseId p = matter(m).first_promise; p; p = tables().promises[p.n].older)
      n += code(p) == rule && tables().promises[p.n].state == PromiseState::running ? 1 : 0;
    return n;
  }
};

TEST(Conversation, AChatWaitsFromItsFirstLineUntilAProfessionalWrites) {
  Talk w;
  const MatterId m = w.chat();
  const Moment opened = Moment::of(w.now);
  w.wait(60);
  w.says(m);
  EXPECT_EQ(w.thread(m).waits, opened);
  w.must(TakeMatter{m});
  w.wait(30);
  w.answers(m);
  EXPECT_FALSE(w.thread(m).waits);
  EXPECT_EQ(w.matter(m).answered, Moment::of(w.now));
  EXPECT_EQ(w.running(m, "CONTACT"), 0) << "the first written answer keeps the promise of the contact";
  w.wait(30);
  w.says(m);
  w.wait(30);
  w.says(m);
  EXPECT_EQ(w.thread(m).waits.s, Moment::of(w.now).s - 30) << "the first unanswered word counts";
  EXPECT_EQ(w.thread(m).messages, 4U);
}

TEST(Conversation, TalkingMakesNoNewVersionAndLeavesUndoAlone) {
  Talk w;
  const MatterId m = w.chat();
  w.must(TakeMatter{m});
  const std::uint32_t version = w.matter(m).version;
  w.says(m);
  w.must(GiveDetails{m, ReachBy::phone}, resident);
  w.must(EndChat{m, ChatEnd::agreed}, resident);
  EXPECT_EQ(w.matter(m).version, version);
  w.must(UndoLast{m});
  EXPECT_FALSE(w.matter(m).staff) << "the taking was undone, though the resident has written since";
}

TEST(Conversation, TheAnswerMarkCanBeTakenBackAndTheNextMessageGivesItAgain) {
  Talk w;
  const MatterId m = w.chat();
  w.must(TakeMatter{m});
  w.answers(m);
  w.must(UndoLast{m});
  EXPECT_FALSE(w.matter(m).answered);
  EXPECT_EQ(w.running(m, "CONTACT"), 1);
  w.answers(m);
  EXPECT_TRUE(w.matter(m).answered);
}

TEST(Conversation, EitherSideProposesTheEndAndTheOtherAgrees) {
  for (const bool resident_first : {true, false}) {
    Talk w;
    const MatterId m = w.chat();
    w.must(TakeMatter{m});
    w.must(EndChat{m, ChatEnd::agreed}, resident_first ? resident : aino);
    EXPECT_TRUE(w.row(m).live());
    w.must(EndChat{m, ChatEnd::agreed}, resident_first ? aino : resident);
    EXPECT_EQ(w.row(m).how, ChatEnd::agreed);
    EXPECT_EQ(w.matter(m).status, MatterStatus::open) << "the matter has its holder still";
    EXPECT_EQ(w.matter(m).staff, aino.staff);
  }
}

TEST(Conversation, WhoGoesOnTalkingHasNotAgreed) {
  Talk w;
  const MatterId m = w.chat();
  w.must(TakeMatter{m});
  w.must(EndChat{m, ChatEnd::agreed});
  w.says(m);
  EXPECT_EQ(w.row(m).end_proposed, Side::none);
  w.must(EndChat{m, ChatEnd::agreed}, resident);
  EXPECT_TRUE(w.row(m).live()) << "that was a proposal of its own";
}

TEST(Conversation, AHandOverTakesTheWholeTalkAlong) {
  Talk w;
  const MatterId m = w.chat();
  w.must(TakeMatter{m});
  w.answers(m);
  w.says(m);
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  w.answers(m);
  EXPECT_EQ(w.matter(m).team, nurses) << "until it is accepted the giver holds it and goes on talking";
  w.must(AcceptHandOver{m}, carita);
  EXPECT_EQ(w.refused(WriteMessage{m, {}, 0}, aino), RefusalCode::not_holder);
  w.answers(m, carita);
  EXPECT_TRUE(w.row(m).live());
  EXPECT_EQ(w.thread(m).messages, 4U);
}

TEST(Conversation, AnAbandonedChatWaitsWithACallBackWhenThereIsANumber) {
  const struct {
    ReachBy reach;
    int call_backs;
    const char* why;
  } cases[] = {{ReachBy::phone, 1, "a telephone"},
               {ReachBy::sms, 1, "a number for messages can be called too"},
               {ReachBy::email, 0, "no number"},
               {ReachBy::letter, 0, "no number"},
               {ReachBy::code_only, 0, "no way to reach anybody"}};
  for (const auto& c : cases) {
    Talk w;
    const MatterId m = w.chat(c.reach);
    w.must(TakeMatter{m});
    w.wait(600);
    w.must(EndChat{m, ChatEnd::abandoned}, machine);
    EXPECT_EQ(w.row(m).how, ChatEnd::abandoned) << c.why;
    EXPECT_EQ(w.running(m, "CALLBACK"), c.call_backs) << c.why;
    EXPECT_EQ(w.running(m, "CONTACT"), 1) << "the contact is still to be answered: " << c.why;
    EXPECT_FALSE(w.matter(m).staff) << "anybody of the team may go on: " << c.why;
    EXPECT_EQ(w.matter(m).status, MatterStatus::open);
    EXPECT_TRUE(w.faults().empty());
  }
}

TEST(Conversation, ANumberGivenDuringTheTalkCounts) {
  Talk w;
  const MatterId m = w.chat();
  w.must(GiveDetails{m, ReachBy::phone}, resident);
  w.wait(600);
  w.must(EndChat{m, ChatEnd::abandoned}, machine);
  EXPECT_EQ(w.running(m, "CALLBACK"), 1);
}

TEST(Conversation, SilenceIsCountedFromTheLastWord) {
  Talk w;
  const MatterId m = w.chat();
  w.wait(500);
  w.says(m);
  w.wait(599);
  EXPECT_EQ(w.refused(EndChat{m, ChatEnd::abandoned}, machine), RefusalCode::not_silent);
  w.wait(1);
  w.must(EndChat{m, ChatEnd::abandoned}, machine);
}

TEST(Conversation, AnAbandonedChatIsCalledBackByThePolicyOfCallBacks) {
  Talk w;
  const MatterId m = w.chat(ReachBy::phone);
  EXPECT_EQ(w.refused(RecordTry{m, TryResult::no_answer}), RefusalCode::no_callback_waiting);
  w.wait(600);
  w.must(EndChat{m, ChatEnd::abandoned}, machine);
  const Moment promised = Moment::of(w.now);
  EXPECT_EQ(w.refused(SettleCallback{m}, machine), RefusalCode::no_callback_waiting)
      << "no exchange told of it";
  for (int n = 0; n < 3; ++n) {
    EXPECT_EQ(w.running(m, "WRITE"), 0);
    w.wait(1800);
    w.must(RecordTry{m, TryResult::no_answer});
  }
  const Course course = course_of(w.tables(), w.setting, m);
  EXPECT_EQ(course.asked, promised) << "not when the chat was opened";
  EXPECT_EQ(course.unreached, Moment::of(w.now));
  EXPECT_EQ(w.running(m, "WRITE"), 1) << "three tries, and then somebody writes";
  EXPECT_EQ(w.running(m, "CALLBACK"), 1) << "still owed";
  w.wait(1800);
  w.must(RecordTry{m, TryResult::reached});
  EXPECT_EQ(w.running(m, "CALLBACK"), 0);
  EXPECT_EQ(w.running(m, "WRITE"), 0);
  EXPECT_FALSE(awaits_call(w.tables(), m));
  EXPECT_TRUE(w.faults().empty());
}

TEST(Conversation, AnAskedCallBackIsNotAskedTwice) {
  Talk w;
  const MatterId m = w.chat(ReachBy::phone);
  w.must(RecordFact{m, Trigger::callback_asked});
  w.wait(600);
  w.must(EndChat{m, ChatEnd::abandoned}, machine);
  EXPECT_EQ(w.running(m, "CALLBACK"), 1);
}

TEST(Conversation, TheResidentComesBackToTheSameMatter) {
  Talk w;
  const MatterId m = w.chat();
  w.wait(600);
  w.must(EndChat{m, ChatEnd::abandoned}, machine);
  w.says(m);
  w.must(OpenChat{m}, resident);
  EXPECT_TRUE(w.row(m).live());
  EXPECT_EQ(w.tables().matters.size(), 1U);
}

TEST(Conversation, AnEndedChatMakesRoomForAnother) {
  Talk w;
  std::vector<MatterId> mine;
  for (int n = 0; n < 4; ++n) {
    mine.push_back(w.chat());
    w.must(TakeMatter{mine.back()});
  }
  const MatterId next = w.chat();
  EXPECT_EQ(w.refused(TakeMatter{next}), RefusalCode::chats_full);
  w.must(TakeMatter{w.contact()});  // a matter that nobody chats about
  w.must(EndChat{mine[0], ChatEnd::resident_left});
  w.must(TakeMatter{next});
}

TEST(Conversation, MessagesAreAChainOfTheirOwn) {
  Talk w;
  const MatterId m = w.chat();
  State state;
  std::vector<Entry> written;
  for (const Entry& e : w.entries) {
    std::vector<std::byte> bytes;
    ASSERT_TRUE(record(state, e.event, e.stamp, bytes));
    written.push_back(*decode(bytes));
  }
  const auto send = [&](const Command& command, const Actor& by) {
    const auto decided = decide(state, w.setting, command, by, w.now);
    ASSERT_TRUE(decided.ok());
    for (const Event& event : decided->events) {
      std::vector<std::byte> bytes;
      ASSERT_TRUE(record(state, event, {w.now, w.now, by.staff, by.kind}, bytes));
      written.push_back(*decode(bytes));
    }
  };
  send(WriteMessage{m, {}, 1}, resident);
  const std::uint64_t first = written.size();
  send(TakeMatter{m}, aino);
  const std::uint64_t taken = written.size();
  send(WriteMessage{m, {}, 2}, resident);
  EXPECT_EQ(written[first - 1].previous, 0U);
  EXPECT_EQ(written.back().previous, first);
  send(ReleaseMatter{m}, aino);
  EXPECT_EQ(written.back().previous, taken) << "the history passes the messages by";
}

}  // namespace
}  // namespace vuoro::core::testing
