#include "notices/due.hpp"

#include <gtest/gtest.h>

#include "core/words.hpp"
#include "notices/plan_for_tests.hpp"

namespace vuoro::notices::testing {
namespace {

using core::NoticeFault;
using core::ReachBy;
using core::testing::at;
using core::testing::machine;
using core::testing::World;

class Due : public ::testing::Test {
 protected:
  World w;
  content::NoticePlan plan = plan_for_tests();
  MatterId matter = contact(ReachBy::email);
  StepId step = w.propose(matter);

  MatterId contact(ReachBy reach) {
    core::ReceiveContact c;
    c.reach = reach;
    const MatterId m = w.contact(c);
    w.assess(m);
    return m;
  }
  void book(Instant begin) { w.must(core::BookStep{step, begin, 30, core::Mode::visit}); }
  /// What is due, as words: "booked email".
  [[nodiscard]] std::vector<std::string> kinds() const {
    std::vector<std::string> out;
    for (const core::StartNotice& s : round_of(w, plan).start)
      out.push_back(std::string(promises::word(s.kind)) + ' ' + std::string(promises::word(s.channel)));
    return out;
  }
  NoticeId start() { return NoticeId{w.must(round_of(w, plan).start.at(0), machine)}; }
  void send() { w.must(core::EndNotice{start(), NoticeFault::none}, machine); }
  using Words = std::vector<std::string>;
};

TEST_F(Due, ByTheWishOfTheResident) {
  book(at(2025, 3, 17, 9));
  EXPECT_EQ(kinds(), Words{"booked email"});
  plan.email_by = content::Gateway::none;
  EXPECT_EQ(kinds(), Words{});
  for (const ReachBy wish : {ReachBy::letter, ReachBy::code_only}) {
    matter = contact(wish);
    step = w.propose(matter);
    book(at(2025, 3, 17, 9));
    EXPECT_EQ(kinds(), Words{}) << "people tell them";
  }
  matter = contact(ReachBy::phone);
  step = w.propose(matter);
  book(at(2025, 3, 17, 9));
  plan.phone_by = content::Gateway::sms;
  EXPECT_EQ(kinds(), Words{"booked sms"});
}

TEST_F(Due, OnlyWhatTheCountyHasARuleFor) {
  book(at(2025, 3, 17, 9));
  plan.rules.clear();
  EXPECT_EQ(kinds(), Words{});
}

TEST_F(Due, OnceItIsSentItIsDueNoMore) {
  book(at(2025, 3, 17, 9));
  send();
  EXPECT_EQ(kinds(), Words{});
}

TEST_F(Due, NightsAreQuietButForWhatCannotWait) {
  for (content::NoticeRule& rule : plan.rules) rule.at_night = rule.kind == "cancelled_by_unit";
  plan.quiet_from = 21 * 3600;
  plan.quiet_until = 8 * 3600;
  w.now = at(2025, 3, 10, 20, 59);
  book(at(2025, 3, 11, 7));
  EXPECT_EQ(kinds().size(), 1U);
  w.now = at(2025, 3, 10, 21);
  EXPECT_EQ(kinds(), Words{"booked email"}) << "in the morning it would be too late";
  w.must(core::BookStep{w.propose(contact(ReachBy::email)), at(2025, 3, 17, 9), 30, core::Mode::visit});
  EXPECT_EQ(kinds(), Words{"booked email"}) << "the other one waits for the morning";
  w.must(core::CancelBooking{step, core::CancelledBy::unit});
  EXPECT_EQ(kinds(), Words{"cancelled_by_unit email"});
  w.now = at(2025, 3, 11, 6, 59);
  EXPECT_EQ(kinds(), Words{"cancelled_by_unit email"});
  w.now = at(2025, 3, 11, 8);
  EXPECT_EQ(kinds(), Words{"booked email"}) << "and the cancelled time is over";
}

TEST_F(Due, TheNightOfSummerTimeEndsWithTheClock) {
  plan.quiet_from = 21 * 3600;
  plan.quiet_until = 8 * 3600;
  EXPECT_EQ(quiet_until(plan, at(2025, 3, 29, 22)), at(2025, 3, 30, 8));
  EXPECT_EQ(quiet_until(plan, at(2025, 3, 30, 7, 59)), at(2025, 3, 30, 8));
  EXPECT_FALSE(quiet_until(plan, at(2025, 3, 30, 8)).has_value());
  EXPECT_FALSE(quiet_until(plan, at(2025, 3, 30, 20, 59)).has_value());
}

TEST_F(Due, OldNewsIsNotTold) {
  book(at(2025, 3, 27, 9));
  w.wait(72 * 3600);
  EXPECT_EQ(kinds().size(), 1U);
  w.wait(1);
  EXPECT_EQ(kinds(), Words{});
}

TEST_F(Due, RemindersComeAtTheirHoursOnce) {
  book(at(2025, 3, 17, 9));
  send();
  w.now = at(2025, 3, 14, 8, 59);
  EXPECT_EQ(kinds(), Words{});
  w.now = at(2025, 3, 14, 9);
  EXPECT_EQ(kinds(), Words{"reminder email"});
  send();
  EXPECT_EQ(kinds(), Words{});
  w.now = at(2025, 3, 16, 9);
  EXPECT_EQ(kinds(), Words{"reminder email"}) << "the second one";
  send();
  w.now = at(2025, 3, 17, 8);
  EXPECT_EQ(kinds(), Words{});
}

TEST_F(Due, WhoWasToldTodayIsNotRemindedToday) {
  w.now = at(2025, 3, 16, 12);
  book(at(2025, 3, 17, 9));
  send();
  EXPECT_EQ(kinds(), Words{});
}

TEST_F(Due, AfterAStandstillOnlyTheLastReminderGoes) {
  book(at(2025, 3, 17, 9));
  send();
  w.now = at(2025, 3, 16, 20);
  const Round round = round_of(w, plan);
  ASSERT_EQ(round.start.size(), 1U);
  EXPECT_EQ(round.start[0].nth, 1);
}

TEST_F(Due, AMovedVisitIsRemindedOfAtItsNewTime) {
  book(at(2025, 3, 17, 9));
  send();
  w.now = at(2025, 3, 14, 10);
  send();
  w.must(core::CancelBooking{step, core::CancelledBy::unit});
  book(at(2025, 3, 24, 9));
  EXPECT_EQ(kinds(), Words{"moved email"});
  send();
  w.now = at(2025, 3, 21, 9);
  EXPECT_EQ(kinds(), Words{"reminder email"});
}

TEST_F(Due, WhatFailedIsTriedWhenItsTimeHasCome) {
  book(at(2025, 3, 17, 9));
  w.must(core::EndNotice{start(), NoticeFault::unreachable}, machine);
  EXPECT_EQ(kinds(), Words{});
  w.wait(120);
  EXPECT_EQ(kinds(), Words{"booked email"});
  w.must(core::CancelBooking{step, core::CancelledBy::unit});
  const Round round = round_of(w, plan);
  EXPECT_EQ(round.drop.size(), 1U) << "what it would have told is no longer so";
  EXPECT_EQ(kinds(), Words{"cancelled_by_unit email"});
}

TEST_F(Due, ARoundHasAnEnd) {
  for (int i = 0; i < 5; ++i)
    w.must(core::BookStep{w.propose(contact(ReachBy::sms)), at(2025, 3, 17, 9), 30, core::Mode::visit});
  EXPECT_EQ(round_of(w, plan, 3).start.size(), 3U);
}

TEST_F(Due, AGatewayThatIsDownKeepsNobodyElseWaiting) {
  for (int i = 0; i < 3; ++i)
    w.must(core::BookStep{w.propose(contact(ReachBy::sms)), at(2025, 3, 17, 9), 30, core::Mode::visit});
  book(at(2025, 3, 17, 9));
  w.must(core::BookStep{w.propose(contact(ReachBy::email)), at(2025, 3, 17, 9), 30, core::Mode::visit});
  const Round round = round_of(w, plan, 2, {core::NoticeChannel::email});
  ASSERT_EQ(round.start.size(), 2U);
  for (const core::StartNotice& s : round.start) EXPECT_EQ(s.channel, core::NoticeChannel::email);
}

}  // namespace
}  // namespace vuoro::notices::testing
