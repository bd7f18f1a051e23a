#include "promises/explain.hpp"

#include <gtest/gtest.h>

#include "calendar/print.hpp"
#include "promises/pack.hpp"
#include "promises/question.hpp"

namespace vuoro::promises {
namespace {

const Finding* find(const Explanation& explanation, std::string_view code) {
  for (const Finding& finding : explanation.findings) {
    if (shipped_rules()[finding.rule].code == code) return &finding;
  }
  return nullptr;
}

Explanation ask(const QuestionWords& words) {
  auto question = parse_question(words);
  EXPECT_TRUE(question.ok()) << question.error().what;
  return explain(shipped_calendar(), shipped_rules(), std::move(question).value());
}

TEST(Explain, ListsWhatAppliesWithItsVersion) {
  const Explanation answer = ask({.age = "40",
                                  .domains = {"health"},
                                  .facts = {"general_medicine", "reason_illness_like"},
                                  .events = {"hta_done=2025-01-01"}});
  ASSERT_EQ(answer.findings.size(), 3U);
  EXPECT_EQ(find(answer, "TH51A-FIRST")->due->due, end_of(2025, 4, 1));
  EXPECT_EQ(find(answer, "PT-PTH7")->due->due, end_of(2025, 1, 8));
  EXPECT_EQ(find(answer, "TH51A-FIRST")->standing, Standing::running);
}

TEST(Explain, BirthDayGivesTheAgeOnEachStart) {
  const Explanation answer = ask(
      {.birth = "2002-06-01", .domains = {"oral"}, .events = {"hta_done=2025-05-31", "hta_done=2025-06-01"}});
  std::vector<Instant> dues;
  for (const Finding& finding : answer.findings) {
    if (shipped_rules()[finding.rule].code == "TH51B-FIRST") dues.push_back(finding.due->due);
  }
  EXPECT_EQ(dues, (std::vector{end_of(2025, 8, 31), end_of(2025, 12, 1)})) << "22 on one day, 23 on the next";
}

TEST(Explain, StopsKeepOrComeLate) {
  const QuestionWords kept{.age = "10",
                           .domains = {"oral"},
                           .events = {"hta_done=2025-03-03", "oral_event_realised=2025-06-03T15:00"}};
  EXPECT_EQ(find(ask(kept), "TH51B-FIRST")->standing, Standing::kept);
  EXPECT_EQ(find(ask(kept), "PT-ORAL1M")->standing, Standing::late);
  const QuestionWords before{
      .age = "10", .domains = {"oral"}, .events = {"hta_done=2025-03-03", "oral_event_realised=2025-03-02"}};
  EXPECT_EQ(find(ask(before), "TH51B-FIRST")->standing, Standing::running)
      << "an earlier event stops nothing";
}

TEST(Explain, TheAssessmentBeforeTheNeedIsUsed) {
  const Explanation answer = ask({.age = "15",
                                  .domains = {"oral"},
                                  .events = {"hta_done=2025-01-10", "hta_done=2025-03-03",
                                             "hta_done=2025-05-01", "dentist_need_found=2025-03-10"}});
  EXPECT_EQ(find(answer, "TH51B-DENTIST")->due->counted_from, at(2025, 3, 3))
      << "the last one before the need";
}

TEST(Explain, WhatDoesNotApplyHasItsReason) {
  const Explanation answer = ask({.age = "40",
                                  .domains = {"health"},
                                  .facts = {"general_medicine", "certificate_only"},
                                  .events = {"hta_done=2025-03-03"},
                                  .listing = Listing::everything});
  EXPECT_EQ(answer.findings.size(), shipped_rules().rules().size());
  const Finding* const first = find(answer, "TH51A-FIRST");
  EXPECT_EQ(first->applies, Applies::fact_missing);
  EXPECT_EQ(first->missing, FactSet{Fact::reason_illness_like});
  EXPECT_EQ(first->excluding, FactSet{Fact::certificate_only});
  EXPECT_EQ(find(answer, "TH51B-FIRST")->applies, Applies::other_domain);
  EXPECT_EQ(find(answer, "TH51A-DOCTOR")->applies, Applies::yes);
  EXPECT_FALSE(find(answer, "TH51A-DOCTOR")->start.has_value()) << "no start event";
  EXPECT_TRUE(answer.findings.front().due.has_value()) << "what applies comes first";
}

TEST(Question, RefusesWithTheNearestWord) {
  const struct {
    QuestionWords words;
    const char *code, *where, *part;
  } rows[] = {
      {{.domains = {"helth"}, .events = {"hta_done=2025-01-01"}}, "unknown-word", "--domain", "'health'"},
      {{.domains = {"health"}, .facts = {"urgnt"}, .events = {"hta_done=2025-01-01"}},
       "unknown-word",
       "--fact",
       "'urgent'"},
      {{.domains = {"health"}, .events = {"hta_don=2025-01-01"}}, "unknown-word", "--event", "'hta_done'"},
      {{.domains = {"health"}, .events = {"hta_done"}}, "bad-event", "--event", "event=day"},
      {{.domains = {"health"}, .events = {"hta_done=2025-02-30"}}, "bad-date", "--event", "2025-01-31"},
      {{.domains = {"health"}, .events = {"hta_done=2025-01-01T24:00"}}, "bad-date", "--event", "T15:50"},
      {{.domains = {"health"}, .events = {"hta_done=2025-01-01 10:00"}}, "bad-date", "--event", ""},
      {{.age = "-1", .domains = {"health"}, .events = {"hta_done=2025-01-01"}}, "bad-age", "--age", ""},
      {{.age = "131", .domains = {"health"}, .events = {"hta_done=2025-01-01"}}, "bad-age", "--age", ""},
      {{.age = "forty", .domains = {"health"}, .events = {"hta_done=2025-01-01"}}, "bad-age", "--age", ""},
      {{.birth = "1.1.2000", .domains = {"health"}, .events = {"hta_done=2025-01-01"}},
       "bad-date",
       "--birth",
       ""},
      {{.events = {"hta_done=2025-01-01"}}, "nothing-asked", "--domain", ""},
      {{.domains = {"health"}}, "nothing-asked", "--event", ""},
  };
  for (const auto& row : rows) {
    const auto question = parse_question(row.words);
    ASSERT_FALSE(question.ok()) << row.code;
    EXPECT_EQ(question.error().code, row.code);
    EXPECT_EQ(question.error().where, row.where);
    EXPECT_NE(question.error().what.find(row.part), std::string::npos) << question.error().what;
  }
}

TEST(Question, DaysThatDoNotExist) {
  EXPECT_EQ(parse_day("2024-02-29"), day_of(2024, 2, 29));
  for (const char* const text : {"2025-02-29", "2025-13-01", "2025-00-01", "2025-1-01", "20250101", "",
                                 "2025-01-0a", "-025-01-01", "2025-01-01x", "1799-01-01", "2201-01-01"}) {
    EXPECT_EQ(parse_day(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace vuoro::promises
