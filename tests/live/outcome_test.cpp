// What people are told: accepted, refused, repeated, in conflict, failed – and what it leaves behind.
#include <stdexcept>

#include "live/house.hpp"

namespace vuoro::live {
namespace {

using core::RefusalCode;

class Outcomes : public House {};

TEST_F(Outcomes, AcceptedIsShownAndNumbered) {
  const auto before = seq();
  const Outcome outcome = send(core::ReceiveContact{}, resident, once(1));
  EXPECT_EQ(outcome.fate, Fate::accepted);
  EXPECT_EQ(outcome.subject, 1U);
  EXPECT_EQ(outcome.first_seq, before + 1);
  EXPECT_GE(outcome.events, 2U);
  EXPECT_EQ(seq(), before + outcome.events);
  EXPECT_EQ(disk->events.size(), seq());
}

TEST_F(Outcomes, RefusedChangesNothing) {
  const auto before = hash();
  const Outcome outcome = send(core::TakeMatter{MatterId{7}}, nurse(1), once(1));
  EXPECT_EQ(outcome.fate, Fate::refused);
  EXPECT_EQ(outcome.refusal.code, RefusalCode::unknown_matter);
  EXPECT_EQ(outcome.refusal.subject, 7U);
  EXPECT_EQ(hash(), before);
  EXPECT_TRUE(disk->requests.empty()) << "a refusal must not use up its key";
}

TEST_F(Outcomes, ARefusedKeyMayBeUsedAgain) {
  EXPECT_EQ(send(core::TakeMatter{MatterId{1}}, nurse(1), once(1)).fate, Fate::refused);
  contact();
  EXPECT_EQ(send(core::TakeMatter{MatterId{1}}, nurse(1), once(1)).fate, Fate::accepted);
}

TEST_F(Outcomes, TheSameKeyHasOneEffect) {
  const Outcome first = send(core::ReceiveContact{}, resident, once(1));
  const Outcome second = send(core::ReceiveContact{}, resident, once(1));
  EXPECT_EQ(second.fate, Fate::repeated);
  EXPECT_EQ(second.subject, first.subject);
  EXPECT_EQ(second.first_seq, first.first_seq);
  EXPECT_EQ(second.events, first.events);
  EXPECT_EQ(seq(), first.first_seq + first.events - 1);
}

TEST_F(Outcomes, TheSameKeyHasOneEffectAfterARestart) {
  const Outcome first = send(core::ReceiveContact{}, resident, once(1));
  open();
  EXPECT_EQ(send(core::ReceiveContact{}, resident, once(1)).fate, Fate::repeated);
  EXPECT_EQ(send(core::ReceiveContact{}, resident, once(1, 2)).fate, Fate::key_conflict);
  EXPECT_EQ(seq(), first.first_seq + first.events - 1);
}

TEST_F(Outcomes, TheSameKeyInOneBatch) {
  const auto script = doing(core::ReceiveContact{}, resident);
  const auto told = together({{once(1), script}, {once(1), script}, {once(1, 2), script}, {once(2), script}});
  EXPECT_EQ(told[0].fate, Fate::accepted);
  EXPECT_EQ(told[1].fate, Fate::repeated);
  EXPECT_EQ(told[1].subject, told[0].subject);
  EXPECT_EQ(told[2].fate, Fate::key_conflict);
  EXPECT_EQ(told[3].fate, Fate::accepted);
  EXPECT_EQ(told[3].subject, 2U);
}

TEST_F(Outcomes, TwoWhoTakeInOneBatch) {
  const MatterId matter = contact();
  const auto told = together({{once(1), doing(core::TakeMatter{matter}, nurse(1))},
                              {once(2), doing(core::TakeMatter{matter}, nurse(2))}});
  EXPECT_EQ(told[0].fate, Fate::accepted);
  EXPECT_EQ(told[1].refusal.code, RefusalCode::already_taken);
  EXPECT_EQ(told[1].refusal.subject, 1U);
}

TEST_F(Outcomes, AScriptThatRefusesLateTakesEverythingBack) {
  const auto before = hash();
  const auto late = [](Transaction& tx) -> std::optional<core::Refusal> {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(tx.decide(core::ReceiveContact{}, resident).ok());
    tx.document("never kept");
    return core::Refusal{RefusalCode::no_reason, 5};
  };
  const Outcome outcome = driver->submit_and_wait(once(1), late);
  EXPECT_EQ(outcome.fate, Fate::refused);
  EXPECT_EQ(outcome.refusal.subject, 5U);
  EXPECT_EQ(outcome.events, 0U);
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(deciding(), before);
  EXPECT_TRUE(disk->documents.empty());
}

TEST_F(Outcomes, ALateRefusalLeavesTheRestOfItsBatch) {
  const auto late = [](Transaction& tx) -> std::optional<core::Refusal> {
    EXPECT_TRUE(tx.decide(core::ReceiveContact{}, resident).ok());
    return core::Refusal{RefusalCode::no_reason};
  };
  const auto told = together({{once(1), doing(core::ReceiveContact{}, resident)},
                              {once(2), late},
                              {once(3), doing(core::TakeMatter{MatterId{1}}, nurse(1))}});
  EXPECT_EQ(told[0].fate, Fate::accepted);
  EXPECT_EQ(told[1].fate, Fate::refused);
  EXPECT_EQ(told[2].fate, Fate::accepted);
  EXPECT_EQ(deciding(), hash());
}

TEST_F(Outcomes, AnExceptionInAScriptFailsItAlone) {
  const auto before = hash();
  const auto broken = [](Transaction& tx) -> std::optional<core::Refusal> {
    EXPECT_TRUE(tx.decide(core::ReceiveContact{}, resident).ok());
    throw std::runtime_error("a bug");
  };
  const Outcome outcome = driver->submit_and_wait(once(1), broken);
  EXPECT_EQ(outcome.fate, Fate::failed);
  EXPECT_EQ(outcome.error.code, "internal");
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(deciding(), before);
  EXPECT_EQ(contact(once(1)), MatterId{1});
}

TEST_F(Outcomes, AScriptThatDecidesNothingIsAcceptedOnce) {
  const auto nothing = [](Transaction&) -> std::optional<core::Refusal> { return std::nullopt; };
  EXPECT_EQ(driver->submit_and_wait(once(1), nothing).fate, Fate::accepted);
  EXPECT_EQ(driver->submit_and_wait(once(1), nothing).fate, Fate::repeated);
}

TEST_F(Outcomes, DocumentsWithoutEventsFailTheirSubmissionAlone) {
  const auto words_only = [](Transaction& tx) -> std::optional<core::Refusal> {
    tx.document("words that no event stands for");
    return std::nullopt;
  };
  const auto told = together({{once(1), words_only}, {once(2), doing(core::ReceiveContact{}, resident)}});
  EXPECT_EQ(told[0].fate, Fate::failed);
  EXPECT_EQ(told[1].fate, Fate::accepted);
}

TEST_F(Outcomes, ATextBeyondTheLimitFailsItsSubmissionAlone) {
  const auto huge = [](Transaction& tx) -> std::optional<core::Refusal> {
    EXPECT_TRUE(tx.decide(core::ReceiveContact{}, resident).ok());
    tx.document(std::string(ledger::max_text_bytes + 1, 'x'));
    return std::nullopt;
  };
  const auto told = together({{once(1), huge}, {once(2), doing(core::ReceiveContact{}, resident)}});
  EXPECT_EQ(told[0].fate, Fate::failed);
  EXPECT_EQ(told[1].fate, Fate::accepted);
  EXPECT_EQ(told[1].subject, 1U);
}

TEST_F(Outcomes, DocumentsHaveTheirOwnNumbers) {
  // Before its event, after it, two in one transaction: no number may be given twice.
  const auto before = [](Transaction& tx) -> std::optional<core::Refusal> {
    core::ReceiveContact c;
    c.words = tx.document("before");
    EXPECT_TRUE(tx.decide(c, resident).ok());
    return std::nullopt;
  };
  const auto after = [](Transaction& tx) -> std::optional<core::Refusal> {
    EXPECT_TRUE(tx.decide(core::ReceiveContact{}, resident).ok());
    tx.document("after");
    tx.document("after that");
    return std::nullopt;
  };
  for (const Outcome& outcome :
       together({{once(1), after}, {once(2), before}, {once(3), after}, {once(4), before}})) {
    EXPECT_EQ(outcome.fate, Fate::accepted) << outcome.error.code;
  }
  EXPECT_EQ(driver->submit_and_wait(once(5), before).fate, Fate::accepted);
  EXPECT_EQ(disk->documents.size(), 7U);
}

}  // namespace
}  // namespace vuoro::live
