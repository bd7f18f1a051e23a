#include "core/invariants.hpp"
#include "core/view.hpp"
#include "exchange/house_for_tests.hpp"
#include "exchange/import_contacts.hpp"
#include "live/install.hpp"

namespace vuoro::exchange {
namespace {

using ledger::must;
using ledger::Scratch;
using Counts = std::map<std::string, std::uint64_t>;

const auto contacts_file = source_dir / "tests/exchange/data/contacts-small.csv";

void install_county(live::Driver& driver) {
  content::County county;
  county.teams.push_back({"desk", {}, "", {"tikkurila", "korso"}, {}, "", {}});
  county.areas = {{"tikkurila", {}, 0}, {"korso", {}, 0}};
  county.default_team = "desk";
  county.contact_domains = {promises::Domain::health};
  must(live::install(driver, county, {}, calendar::Calendar::finnish()));
}

TEST(Contacts, BecomeMatters) {
  const Scratch scratch;
  House house(scratch / "county");
  install_county(house.driver());
  const auto report =
      must(import_contacts(house.driver(), {}, contacts_file, {.reject_path = scratch / "r.csv"}));
  EXPECT_EQ(report.accepted, 5U);
  EXPECT_EQ(report.repeated, 1U);
  EXPECT_EQ(report.rejected_by_code, (Counts{{"age-negative", 1},
                                             {"answered-and-abandoned", 1},
                                             {"area-unknown", 1},
                                             {"before-received", 1},
                                             {"date-unreadable", 1},
                                             {"id-conflict", 1},
                                             {"id-missing", 1},
                                             {"language-unreadable", 1},
                                             {"not-a-callback", 1},
                                             {"team-unknown", 1},
                                             {"time-after-now", 1},
                                             {"word-unknown", 1}}));
  EXPECT_EQ(report.ignored_columns, std::vector<std::string>{"queue"});

  const auto reading = house.driver().read();
  EXPECT_TRUE(core::violations(reading.state(), calendar::Calendar::finnish()).empty());
  const auto whole = core::Whole::open(reading.state(), lead());
  ASSERT_EQ(whole->matters().size(), 5U);
  const auto& answered = whole->matters()[1];
  EXPECT_EQ(answered.answered.s - answered.opened.s, 250U);
  EXPECT_EQ(answered.status, core::MatterStatus::open);
  EXPECT_EQ(answered.age.years, 41);
  const auto& abandoned = whole->matters()[2];
  EXPECT_EQ(abandoned.close_reason, core::CloseReason::abandoned);
  EXPECT_EQ(abandoned.closed.s - abandoned.opened.s, 480U);
  EXPECT_EQ(abandoned.language, core::Language::of("sv"));
  EXPECT_FALSE(abandoned.age.known());
  const auto& called_back = whole->matters()[3];
  EXPECT_TRUE(called_back.happened.has(promises::Trigger::callback_asked));
  EXPECT_TRUE(called_back.happened.has(promises::Trigger::callback_reached));
  EXPECT_EQ(called_back.close_reason, core::CloseReason::source_ended);
  const auto& waiting = whole->matters()[4];
  EXPECT_FALSE(waiting.answered);
  EXPECT_EQ(waiting.opened.s - whole->matters()[3].opened.s, 60U) << "08:03 in Helsinki";
}

TEST(Contacts, ASecondRunAddsNothingAndAnotherSourceIsAnother) {
  const Scratch scratch;
  House house(scratch / "county");
  install_county(house.driver());
  must(import_contacts(house.driver(), {}, contacts_file, {}));
  const auto before = house.hash();
  const auto again = must(import_contacts(house.driver(), {}, contacts_file, {}));
  EXPECT_EQ(again.accepted, 0U);
  EXPECT_EQ(again.repeated, 6U);
  EXPECT_EQ(house.hash(), before);
  const auto other = must(import_contacts(house.driver(), {.name = "night line"}, contacts_file, {}));
  EXPECT_EQ(other.accepted, 5U);
}

TEST(Contacts, NeedATeamToGoTo) {
  const Scratch scratch;
  House house(scratch / "county");
  const auto file = written(scratch / "f.csv", "id,channel,received\n1,phone,2025-12-01T08:00\n");
  EXPECT_EQ(ledger::code_of(import_contacts(house.driver(), {}, file, {})), "team-missing");
  install_county(house.driver());
  EXPECT_EQ(must(import_contacts(house.driver(), {}, file, {})).accepted, 1U);
  const auto bad = written(scratch / "b.csv", "id,channel\n1,phone\n");
  EXPECT_EQ(ledger::code_of(import_contacts(house.driver(), {}, bad, {})), "columns-missing");
}

}  // namespace
}  // namespace vuoro::exchange
