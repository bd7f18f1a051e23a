#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tables/bundle_for_tests.hpp"
#include "tables/people_for_tests.hpp"

namespace vuoro::tables::testing {
namespace {

std::vector<Table> groups() {
  const Dmn silent{{{"age", "number"}, {"days_since_contact", "number"}, {"area", "string"}},
                   {"verdict", "source"},
                   {{"null", "-", "-", "\"not_found\"", "\"law\""},
                    {"< 75", "-", "-", "\"not_found\"", "\"law\""},
                    {"-", "null", "-", "\"found\"", "\"law\""},
                    {"-", "> 60", "\"korso\"", "\"found\"", "\"law\""},
                    {"-", "-", "-", "\"not_found\"", "\"law\""}}};
  const Dmn often{{{"contacts_90", "number"},
                   {"unsolved_365", "number"},
                   {"language", "string"},
                   {"interpreter", "boolean"}},
                  {"verdict", "source"},
                  {{">= 2", ">= 1", "-", "-", "\"found\"", "\"law\""},
                   {"-", "-", "\"ar\", \"so\"", "true", "\"found\"", "\"law\""},
                   {"-", "-", "-", "-", "\"not_found\"", "\"law\""}}};
  const Dmn waiting{{{"missed_365", "number"},
                     {"days_since_visit", "number"},
                     {"longest_open_days", "number"},
                     {"missed_promises_365", "number"},
                     {"open_matters", "number"},
                     {"contacts_365", "number"}},
                    {"verdict", "source"},
                    {{">= 1", "-", "-", "-", "-", "-", "\"found\"", "\"law\""},
                     {"-", "> 20", "-", "-", "-", "-", "\"found\"", "\"law\""},
                     {"-", "-", "> 30", ">= 2", "> 0", "[1..5]", "\"found\"", "\"law\""},
                     {"-", "-", "-", "-", "-", "-", "\"not_found\"", "\"law\""}}};
  const std::string next_year =
      R"({"kind": "group", "name": {"fi": "a", "sv": "b", "en": "c"}, "per_night": 20,
    "valid_from": "2027-01-01", "sources": [{"code": "law", "name": {"fi": "l", "sv": "l", "en": "l"}}]})";
  const Dmn all{{{"age", "number"}}, {"verdict", "source"}, {{"-", "\"found\"", "\"law\""}}};
  return {table(silent, group_about), table(often, group_about), table(waiting, group_about),
          table(all, next_year), table(by_age())};
}

/// Three months of people who ask, come, do not come and give up.
Instant live(People& w, std::uint32_t seed) {
  std::uint64_t chance = seed;
  const auto below = [&](std::uint32_t n) {
    chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((chance >> 33) % n);
  };
  Instant now = noon(0);
  std::vector<PersonId> people;
  std::vector<MatterId> matters;
  const std::uint32_t persons = below(12);
  for (std::uint32_t i = 0; i < persons; ++i)
    people.push_back(w.person(static_cast<int>(5 + below(90)), AreaId{static_cast<std::uint16_t>(below(2))}));
  for (std::uint32_t i = 0; i < 12 * persons; ++i) {
    now = now + std::chrono::hours(below(60));
    const PersonId p = people[below(persons)];
    const MatterId m =
        matters.empty() ? MatterId{} : matters[below(static_cast<std::uint32_t>(matters.size()))];
    const char* const languages[] = {"fi", "sv", "ar", "so"};
    switch (below(6)) {
      case 0:
      case 1:
        matters.push_back(w.ask(p, now, core::Language::of(languages[below(4)]),
                                below(3) == 0 ? core::Interpreter::yes : core::Interpreter::no));
        break;
      case 2:
        w.tell(core::RepeatContact{m, core::Channel::chat, {}}, now);
        break;
      case 3:
        w.close(m, now, below(2) == 0 ? core::CloseReason::abandoned : core::CloseReason::care_given);
        break;
      default: {
        w.assess(m, now);
        const StepId step = w.propose(m, 1, now);
        w.book(step, now + std::chrono::hours(1), now);
        now = now + std::chrono::hours(2);
        if (below(2) == 0) {
          w.tell(core::MissStep{step}, now);
        } else {
          w.tell(core::CompleteStep{step, below(2) == 0 ? core::Outcome::helped : core::Outcome::not_helped},
                 now);
        }
      }
    }
  }
  return now + std::chrono::hours(below(24 * 40));
}

/// The fast way through everybody finds whom the tables, asked one by one, find; however many threads.
RC_GTEST_PROP(GroupLaws, FindsWhomTheTablesFind, (std::uint32_t seed)) {
  static const std::vector<Table> tables = groups();
  static const Viewer viewer = rights::Gate::system(Purpose::operations);
  People w;
  const Instant now = live(w, seed);
  const auto whole = core::Whole::open(w.state, viewer);
  std::vector<std::array<std::uint32_t, 3>> expected;
  for (std::uint32_t p = 1; p <= whole->persons().size(); ++p) {
    const rules::Value facts = facts_of(w.state, history_of(*whole, PersonId{p}, now));
    for (std::uint32_t t = 0; t < 3; ++t) {
      const auto advice = tables[t].ask(facts);
      RC_ASSERT(advice.ok());
      if (advice->verdict == "found") expected.push_back({p, t, advice->row});
    }
  }
  for (const unsigned threads : {1U, 2U, 5U}) {
    const auto found = find_groups(w.state, viewer, tables, now, threads);
    RC_ASSERT(found.ok());
    std::vector<std::array<std::uint32_t, 3>> got;
    for (const Found& one : *found) got.push_back({one.person.n, one.table, one.row});
    RC_ASSERT(got == expected);
  }
}

TEST(Groups, AreInForceOnTheirDaysOnly) {
  People w;
  w.person(50);
  const auto tables = groups();
  const auto viewer = rights::Gate::system(Purpose::operations);
  EXPECT_TRUE(find_groups(w.state, viewer, tables, noon(0))->empty());
  const auto next_year = find_groups(w.state, viewer, tables, noon(310));
  ASSERT_EQ(next_year->size(), 1U);
  EXPECT_EQ(next_year->front().table, 3U);
}

TEST(Groups, AreFoundByWhoMayReadEverything) {
  const People w;
  const auto tables = groups();
  for (const Viewer& viewer :
       {care(), rights::Gate::resident(MatterId{1}), rights::Gate::staff(Role::admin, Purpose::steering)}) {
    const auto found = find_groups(w.state, viewer, tables, noon(0));
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().code, "not-allowed");
  }
}

TEST(Groups, MoreThanAChunkOfPeopleKeepTheirOrder) {
  People w;
  for (int i = 0; i < 9000; ++i) w.person(i % 2 == 0 ? 80 : 20);
  const auto tables = groups();
  const auto found = find_groups(w.state, rights::Gate::system(Purpose::operations), tables, noon(1), 3);
  ASSERT_EQ(found->size(), 4500U);
  for (std::uint32_t i = 0; i < 4500; ++i) ASSERT_EQ((*found)[i].person.n, 2 * i + 1);
}

}  // namespace
}  // namespace vuoro::tables::testing
