#include "core/refused_tickets.hpp"
#include "core/walk_in.hpp"
#include "core/world.hpp"

/// Walk-in lists: who is called when, and what ends a number.
namespace vuoro::core::testing {
namespace {

/// Monday 2025-03-10, 8.00.
class Door : public ::testing::Test {
 protected:
  World w;

  MatterId comes() { return at_the_door(w); }
  std::uint32_t calls_next(const Actor& who = aino) {
    const MatterId m{w.must(CallNext{}, who)};
    return ticket(m).number;
  }
  [[nodiscard]] const TicketRow& ticket(MatterId m) const {
    return w.tables().tickets[w.tables().ticket_of.at(m.n).n];
  }
  void moves(MatterId m, TicketState to, const Actor& who = aino) { w.must(MoveTicket{m, to}, who); }
  [[nodiscard]] WaitingRoom room(TeamId team = nurses) const {
    return waiting_room(w.state, team, calendar::local_day(w.now));
  }
  void TearDown() override {
    EXPECT_TRUE(w.faults().empty());
    EXPECT_EQ(hash_of(w.state), hash_of(*read_snapshot(write_snapshot(w.state))));
  }
};

using Numbers = std::vector<std::uint32_t>;

TEST_F(Door, NumbersRunFromOneForEachTeamAndDay) {
  EXPECT_EQ(ticket(comes()).number, 1U);
  EXPECT_EQ(ticket(comes()).number, 2U);
  const MatterId m = w.contact();
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  w.must(AcceptHandOver{m}, carita);
  w.must(GiveTicket{m}, carita);
  EXPECT_EQ(ticket(m).number, 1U) << "another team's own list";
  w.now = at(2025, 3, 10, 23) + std::chrono::seconds{3599};
  EXPECT_EQ(ticket(comes()).number, 3U) << "the last second of the Finnish day";
  w.wait(1);
  EXPECT_EQ(ticket(comes()).number, 1U) << "midnight in Finland, not in Greenwich";
}

TEST_F(Door, TheFirstIsCalledFirstAndWhoDidNotAnswerAfterAllOthers) {
  const MatterId first = comes();
  comes();
  comes();
  EXPECT_EQ(calls_next(), 1U);
  moves(first, TicketState::unanswered);
  EXPECT_EQ(room().next, (Numbers{2, 3, 1}));
  w.wait(60);
  EXPECT_EQ(calls_next(), 2U);
  EXPECT_EQ(calls_next(bo), 3U) << "two who call get different numbers";
  EXPECT_EQ(calls_next(), 1U) << "called again";
  EXPECT_EQ(ticket(first).first_called, Moment::of(w.now + std::chrono::seconds{-60}));
  EXPECT_EQ(ticket(first).called, Moment::of(w.now));
  EXPECT_TRUE(room().next.empty());
}

TEST_F(Door, AChosenNumberIsCalledAndCalledAgain) {
  comes();
  const MatterId second = comes();
  moves(second, TicketState::called);
  w.wait(30);
  moves(second, TicketState::called);
  EXPECT_EQ(ticket(second).called, Moment::of(w.now));
  EXPECT_EQ(room().called, Numbers{2});
  EXPECT_EQ(room().next, Numbers{1});
}

TEST_F(Door, WhoLeftKeepsTheMatterItsHolderAndItsPromises) {
  ReceiveContact c;
  c.channel = Channel::walk_in;
  const MatterId m = w.contact(c, aino);
  w.must(GiveTicket{m});
  const auto before = w.promise(m, "CONTACT");
  moves(m, TicketState::left);
  EXPECT_EQ(w.matter(m).status, MatterStatus::open);
  EXPECT_EQ(w.promise(m, "CONTACT").state, before.state);
  EXPECT_EQ(w.promise(m, "CONTACT").due, before.due);
  EXPECT_TRUE(w.queued(nurses, m));
  w.must(GiveTicket{m});
  EXPECT_EQ(ticket(m).number, 2U) << "back at the door: a new number";
}

TEST_F(Door, AnEndIsTakenBackToWhatItWas) {
  const MatterId m = comes();
  calls_next();
  moves(m, TicketState::came);
  EXPECT_TRUE(w.tables().live_tickets.empty());
  moves(m, TicketState::waiting, bo);
  EXPECT_EQ(ticket(m).state, TicketState::called) << "it was being called";
  EXPECT_EQ(room().called, Numbers{1});
  const MatterId other = comes();
  moves(other, TicketState::left);
  moves(other, TicketState::waiting);
  EXPECT_EQ(ticket(other).state, TicketState::waiting) << "with its place";
}

TEST_F(Door, WaitingForOnesTurnIsNoDeedOnTheMatter) {
  const MatterId m = w.contact();
  w.must(TakeMatter{m});
  const std::uint32_t version = w.matter(m).version;
  w.must(GiveTicket{m});
  moves(m, TicketState::called);
  moves(m, TicketState::came);
  EXPECT_EQ(w.matter(m).version, version) << "no form on a desk stumbles over it";
  EXPECT_EQ(w.matter(m).last_seq, w.state.seq()) << "but it stands in the history";
  w.must(UndoLast{m});
  EXPECT_FALSE(w.matter(m).staff) << "the undo is of the taking";
}

TEST_F(Door, ANumberGivenBeforeTheClockCameLapsesTheOldOne) {
  const MatterId m = comes();
  w.wait(86'400);
  w.must(GiveTicket{m});
  EXPECT_EQ(ticket(m).number, 1U);
  EXPECT_EQ(w.tables().tickets[1].state, TicketState::lapsed);
}

TEST_F(Door, AnAcceptedHandOverEndsTheGiversNumber) {
  const MatterId m = comes();
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  EXPECT_EQ(ticket(m).state, TicketState::waiting) << "nothing moves without acceptance";
  w.must(AcceptHandOver{m}, carita);
  EXPECT_EQ(ticket(m).state, TicketState::moved);
  w.must(GiveTicket{m}, carita);
  EXPECT_EQ(ticket(m).team, social);
}

}  // namespace
}  // namespace vuoro::core::testing
