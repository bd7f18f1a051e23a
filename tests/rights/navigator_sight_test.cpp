#include <gtest/gtest.h>

#include "core/navigators.hpp"
#include "core/view.hpp"
#include "core/world.hpp"
#include "rights/gate.hpp"
#include "rights/staff_session.hpp"

/// Who sees how navigators were used, and what was kept under a code.
namespace vuoro::rights {
namespace {

using namespace core::testing;  // NOLINT: the core's World is the stage here too

TEST(NavigatorSight, LeadsSeeCountsProfessionalsSeeWhatACodeNames) {
  World w;
  w.must(core::CountNavigator{NavigatorId{1}, {}, core::Language::of("fi")}, resident);
  w.must(core::KeepAnswers{7, DocumentId{w.state.seq() + 1}}, resident);
  const std::uint16_t march = core::month_number(2025, 3);
  const auto lead = Gate::steering(staff_session(Role::lead, {}));
  ASSERT_TRUE(core::navigator_uses(w.state, *lead, march, march));
  EXPECT_EQ(core::navigator_uses(w.state, *lead, march, march)->size(), 1U);
  EXPECT_EQ(core::navigator_uses(w.state, *lead, 0, static_cast<std::uint16_t>(march - 1))->size(), 0U);
  EXPECT_FALSE(core::kept_answers(w.state, *lead, 7)) << "what people answered is not for leads";

  const auto care = Gate::care(staff_session(Role::professional, nurses));
  EXPECT_FALSE(core::navigator_uses(w.state, *care, march, march));
  EXPECT_TRUE(core::kept_answers(w.state, *care, 7));
  EXPECT_FALSE(core::kept_answers(w.state, *care, 8));

  EXPECT_TRUE(core::kept_answers(w.state, Gate::own_answers(), 7));
  EXPECT_FALSE(core::navigator_uses(w.state, Gate::own_answers(), march, march));
  const auto own = Gate::own_matter(ResidentSession{MatterId{1}});
  EXPECT_FALSE(core::kept_answers(w.state, *own, 7)) << "a matter's resident has shown no code of answers";
  EXPECT_FALSE(core::visible(w.state, Gate::own_answers(), w.contact()))
      << "a code of answers opens no matter";
}

core::LedContacts led_from(const World& w, std::uint16_t first, std::uint16_t last) {
  const auto all = core::led_contacts(w.state, *Gate::steering(staff_session(Role::lead, {})), first, last);
  return all->empty() ? core::LedContacts{} : all->front();
}

TEST(NavigatorSight, WhatBecameOfContactsThatAResultLedToIsForLeads) {
  World w;
  core::ReceiveContact contact;
  contact.led_by = NavigatorId{2};
  const MatterId advised = w.contact(contact);
  const MatterId cared = w.contact(contact);
  const MatterId moved = w.contact(contact);
  const MatterId mistaken = w.contact(contact);
  w.contact();  // of its own accord
  w.must(core::CloseMatter{mistaken, core::CloseReason::mistake});
  const std::uint16_t march = core::month_number(2025, 3);
  core::LedContacts sum = led_from(w, march, march);
  EXPECT_EQ(sum.result, NavigatorId{2});
  EXPECT_EQ(sum.contacts, 3U) << "one by mistake is none, and nobody led the fifth";
  EXPECT_EQ(sum.open, 3U);
  w.must(core::RepeatContact{advised, core::Channel::phone, {}}, resident);
  w.must(core::CloseMatter{advised, core::CloseReason::advice_was_enough});
  w.assess(cared);
  w.assess(moved);
  const StepId helped = w.booked(cared, at(2025, 3, 12, 9));
  w.now = at(2025, 3, 12, 10);
  w.must(core::CompleteStep{helped, core::Outcome::helped});
  w.must(core::CloseMatter{cared, core::CloseReason::care_given});
  const StepId in_vain = w.booked(moved, at(2025, 3, 13, 9));
  w.now = at(2025, 3, 13, 10);
  w.must(core::CompleteStep{in_vain, core::Outcome::not_helped});
  w.must(core::OfferHandOver{moved, social, core::OfferReason{}});
  w.must(core::AcceptHandOver{moved}, carita);
  sum = led_from(w, march, march);
  EXPECT_EQ(sum.open, 1U);
  EXPECT_EQ(sum.advised, 1U);
  EXPECT_EQ(sum.asked_again, 1U);
  EXPECT_EQ(sum.cared, 1U);
  EXPECT_EQ(sum.helped, 1U);
  EXPECT_EQ(sum.not_helped, 1U);
  EXPECT_EQ(sum.moved, 1U);
  EXPECT_EQ(led_from(w, 0, static_cast<std::uint16_t>(march - 1)).contacts, 0U) << "months of opening";
  const auto care = Gate::care(staff_session(Role::professional, nurses));
  EXPECT_FALSE(core::led_contacts(w.state, *care, march, march));
  EXPECT_FALSE(core::led_contacts(w.state, Gate::own_answers(), march, march));
}

TEST(NavigatorSight, OnlyTheSystemIsToldWhichAnswersAreOutdated) {
  World w;
  w.must(core::KeepAnswers{7, DocumentId{w.state.seq() + 1}}, resident);
  const Instant kept = w.now;
  w.wait(3600);
  w.must(core::KeepAnswers{8, DocumentId{w.state.seq() + 1}}, resident);
  w.must(core::OpenAnswers{7});
  const std::uint64_t first = w.tables().kept_answers.at(7).words;
  const Instant runs_out = kept + core::answers_good_for;
  const auto seen = [&](const Viewer& viewer, Instant since, Instant now) {
    return core::outdated_answers(w.state, viewer, since, now);
  };
  const Viewer system = Gate::operations();
  const std::chrono::seconds second{1};
  EXPECT_TRUE(seen(system, {}, runs_out).empty()) << "its last second is good";
  EXPECT_EQ(seen(system, {}, runs_out + second), std::vector{DocumentId{first}}) << "opened ones too";
  EXPECT_EQ(seen(system, {}, runs_out + std::chrono::hours{2}).size(), 2U);
  EXPECT_EQ(seen(system, runs_out + second, runs_out + std::chrono::hours{2}).size(), 1U)
      << "what an earlier round has done is left out";
  EXPECT_TRUE(seen(*Gate::care(staff_session(Role::professional, nurses)), {}, runs_out + second).empty());
  EXPECT_TRUE(seen(*Gate::steering(staff_session(Role::lead, {})), {}, runs_out + second).empty());
}

}  // namespace
}  // namespace vuoro::rights
