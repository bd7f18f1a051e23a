#include <gtest/gtest.h>

#include "core/words.hpp"
#include "rules/json.hpp"
#include "tables/matter_facts.hpp"
#include "tables/people_for_tests.hpp"
#include "tables/table.hpp"

namespace vuoro::tables::testing {
namespace {

TEST(History, SomebodyWhoNeverAskedHasOnlyTheRegister) {
  People w;
  const History h = w.history(w.person(80), noon(5));
  EXPECT_EQ(h.age, 80);
  EXPECT_EQ(h.contacts_365, 0);
  EXPECT_EQ(h.days_since_contact, History::unknown);
  EXPECT_EQ(h.days_since_visit, History::unknown);
  EXPECT_EQ(h.open_matters, 0);
  EXPECT_EQ(h.language, core::Language::of("fi"));
  EXPECT_EQ(h.area, AreaId{1});
}

TEST(History, CountsContactsInTheirDays) {
  People w;
  const PersonId p = w.person(40);
  const MatterId first = w.ask(p, noon(0));
  w.tell(core::RepeatContact{first, core::Channel::phone, {}}, noon(3));
  w.tell(core::RepeatContact{first, core::Channel::phone, {}}, noon(9));
  EXPECT_EQ(w.history(p, noon(10)).contacts_90, 3);
  EXPECT_EQ(w.history(p, noon(10)).days_since_contact, 1) << "a repeat is a contact, and the last one";
  w.close(first, noon(20));
  EXPECT_EQ(w.history(p, noon(89)).days_since_contact, 89) << "State keeps no instants of earlier repeats";
  w.close(w.ask(p, noon(100)), noon(101));
  struct Case {
    int day;
    int in_90, in_365, since;
    const char* why;
  };
  const Case cases[] = {
      {100, 1, 4, 0, "the second matter"},
      {189, 1, 4, 89, "the ninetieth day, that of the contact counted"},
      {190, 0, 4, 90, "the day after"},
      {364, 0, 4, 264, "still within the year"},
      {365, 0, 1, 265, "the year of the first is over"},
      {465, 0, 0, 365, "both are"},
  };
  for (const Case& c : cases) {
    const History h = w.history(p, noon(c.day));
    EXPECT_EQ(h.contacts_90, c.in_90) << c.why;
    EXPECT_EQ(h.contacts_365, c.in_365) << c.why;
    EXPECT_EQ(h.days_since_contact, c.since) << c.why;
  }
}

TEST(History, ARepeatOfAnOldMatterCountsWhenItWasItsLastAction) {
  People w;
  const PersonId p = w.person(40);
  const MatterId m = w.ask(p, noon(0));
  w.tell(core::RepeatContact{m, core::Channel::phone, {}}, noon(200));
  EXPECT_EQ(w.history(p, noon(201)).contacts_90, 1);
  EXPECT_EQ(w.history(p, noon(201)).days_since_contact, 1);
  w.tell(core::AnswerContact{m}, noon(202));
  EXPECT_EQ(w.history(p, noon(203)).contacts_90, 0) << "never more than there were";
}

TEST(History, KnowsWhatIsOpenAndForHowLong) {
  People w;
  const PersonId p = w.person(40);
  const MatterId old = w.ask(p, noon(0));
  w.ask(p, noon(30));
  History h = w.history(p, noon(50));
  EXPECT_EQ(h.open_matters, 2);
  EXPECT_EQ(h.longest_open_days, 50);
  w.close(old, noon(51));
  h = w.history(p, noon(52));
  EXPECT_EQ(h.open_matters, 1);
  EXPECT_EQ(h.longest_open_days, 22);
}

TEST(History, UnsolvedIsWhatEndedWithoutHelp) {
  struct Case {
    core::CloseReason reason;
    int unsolved;
  };
  const Case cases[] = {{core::CloseReason::care_given, 0},      {core::CloseReason::advice_was_enough, 0},
                        {core::CloseReason::need_lapsed, 0},     {core::CloseReason::not_reached, 1},
                        {core::CloseReason::person_withdrew, 1}, {core::CloseReason::abandoned, 1},
                        {core::CloseReason::mistake, 0}};
  for (const Case& c : cases) {
    People w;
    const PersonId p = w.person(40);
    w.close(w.ask(p, noon(0)), noon(2), c.reason);
    EXPECT_EQ(w.history(p, noon(3)).unsolved_365, c.unsolved) << promises::word(c.reason);
    EXPECT_EQ(w.history(p, noon(2 + 365)).unsolved_365, 0) << "a year ago";
  }
}

TEST(History, VisitsAreHeldMissedOrOfNoHelp) {
  People w;
  const PersonId p = w.person(40);
  const MatterId m = w.ask(p, noon(0));
  w.assess(m, noon(0));
  const auto visit = [&](int day) {
    const StepId step = w.propose(m, 1, noon(day - 1));
    w.book(step, noon(day), noon(day - 1));
    return step;
  };
  w.tell(core::MissStep{visit(10)}, noon(10));
  EXPECT_EQ(w.history(p, noon(11)).missed_365, 1);
  EXPECT_EQ(w.history(p, noon(11)).days_since_visit, History::unknown) << "nobody came";
  w.hold(visit(20), noon(20));
  w.tell(core::CompleteStep{visit(30), core::Outcome::not_helped}, noon(30));
  History h = w.history(p, noon(40));
  EXPECT_EQ(h.missed_365, 1);
  EXPECT_EQ(h.days_since_visit, 10);
  EXPECT_EQ(h.unsolved_365, 1) << "the one that did not help";
  h = w.history(p, noon(10 + 365));
  EXPECT_EQ(h.missed_365, 0);
  EXPECT_EQ(h.unsolved_365, 1);
}

TEST(History, PromisesAreBrokenWhenMissedOrOverdue) {
  People w;
  const PersonId p = w.person(40);
  const MatterId m = w.ask(p, noon(0));  // ASSESS within three days
  EXPECT_EQ(w.history(p, noon(3)).missed_promises_365, 0);
  EXPECT_EQ(w.history(p, noon(5)).missed_promises_365, 1) << "still running, and overdue";
  w.assess(m, noon(6));
  EXPECT_EQ(w.history(p, noon(6)).missed_promises_365, 1) << "missed: counted once";
  EXPECT_EQ(w.history(p, noon(370)).missed_promises_365, 2)
      << "the assessment is more than a year ago; the visit and the own target are not";
}

TEST(History, LanguageAndInterpreterAreThoseOfTheNewestMatter) {
  People w;
  const PersonId p = w.person(40);
  w.ask(p, noon(0), core::Language::of("ar"), core::Interpreter::yes);
  w.ask(p, noon(1), core::Language::of("en"));
  const History h = w.history(p, noon(2));
  EXPECT_EQ(h.language, core::Language::of("en"));
  EXPECT_EQ(h.interpreter, core::Interpreter::no);
  EXPECT_EQ(w.history(p, noon(0)).language, core::Language::of("ar")) << "as of that day";
}

TEST(History, ADuplicateIsOneContactOfTheMatterThatGoesOn) {
  People w;
  const PersonId p = w.person(40);
  const MatterId stays = w.ask(p, noon(0));
  const MatterId twice = w.ask(p, noon(1));
  const core::Actor staff{core::ActorKind::staff, StaffId{1}, TeamId{1}};
  const auto joined = core::decide(w.state, w.setting, core::JoinMatters{twice, stays}, staff, noon(2));
  ASSERT_TRUE(joined.ok());
  for (const core::Event& e : joined->events)
    ASSERT_TRUE(core::apply(w.state, e, {noon(2), noon(2), StaffId{1}, core::ActorKind::staff}));
  EXPECT_EQ(w.history(p, noon(3)).contacts_90, 2);
  EXPECT_EQ(w.history(p, noon(3)).open_matters, 1);
}

TEST(History, OutreachIsNoContactOfTheirs) {
  People w;
  const PersonId p = w.person(80);
  const MatterId ours = w.seek_out(p, noon(0));
  History h = w.history(p, noon(1));
  EXPECT_TRUE(h.sought_out);
  EXPECT_EQ(h.contacts_90, 0);
  EXPECT_EQ(h.days_since_contact, History::unknown);
  w.close(ours, noon(2), core::CloseReason::not_reached);
  h = w.history(p, noon(3));
  EXPECT_TRUE(h.sought_out) << "the core refuses another so soon";
  EXPECT_EQ(h.unsolved_365, 0) << "nothing that they asked for";
  EXPECT_FALSE(w.history(p, noon(182)).sought_out);
  w.seek_out(p, noon(182));
  EXPECT_TRUE(w.history(p, noon(182 + 400)).sought_out) << "as long as it is open";
}

TEST(MatterFacts, FitTheVocabularyAndSayWhatTheMatterSays) {
  People w;
  const MatterId m = w.ask(w.person(40), noon(0), core::Language::of("sv"), core::Interpreter::yes);
  w.assess(m, noon(1), {promises::Domain::health, promises::Domain::social});
  const auto facts = facts_of(w.state, measures::lead(), m, noon(2));
  ASSERT_TRUE(facts.has_value());
  EXPECT_EQ(
      rules::to_json(*facts),
      R"({"age": 40, "language": "sv", "interpreter": true, "area": "korso", "about": "self", "channel": "phone", )"
      R"("urgency": "non_urgent", "profession": "nurse", "domains": ["health", "social"], "facts": [], "needs": [], )"
      R"("contacts": 1, "hands": 0, "segment": null})");
  const Vocabulary vocabulary = Vocabulary::of(Kind::criterion, {{"korso"}, {}, {}});
  EXPECT_EQ(facts->context()->entries.size(), vocabulary.inputs.size());
  for (const auto& [name, value] : facts->context()->entries) {
    const auto input = vocabulary.find(name);
    ASSERT_TRUE(input.has_value()) << name;
    EXPECT_FALSE(unfit(vocabulary.inputs[*input], value)) << name;
  }
  EXPECT_FALSE(facts_of(w.state, measures::lead(), MatterId{99}, noon(2)).has_value());
  EXPECT_FALSE(
      facts_of(w.state, rights::Gate::staff(Role::admin, Purpose::operations), m, noon(2)).has_value())
      << "not to be seen is not there";
}

TEST(MatterFacts, OfAContactThatIsAboutToCome) {
  People w;
  core::ReceiveContact c;
  c.area = AreaId{1};
  c.age = core::Age{9};
  c.about = core::About::child;
  EXPECT_EQ(
      rules::to_json(facts_of(w.state, c, {promises::Domain::health})),
      R"({"age": 9, "language": null, "interpreter": false, "area": "korso", "about": "child", "channel": "web", )"
      R"("urgency": "unassessed", "profession": "none", "domains": ["health"], "facts": [], "needs": [], "contacts": 1, )"
      R"("hands": 0, "segment": null})");
}

}  // namespace
}  // namespace vuoro::tables::testing
