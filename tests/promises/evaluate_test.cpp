#include "promises/evaluate.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "calendar/print.hpp"
#include "promises/pack.hpp"

namespace vuoro::promises {
namespace {

std::optional<Due> due_of(std::string_view code, Circumstances circumstances) {
  return due(shipped_calendar(), rule(code), circumstances);
}

std::optional<Due> due_of(std::string_view code, Instant start, std::optional<std::uint8_t> age) {
  return due_of(code, fitting(rule(code), start, age));
}

TEST(Applies, GivesTheFirstReason) {
  const Rule& first = rule("TH51A-FIRST");
  const Circumstances good = fitting(first, at(2025, 3, 3), 40);
  EXPECT_EQ(applies(first, good), Applies::yes);
  Circumstances other = good;
  other.domains = {Domain::social};
  EXPECT_EQ(applies(first, other), Applies::other_domain);
  other = good;
  other.facts.erase(Fact::reason_illness_like);
  EXPECT_EQ(applies(first, other), Applies::fact_missing);
  other = good;
  other.facts.insert(Fact::certificate_only);
  EXPECT_EQ(applies(first, other), Applies::fact_excluded);
  other = good;
  other.start = at(2011, 4, 30);
  EXPECT_EQ(applies(first, other), Applies::not_in_force);
  EXPECT_EQ(applies(rule("TH53-CARE"), fitting(rule("TH53-CARE"), at(2025, 3, 3), 23)), Applies::other_age);
  EXPECT_FALSE(due_of("TH53-CARE", at(2025, 3, 3), 23).has_value());
}

TEST(SameDay, OfficeHoursDecideTheDay) {
  const struct {
    Instant start, due, counted_from;
    const char* why;
  } rows[] = {
      {at(2026, 2, 3, 15, 50), end_of(2026, 2, 3), at(2026, 2, 3, 15, 50), "ten to four is the same day"},
      {at(2026, 2, 3, 16, 0), end_of(2026, 2, 4), at(2026, 2, 4, 8), "closed at four"},
      {at(2026, 2, 3, 21, 40), end_of(2026, 2, 4), at(2026, 2, 4, 8), "evening: the next opening day"},
      {at(2026, 2, 3, 5, 0), end_of(2026, 2, 3), at(2026, 2, 3, 8), "early morning: today's opening"},
      {at(2026, 2, 6, 17, 0), end_of(2026, 2, 9), at(2026, 2, 9, 8), "Friday evening: Monday"},
      {at(2026, 4, 2, 18, 0), end_of(2026, 4, 7), at(2026, 4, 7, 8), "before Easter: Tuesday"},
      {at(2026, 3, 28, 12, 0), end_of(2026, 3, 30), at(2026, 3, 30, 8), "over the spring change of time"},
  };
  for (const auto& row : rows) {
    const auto computed = due_of("TH51-HTA", row.start, 40);
    ASSERT_TRUE(computed.has_value()) << row.why;
    EXPECT_EQ(computed->due, row.due) << row.why;
    EXPECT_EQ(computed->counted_from, row.counted_from) << row.why;
    EXPECT_EQ(recompute_due(shipped_calendar(), *computed), row.due) << row.why;
  }
}

TEST(SameDay, TheForecastBelongsToTheAssessmentEvenInTheEvening) {
  EXPECT_EQ(due_of("TH54-FORECAST", at(2026, 2, 3, 21, 40), 40)->due, end_of(2026, 2, 3));
}

TEST(Immediate, IsDueAtTheStart) {
  const auto urgent = due_of("TH50-URGENT", at(2026, 2, 3, 21, 40), 40);
  EXPECT_EQ(urgent->due, at(2026, 2, 3, 21, 40));
  EXPECT_EQ(urgent->legal, LegalLimit::at_once);
  EXPECT_EQ(due_of("TH51-CONTACT", at(2022, 2, 3, 21, 40), 40)->due, at(2022, 2, 4, 8))
      << "until August 2023 at once, but in office hours";
}

TEST(NoNumber, IsAnAimAndNoLegalLimit) {
  const auto general = due_of("SH36-GENERAL", at(2026, 2, 3), 40);
  EXPECT_EQ(general->legal, LegalLimit::none);
  EXPECT_EQ(general->due, end_of(2026, 5, 3));
  EXPECT_EQ(general->steer, general->due);
  EXPECT_EQ(recompute_due(shipped_calendar(), *general), general->due);
}

TEST(Age, ChoosesTheVersionAndUnknownTakesTheStrictest) {
  const Instant start = at(2025, 3, 3);
  EXPECT_EQ(due_of("TH51A-FIRST", start, 22)->due, end_of(2025, 3, 17));
  EXPECT_EQ(due_of("TH51A-FIRST", start, 23)->due, end_of(2025, 6, 3));
  const auto unknown = due_of("TH51A-FIRST", start, std::nullopt);
  EXPECT_EQ(unknown->due, end_of(2025, 3, 17));
  EXPECT_TRUE(unknown->age_assumed());
  EXPECT_FALSE(due_of("TH51A-FIRST", start, 22)->age_assumed());
  EXPECT_FALSE(due_of("TH51A-FIRST", at(2024, 3, 3), std::nullopt)->age_assumed())
      << "one version for all ages";
  const auto older = due_of("SH36-START-75", start, std::nullopt);
  EXPECT_TRUE(older->age_assumed()) << "who may be 75 is treated as 75";
  EXPECT_FALSE(due_of("SH36-START-75", start, 74).has_value());
  EXPECT_TRUE(due_of("SH36-START-75", start, 75).has_value());
  EXPECT_TRUE(due_of("SH36-START-75", start, 255).has_value()) << "200 means no upper limit";
}

TEST(LaterLaw, AStricterOneCountsFromItsOwnFirstDay) {
  const struct {
    const char* code;
    Instant start;
    std::uint8_t age;
    Instant due;
    std::uint16_t version, decided_by;
    const char* why;
  } rows[] = {
      {"TH51A-FIRST", at(2023, 8, 15), 40, end_of(2023, 9, 15), 0, 1, "3 months, then 14 days from 1.9.2023"},
      {"TH51A-FIRST", at(2023, 6, 10), 40, end_of(2023, 9, 10), 0, 0, "3 months were up first"},
      {"TH51A-FIRST", at(2024, 12, 31), 40, end_of(2025, 1, 14), 2, 2, "the later 3 months are no stricter"},
      {"TH51B-FIRST", at(2024, 10, 20), 40, end_of(2025, 2, 1), 1, 2,
       "4 months, then 3 months from 1.11.2024"},
      {"TH51B-FIRST", at(2023, 8, 31), 40, end_of(2023, 11, 30), 0, 0,
       "3 months beat 4 months from the next day"},
      {"TH51-HTA", at(2023, 8, 31), 40, end_of(2023, 9, 1), 0, 1, "3 working days, then the same day"},
  };
  for (const auto& row : rows) {
    const auto computed = due_of(row.code, row.start, row.age);
    ASSERT_TRUE(computed.has_value()) << row.why;
    EXPECT_EQ(computed->due, row.due) << row.why;
    EXPECT_EQ(computed->version, row.version) << row.why;
    EXPECT_EQ(computed->decided_by, row.decided_by) << row.why;
    EXPECT_EQ(computed->version_from, rule(row.code).versions[row.version].from) << row.why;
    EXPECT_EQ(recompute_due(shipped_calendar(), *computed), row.due) << row.why;
  }
}

TEST(Alternatives, LegalIsTheLaterAndTheAimTheEarlier) {
  Circumstances child = fitting(rule("TH51B-DENTIST"), at(2025, 3, 10), 15);
  child.hta_done = at(2025, 3, 3);
  const auto later = due_of("TH51B-DENTIST", child);
  EXPECT_EQ(later->due, end_of(2025, 6, 3)) << "3 months from the assessment";
  EXPECT_EQ(later->steer, end_of(2025, 4, 7)) << "4 weeks from the finding";
  EXPECT_EQ(later->counted_from, at(2025, 3, 3));
  EXPECT_EQ(recompute_due(shipped_calendar(), *later), later->due);

  child.hta_done = at(2024, 12, 1);
  EXPECT_EQ(due_of("TH51B-DENTIST", child)->due, end_of(2025, 4, 7)) << "the assessment is long ago: 4 weeks";
  EXPECT_GE(due_of("TH51B-DENTIST", child)->steer, child.start) << "an aim never lies before the start";

  child.hta_done.reset();
  const auto unknown = due_of("TH51B-DENTIST", child);
  EXPECT_EQ(unknown->due, end_of(2025, 4, 7));
  EXPECT_TRUE(unknown->assumed.has(Assumption::start_event));
}

TEST(Override, CountsFromTheOtherEventAndNeverEndsBeforeTheStart) {
  Circumstances adult = fitting(rule("TH51B-DENTIST"), at(2025, 3, 10), 40);
  adult.hta_done = at(2025, 3, 3);
  const auto computed = due_of("TH51B-DENTIST", adult);
  EXPECT_EQ(computed->due, end_of(2025, 9, 3));
  EXPECT_TRUE(computed->unverified());
  EXPECT_EQ(computed->placeholder, Placeholder::yes);
  adult.hta_done = at(2024, 3, 3);
  const auto late = due_of("TH51B-DENTIST", adult);
  EXPECT_EQ(late->due, adult.start) << "six months from the assessment passed before the need was found";
  EXPECT_EQ(recompute_due(shipped_calendar(), *late), late->due);
}

TEST(Home, UrgentIsShorterAndNotBeforeTheFirstDay) {
  Circumstances family = fitting(rule("NV-HOME-FIRST"), at(2026, 3, 1), std::nullopt);
  EXPECT_EQ(due_of("NV-HOME-FIRST", family)->due, end_of(2026, 3, 15));
  EXPECT_EQ(due_of("NV-HOME-FIRST", family)->earliest, at(2026, 3, 2, 0));
  family.facts.insert(Fact::urgent);
  EXPECT_EQ(due_of("NV-HOME-FIRST", family)->due, end_of(2026, 3, 8));
}

TEST(School, CountsSchoolDaysAndSaysWhenTheCalendarIsMissing) {
  Circumstances student = fitting(rule("ST15-NORMAL"), at(2026, 2, 12), 14);
  student.school = calendar::SchoolId{1};
  const auto known = due_of("ST15-NORMAL", student);
  EXPECT_EQ(known->due, end_of(2026, 3, 2)) << "the winter break 16-20 February does not count";
  EXPECT_TRUE(known->assumed.empty());
  EXPECT_EQ(recompute_due(shipped_calendar(), *known), known->due);
  student.school = {};
  const auto guessed = due_of("ST15-NORMAL", student);
  EXPECT_EQ(guessed->due, end_of(2026, 2, 23));
  EXPECT_TRUE(guessed->assumed.has(Assumption::school_calendar));
}

TEST(Extend, OnlyForTheLawsReasonsAndOnce) {
  const Rule& care = rule("TH51C-CARE");
  const Due first = *due_of("TH51C-CARE", at(2025, 11, 30), 40);
  EXPECT_EQ(first.due, end_of(2026, 2, 28));
  const auto longer = extend(shipped_calendar(), care, first, Reason::medical_reason);
  ASSERT_TRUE(longer.ok());
  EXPECT_EQ(longer->due, end_of(2026, 5, 28));
  EXPECT_EQ(recompute_due(shipped_calendar(), *longer), longer->due);
  const auto refused = [&](const Due& from, Reason reason, std::optional<Day> until = std::nullopt) {
    const auto result = extend(shipped_calendar(), care, from, reason, until);
    return result.ok() ? std::nullopt : std::optional{result.error()};
  };
  EXPECT_EQ(refused(first, Reason::no_show), ExtendRefusal::reason_not_allowed);
  EXPECT_EQ(refused(*longer, Reason::medical_reason), ExtendRefusal::already_extended);
  EXPECT_EQ(refused(first, Reason::medical_reason, day_of(2026, 5, 29)), ExtendRefusal::until_too_far);
  EXPECT_EQ(refused(first, Reason::medical_reason, day_of(2026, 2, 28)), ExtendRefusal::until_not_later);
  const auto part = extend(shipped_calendar(), care, first, Reason::medical_reason, day_of(2026, 3, 31));
  ASSERT_TRUE(part.ok());
  EXPECT_EQ(part->due, end_of(2026, 3, 31));
  EXPECT_EQ(recompute_due(shipped_calendar(), *part), part->due);
}

TEST(Extend, AnExceptionWithoutANumberNeedsADay) {
  const Rule& implement = rule("SH45-IMPLEMENT");
  const Due first = *due_of("SH45-IMPLEMENT", at(2026, 1, 31), 40);
  const auto missing = extend(shipped_calendar(), implement, first, Reason::client_need_special_ground);
  EXPECT_EQ(missing.error(), ExtendRefusal::until_missing);
  const auto later =
      extend(shipped_calendar(), implement, first, Reason::client_need_special_ground, day_of(2026, 6, 30));
  ASSERT_TRUE(later.ok());
  EXPECT_EQ(later->due, end_of(2026, 6, 30));
  EXPECT_EQ(recompute_due(shipped_calendar(), *later), later->due);
  EXPECT_EQ(extend(shipped_calendar(), implement, first, Reason::medical_reason).error(),
            ExtendRefusal::reason_not_allowed);
}

std::vector<std::string> started(Trigger trigger, const Circumstances& circumstances) {
  std::vector<std::string> codes;
  for_each_started(shipped_calendar(), shipped_rules(), trigger, circumstances,
                   [&](const Rule& each, const Due&) { codes.push_back(each.code); });
  std::ranges::sort(codes);
  return codes;
}

TEST(Started, SeveralRulesRunOnOneMatter) {
  using Codes = std::vector<std::string>;
  Circumstances matter{.domains = {Domain::health},
                       .facts = {Fact::general_medicine, Fact::reason_illness_like},
                       .age = std::uint8_t{40},
                       .start = at(2026, 2, 3)};
  EXPECT_EQ(started(Trigger::contact_received, matter), (Codes{"TH51-CONTACT", "TH51-HTA"}));
  EXPECT_EQ(started(Trigger::hta_done, matter), (Codes{"PT-PTH7", "TH51A-FIRST", "TH54-FORECAST"}));
  matter.facts = {Fact::other_nonurgent_rehab_promotion};
  EXPECT_EQ(started(Trigger::hta_done, matter), (Codes{"TH51A-OTHER", "TH54-FORECAST"}));
  matter.domains = {Domain::oral};
  EXPECT_EQ(started(Trigger::contact_received, matter), (Codes{"TH51-CONTACT", "TH51-HTA"}))
      << "oral care too";
  EXPECT_EQ(started(Trigger::hta_done, matter), (Codes{"PT-ORAL1M", "TH51B-FIRST", "TH54-FORECAST"}));
  matter.domains = {Domain::social, Domain::child};
  matter.facts = {Fact::child_special_support_or_child_protection};
  EXPECT_EQ(started(Trigger::matter_pending, matter),
            (Codes{"SH36-CHILD-DONE", "SH36-CHILD-START", "SH36-GENERAL", "SH45-IMPLEMENT"}));
  matter.domains = {Domain::therapy_guarantee};
  matter.facts = {};
  matter.age = 22;
  EXPECT_EQ(started(Trigger::therapy_need_found, matter), (Codes{"TT-THERAPY-HEALTH", "TT-THERAPY-SOCIAL"}));
  matter.facts = {Fact::therapy_in_health_care};
  EXPECT_EQ(started(Trigger::therapy_need_found, matter), Codes{"TT-THERAPY-HEALTH"});
  matter.domains = {Domain::health};
  matter.facts = {Fact::written_contact};
  EXPECT_EQ(started(Trigger::contact_received, matter), (Codes{"OWN-ANSWER", "TH51-CONTACT", "TH51-HTA"}));
}

TEST(Pack, BindsRulesToTheLedgersTerms) {
  RulePack pack = shipped_rules();
  EXPECT_EQ(pack.find(RuleId{3}), nullptr) << "not bound";
  std::uint16_t next = 100;
  pack.bind([&next](std::string_view) { return RuleId{next++}; });
  EXPECT_EQ(pack.find(RuleId{101})->code, pack[1].code);
  EXPECT_EQ(pack.find(RuleId{99}), nullptr);
  EXPECT_EQ(pack.find(RuleId{65'535}), nullptr);
  EXPECT_EQ(pack.find("TH51-HTA")->stop, Trigger::hta_done);
  for (const std::uint16_t index : pack.stopped_by(Trigger::hta_done))
    EXPECT_EQ(pack[index].stop, Trigger::hta_done);
}

TEST(Words, EveryEnumeratorHasItsWord) {
  EXPECT_EQ(word(Trigger::dentist_need_found_in_screening), "dentist_need_found_in_screening");
  EXPECT_EQ(from_word<Domain>("rehabilitation"), Domain::rehabilitation);
  EXPECT_EQ(from_word<Domain>("Rehabilitation"), std::nullopt);
  for (std::size_t i = 0; i < words_of<Fact>().size(); ++i) {
    EXPECT_EQ(from_word<Fact>(words_of<Fact>()[i]), static_cast<Fact>(i));
  }
}

}  // namespace
}  // namespace vuoro::promises
