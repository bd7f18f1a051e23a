// Content meets the ledger: what is new is defined, once.
#include "live/install.hpp"

#include <algorithm>

#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"
#include "live/house.hpp"

namespace vuoro::live {
namespace {

const std::filesystem::path pack = std::filesystem::path{VUORO_SOURCE_DIR} / "content" / "vantaa-kerava";

Status install_real(Driver& driver, const content::County& county) {
  auto rules = content::load_rules(pack);
  auto calendar = content::load_calendar(pack);
  EXPECT_TRUE(rules.ok());
  EXPECT_TRUE(calendar.ok());
  return install(driver, county, std::move(rules).value(), std::move(calendar).value());
}

class Install : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = content::load_county(pack);
    ASSERT_TRUE(loaded.ok());
    county = std::move(loaded).value();
    open();
  }
  void open() {
    driver.reset();
    auto started = Driver::start(std::make_unique<LedgerInHand>(disk, std::make_shared<Hand>()),
                                 {.clock = [] { return core::testing::at(2025, 3, 10, 8); }});
    ASSERT_TRUE(started.ok());
    driver = std::move(started).value();
  }
  std::shared_ptr<simulator::Disk> disk = std::make_shared<simulator::Disk>();
  std::unique_ptr<Driver> driver;
  content::County county;
};

TEST_F(Install, TwiceDefinesNothingNew) {
  ASSERT_TRUE(install_real(*driver, county).ok());
  const auto events = disk->events.size();
  EXPECT_GT(events, 0U);
  const auto first = driver->setting();
  ASSERT_TRUE(install_real(*driver, county).ok());
  EXPECT_EQ(disk->events.size(), events);
  open();
  ASSERT_TRUE(install_real(*driver, county).ok());
  EXPECT_EQ(disk->events.size(), events);
  EXPECT_EQ(driver->setting()->default_team, first->default_team);
  EXPECT_EQ(driver->setting()->team_of_area, first->team_of_area);
}

TEST_F(Install, RoutesEveryAreaAndBindsEveryRule) {
  ASSERT_TRUE(install_real(*driver, county).ok());
  const auto setting = driver->setting();
  const auto reading = driver->read();
  for (const content::Area& area : county.areas) {
    const auto number = reading.state().term(core::TermKind::area, area.code);
    ASSERT_TRUE(number) << area.code;
  }
  for (const promises::Rule& rule : setting->pack.rules()) {
    EXPECT_TRUE(reading.state().term(core::TermKind::rule, rule.code)) << rule.code;
  }
}

TEST_F(Install, TheFirstTeamThatNamesAnAreaGetsItsContacts) {
  content::Team later = county.teams.back();
  later.code = "later";
  later.areas = {county.areas.front().code};
  county.teams.push_back(later);
  ASSERT_TRUE(install_real(*driver, county).ok());
  const auto reading = driver->read();
  const auto area = reading.state().term(core::TermKind::area, county.areas.front().code);
  const auto first = std::ranges::find_if(county.teams, [&](const content::Team& team) {
    return std::ranges::find(team.areas, county.areas.front().code) != team.areas.end();
  });
  ASSERT_TRUE(area);
  EXPECT_EQ(reading.state().term_text(core::TermKind::team, driver->setting()->team_of_area[*area].n),
            first->code);
}

TEST_F(Install, FillsTypesOfTimeAndWorkersByTheirNumbers) {
  ASSERT_TRUE(install_real(*driver, county).ok());
  const auto setting = driver->setting();
  const auto reading = driver->read();
  const auto number = [&](core::TermKind kind, std::string_view code) {
    const auto known = reading.state().term(kind, code);
    EXPECT_TRUE(known) << code;
    return known.value_or(0);
  };
  ASSERT_FALSE(county.slot_types.empty());
  for (const content::SlotType& type : county.slot_types) {
    const auto n = number(core::TermKind::slot_type, type.code);
    ASSERT_LT(n, setting->slot_types.size());
    EXPECT_EQ(setting->slot_types[n].type, SlotTypeId{n});
    EXPECT_EQ(setting->slot_types[n].services.size(), type.services.size());
  }
  for (const content::Worker& worker : county.workers) {
    const auto n = number(core::TermKind::worker, worker.code);
    ASSERT_LT(n, setting->workers.size());
    EXPECT_EQ(setting->workers[n].worker, WorkerId{n});
    EXPECT_EQ(setting->workers[n].team, TeamId{number(core::TermKind::team, worker.team)});
  }
  const auto& acute = setting->slot_types[number(core::TermKind::slot_type, "doctor-same-day")];
  EXPECT_EQ(acute.profession, core::Profession::doctor);
  EXPECT_EQ(acute.services, std::vector{ServiceId{number(core::TermKind::service, "doctor-acute")}});
  EXPECT_EQ(acute.reserved_for, core::Urgency::today);
  EXPECT_EQ(acute.release, std::chrono::hours{2});
  EXPECT_EQ(setting->slot_types[number(core::TermKind::slot_type, "doctor-visit")].reserved_for,
            core::Urgency::unassessed);
  const auto& nurse = setting->workers[number(core::TermKind::worker, "nurse-tikkurila-2")];
  EXPECT_EQ(nurse.profession, core::Profession::nurse);
  EXPECT_EQ(nurse.languages, (std::vector{core::Language::of("fi"), core::Language::of("en")}));
}

TEST_F(Install, AWordThatTheCoreDoesNotKnowIsRefused) {
  county.workers.front().profession = "wizard";
  const Status done = install_real(*driver, county);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "content-refused");
  EXPECT_EQ(done.error().where, county.workers.front().code);
  EXPECT_EQ(disk->events.size(), 0U);
}

TEST_F(Install, ACodeThatIsTooLongIsRefusedAndNothingIsDefined) {
  county.areas.push_back({std::string(63, 'x'), {}, 0});
  const Status done = install_real(*driver, county);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "content-refused");
  EXPECT_EQ(disk->events.size(), 0U);
}

}  // namespace
}  // namespace vuoro::live
