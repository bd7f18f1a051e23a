#include "core/hands.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/refused_hands.hpp"
#include "core/sound_world.hpp"

/// Hand-overs that come back, colleagues who are asked, and matters that are one need.
namespace vuoro::core::testing {
namespace {

class Hands : public SoundWorld {
 protected:
  [[nodiscard]] bool came_back(MatterId m) const { return w.tables().returned.contains(m.n); }
  [[nodiscard]] std::size_t questions(TeamId team) const { return w.tables().asked[team.n].size(); }
};

TEST_F(Hands, AnOfferNobodyAnswersComesBackAtTheEndOfTheNextWorkingDay) {
  w.now = at(2025, 3, 14, 15);  // a Friday
  const MatterId m = w.contact();
  w.must(AnswerContact{m});
  w.assess(m);  // only distant promises are left
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  w.now = at(2025, 3, 17, 23, 59, 58);
  EXPECT_EQ(w.refused(LapseHandOver{m}, machine), RefusalCode::not_lapsed);
  w.now = at(2025, 3, 17, 23, 59, 59);
  w.must(LapseHandOver{m}, machine);
  EXPECT_FALSE(w.matter(m).offered_to);
  EXPECT_TRUE(w.queued(nurses, m)) << "it never left";
  EXPECT_FALSE(w.on_offer(social, m));
  EXPECT_TRUE(came_back(m));
  EXPECT_EQ(w.matter(m).hands, 0);
}

TEST_F(Hands, AnOfferComesBackBeforeThePromiseIsAtRisk) {
  const MatterId m = w.contact();  // Monday 8.00; the contact is to be answered the same day
  const Moment due = w.matter(m).queue_due;
  ASSERT_LT(due, Moment::of(no_due));
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  EXPECT_EQ(lapse_at(w.tables(), w.setting, m), due.instant() + -std::chrono::hours{4});
}

TEST_F(Hands, AnOfferOfWhatIsLateAlreadyHasAnHourAllTheSame) {
  const MatterId m = w.contact();
  w.now = w.matter(m).queue_due.instant() + std::chrono::hours{1};
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  EXPECT_EQ(lapse_at(w.tables(), w.setting, m), w.now + std::chrono::hours{1});
}

TEST_F(Hands, ARefusedOfferIsSeenUntilTheHolderActs) {
  const MatterId m = w.contact();
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  w.must(DeclineHandOver{m, DeclineReason::no_capacity}, carita);
  ASSERT_TRUE(came_back(m));
  EXPECT_EQ(w.tables().returned.at(m.n).from, social);
  EXPECT_EQ(w.tables().returned.at(m.n).reason, DeclineReason::no_capacity);
  w.must(RepeatContact{m, Channel::phone, {}}, resident);
  EXPECT_TRUE(came_back(m)) << "the asker's word is no act of the holder";
  w.must(TakeMatter{m});
  EXPECT_FALSE(came_back(m));
}

TEST_F(Hands, AskingAColleagueMovesNothing) {
  const MatterId m = w.contact();
  const auto clocks = [&] { return std::pair(w.matter(m).queue_due, w.matter(m).team); };
  const auto before = clocks();
  w.must(AskColleague{m, social, words});
  w.must(AskColleague{m, dental, words});
  EXPECT_EQ(questions(social), 1U);
  w.wait(60);
  w.must(AnswerColleague{ConsultationId{1}, DocumentId{9}}, carita);
  EXPECT_EQ(questions(social), 0U);
  EXPECT_EQ(w.tables().consultations[1].answerer, carita.staff);
  EXPECT_EQ(w.tables().consultations[1].answer, 9U);
  EXPECT_EQ(clocks(), before);
  EXPECT_EQ(w.matter(m).hands, 0);
  w.must(CloseMatter{m, CloseReason::advice_was_enough});
  EXPECT_EQ(questions(dental), 0U) << "nobody answers for a closed matter";
  EXPECT_FALSE(w.tables().consultations[2].answerer);
}

TEST_F(Hands, AskingTwiceGivesNobodyALaterDate) {
  const PersonId person = w.person(day_of(1950, 1, 1).n);
  const MatterId first = w.contact_of(person);
  const Moment due = w.matter(first).queue_due;
  w.wait(3600);
  const MatterId second = w.contact_of(person);
  w.must(OfferHandOver{second, social, OfferReason::workload});
  EXPECT_EQ(w.must(JoinMatters{first, second}), first.n) << "whichever is named first";
  EXPECT_EQ(w.matter(second).close_reason, CloseReason::duplicate);
  EXPECT_EQ(w.matter(first).queue_due, due);
  EXPECT_EQ(w.matter(first).contacts, 2);
  EXPECT_EQ(w.tables().joined_into.at(second.n), first.n);
}

TEST_F(Hands, AJoiningIsTakenBackAsIfItHadNeverBeen) {
  const MatterId first = w.contact();
  w.wait(3600);
  const MatterId second = w.contact();
  const auto life = [&](MatterId m) {
    std::vector<std::tuple<std::uint32_t, PromiseState, Moment>> out;
    for (PromiseId p = w.matter(m).first_promise; p; p = w.tables().promises[p.n].older)
      out.emplace_back(p.n, w.tables().promises[p.n].state, w.tables().promises[p.n].due);
    return std::tuple(out, w.matter(m).contacts, w.matter(m).status, w.matter(m).queue_due,
                      w.matter(m).happened, w.reopened(m));
  };
  const auto before = std::pair(life(first), life(second));
  for (const bool by_undo : {true, false}) {
    w.must(JoinMatters{second, first});
    w.wait(60);
    if (by_undo) {
      w.must(UndoLast{second});
    } else {
      w.must(SeparateMatters{second});
    }
    EXPECT_EQ(std::pair(life(first), life(second)), before) << (by_undo ? "undone" : "separated");
    EXPECT_TRUE(w.queued(nurses, second));
  }
  w.must(JoinMatters{second, first});
  w.must(CloseMatter{first, CloseReason::care_given});
  w.wait(86'400 * 30);
  w.must(ReopenMatter{second, ReopenReason::mistake});
  EXPECT_FALSE(w.tables().joined_into.contains(second.n)) << "reopening a duplicate separates it";
  EXPECT_EQ(w.matter(first).status, MatterStatus::closed);
}

TEST_F(Hands, WhatWasJoinedIntoAJoinedMatterComesLooseAlone) {
  const MatterId a = w.contact();
  w.wait(60);
  const MatterId b = w.contact();
  w.wait(60);
  const MatterId c = w.contact();
  w.must(JoinMatters{b, c});
  w.must(JoinMatters{a, b});
  w.must(SeparateMatters{c});
  w.must(SeparateMatters{b});
  for (const MatterId m : {a, b, c}) {
    EXPECT_EQ(w.matter(m).status, MatterStatus::open);
    EXPECT_EQ(w.matter(m).contacts, 1);
    EXPECT_FALSE(w.matter(m).happened.has(Trigger::matter_closed));
  }
}

/// Any list of these commands keeps the invariants and goes on from a snapshot as from the State.
RC_GTEST_PROP(HandsProperty, NothingIsLostBetweenHands,
              (const std::vector<std::array<std::uint8_t, 4>>& ops)) {
  World w;
  std::vector<MatterId> all;
  for (int i = 0; i < 4; ++i) all.push_back(w.contact());
  std::size_t done = 0;
  for (const auto& op : ops) {
    const MatterId m = all[op[1] % all.size()];
    const MatterId other = all[op[2] % all.size()];
    const TeamId to{static_cast<std::uint16_t>(1 + op[2] % 3)};
    const ConsultationId question{1U + op[2] % 6U};
    const Actor by = staff(1U + op[3] % 3U, op[3] % 4 == 0 ? to : w.matter(m).team);
    w.wait(op[3] * 97);
    const std::array<Command, 14> commands = {AskColleague{m, to, words},
                                              AnswerColleague{question, words},
                                              WithdrawQuestion{question},
                                              OfferHandOver{m, to, OfferReason::workload},
                                              LapseHandOver{m},
                                              DeclineHandOver{m, DeclineReason::no_capacity},
                                              AcceptHandOver{m},
                                              JoinMatters{m, other},
                                              SeparateMatters{m},
                                              UndoLast{m},
                                              TakeMatter{m},
                                              CloseMatter{m, CloseReason::care_given},
                                              ReopenMatter{m, ReopenReason::need_returned},
                                              RepeatContact{m, Channel::phone, {}}};
    done += w.attempt(commands[op[0] % commands.size()], by).ok() ? 1U : 0U;
    RC_ASSERT(w.fitted);
  }
  RC_CLASSIFY(done > 5, "more than five done");
  for (const Violation& v : w.faults()) RC_FAIL(v.what);
  auto again = read_snapshot(write_snapshot(w.state));
  RC_ASSERT(again.ok());
  RC_ASSERT(hash_of(*again) == hash_of(w.state));
  for (const MatterId m : all) {
    const auto joined = w.tables().joined_into.find(m.n);
    if (joined != w.tables().joined_into.end()) RC_ASSERT(w.matter(m).status == MatterStatus::closed);
  }
}

}  // namespace
}  // namespace vuoro::core::testing
