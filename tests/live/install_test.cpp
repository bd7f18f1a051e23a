// Content meets the ledger: what is new is defined, once.
#include "live/install.hpp"

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

TEST_F(Install, ACodeThatIsTooLongIsRefusedAndNothingIsDefined) {
  county.areas.push_back({std::string(63, 'x'), {}, 0});
  const Status done = install_real(*driver, county);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "content-refused");
  EXPECT_EQ(disk->events.size(), 0U);
}

}  // namespace
}  // namespace vuoro::live
