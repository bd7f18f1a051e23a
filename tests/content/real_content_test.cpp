// The content that ships: it loads, equals what the code knows, and reads well in three languages.

#include <gtest/gtest.h>

#include "calendar/zone.hpp"
#include "content/explanation_text.hpp"
#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"
#include "content/texts.hpp"
#include "promises/question.hpp"

namespace vuoro::content {
namespace {

class Shipped : public testing::Test {
 protected:
  Shipped()
      : rules_(must(load_rules(root / "vantaa-kerava"))),
        calendar_(must(load_calendar(root / "vantaa-kerava"))),
        texts_(must(Texts::load(root / "texts" / "promises"))) {}

  template <class T>
  static T must(Result<T, ContentErrors> loaded) {
    if (!loaded) throw std::runtime_error(to_string(loaded.error()));
    return std::move(loaded).value();
  }

  [[nodiscard]] std::string explain(const promises::QuestionWords& words, Language language) const {
    auto question = promises::parse_question(words);
    if (!question) return question.error().what;
    return render(promises::explain(calendar_, rules_, std::move(question).value()), rules_, texts_,
                  language);
  }

  static inline const std::filesystem::path root = std::filesystem::path{VUORO_SOURCE_DIR} / "content";
  promises::RulePack rules_;
  calendar::Calendar calendar_;
  Texts texts_;
};

TEST_F(Shipped, HolidayFileEqualsTheTableInTheCode) {
  const calendar::Calendar built = calendar::Calendar::finnish();
  for (Day day = calendar::first_known_day; day <= calendar::last_known_day; day = day + 1) {
    ASSERT_EQ(calendar_.is_public_holiday(day), built.is_public_holiday(day)) << day.n;
    ASSERT_EQ(calendar_.is_section5_day(day), built.is_section5_day(day)) << day.n;
    ASSERT_EQ(calendar_.is_working_day(day), built.is_working_day(day)) << day.n;
  }
  EXPECT_EQ(calendar_.parameters().office.open_s, built.parameters().office.open_s);
  EXPECT_EQ(calendar_.parameters().office.close_s, built.parameters().office.close_s);
  EXPECT_EQ(calendar_.schools().size(), 1U);
}

TEST_F(Shipped, TheLawAloneLoadsToo) {
  EXPECT_EQ(must(load_rules(root / "law")).rules().size(), 42U);
  EXPECT_EQ(rules_.rules().size(), 49U);
  EXPECT_EQ(rules_.name(), "vantaa-kerava");
  for (const promises::Rule& rule : rules_.rules()) {
    const bool own = rule.code.starts_with("PT-") || rule.code.starts_with("OWN-");
    EXPECT_EQ(rule.kind == promises::Kind::own_target, own) << rule.code;
    EXPECT_EQ(rule.owner, rule.code.starts_with("TH52-") ? "HUS" : "") << rule.code;
  }
}

TEST_F(Shipped, EveryCheckHasItsText) {
  for (const promises::Rule& rule : rules_.rules()) {
    for (const promises::Version& version : rule.versions) {
      if (version.check.empty()) continue;
      EXPECT_TRUE(texts_.has("check." + version.check)) << rule.code;
    }
  }
}

constexpr const char* finnish_doctor =
    "TH51A-DOCTOR – Lääkärille toisen ammattihenkilön arvion jälkeen (laki)\n"
    "  Kun hoitaja tai muu ammattihenkilö toteaa, että tarvitset lääkärin, pääset lääkärille määräajassa.\n"
    "  Alkoi tiistaina 3.3.2026 klo 12.00: lääkärin tarpeen toteaminen.\n"
    "  Viimeistään keskiviikkona 3.6.2026 klo 23.59.\n"
    "  Aika juoksee, odotetaan: toteutunut lääkärikäynti.\n"
    "  Aika: 3 kuukautta, 23 vuotta täyttäneet. Voimassa 1.1.2025 alkaen.\n"
    "  Peruste: HE 134/2024. Varmuus D: ei vahvistettu.\n"
    "  Huomaa: 23 vuotta täyttäneiden pidempää määräaikaa ei ole luettu lain tekstistä; kolme kuukautta on "
    "oletus.\n"
    "  EI VAHVISTETTU: tätä määräaikaa ei ole tarkistettu lain tekstistä.\n\n";

TEST_F(Shipped, ExplainsInFinnishAndSaysWhatIsUnverified) {
  EXPECT_EQ(
      explain({.age = "40", .domains = {"health"}, .events = {"doctor_need_found=2026-03-03"}}, Language::fi),
      finnish_doctor);
}

TEST_F(Shipped, ExplainsALawThatChangedDuringTheWait) {
  const promises::QuestionWords words{.age = "40",
                                      .domains = {"health"},
                                      .facts = {"general_medicine", "reason_illness_like"},
                                      .events = {"hta_done=2023-08-15", "visit_realised=2023-10-02"}};
  const std::string english = explain(words, Language::en);
  EXPECT_NE(english.find("Due by Friday 15 September 2023 at 23:59."), std::string::npos) << english;
  EXPECT_NE(
      english.find("A stricter rule that came into force during the wait decided: 14 days, counted from "
                   "1 September 2023."),
      std::string::npos)
      << english;
  EXPECT_NE(english.find("Late: visit held Monday 2 October 2023 at 12:00."), std::string::npos) << english;
  const std::string swedish = explain(words, Language::sv);
  EXPECT_NE(swedish.find("Senast fredag 15.9.2023 kl. 23.59."), std::string::npos) << swedish;
}

TEST_F(Shipped, ExplainsAimsAssumptionsOwnersAndRejections) {
  const std::string aims = explain(
      {.domains = {"social", "older"}, .events = {"matter_pending=2026-03-03", "social_contact=2026-03-03"}},
      Language::en);
  EXPECT_NE(aims.find("The act sets no last day. Own aim: by Wednesday 3 June 2026 at 23:59."),
            std::string::npos);
  EXPECT_NE(aims.find("The age is not known: the strictest age group was used."), std::string::npos) << aims;
  const std::string hus =
      explain({.domains = {"specialised"}, .events = {"need_found=2026-03-03"}}, Language::fi);
  EXPECT_NE(hus.find("Vastuussa on HUS."), std::string::npos) << hus;
  const std::string rejected = explain({.age = "30",
                                        .domains = {"youth_psychiatry"},
                                        .events = {"need_found=2026-03-03"},
                                        .listing = promises::Listing::everything},
                                       Language::fi);
  EXPECT_TRUE(rejected.starts_with("Mikään sääntö ei ala näillä tiedoilla.\nEi koske tätä:\n")) << rejected;
  EXPECT_NE(
      rejected.find("TH53-CARE Hoidon alku, lasten ja nuorten mielenterveys: koskee muuta ikää kuin 30"),
      std::string::npos)
      << rejected;
  EXPECT_EQ(explain({.age = "30", .domains = {"admin"}, .events = {"need_found=2026-03-03"}}, Language::sv),
            "Ingen regel börjar med dessa uppgifter.\n");
}

/// No text is left unfilled, in any language, for any rule of the pack at any version.
TEST_F(Shipped, EveryRuleExplainsItselfWithoutHoles) {
  for (const promises::Rule& rule : rules_.rules()) {
    for (const promises::Version& version : rule.versions) {
      promises::Question question{.domains = rule.applies_in, .facts = rule.needs, .age = version.age.min};
      question.events.push_back({rule.start, calendar::at_local(version.from, 12 * 3600)});
      const promises::Explanation answer = promises::explain(calendar_, rules_, question);
      for (const Language language : {Language::fi, Language::sv, Language::en}) {
        const std::string text = render(answer, rules_, texts_, language);
        EXPECT_EQ(text.find_first_of("{}[]"), std::string::npos) << text;
        EXPECT_NE(text.find(rule.code), std::string::npos) << rule.code;
      }
    }
  }
}

TEST_F(Shipped, DaysInWords) {
  EXPECT_EQ(day_in_words(texts_, Language::fi, day_of(2026, 2, 12)), "torstai 12.2.2026");
  EXPECT_EQ(day_in_words(texts_, Language::sv, day_of(2026, 2, 12)), "torsdag 12.2.2026");
  EXPECT_EQ(day_in_words(texts_, Language::en, day_of(2026, 2, 12)), "Thursday 12 February 2026");
  EXPECT_EQ(moment_in_words(texts_, Language::fi, calendar::at_local(day_of(2026, 3, 29), 8 * 3600 + 5 * 60)),
            "sunnuntaina 29.3.2026 klo 8.05");
  EXPECT_EQ(limit_in_words(texts_, Language::fi, {1, promises::LimitUnit::working_day}), "1 arkipäivä");
  EXPECT_EQ(limit_in_words(texts_, Language::en, {0, promises::LimitUnit::same_day}), "the same day");
}

}  // namespace
}  // namespace vuoro::content
